// How is text killed and put back? (readline(3), kill.c)

import { insert, remove, textBetween } from './edited-line.ts';
import type { EditedLine } from './edited-line.ts';
import { RING_SIZE } from './kill-ring.ts';

/** From the cursor's side: what is killed forwards goes behind the kill of the key before, what is killed backwards before it. */
export function kill(line: EditedLine, from: number, to: number): EditedLine {
  const cut = textBetween(line, Math.min(from, to), Math.max(from, to));
  const { texts } = line.kills;
  const before = line.killed ? texts.at(-1) : undefined;
  const joined = before === undefined ? cut : from < to ? before + cut : cut + before;
  const kept = [...(before === undefined ? texts : texts.slice(0, -1)), joined].slice(-RING_SIZE);
  return { ...remove(line, from, to), kills: { texts: kept, at: kept.length - 1 }, killed: true };
}

/** Ctrl-Y. The mark is where it begins. */
export function yank(line: EditedLine): EditedLine {
  const { texts, at } = line.kills;
  return { ...insert(line, texts[at] ?? ''), mark: line.cursor };
}

/** Alt-Y, only behind Ctrl-Y: the kill before takes its place. */
export function yankPop(line: EditedLine): EditedLine {
  const { texts, at } = line.kills;
  const put = texts[at];
  if (put === undefined || (line.last !== 'yank' && line.last !== 'yank-pop')) return line;
  const without = remove(line, line.cursor - [...put].length, line.cursor);
  return yank({ ...without, kills: { texts, at: at === 0 ? texts.length - 1 : at - 1 } });
}
