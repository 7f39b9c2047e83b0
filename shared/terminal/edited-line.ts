// What is a line that is being typed, and how does text get in and out of it?
//
// Characters are code points. A pasted text may have several lines.

import { NO_KILLS } from './kill-ring.ts';
import type { KillRing } from './kill-ring.ts';
import type { Count } from './repeat-count.ts';
import type { LineSearch } from './line-search.ts';
import { noteDeleted, noteInserted } from './undo.ts';
import type { Undoable } from './undo.ts';

/** A line of the history, or the one below it, as it was left for another one. */
export interface LeftLine {
  readonly text: string;
  readonly undo: readonly Undoable[];
}

export interface EditedLine {
  readonly text: string;
  /** In code points, 0 to the length. */
  readonly cursor: number;
  /** Where Ctrl-X Ctrl-X goes. In code points. */
  readonly mark: number;
  readonly kills: KillRing;
  /** Which line of the history is shown, counted from the newest; 0 is the line that is being typed. */
  readonly recalled: number;
  /** By the same number: lines that were shown before, and not as they are remembered. */
  readonly left: ReadonlyMap<number, LeftLine>;
  /** What the key before did, by its name in readline(3); '' for none. A Tab that changed something has no name. */
  readonly last: string;
  /** The key before killed something: what is killed next is put back together with it. */
  readonly killed: boolean;
  /** The oldest first. */
  readonly undo: readonly Undoable[];
  /** What the keys before say about the next one; null where they say nothing. */
  readonly count: Count | null;
  /** What Alt-. does when it is pressed again. */
  readonly lastArgument: { readonly skip: number; readonly direction: 1 | -1; readonly word: number | null; readonly put: boolean }; // prettier-ignore
  readonly search: LineSearch | null;
  /** What was looked for last. */
  readonly sought: string;
  /** The next key is a character: one to put in, or one to go to. */
  readonly awaits: 'quoted-insert' | 'character-search' | 'character-search-backward' | null;
  /** Escape or Ctrl-X was pressed by itself, and the next key belongs to it; else ''. */
  readonly prefix: string;
}

export const EMPTY_LINE: EditedLine = {
  text: '',
  cursor: 0,
  mark: 0,
  kills: NO_KILLS,
  recalled: 0,
  left: new Map(),
  last: '',
  killed: false,
  undo: [],
  count: null,
  lastArgument: { skip: 0, direction: 1, word: null, put: false },
  search: null,
  sought: '',
  awaits: null,
  prefix: '',
};

/** Oldest first. */
export type History = readonly string[];

/** What is kept when a line is done. */
export function nextLine({ kills, sought }: EditedLine): EditedLine {
  return { ...EMPTY_LINE, kills, sought };
}

export function length(line: EditedLine): number {
  return countOf(line.text);
}

export function moveTo(line: EditedLine, cursor: number): EditedLine {
  return { ...line, cursor: Math.min(Math.max(cursor, 0), length(line)) };
}

/** Puts text in at the cursor, which goes behind it. */
export function insert(line: EditedLine, text: string): EditedLine {
  if (text === '') return line;
  const at = unitAt(line.text, line.cursor);
  return {
    ...line,
    text: line.text.slice(0, at) + text + line.text.slice(at),
    cursor: line.cursor + countOf(text),
    undo: noteInserted(line, text),
  };
}

/** Nobody types as much at once: it was pasted. */
const MOST_TYPED = 1000;

/** One character after the other, as they are typed. */
export function insertTyped(line: EditedLine, text: string): EditedLine {
  if (text.length > MOST_TYPED) return insert(line, text);
  let undo = line.undo;
  let cursor = line.cursor;
  for (const point of text) {
    undo = noteInserted({ undo, cursor }, point);
    cursor += 1;
  }
  return { ...insert(line, text), undo };
}

/** The cursor goes to where the text was. */
export function remove(line: EditedLine, from: number, to: number): EditedLine {
  const [start, end] = [Math.max(Math.min(from, to), 0), Math.min(Math.max(from, to), length(line))];
  if (start >= end) return line;
  const [first, behind] = [unitAt(line.text, start), unitAt(line.text, end)];
  return {
    ...line,
    text: line.text.slice(0, first) + line.text.slice(behind),
    cursor: start,
    undo: noteDeleted(line, start, line.text.slice(first, behind)),
  };
}

/** Another text for a part of the line, the cursor behind it. */
export function replace(line: EditedLine, from: number, to: number, text: string): EditedLine {
  return asOne(line, (whole) => insert(moveTo(remove(whole, from, to), from), text));
}

/** What is changed in several steps is taken back in one. */
export function asOne(line: EditedLine, change: (line: EditedLine) => EditedLine): EditedLine {
  const changed = change({ ...line, undo: [] });
  if (changed.undo.length === 0) return { ...changed, undo: line.undo };
  const changes = changed.undo.flatMap((undoable) => undoable.changes);
  return { ...changed, undo: [...line.undo, { changes, grows: false }] };
}

/** A whole line in place of the present one, the cursor behind it, and nothing to take back. */
export function replaceLine(line: EditedLine, text: string): EditedLine {
  return { ...line, text, cursor: countOf(text), undo: [] };
}

/** The text between two places. */
export function textBetween(line: EditedLine, from: number, to: number): string {
  return line.text.slice(unitAt(line.text, from), unitAt(line.text, to));
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
