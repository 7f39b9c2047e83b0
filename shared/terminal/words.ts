// Where does a word of a line begin and end? Letters and digits for most keys, what stands between blanks for Ctrl-W, and a
// word of the shell, quotes and all, for others. (readline(3); bash: bashline.c)

import type { EditedLine } from './edited-line.ts';

/** The way to the other end of a number of words; negative numbers go the other way. */
export type Way = (line: EditedLine, count: number) => number;

const LETTER = /[\p{L}\p{N}]/u;
const BETWEEN_SHELL_WORDS = /[\s|&;()<>]/;

export function forwardWord(line: EditedLine, count: number): number {
  return walk(line, count, isLetter, isLetter);
}

export function backwardWord(line: EditedLine, count: number): number {
  return forwardWord(line, -count);
}

/** Ctrl-W: back to the blank before the word. */
export function backwardBlankWord(line: EditedLine, count: number): number {
  return walk(line, -Math.max(count, 1), isNoBlank, isNoBlank);
}

function walk(
  line: EditedLine,
  count: number,
  begins: (point: string) => boolean,
  goesOn: (point: string) => boolean,
): number {
  const points = [...line.text];
  let at = line.cursor;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    const step = count > 0 ? 1 : -1;
    const next = (): string | undefined => points[count > 0 ? at : at - 1];
    for (let point = next(); point !== undefined && !begins(point); point = next()) at += step;
    for (let point = next(); point !== undefined && goesOn(point); point = next()) at += step;
  }
  return at;
}

export function forwardShellWord(line: EditedLine, count: number): number {
  if (count < 0) return backwardShellWord(line, -count);
  const ends = shellWords([...line.text]).map(({ end }) => end);
  return (
    ends.filter((end) => end > line.cursor)[count - 1] ?? (count > 0 ? [...line.text].length : line.cursor)
  );
}

export function backwardShellWord(line: EditedLine, count: number): number {
  if (count < 0) return forwardShellWord(line, -count);
  const starts = shellWords([...line.text]).map(({ start }) => start);
  return starts.filter((start) => start < line.cursor).at(-count) ?? (count > 0 ? 0 : line.cursor);
}

/** In code points. */
function shellWords(points: readonly string[]): readonly { readonly start: number; readonly end: number }[] {
  const words: { start: number; end: number }[] = [];
  let at = 0;
  while (at < points.length) {
    if (BETWEEN_SHELL_WORDS.test(points[at] ?? '')) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < points.length && !BETWEEN_SHELL_WORDS.test(points[at] ?? '')) at = behind(points, at);
    words.push({ start, end: at });
  }
  return words;
}

/** Behind a character, or what is quoted. */
function behind(points: readonly string[], at: number): number {
  const quote = points[at];
  if (quote === '\\') return Math.min(at + 2, points.length);
  if (quote !== "'" && quote !== '"') return at + 1;
  const end = points.indexOf(quote, at + 1);
  return end < 0 ? points.length : end + 1;
}

function isLetter(point: string): boolean {
  return LETTER.test(point);
}

function isNoBlank(point: string): boolean {
  return !/\s/.test(point);
}
