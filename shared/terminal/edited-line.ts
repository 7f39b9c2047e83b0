// What can be done to a line that is being typed? The commands of readline(3), each a pure function.
//
// Characters are code points. A pasted text may have several lines.

import type { ReverseSearch } from './reverse-search.ts';

export interface EditedLine {
  readonly text: string;
  /** In code points, 0 to the length. */
  readonly cursor: number;
  /** What Ctrl-Y puts back. */
  readonly killed: string;
  /** Which line of the history is shown, counted from the newest; 0 is the line that is being typed. */
  readonly recalled: number;
  /** The line that was being typed when the history was entered. */
  readonly draft: string;
  /** What the key before was: a kill adds to the kill before it, a second Tab lists what the first could not decide. */
  readonly last: 'kill' | 'tab' | 'other';
  /** Ctrl-R looks for a line. */
  readonly search: ReverseSearch | null;
}

export const EMPTY_LINE: EditedLine = {
  text: '',
  cursor: 0,
  killed: '',
  recalled: 0,
  draft: '',
  last: 'other',
  search: null,
};

/** Oldest first. */
export type History = readonly string[];
export type Edit = (line: EditedLine, history: History) => EditedLine;

/** What is kept when a line is done. */
export function nextLine({ killed }: EditedLine): EditedLine {
  return { ...EMPTY_LINE, killed };
}

/** Puts text in at the cursor: a typed character, a paste, a completion. */
export function insert(line: EditedLine, text: string): EditedLine {
  const at = unitAt(line.text, line.cursor);
  return {
    ...line,
    text: line.text.slice(0, at) + text + line.text.slice(at),
    cursor: line.cursor + countOf(text),
  };
}

/** A whole line in place of the present one, the cursor behind it. */
export function replaceLine(line: EditedLine, text: string): EditedLine {
  return { ...line, text, cursor: countOf(text) };
}

export function moveTo(line: EditedLine, cursor: number): EditedLine {
  return { ...line, cursor: Math.min(Math.max(cursor, 0), length(line)) };
}

export function erase(line: EditedLine, from: number, to: number): EditedLine {
  if (from < 0) return line;
  const text = line.text.slice(0, unitAt(line.text, from)) + line.text.slice(unitAt(line.text, to));
  return { ...line, text, cursor: from };
}

/** Kills that follow each other are put back together. */
export function kill(line: EditedLine, from: number, to: number): EditedLine {
  if (from === to) return { ...line, last: 'kill' };
  const cut = line.text.slice(unitAt(line.text, from), unitAt(line.text, to));
  const before = line.last === 'kill' ? line.killed : '';
  const killed = to > line.cursor ? before + cut : cut + before;
  return { ...erase(line, from, to), killed, last: 'kill' };
}

/** Ctrl-T: the character before the cursor changes places with the one on it; at the end, the last two. */
export function transpose(line: EditedLine): EditedLine {
  const points = [...line.text];
  const at = Math.min(line.cursor, points.length - 1);
  const [before, here] = [points[at - 1], points[at]];
  if (before === undefined || here === undefined) return line;
  points[at - 1] = here;
  points[at] = before;
  return { ...line, text: points.join(''), cursor: at + 1 };
}

/** Alt-U, Alt-L and Alt-C: the word ahead in capitals, in small letters, or with a capital. */
export function changeWord(line: EditedLine, change: (word: string) => string): EditedLine {
  const points = [...line.text];
  const end = wordEnd(line);
  const word = points.slice(line.cursor, end).join('');
  const text = points.slice(0, line.cursor).join('') + change(word) + points.slice(end).join('');
  return { ...line, text, cursor: end };
}

/** Alt-. puts the last word of the line before in. */
export function insertLastWord(line: EditedLine, history: History): EditedLine {
  const word = /\S+(?=\s*$)/.exec(history.at(-1) ?? '')?.[0];
  return word === undefined ? line : insert(line, word);
}

/** Up and down in the history; below the newest line stands the one that was being typed. */
export function recall(line: EditedLine, history: History, wanted: number): EditedLine {
  if (wanted < 0 || wanted > history.length) return line;
  const draft = line.recalled === 0 ? line.text : line.draft;
  const text = wanted === 0 ? draft : (history[history.length - wanted] ?? '');
  return { ...replaceLine(line, text), recalled: wanted, draft };
}

export function length(line: EditedLine): number {
  return countOf(line.text);
}

/** Ctrl-W: back to the blank before the word. */
export function blankWordStart(line: EditedLine): number {
  return startOfRun(line, (point) => !/\s/.test(point));
}

/** Alt-B: back over what is no letter or digit, then over the word. */
export function wordStart(line: EditedLine): number {
  return startOfRun(line, isWordPoint);
}

export function wordEnd(line: EditedLine): number {
  const points = [...line.text];
  let at = line.cursor;
  while (at < points.length && !isWordPoint(points[at] ?? '')) at += 1;
  while (at < points.length && isWordPoint(points[at] ?? '')) at += 1;
  return at;
}

function startOfRun(line: EditedLine, inRun: (point: string) => boolean): number {
  const points = [...line.text];
  let at = line.cursor;
  while (at > 0 && !inRun(points[at - 1] ?? '')) at -= 1;
  while (at > 0 && inRun(points[at - 1] ?? '')) at -= 1;
  return at;
}

function isWordPoint(point: string): boolean {
  return /[\p{L}\p{N}]/u.test(point);
}

function countOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The index, in units, of a code point. */
function unitAt(text: string, point: number): number {
  let unit = 0;
  for (let left = point; left > 0 && unit < text.length; left -= 1)
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return unit;
}
