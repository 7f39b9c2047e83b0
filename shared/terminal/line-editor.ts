// What does a line look like while it is being typed? The part of readline(3) that students use, as a pure function.
//
// The simulated terminal echoes a line when it is entered, so nothing here reaches the log before Enter: the line
// belongs to the window until then. Characters are code points; each takes one cell.

/** `prompt`: a shell reads, with history and completion. `program`: a program reads in canonical mode, with neither. */
export type ReadingMode = 'prompt' | 'program';

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
}

export type LineEffect =
  | { readonly effect: 'enter'; readonly text: string }
  | { readonly effect: 'key'; readonly key: '^C' | '^D' | '^Z' | '^\\' }
  | { readonly effect: 'complete' }
  | { readonly effect: 'clear' };

export interface LineStep {
  readonly line: EditedLine;
  readonly effect: LineEffect | null;
}

export const EMPTY_LINE: EditedLine = { text: '', cursor: 0, killed: '', recalled: 0, draft: '' };

type Edit = (line: EditedLine, history: readonly string[]) => EditedLine;

/** Cursor and editing keys, by the sequence that the terminal's keyboard sends for them. */
const EDITS: ReadonlyMap<string, Edit> = new Map<string, Edit>([
  ['\x1b[D', (line) => moveTo(line, line.cursor - 1)],
  ['\x02', (line) => moveTo(line, line.cursor - 1)],
  ['\x1b[C', (line) => moveTo(line, line.cursor + 1)],
  ['\x06', (line) => moveTo(line, line.cursor + 1)],
  ['\x1b[H', (line) => moveTo(line, 0)],
  ['\x1b[1~', (line) => moveTo(line, 0)],
  ['\x01', (line) => moveTo(line, 0)],
  ['\x1b[F', (line) => moveTo(line, length(line))],
  ['\x1b[4~', (line) => moveTo(line, length(line))],
  ['\x05', (line) => moveTo(line, length(line))],
  ['\x1b[1;5D', (line) => moveTo(line, wordStart(line))],
  ['\x1bb', (line) => moveTo(line, wordStart(line))],
  ['\x1b[1;5C', (line) => moveTo(line, wordEnd(line))],
  ['\x1bf', (line) => moveTo(line, wordEnd(line))],
  ['\x7f', (line) => erase(line, line.cursor - 1, line.cursor)],
  ['\b', (line) => erase(line, line.cursor - 1, line.cursor)],
  ['\x1b[3~', (line) => erase(line, line.cursor, line.cursor + 1)],
  ['\x15', (line) => kill(line, 0, line.cursor)],
  ['\x0b', (line) => kill(line, line.cursor, length(line))],
  ['\x17', (line) => kill(line, blankWordStart(line), line.cursor)],
  ['\x19', (line) => insert(line, line.killed)],
  ['\x1b[A', (line, history) => recall(line, history, line.recalled + 1)],
  ['\x10', (line, history) => recall(line, history, line.recalled + 1)],
  ['\x1b[B', (line, history) => recall(line, history, line.recalled - 1)],
  ['\x0e', (line, history) => recall(line, history, line.recalled - 1)],
]);

// eslint-disable-next-line no-control-regex -- control characters are the subject
const KEY = /\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|\x1b[^[O]?|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f\x1b]+/g;

const SIGNAL_KEYS: ReadonlyMap<string, '^C' | '^Z' | '^\\'> = new Map([
  ['\x03', '^C'],
  ['\x1a', '^Z'],
  ['\x1c', '^\\'],
]);

/**
 * What the keyboard sent, cut into keys: one sequence, one control character, or a run of text each.
 * Pasted lines arrive with carriage returns, so a paste of three lines is three lines entered.
 */
export function keysOf(data: string): readonly string[] {
  return data.replace(/\r\n|\n/g, '\r').match(KEY) ?? [];
}

/** One key, from `keysOf`. `history` is oldest first. */
export function pressKey(
  line: EditedLine,
  key: string,
  mode: ReadingMode,
  history: readonly string[],
): LineStep {
  const name = key.startsWith('\x1bO') ? `\x1b[${key.slice(2)}` : key;
  const signal = SIGNAL_KEYS.get(name);
  if (signal !== undefined)
    return { line: { ...EMPTY_LINE, killed: line.killed }, effect: { effect: 'key', key: signal } };

  switch (name) {
    case '\r':
      return { line: { ...EMPTY_LINE, killed: line.killed }, effect: { effect: 'enter', text: line.text } };
    case '\x04':
      if (line.text === '') return { line, effect: { effect: 'key', key: '^D' } };
      return { line: mode === 'prompt' ? erase(line, line.cursor, line.cursor + 1) : line, effect: null };
    case '\t':
      return mode === 'prompt'
        ? { line, effect: { effect: 'complete' } }
        : { line: insert(line, '\t'), effect: null };
    case '\x0c':
      return { line, effect: mode === 'prompt' ? { effect: 'clear' } : null };
    default:
      break;
  }
  const edit = EDITS.get(name);
  if (edit !== undefined) return { line: edit(line, mode === 'prompt' ? history : []), effect: null };
  return { line: isText(name) ? insert(line, name) : line, effect: null };
}

/** Puts text in at the cursor: a typed character, a paste, a completion. */
export function insert(line: EditedLine, text: string): EditedLine {
  const points = [...line.text];
  const added = [...text];
  points.splice(line.cursor, 0, ...added);
  return { ...line, text: points.join(''), cursor: line.cursor + added.length };
}

/** A whole line in place of the present one, the cursor behind it. */
function replaceLine(line: EditedLine, text: string): EditedLine {
  return { ...line, text, cursor: [...text].length };
}

function isText(key: string): boolean {
  return key.charCodeAt(0) >= 0x20 && key.charCodeAt(0) !== 0x7f;
}

function length(line: EditedLine): number {
  return [...line.text].length;
}

function moveTo(line: EditedLine, cursor: number): EditedLine {
  return { ...line, cursor: Math.min(Math.max(cursor, 0), length(line)) };
}

function erase(line: EditedLine, from: number, to: number): EditedLine {
  if (from < 0) return line;
  const points = [...line.text];
  points.splice(from, to - from);
  return { ...line, text: points.join(''), cursor: from };
}

function kill(line: EditedLine, from: number, to: number): EditedLine {
  if (from === to) return line;
  return { ...erase(line, from, to), killed: [...line.text].slice(from, to).join('') };
}

/** Ctrl-W: back to the blank before the word. */
function blankWordStart(line: EditedLine): number {
  return startOfRun(line, (point) => point !== ' ');
}

/** Alt-B: back over what is no letter or digit, then over the word. */
function wordStart(line: EditedLine): number {
  return startOfRun(line, isWordPoint);
}

function startOfRun(line: EditedLine, inRun: (point: string) => boolean): number {
  const points = [...line.text];
  let at = line.cursor;
  while (at > 0 && !inRun(points[at - 1] ?? '')) at -= 1;
  while (at > 0 && inRun(points[at - 1] ?? '')) at -= 1;
  return at;
}

function wordEnd(line: EditedLine): number {
  const points = [...line.text];
  let at = line.cursor;
  while (at < points.length && !isWordPoint(points[at] ?? '')) at += 1;
  while (at < points.length && isWordPoint(points[at] ?? '')) at += 1;
  return at;
}

function isWordPoint(point: string): boolean {
  return /[\p{L}\p{N}]/u.test(point);
}

/** Up and down in the history; below the newest line stands the one that was being typed. */
function recall(line: EditedLine, history: readonly string[], wanted: number): EditedLine {
  if (wanted < 0 || wanted > history.length) return line;
  const draft = line.recalled === 0 ? line.text : line.draft;
  const text = wanted === 0 ? draft : (history[history.length - wanted] ?? '');
  return { ...replaceLine(line, text), recalled: wanted, draft };
}
