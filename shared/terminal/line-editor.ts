// Which key does what to a line that is being typed? The bindings of readline(3) that students use, as a pure function.
//
// The simulated terminal echoes a line when it is entered, so nothing here reaches the log before Enter: the line
// belongs to the window until then.

import {
  blankWordStart,
  changeWord,
  deleteBlanks,
  erase,
  insert,
  insertArgument,
  insertLastWord,
  kill,
  length,
  moveTo,
  newer,
  newest,
  nextLine,
  older,
  oldest,
  transpose,
  transposeWords,
  wordEnd,
  wordStart,
  yank,
  yankPop,
} from './edited-line.ts';
import type { Edit, EditedLine, History } from './edited-line.ts';
import { withDigits } from './repeat-count.ts';
import { revert, undo, undoAfter } from './undo.ts';
import type { ReadingMode } from '../userland/tty/reading-mode.ts';
import { beginSearch, pressInSearch } from './reverse-search.ts';

export type LineEffect =
  /** One line, or as many as were pasted. */
  | { readonly effect: 'enter'; readonly lines: readonly string[] }
  /** A program gets these keys as they are. */
  | { readonly effect: 'keys'; readonly text: string }
  | { readonly effect: 'key'; readonly key: '^C' | '^D' | '^Z' | '^\\' }
  /** `again`: the Tab before it changed nothing, so that the ways to go on are to be listed. */
  | { readonly effect: 'complete'; readonly again: boolean }
  | { readonly effect: 'clear' };

export interface LineStep {
  readonly line: EditedLine;
  readonly effect: LineEffect | null;
}

/** Cursor and editing keys, by the sequence that the terminal's keyboard sends for them. */
const EDITS: ReadonlyMap<string, Edit> = new Map<string, Edit>([
  ...bind(['\x1b[D', '\x02'], (line) => moveTo(line, line.cursor - 1)),
  ...bind(['\x1b[C', '\x06'], (line) => moveTo(line, line.cursor + 1)),
  ...bind(['\x1b[H', '\x1b[1~', '\x1b[7~', '\x01'], (line) => moveTo(line, 0)),
  ...bind(['\x1b[F', '\x1b[4~', '\x1b[8~', '\x05'], (line) => moveTo(line, length(line))),
  ...bind(['\x1b[1;5D', '\x1b[1;3D', '\x1bb', '\x1bB'], (line) => moveTo(line, wordStart(line))),
  ...bind(['\x1b[1;5C', '\x1b[1;3C', '\x1bf', '\x1bF'], (line) => moveTo(line, wordEnd(line))),
  ...bind(['\x7f', '\b'], (line) => erase(line, line.cursor - 1, line.cursor)),
  ...bind(['\x1b[3~'], (line) => erase(line, line.cursor, line.cursor + 1)),
  ...bind(['\x15'], (line) => kill(line, 0, line.cursor)),
  ...bind(['\x0b'], (line) => kill(line, line.cursor, length(line))),
  ...bind(['\x17'], (line) => kill(line, blankWordStart(line), line.cursor)),
  ...bind(['\x1bd', '\x1bD', '\x1b[3;5~', '\x1b[3;3~'], (line) => kill(line, line.cursor, wordEnd(line))),
  ...bind(['\x1b\x7f', '\x1b\b'], (line) => kill(line, wordStart(line), line.cursor)),
  ...bind(['\x19'], yank),
  ...bind(['\x1by', '\x1bY'], yankPop),
  ...bind(['\x1f', '\x18\x15'], undo),
  ...bind(['\x1br', '\x1bR'], revert),
  ...bind(['\x1bt', '\x1bT'], transposeWords),
  ...bind(['\x1b\\'], deleteBlanks),
  ...bind(['\x1b\x19'], insertArgument),
  ...bind(['\x14'], transpose),
  ...bind(['\x1bu'], (line) => changeWord(line, (word) => word.toUpperCase())),
  ...bind(['\x1bl'], (line) => changeWord(line, (word) => word.toLowerCase())),
  ...bind(['\x1bc'], (line) => changeWord(line, capitalised)),
  ...bind(['\x1b.', '\x1b_'], insertLastWord),
  ...bind(['\x1b[A', '\x10'], older),
  ...bind(['\x1b[B', '\x0e'], newer),
  ...bind(['\x1b<'], oldest),
  ...bind(['\x1b>'], newest),
  ...bind(['\x12'], beginSearch),
]);

const LOOKS_BACK: ReadonlySet<Edit> = new Set([
  older,
  newer,
  oldest,
  newest,
  beginSearch,
  insertLastWord,
  insertArgument,
]);

/** They make something of the number themselves. */
const TAKES_COUNT: readonly Edit[] = [insertLastWord, insertArgument];

/** What such a key leaves for the next one to know. */
const KEEPS_LAST: ReadonlyMap<Edit, EditedLine['last']> = new Map<Edit, EditedLine['last']>([
  [yank, 'yank'],
  [yankPop, 'yank'],
  [insertLastWord, 'last-word'],
]);

/** Bracketed paste, see console_codes(4): what lies between was pasted, not typed. */
const PASTE_BEGIN = '\x1b[200~';
const PASTE_END = '\x1b[201~';

const KEY =
  // eslint-disable-next-line no-control-regex -- control characters are the subject
  /\x1b\[200~[\s\S]*?(?:\x1b\[201~|$)|\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|\x1b[^[O]?|\x18[\x00-\x1f]|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f\x1b]+/g;

const SIGNAL_KEYS: ReadonlyMap<string, '^C' | '^Z' | '^\\'> = new Map([
  ['\x03', '^C'],
  ['\x1a', '^Z'],
  ['\x1c', '^\\'],
]);

/** What the keyboard sent, cut into keys: a paste, one sequence, one control character, or a run of text each. */
export function keysOf(data: string): readonly string[] {
  return data.replace(/\r\n|\n/g, '\r').match(KEY) ?? [];
}

/** Whether the end of a paste is still to come. */
export function isUnfinishedPaste(data: string): boolean {
  return data.lastIndexOf(PASTE_BEGIN) > data.lastIndexOf(PASTE_END);
}

/** Whether a key looks at the lines that were typed before. */
export function asksForHistory(line: EditedLine, key: string, mode: ReadingMode): boolean {
  if (mode !== 'prompt') return false;
  const edit = EDITS.get(nameOf(withDigits(line, key)?.rest ?? key));
  return line.search !== null || (edit !== undefined && LOOKS_BACK.has(edit));
}

/** One key, from `keysOf`. */
export function pressKey(line: EditedLine, key: string, mode: ReadingMode, history: History): LineStep {
  if (mode === 'keys') return passOn(line, key);
  if (mode === 'program' || line.search !== null) return pressOnce(line, key, mode, history);
  const counted = withDigits(line, key);
  if (counted === null) {
    const step = pressCounted(line, key, history);
    return { ...step, line: noteWhatWas(line, step, key) };
  }
  if (counted.rest === '') return { line: counted.line, effect: null };
  return pressKey(counted.line, counted.rest, mode, history);
}

/** The terminal itself looks at the keys that send a signal, and at nothing else. */
function passOn(line: EditedLine, key: string): LineStep {
  const signal = SIGNAL_KEYS.get(key);
  if (signal !== undefined) return { line: nextLine(line), effect: { effect: 'key', key: signal } };
  if (key === '\x04') return { line, effect: { effect: 'key', key: '^D' } };
  if (key === '\r') return { line, effect: { effect: 'enter', lines: [''] } };
  const text = key.startsWith(PASTE_BEGIN) ? textOfPaste(key) : key;
  return { line, effect: text === '' ? null : { effect: 'keys', text } };
}

/** As often as the number before it says. */
function pressCounted(line: EditedLine, key: string, history: History): LineStep {
  let step = pressOnce(line, key, 'prompt', history);
  const edit = EDITS.get(key);
  if (edit !== undefined && TAKES_COUNT.includes(edit)) return step;
  for (let time = 1; time < (line.count ?? 1) && step.effect === null; time += 1)
    step = pressOnce(step.line, key, 'prompt', history);
  return step;
}

/** For the next key, and for Ctrl-_. */
function noteWhatWas(before: EditedLine, { line, effect }: LineStep, key: string): EditedLine {
  const typed = isText(key);
  const last = typed && line.last === 'other' ? 'typed' : line.last;
  const after: EditedLine = { ...line, count: null, last };
  const edit = EDITS.get(key);
  if (effect !== null || edit === undo || edit === revert) return after;
  return { ...after, undo: undoAfter(before, after, typed) };
}

function pressOnce(line: EditedLine, key: string, mode: ReadingMode, history: History): LineStep {
  const name = nameOf(key);
  const { search } = line;
  if (search !== null) {
    const searched = pressInSearch({ ...line, search }, name, history);
    if (searched !== null) return { line: searched, effect: null };
    return pressOnce({ ...line, search: null }, name, mode, history);
  }
  const before: EditedLine = { ...line, last: 'other' };
  const signal = SIGNAL_KEYS.get(name);
  if (signal !== undefined) {
    // A shell does not stop for Ctrl-Z or Ctrl-\\, and the line stays.
    const kept = mode === 'prompt' && signal !== '^C';
    return { line: kept ? before : nextLine(line), effect: { effect: 'key', key: signal } };
  }
  if (name.startsWith(PASTE_BEGIN)) return paste(before, textOfPaste(name), mode);

  switch (name) {
    case '\r':
      return { line: nextLine(line), effect: { effect: 'enter', lines: linesOf(line.text) } };
    case '\x04':
      if (line.text === '') return { line: before, effect: { effect: 'key', key: '^D' } };
      return {
        line: mode === 'prompt' ? erase(before, line.cursor, line.cursor + 1) : before,
        effect: null,
      };
    case '\t':
      return mode === 'prompt'
        ? { line: before, effect: { effect: 'complete', again: line.last === 'tab' } }
        : { line: insert(before, '\t'), effect: null };
    case '\x0c':
      return { line: before, effect: mode === 'prompt' ? { effect: 'clear' } : null };
    default:
      break;
  }
  const edit = EDITS.get(name);
  if (edit === undefined) return { line: isText(name) ? insert(before, name) : before, effect: null };
  if (edit === beginSearch && mode === 'program') return { line: before, effect: null };
  const edited = edit(line, mode === 'prompt' ? history : []);
  const keepsLast = edited.last === KEEPS_LAST.get(edit) || (edited.last === 'kill' && isKill(name));
  return { line: keepsLast ? edited : { ...edited, last: 'other' }, effect: null };
}

/** A shell's line takes a paste as a whole, and nothing of it runs before Enter; a program reads it line by line. */
function paste(line: EditedLine, text: string, mode: ReadingMode): LineStep {
  if (mode === 'prompt' || !text.includes('\n')) return { line: insert(line, text), effect: null };
  const lines = insert(line, text).text.split('\n');
  const rest = lines.pop() ?? '';
  return { line: insert(nextLine(line), rest), effect: { effect: 'enter', lines } };
}

/** Without control characters: a paste types text and presses no keys. */
function textOfPaste(key: string): string {
  return key
    .slice(PASTE_BEGIN.length)
    .replace(PASTE_END, '')
    .replaceAll('\r', '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, ''); // eslint-disable-line no-control-regex -- they are the subject
}

/** A paste mostly ends with the end of its last line: no empty line is typed for it. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

const KILLS: readonly string[] = ['\x15', '\x0b', '\x17', '\x1bd', '\x1bD', '\x1b[3;5~', '\x1b[3;3~', '\x1b\x7f', '\x1b\b']; // prettier-ignore

/** Some keyboards send \eOA for \e[A. */
function nameOf(key: string): string {
  return key.startsWith('\x1bO') ? `\x1b[${key.slice(2)}` : key;
}

function isKill(key: string): boolean {
  return KILLS.includes(key);
}

function bind(keys: readonly string[], edit: Edit): readonly (readonly [string, Edit])[] {
  return keys.map((key) => [key, edit] as const);
}

function capitalised(word: string): string {
  return word.toLowerCase().replace(/[\p{L}\p{N}]/u, (letter) => letter.toUpperCase());
}

function isText(key: string): boolean {
  return key.charCodeAt(0) >= 0x20 && key.charCodeAt(0) !== 0x7f;
}
