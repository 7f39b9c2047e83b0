// What does a key do to the line that is being typed, and what does it ask of others? A pure function, for a prompt, for a
// program that reads lines, and for one that reads keys.
//
// The simulated terminal echoes a line when it is entered, so nothing here reaches the log before Enter: the line
// belongs to the window until then.

import type { ReadingMode } from '../userland/tty/reading-mode.ts';
import { searchCharacter } from './changing.ts';
import { insert, insertTyped, nextLine, replaceLine } from './edited-line.ts';
import type { EditedLine, History } from './edited-line.ts';
import { functionOf } from './emacs-keymap.ts';
import { isEdit, looksBack, perform } from './line-functions.ts';
import type { Asked, EditFunction, LineFunction } from './line-functions.ts';
import { endSearch, pressInSearch } from './line-search.ts';
import { remembered } from './recalling.ts';
import { valueOf, withDigits } from './repeat-count.ts';

export type LineEffect =
  /** One line, or as many as were pasted. */
  | { readonly effect: 'enter'; readonly lines: readonly string[] }
  /** A program gets these keys as they are. */
  | { readonly effect: 'keys'; readonly text: string }
  | { readonly effect: 'key'; readonly key: '^C' | '^D' | '^Z' | '^\\' }
  /** `again`: the Tab before it changed nothing, so that the ways to go on are to be listed. */
  | { readonly effect: 'complete'; readonly again: boolean }
  /** The ways to go on are to be listed. */
  | { readonly effect: 'list' }
  | { readonly effect: 'clear' };

export interface LineStep {
  readonly line: EditedLine;
  readonly effect: LineEffect | null;
  /** Of the same key: what is to be pressed next. */
  readonly behind?: string;
}

/** Bracketed paste, see console_codes(4): what lies between was pasted, not typed. */
const PASTE_BEGIN = '\x1b[200~';
const PASTE_END = '\x1b[201~';

const KEY =
  // eslint-disable-next-line no-control-regex -- control characters are the subject
  /\x1b\[200~[\s\S]*?(?:\x1b\[201~|$)|\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|\x1b\x1b\[[0-9;]*[A-Za-z~]|\x1b[^[O\x1b]?|\x18[^\x1b\x18]?|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f\x1b]+/g;

/** What means something to the terminal itself, or ends a line, is no text. */
const NEVER_TEXT = '\0\x03\x04\n\r\x1a\x1c';
const END_OF_FILE = '\x04';
/** Another key belongs to them. */
const PREFIXES: readonly string[] = ['\x1b', '\x18'];

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
  const [point = ''] = key;
  const pressed = line.prefix === '' ? (withDigits(line, key)?.rest ?? key) : line.prefix + point;
  const name = functionOf(pressed);
  return line.search !== null || (name !== null && looksBack(name));
}

/** One key, from `keysOf`. */
export function pressKey(line: EditedLine, key: string, mode: ReadingMode, history: History): LineStep {
  if (mode === 'keys') return passOn(line, key);
  if (line.awaits !== null) return take(line, key);
  if (mode === 'program') return inProgram(line, key);
  if (line.prefix !== '') return withPrefix(line, key, history);
  if (line.search !== null) {
    const searched = pressInSearch({ ...line, search: line.search }, key, history);
    return searched === null
      ? pressKey(endSearch({ ...line, search: line.search }), key, mode, history)
      : { line: searched, effect: null };
  }
  const counted = withDigits(line, key);
  if (counted !== null) {
    if (counted.rest === '') return { line: counted.line, effect: null };
    return pressKey(counted.line, counted.rest, mode, history);
  }
  return atPrompt(line, key, history);
}

/** Behind Escape or Ctrl-X that were pressed by themselves. A signal is one all the same. */
function withPrefix(line: EditedLine, key: string, history: History): LineStep {
  const [point = ''] = key;
  if (SIGNAL_KEYS.has(key)) return atPrompt({ ...line, prefix: '' }, key, history);
  const step = pressKey({ ...line, prefix: '' }, line.prefix + point, 'prompt', history);
  return { ...step, behind: (step.behind ?? '') + key.slice(point.length) };
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

/** A key that is a character, whatever it does otherwise. What the keyboard sent at once with it is pressed behind it. */
function take(line: EditedLine, key: string): LineStep {
  const [point = ''] = key;
  const taken: EditedLine = { ...line, awaits: null, count: null, last: line.awaits ?? '', killed: false };
  const count = line.count === null ? 1 : valueOf(line.count);
  return { line: given(taken, line.awaits, point, count), effect: null, behind: key.slice(point.length) };
}

function given(line: EditedLine, to: EditedLine['awaits'], point: string, count: number): EditedLine {
  switch (to) {
    case 'quoted-insert':
      return NEVER_TEXT.includes(point) ? line : insert(line, point.repeat(Math.max(count, 0)));
    case 'character-search':
      return searchCharacter(line, point, count);
    case 'character-search-backward':
      return searchCharacter(line, point, -count);
    case null:
      return line;
  }
}

/** The line editor is readline's. */
function atPrompt(line: EditedLine, key: string, history: History): LineStep {
  const asked: Asked = {
    history,
    count: line.count === null ? 1 : valueOf(line.count),
    counted: line.count !== null,
  };
  const before: EditedLine = { ...line, count: null };
  const signal = SIGNAL_KEYS.get(key);
  // A shell does not stop for Ctrl-Z or Ctrl-\\, and the line stays.
  if (signal !== undefined)
    return {
      line: signal === '^C' ? nextLine(line) : { ...before, last: '' },
      effect: { effect: 'key', key: signal },
    };
  if (key.startsWith(PASTE_BEGIN))
    return { line: done(before, insert(before, textOfPaste(key)), 'bracketed-paste-begin'), effect: null };
  if (PREFIXES.includes(key)) return { line: { ...line, prefix: key }, effect: null };
  if (isText(key)) return { line: done(before, type(before, key, asked), 'self-insert'), effect: null };
  const name = functionOf(key);
  if (name === null) return { line: { ...before, last: '', killed: false }, effect: null };
  if (name === 'delete-char' && key === END_OF_FILE && line.text === '')
    return { line: before, effect: { effect: 'key', key: '^D' } };
  if (isEdit(name)) return { line: done(before, perform(name, before, asked), name), effect: null };
  return ofReader(before, name, asked);
}

/** For the next key: what this one did, and whether it killed something. */
function done(
  before: EditedLine,
  after: EditedLine,
  name: LineFunction | 'self-insert' | 'bracketed-paste-begin',
): EditedLine {
  return { ...after, last: name, killed: after.kills.texts !== before.kills.texts };
}

/** The number counts for the first character alone. */
function type(line: EditedLine, text: string, { count, counted }: Asked): EditedLine {
  const [first = ''] = text;
  if (!counted) return insertTyped(line, text);
  return insertTyped(insert(line, first.repeat(Math.max(count, 0))), text.slice(first.length));
}

function ofReader(
  line: EditedLine,
  name: Exclude<LineFunction, EditFunction>,
  { history, counted }: Asked,
): LineStep {
  const before: EditedLine = { ...line, last: '', killed: false };
  switch (name) {
    case 'accept-line':
      return enter(line, line.text);
    case 'insert-comment':
      return enter(line, counted && line.text.startsWith('#') ? line.text.slice(1) : `#${line.text}`);
    case 'operate-and-get-next': {
      // the history is longer by this line then
      const next =
        line.recalled > 1 ? remembered(history, line.recalled - 1) : line.recalled === 1 ? line.text : '';
      const step = enter(line, line.text);
      return { ...step, line: { ...replaceLine(step.line, next), recalled: line.recalled } };
    }
    case 'clear-screen':
      return { line: before, effect: { effect: 'clear' } };
    case 'complete':
      return { line: before, effect: { effect: 'complete', again: line.last === 'complete' } };
    case 'possible-completions':
      return { line: before, effect: { effect: 'list' } };
  }
}

function enter(line: EditedLine, text: string): LineStep {
  return { line: nextLine(line), effect: { effect: 'enter', lines: linesOf(text) } };
}

/** The terminal edits the line itself; what goes beyond stty's erase, werase, kill and lnext is for comfort. */
function inProgram(line: EditedLine, key: string): LineStep {
  const signal = SIGNAL_KEYS.get(key);
  if (signal !== undefined) return { line: nextLine(line), effect: { effect: 'key', key: signal } };
  if (key.startsWith(PASTE_BEGIN)) return pasteLines(line, textOfPaste(key));
  if (isText(key) || key === '\t') return { line: insert(line, key), effect: null };
  const name = functionOf(key);
  if (name === 'accept-line') return enter(line, line.text);
  if (key === END_OF_FILE) return endOfFile(line);
  if (name === null || !isEdit(name) || looksBack(name)) return { line, effect: null };
  const edited = perform(name, line, { history: [], count: 1, counted: false });
  return { line: done(line, edited, name), effect: null };
}

/** What was typed so far is read at once, and where there is nothing, the end is. */
function endOfFile(line: EditedLine): LineStep {
  const effect: LineEffect =
    line.text === '' ? { effect: 'key', key: '^D' } : { effect: 'keys', text: line.text + END_OF_FILE };
  return { line: nextLine(line), effect };
}

/** A program reads a paste line by line, while a shell's line takes it as a whole. */
function pasteLines(line: EditedLine, text: string): LineStep {
  if (!text.includes('\n')) return { line: insert(line, text), effect: null };
  const lines = insert(line, text).text.split('\n');
  const last = lines.pop() ?? '';
  return { line: insert(nextLine(line), last), effect: { effect: 'enter', lines } };
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

function isText(key: string): boolean {
  return key.charCodeAt(0) >= 0x20 && key.charCodeAt(0) !== 0x7f;
}
