// What does Ctrl-_ take back, and where does it leave the cursor? (readline(3), undo.c)

import { utf8Length } from '../userland/libc/utf8.ts';
import type { EditedLine } from './edited-line.ts';

/** Places and counts are in code points, as they were at the time. */
type Change =
  | { readonly did: 'insert'; readonly at: number; readonly count: number; readonly bytes: number }
  | { readonly did: 'delete'; readonly at: number; readonly text: string };

/** What is taken back at once. */
export interface Undoable {
  /** In the order in which they were made. */
  readonly changes: readonly Change[];
  /** A single ASCII character that is put in right behind it belongs to it. */
  readonly grows: boolean;
}

/** So many bytes that were typed one after the other are one thing. */
const LONGEST_RUN = 20;

export function noteInserted(
  { undo, cursor }: Pick<EditedLine, 'undo' | 'cursor'>,
  text: string,
): readonly Undoable[] {
  const run = undo.at(-1);
  const before = run?.grows === true ? run.changes[0] : undefined;
  const bytes = bytesOf(text);
  const joins =
    bytes === 1 &&
    before?.did === 'insert' &&
    before.at + before.count === cursor &&
    before.bytes < LONGEST_RUN;
  if (!joins)
    return [
      ...undo,
      { changes: [{ did: 'insert', at: cursor, count: [...text].length, bytes }], grows: true },
    ];
  const grown = { ...before, count: before.count + 1, bytes: before.bytes + 1 };
  return [...undo.slice(0, -1), { changes: [grown], grows: true }];
}

export function noteDeleted({ undo }: EditedLine, at: number, text: string): readonly Undoable[] {
  return [...undo, { changes: [{ did: 'delete', at, text }], grows: false }];
}

export function undo(line: EditedLine): EditedLine {
  const last = line.undo.at(-1);
  if (last === undefined) return line;
  const points = [...line.text];
  let { cursor } = line;
  for (const change of last.changes.toReversed()) {
    const inserted = change.did === 'delete' ? [...change.text] : [];
    points.splice(change.at, change.did === 'insert' ? change.count : 0, ...inserted);
    cursor = change.at + inserted.length;
  }
  return { ...line, text: points.join(''), cursor, undo: line.undo.slice(0, -1) };
}

/** Alt-R: everything. */
export function revert(line: EditedLine): EditedLine {
  let first = line;
  while (first.undo.length > 0) first = undo(first);
  return first;
}

/** No more is counted than matters. */
function bytesOf(text: string): number {
  if (text.length >= LONGEST_RUN) return LONGEST_RUN;
  return utf8Length(text);
}
