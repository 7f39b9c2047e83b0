// What does Ctrl-_ take back? (readline(3), undo.c)

import type { EditedLine } from './edited-line.ts';

/** How the line was before something was done to it. */
export interface LineBefore {
  readonly text: string;
  readonly cursor: number;
}

/** So many characters that were typed one after the other are one thing. */
const LONGEST_RUN = 20;

/** What is remembered when `before` became `after` by one key. */
export function undoAfter(before: EditedLine, after: EditedLine, typed: boolean): readonly LineBefore[] {
  if (after.recalled !== before.recalled) return [];
  if (after.text === before.text) return before.undo;
  const run = before.undo.at(-1);
  const goesOn =
    typed &&
    before.last === 'typed' &&
    run !== undefined &&
    before.text.length - run.text.length < LONGEST_RUN;
  return goesOn ? before.undo : [...before.undo, { text: before.text, cursor: before.cursor }];
}

export function undo(line: EditedLine): EditedLine {
  const before = line.undo.at(-1);
  return before === undefined ? line : { ...line, ...before, undo: line.undo.slice(0, -1) };
}

/** Alt-R: everything. */
export function revert(line: EditedLine): EditedLine {
  const [first] = line.undo;
  return first === undefined ? line : { ...line, ...first, undo: [] };
}
