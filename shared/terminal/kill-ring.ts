// What do Ctrl-Y and Alt-Y put back? The last ten kills. (readline(3), kill.c)

import type { EditedLine } from './edited-line.ts';
import { countOf, erase, insert } from './edited-line.ts';

const RING_SIZE = 10;

/** `adds`: the kill before was the last thing done, and this one goes to its `end` or its `start`. */
export function remember(
  kills: readonly string[],
  cut: string,
  adds: 'start' | 'end' | null,
): readonly string[] {
  const last = kills.at(-1) ?? '';
  if (adds === null) return [...kills, cut].slice(-RING_SIZE);
  return [...kills.slice(0, -1), adds === 'end' ? last + cut : cut + last];
}

export function yank(line: EditedLine): EditedLine {
  return { ...insert(line, line.kills.at(-1) ?? ''), last: 'yank' };
}

/** Alt-Y, only behind Ctrl-Y: the kill before takes its place. */
export function yankPop(line: EditedLine): EditedLine {
  const put = line.kills.at(-1);
  if (line.last !== 'yank' || put === undefined) return line;
  const without = erase(line, line.cursor - countOf(put), line.cursor);
  return yank({ ...without, kills: [put, ...line.kills.slice(0, -1)] });
}
