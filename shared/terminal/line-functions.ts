// What does each function of readline(3) do to the line? By its name; a number before it says how often, and below zero the
// other way round.

import { capitalised, changeCase, deleteBlanks, transposeChars, transposeWords } from './changing.ts';
import { length, moveTo, remove } from './edited-line.ts';
import type { EditedLine, History } from './edited-line.ts';
import { kill, yank, yankPop } from './killing.ts';
import { beginSearch } from './line-search.ts';
import { goToLine, searchPrefix, yankArgument, yankLastArgument } from './recalling.ts';
import { revert, undo } from './undo.ts';
import {
  backwardBlankWord,
  backwardShellWord,
  backwardWord,
  forwardShellWord,
  forwardWord,
} from './words.ts';

/** What comes with the key. */
export interface Asked {
  readonly history: History;
  /** 1 where no number was typed. */
  readonly count: number;
  readonly counted: boolean;
}

type Edit = (line: EditedLine, asked: Asked) => EditedLine;

const EDITS = {
  'backward-char': (line, { count }) => moveTo(line, line.cursor - count),
  'backward-delete-char': (line, { count, counted }) => deleteChars(line, -count, counted),
  'backward-kill-line': (line, { count }) => killTo(line, count < 0 ? length(line) : 0),
  'backward-kill-word': (line, { count }) => killTo(line, backwardWord(line, count)),
  'backward-word': (line, { count }) => moveTo(line, backwardWord(line, count)),
  'beginning-of-history': (line, { history }) => goToLine(line, history, history.length),
  'beginning-of-line': (line) => moveTo(line, 0),
  'capitalize-word': (line, { count }) => changeCase(line, count, capitalised),
  'character-search': (line) => ({ ...line, awaits: 'character-search' }),
  'character-search-backward': (line) => ({ ...line, awaits: 'character-search-backward' }),
  'delete-char': (line, { count, counted }) => deleteChars(line, count, counted),
  'delete-horizontal-space': deleteBlanks,
  'downcase-word': (line, { count }) => changeCase(line, count, (word) => word.toLowerCase()),
  'end-of-history': (line, { history }) => goToLine(line, history, 0),
  'end-of-line': (line) => moveTo(line, length(line)),
  'exchange-point-and-mark': (line) =>
    line.mark > length(line) ? line : { ...line, cursor: line.mark, mark: line.cursor },
  'forward-char': (line, { count }) => moveTo(line, line.cursor + count),
  'forward-search-history': (line) => beginSearch(line, false),
  'forward-word': (line, { count }) => moveTo(line, forwardWord(line, count)),
  'history-search-backward': (line, { history }) => searchPrefix(line, history, 1),
  'history-search-forward': (line, { history }) => searchPrefix(line, history, -1),
  'kill-line': (line, { count }) => killTo(line, count < 0 ? 0 : length(line)),
  'kill-word': (line, { count }) => killTo(line, forwardWord(line, count)),
  'next-history': (line, { history, count }) => goToLine(line, history, line.recalled - count),
  'previous-history': (line, { history, count }) => goToLine(line, history, line.recalled + count),
  'quoted-insert': (line) => ({ ...line, awaits: 'quoted-insert' }),
  'reverse-search-history': (line) => beginSearch(line, true),
  'revert-line': revert,
  'set-mark': (line) => ({ ...line, mark: line.cursor }),
  'shell-backward-word': (line, { count }) => moveTo(line, backwardShellWord(line, count)),
  'shell-forward-word': (line, { count }) => moveTo(line, forwardShellWord(line, count)),
  'shell-kill-word': (line, { count }) => killTo(line, forwardShellWord(line, count)),
  'shell-transpose-words': (line, { count }) =>
    transposeWords(line, count, forwardShellWord, backwardShellWord),
  'transpose-chars': (line, { count }) => transposeChars(line, count),
  'transpose-words': (line, { count }) => transposeWords(line, count, forwardWord, backwardWord),
  undo: (line, { count }) => times(line, count, undo),
  'unix-line-discard': (line) => killTo(line, 0),
  'unix-word-rubout': (line, { count }) => killTo(line, backwardBlankWord(line, count)),
  'upcase-word': (line, { count }) => changeCase(line, count, (word) => word.toUpperCase()),
  yank,
  'yank-last-arg': (line, { history, count, counted }) =>
    yankLastArgument(line, history, counted ? count : null),
  'yank-nth-arg': (line, { history, count }) => yankArgument(line, history, count) ?? line,
  'yank-pop': yankPop,
} satisfies Readonly<Record<string, Edit>>;

/** These are done by whoever reads the line. */
const READER_FUNCTIONS = [
  'accept-line', 'clear-screen', 'complete', 'insert-comment', 'operate-and-get-next', 'possible-completions',
] as const; // prettier-ignore
type ReaderFunction = (typeof READER_FUNCTIONS)[number];
export type EditFunction = keyof typeof EDITS;
export type LineFunction = EditFunction | ReaderFunction;

/** What looks at the lines that were typed before. */
const LOOKS_BACK: ReadonlySet<LineFunction> = new Set<LineFunction>([
  'beginning-of-history', 'end-of-history', 'forward-search-history', 'history-search-backward', 'history-search-forward',
  'next-history', 'operate-and-get-next', 'previous-history', 'reverse-search-history', 'yank-last-arg', 'yank-nth-arg',
]); // prettier-ignore

export function looksBack(name: LineFunction): boolean {
  return LOOKS_BACK.has(name);
}

/** Whether the line has a function of readline's. */
export function isLineFunction(name: string): name is LineFunction {
  return name in EDITS || READER_FUNCTIONS.some((known) => known === name);
}

export function isEdit(name: LineFunction): name is EditFunction {
  return name in EDITS;
}

export function perform(name: EditFunction, line: EditedLine, asked: Asked): EditedLine {
  const edit: Edit = EDITS[name];
  return edit(line, asked);
}

/** Where there is nothing to kill, nothing is. */
function killTo(line: EditedLine, to: number): EditedLine {
  return line.cursor === to ? line : kill(line, line.cursor, to);
}

/** With a number before the key they are killed, and can be put back. */
function deleteChars(line: EditedLine, count: number, counted: boolean): EditedLine {
  const to = Math.min(Math.max(line.cursor + count, 0), length(line));
  if (to === line.cursor) return line;
  return counted ? kill(line, line.cursor, to) : remove(line, line.cursor, to);
}

function times(line: EditedLine, count: number, edit: (line: EditedLine) => EditedLine): EditedLine {
  let after = line;
  for (let left = count; left > 0; left -= 1) after = edit(after);
  return after;
}
