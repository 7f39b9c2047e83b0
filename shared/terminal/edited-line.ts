// What can be done to a line that is being typed? The commands of readline(3), each a pure function.
//
// Characters are code points. A pasted text may have several lines.

import { remember } from './kill-ring.ts';
import type { ReverseSearch } from './reverse-search.ts';
import type { LineBefore } from './undo.ts';

export interface EditedLine {
  readonly text: string;
  /** In code points, 0 to the length. */
  readonly cursor: number;
  /** What Ctrl-Y puts back, the newest last. */
  readonly kills: readonly string[];
  /** Which line of the history is shown, counted from the newest; 0 is the line that is being typed. */
  readonly recalled: number;
  /** The line that was being typed when the history was entered. */
  readonly draft: string;
  /**
   * What the key before was: a kill adds to the kill before it, a second Tab lists what the first could not decide, and
   * Alt-Y and a second Alt-. change what the one before put in.
   */
  readonly last: 'kill' | 'yank' | 'last-word' | 'typed' | 'tab' | 'other';
  /** How the line was before each thing that can be undone, the oldest first. */
  readonly undo: readonly LineBefore[];
  /** How often the next key is meant; null without a number before it. */
  readonly count: number | null;
  /** Of which line Alt-. took the last word, counted from the newest, and how long that word is. */
  readonly lastWord: { readonly back: number; readonly length: number };
  /** Ctrl-R looks for a line. */
  readonly search: ReverseSearch | null;
}

export const EMPTY_LINE: EditedLine = {
  text: '',
  cursor: 0,
  kills: [],
  recalled: 0,
  draft: '',
  last: 'other',
  undo: [],
  count: null,
  lastWord: { back: 0, length: 0 },
  search: null,
};

/** Oldest first. */
export type History = readonly string[];
export type Edit = (line: EditedLine, history: History) => EditedLine;

/** What is kept when a line is done. */
export function nextLine({ kills }: EditedLine): EditedLine {
  return { ...EMPTY_LINE, kills };
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
  const adds = line.last !== 'kill' || line.kills.length === 0 ? null : to > line.cursor ? 'end' : 'start';
  return { ...erase(line, from, to), kills: remember(line.kills, cut, adds), last: 'kill' };
}

/** Ctrl-Y: the last kill. */
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

/** Alt-. puts the last word of the line before in; again, that of the line before that. With a number, that word. */
export function insertLastWord(line: EditedLine, history: History): EditedLine {
  const again = line.last === 'last-word';
  const back = again ? line.lastWord.back + 1 : 1;
  const words = (history[history.length - back] ?? '').split(/\s+/).filter((word) => word !== '');
  const word = line.count === null ? words.at(-1) : words[line.count];
  if (word === undefined) return { ...line, last: again ? 'last-word' : 'other' };
  const cleared = again ? erase(line, line.cursor - line.lastWord.length, line.cursor) : line;
  return { ...insert(cleared, word), last: 'last-word', lastWord: { back, length: countOf(word) } };
}

/** Alt-Ctrl-Y puts the first argument of the line before in; with a number, that word. */
export function insertArgument(line: EditedLine, history: History): EditedLine {
  const words = (history.at(-1) ?? '').split(/\s+/).filter((word) => word !== '');
  return insert(line, words[line.count ?? 1] ?? '');
}

/** Alt-T: the word before the cursor changes places with the one behind it; at the end, the last two. */
export function transposeWords(line: EditedLine): EditedLine {
  const end = wordEnd(line);
  const second = wordStart(moveTo(line, end));
  const first = wordStart(moveTo(line, second));
  const firstEnd = wordEnd(moveTo(line, first));
  if (firstEnd > second || second >= end) return line;
  const points = [...line.text];
  const part = (from: number, to: number): string => points.slice(from, to).join('');
  const turned = part(second, end) + part(firstEnd, second) + part(first, firstEnd);
  return { ...line, text: part(0, first) + turned + part(end, points.length), cursor: end };
}

/** Alt-\\: no blanks around the cursor. */
export function deleteBlanks(line: EditedLine): EditedLine {
  const points = [...line.text];
  let from = line.cursor;
  let to = line.cursor;
  while (/[ \t]/.test(points[from - 1] ?? '')) from -= 1;
  while (/[ \t]/.test(points[to] ?? '')) to += 1;
  return erase(line, from, to);
}

export function older(line: EditedLine, history: History): EditedLine {
  return recall(line, history, line.recalled + 1);
}

export function newer(line: EditedLine, history: History): EditedLine {
  return recall(line, history, line.recalled - 1);
}

export function oldest(line: EditedLine, history: History): EditedLine {
  return recall(line, history, history.length);
}

export function newest(line: EditedLine, history: History): EditedLine {
  return recall(line, history, 0);
}

/** Below the newest line stands the one that was being typed. */
function recall(line: EditedLine, history: History, wanted: number): EditedLine {
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

export function countOf(text: string): number {
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
