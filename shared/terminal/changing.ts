// How do characters and words change their places or their case? (readline(3), text.c)

import { asOne, insert, length, moveTo, remove, replace, textBetween } from './edited-line.ts';
import type { EditedLine } from './edited-line.ts';
import { forwardWord } from './words.ts';
import type { Way } from './words.ts';

/** Ctrl-T: the character before the cursor goes so many further; at the end, the last two change places. */
export function transposeChars(line: EditedLine, count: number): EditedLine {
  if (line.cursor === 0 || length(line) < 2 || count === 0) return line;
  const atEnd = line.cursor === length(line);
  const at = atEnd ? line.cursor - 2 : line.cursor - 1;
  return asOne(line, (whole) => {
    const carried = textBetween(whole, at, at + 1);
    const without = remove(whole, at, at + 1);
    return insert(moveTo(without, at + (atEnd ? 1 : count)), carried);
  });
}

/** Alt-T: the word before the cursor changes places with the one behind it, or with one that is so many further. */
export function transposeWords(line: EditedLine, count: number, forward: Way, backward: Way): EditedLine {
  if (count === 0) return line;
  const end = forward(line, count);
  const second = backward(moveTo(line, end), 1);
  const first = backward(moveTo(line, second), count);
  const firstEnd = forward(moveTo(line, first), 1);
  if (first === second || second < firstEnd) return line;
  const [before, behind] = [textBetween(line, first, firstEnd), textBetween(line, second, end)];
  return asOne(line, (whole) =>
    moveTo(replace(replace(whole, second, end, before), first, firstEnd, behind), end),
  );
}

/** Alt-U, Alt-L and Alt-C: so many words, in capitals, in small letters, or with a capital each. */
export function changeCase(line: EditedLine, count: number, change: (word: string) => string): EditedLine {
  const there = forwardWord(line, count);
  const [start, end] = [Math.min(line.cursor, there), Math.max(line.cursor, there)];
  if (start === end) return line;
  return replace(line, start, end, change(textBetween(line, start, end)));
}

export function capitalised(words: string): string {
  return words.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (word) => {
    const [first = ''] = word;
    return first.toUpperCase() + word.slice(first.length);
  });
}

/** Alt-\: no blanks around the cursor. */
export function deleteBlanks(line: EditedLine): EditedLine {
  const points = [...line.text];
  let [from, to] = [line.cursor, line.cursor];
  while (/[ \t]/.test(points[from - 1] ?? '')) from -= 1;
  while (/[ \t]/.test(points[to] ?? '')) to += 1;
  return remove(line, from, to);
}

/** Ctrl-]: to the next place with this character, or the one so many further. */
export function searchCharacter(line: EditedLine, point: string, count: number): EditedLine {
  const points = [...line.text];
  const step = count < 0 ? -1 : 1;
  let at = line.cursor;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    do at += step;
    while (at >= 0 && at < points.length && points[at] !== point);
    if (at < 0 || at >= points.length) return line;
  }
  return { ...line, cursor: at };
}
