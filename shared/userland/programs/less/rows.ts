// Which rows of the screen does a text make, with long lines folded or chopped, and controls made visible?

import type { Coroutine } from '../../program.ts';
import type { Console } from './console.ts';
import type { Settings } from './settings.ts';
import type { Offset, Text } from './text.ts';

export interface Row {
  /** With its newline, where the row does not fill the line. */
  readonly text: string;
  /** Where the next row begins. */
  readonly next: Offset;
}

/** Whether a line is shown (the & command). */
export type LineTest = (line: string) => boolean;

const NUMBER_WIDTH = 7;
// eslint-disable-next-line no-control-regex -- it is the subject
const OVERSTRUCK = /[^\u0008]\u0008(?=[^\u0008])/gu;
// eslint-disable-next-line no-control-regex -- it is the subject
const ANSI = /^\u001b\[[0-9;:?!"'#%()*+ ]*m/;
const ANSI_OFF = '\u001b[m';
const CUT_MARK = '>';

export class RowSource {
  /** Null while no file is open. */
  text: Text | null = null;
  /** How many columns are out of sight at the left. */
  shift = 0;
  /** Lines that fail one of these are left out. */
  filters: readonly LineTest[] = [];
  /** Lines with an asterisk in the status column. */
  marked: LineTest | null = null;
  readonly #settings: Settings;
  readonly #console: Console;

  constructor(settings: Settings, console: Console) {
    this.#settings = settings;
    this.#console = console;
  }

  /** The row that begins here; null at the end. */
  *at(offset: Offset | null): Coroutine<Row | null> {
    if (this.text === null || offset === null) return null;
    let at = offset;
    for (;;) {
      const end = yield* this.text.lineEnd(at);
      if (end === null) return null;
      const start = this.text.lineStart(at);
      if (at !== start || this.#passes(start, end)) return yield* this.#row(at, end);
      at = end;
    }
  }

  /** Where the row before this place begins; null at the beginning. */
  *before(offset: Offset): Coroutine<Offset | null> {
    if (this.text === null || offset <= 0) return null;
    const { text } = this;
    let [start, end] = [text.lineStart(offset - 1), offset];
    while (!this.#passes(start, end)) {
      if (start === 0) return null;
      [start, end] = [text.lineStart(start - 1), start];
    }
    if (this.#settings.squeeze && text.content.charAt(start) === '\n')
      while (start > 0 && text.content.charAt(text.lineStart(start - 1)) === '\n')
        start = text.lineStart(start - 1);
    for (let row = start; ;) {
      const next = (yield* this.at(row))?.next;
      if (next === undefined || next >= end || next <= row) return row;
      row = next;
    }
  }

  /** The beginning of the first line, from here on, that no filter leaves out. */
  *firstShown(offset: Offset): Coroutine<Offset> {
    const { text } = this;
    let at = offset;
    while (this.filters.length > 0 && text !== null && text.lineStart(at) === at) {
      const end = yield* text.lineEnd(at);
      if (end === null || this.#passes(at, end)) break;
      at = end;
    }
    return at;
  }

  /** How a search sees a line: without its newline and what is drawn one over the other. */
  searched(start: Offset, end: Offset): string {
    const line = (this.text?.content ?? '').slice(start, end).replace(/\r?\n$/, '');
    const plain = this.#settings.backspaces === 'off' ? line.replace(OVERSTRUCK, '') : line;
    return this.#settings.rawControls === 'onplus'
      ? plain.replace(new RegExp(ANSI.source.slice(1), 'g'), '')
      : plain;
  }

  get emptyRow(): string {
    return this.#settings.tildes ? '~\n' : '\n';
  }

  /** How wide the widest of so many lines is. */
  *widest(from: Offset, lines: number): Coroutine<number> {
    const { text } = this;
    let [widest, start] = [0, text?.lineStart(from) ?? 0];
    for (let line = 0; line < lines && text !== null; line += 1) {
      const end = yield* text.lineEnd(start);
      if (end === null) break;
      widest = Math.max(
        widest,
        this.#cells(start, end, 0).reduce((sum, { width }) => sum + width, 0),
      );
      start = end;
    }
    return widest;
  }

  #passes(start: Offset, end: Offset): boolean {
    if (this.filters.length === 0) return true;
    const line = this.searched(start, end);
    return this.filters.every((passes) => passes(line));
  }

  *#row(at: Offset, end: Offset): Coroutine<Row> {
    const text = this.text;
    if (text === null) return { text: '', next: end };
    if (this.#settings.squeeze && text.content.charAt(at) === '\n' && text.lineStart(at) === at) {
      let last = end;
      for (;;) {
        const next = yield* text.lineEnd(last);
        if (next === null || text.content.charAt(last) !== '\n')
          return { text: `${this.#lead(at)}\n`, next: last };
        last = next;
      }
    }
    const lead = this.#lead(at);
    const room = this.#console.columns - lead.length;
    return this.#settings.chop || this.shift > 0
      ? this.#chopped(lead, at, end, room)
      : this.#folded(lead, at, end, room);
  }

  #folded(lead: string, at: Offset, end: Offset, room: number): Row {
    let [shown, width, next] = ['', 0, at];
    for (const cell of this.#cells(at, end, room)) {
      if (width + cell.width > room && width > 0) return this.#finish(lead + shown, room - width, next);
      shown += cell.shown;
      width += cell.width;
      next = cell.next;
    }
    return this.#finish(lead + shown, room - width, end);
  }

  #chopped(lead: string, at: Offset, end: Offset, room: number): Row {
    let [shown, width, skipped, cut] = ['', 0, 0, false];
    for (const cell of this.#cells(at, end, 0)) {
      if (cell.width > 0 && skipped < this.shift) {
        skipped += cell.width;
        continue;
      }
      if (width + cell.width > room) {
        cut = true;
        break;
      }
      shown += cell.shown;
      width += cell.width;
    }
    if (!cut) return this.#finish(lead + shown, room - width, end);
    const kept = [...shown].slice(0, room - 1).join('');
    return this.#finish(lead + kept.padEnd(room - 1) + CUT_MARK, 0, end);
  }

  #finish(shown: string, left: number, next: Offset): Row {
    const off = this.#settings.rawControls === 'onplus' ? ANSI_OFF : '';
    return { text: shown + off + (left > 0 || this.#settings.rawControls === 'on' ? '\n' : ''), next };
  }

  #lead(at: Offset): string {
    if (this.text === null) return '';
    let lead = '';
    if (this.#settings.statusColumn) lead += this.#isMarked(at) ? '* ' : '  ';
    if (this.#settings.lineNumbers === 'onplus')
      lead += `${String(this.text.lineNumber(at)).padStart(NUMBER_WIDTH)} `;
    return lead;
  }

  #isMarked(at: Offset): boolean {
    if (this.marked === null || this.text === null || this.text.lineStart(at) !== at) return false;
    const end = this.text.content.indexOf('\n', at);
    return this.marked(this.searched(at, end < 0 ? this.text.content.length : end + 1));
  }

  /** What stands in each place of the line, as far as a row may need it (0: to its end). */
  #cells(at: Offset, end: Offset, room: number): readonly Cell[] {
    const content = this.text?.content ?? '';
    const cells: Cell[] = [];
    let column = 0;
    for (let here = at; here < end && (room === 0 || column <= room);) {
      const cell = this.#cell(content, here, end, column);
      here = cell.next;
      column += cell.width;
      cells.push(cell);
    }
    return cells;
  }

  #cell(content: string, here: Offset, end: Offset, column: number): Cell {
    const { backspaces, rawControls } = this.#settings;
    let shown = String.fromCodePoint(content.codePointAt(here) ?? 0);
    let next = here + shown.length;
    if (shown === '\n' || (shown === '\r' && content.charAt(next) === '\n' && backspaces === 'off'))
      return { shown: '', width: 0, next };
    if (backspaces === 'off')
      while (content.charAt(next) === '\b' && next + 1 < end && content.charAt(next + 1) !== '\n') {
        const over = String.fromCodePoint(content.codePointAt(next + 1) ?? 0);
        next += 1 + over.length;
        if (over !== '_') shown = over;
      }
    if (shown === '\t' && backspaces !== 'onplus') {
      const width = this.#tabWidth(column);
      return { shown: ' '.repeat(width), width, next };
    }
    if (shown === '\b' && backspaces === 'on') return { shown, width: column > 0 ? -1 : 0, next };
    if (rawControls === 'onplus' && shown === '\u001b') {
      const sequence = ANSI.exec(content.slice(here, here + 100))?.[0];
      if (sequence !== undefined) return { shown: sequence, width: 0, next: here + sequence.length };
    }
    if (isControl(shown)) {
      if (rawControls === 'on') return { shown, width: 0, next };
      shown = shownControl(shown);
    }
    return { shown, width: [...shown].length, next };
  }

  #tabWidth(column: number): number {
    const { tabStops } = this.#settings;
    const last = tabStops[tabStops.length - 1] ?? 8;
    const every = last - (tabStops[tabStops.length - 2] ?? 0);
    const stop = tabStops.find((candidate) => candidate > column);
    return stop === undefined ? every - ((column - last) % every) : stop - column;
  }
}

interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly next: Offset;
}

export function isControl(character: string): boolean {
  return character < ' ' || character === '\u007f';
}

/** ^A, and ESC. */
export function shownControl(character: string): string {
  return character === '\u001b' ? 'ESC' : `^${String.fromCharCode(character.charCodeAt(0) ^ 0x40)}`;
}
