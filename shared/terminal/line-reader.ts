// How do recorded output and the line that is being typed share one terminal, in a window or in the user's own?
//
// The line lies behind what was written to the terminal, and goes away before anything else is. Keys wait while
// something is written or carried out, so that what was typed ahead is not lost.

import { ASK } from '../userland/completion.ts';
import type { Completion } from '../userland/completion.ts';
import { candidateRows } from './candidate-list.ts';
import { placeAfter } from './cells.ts';
import { eraseLine, leaveLine, NOTHING_DRAWN, redrawLine } from './draw-line.ts';
import type { DrawnLine, LineOrigin } from './draw-line.ts';
import { EMPTY_LINE, replace, replaceLine, textBetween } from './edited-line.ts';
import type { EditedLine, History } from './edited-line.ts';
import { asksForHistory, keysOf, pressKey } from './line-editor.ts';
import type { LineEffect } from './line-editor.ts';
import type { ReadingMode } from '../userland/tty/reading-mode.ts';
import { countLead } from './repeat-count.ts';
import { searchLead } from './line-search.ts';
import { safeTerminalText } from './safe-text.ts';

/** What goes to the machine. */
export type TypedEffect = Extract<LineEffect, { effect: 'enter' | 'keys' | 'key' }>;

/** What the line asks of whoever types it and hears of it. */
export interface LineOwner {
  readonly mode: ReadingMode;
  /** Typed characters are shown. */
  readonly echo: boolean;
  /** Whether keys do anything at all here. */
  readonly takesKeys: boolean;
  /** Somebody begins to type; resolves when the terminal shows the moment from which their line will count. */
  begin(): Promise<void>;
  /** Resolves when the terminal shows what came of it, with the lines that were not carried out: they are typed again. */
  carryOut(effect: TypedEffect): Promise<readonly string[]>;
  /** Ctrl-C was pressed: what takes its time is to be given up. */
  interrupt(): void;
  complete(before: string): Promise<Completion>;
  /** The lines that can be called back here. */
  history(): Promise<History>;
  /** These ways to go on were listed. */
  listed(candidates: readonly string[]): void;
}

/** Where the line is drawn. */
export interface LineScreen {
  write(text: string): void;
  /** Resolves when everything that was written is on the screen, with where the line begins. */
  drawn(): Promise<LineOrigin>;
  /** Ctrl-L: the prompt is to stand in the first row, and nothing below it. */
  clear(): void;
}

/** So many are not listed without being asked for (completion-query-items). */
const ASKS_FROM = 100;
const INTERRUPT = '\x03';
const ERASE_TO_END = '\x1b[K';

export class LineReader {
  readonly #owner: LineOwner;
  readonly #screen: LineScreen;
  /** Below the line stands something that is not of the terminal. */
  #noted = false;
  #line: EditedLine = EMPTY_LINE;
  #origin: LineOrigin = { column: 0, columns: 80, prompt: '' };
  #shown: DrawnLine = NOTHING_DRAWN;
  #waiting: string[] = [];
  #draining = false;
  /** "Display all 150 possibilities? (y or n)" waits for its answer. */
  #asked: readonly string[] | null = null;
  /** The lines that can be called back at this prompt; null before somebody asks for one. */
  #history: History | null = null;
  /** What became of the line that is still drawn; null while it is being typed. */
  #done: 'enter' | 'key' | null = null;

  constructor(owner: LineOwner, screen: LineScreen) {
    this.#owner = owner;
    this.#screen = screen;
  }

  /**
   * Output as it is to be written, the line being where it is. A line that was entered stays when the output begins with
   * its echo, and one that was given up stays in front of it; any other goes away and comes back with `settle`.
   */
  before(output: string): string {
    const [shown, done] = [this.#shown, this.#done];
    this.#shown = NOTHING_DRAWN;
    this.#done = null;
    this.#history = null;
    const whole = { ...shown, cursor: [...shown.text].length };
    const toEnd = redrawLine(shown, whole, this.#origin);
    // At the right edge the cursor stands in the next row by now, and output would leave a row empty.
    const atEdge = placeAfter(shown.text, this.#origin.column, this.#origin.columns).column === 0;
    if (done === 'key' && !atEdge) return toEnd + output;
    if (done === 'enter' && !atEdge && shown.text !== '' && output.startsWith(shown.text))
      return toEnd + output.slice(shown.text.length);
    return eraseLine(shown, this.#origin) + output;
  }

  /** Ctrl-C was pressed, and waits its turn. */
  get interruptWaits(): boolean {
    return this.#waiting.includes(INTERRUPT);
  }

  /** The screen was drawn without the line. */
  forgetDrawn(): void {
    this.#shown = NOTHING_DRAWN;
    this.#done = null;
    this.#history = null;
  }

  /** The line stands behind the prompt again. */
  settle(origin: LineOrigin): void {
    this.#origin = origin;
    this.#draw();
  }

  /** Words in a row of their own below the line, until `endNote`: they are not of the terminal. */
  note(words: string): void {
    if (!this.#noted) this.#screen.write(`${this.#toEnd()}\r\n`);
    this.#noted = true;
    this.#screen.write(`\r${ERASE_TO_END}${words.slice(0, this.#origin.columns - 1)}`);
  }

  endNote(): void {
    if (!this.#noted) return;
    this.#noted = false;
    const { column } = placeAfter(this.#shown.text, this.#origin.column, this.#origin.columns);
    this.#screen.write(`\r${ERASE_TO_END}\x1b[A\x1b[${column + 1}G`);
  }

  /** A sentence that is not of the terminal, and behind it the prompt again. */
  say(words: string): void {
    this.#screen.write(`${leaveLine(this.#shown, this.#origin)}${words}\r\n`);
    this.#again();
  }

  press(data: string): void {
    if (!this.#owner.takesKeys) return;
    // One by one: a paste can have more keys than a call may have arguments.
    for (const key of keysOf(data)) {
      if (key === INTERRUPT) this.#owner.interrupt();
      this.#waiting.push(key);
    }
    void this.#drain();
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    try {
      await this.#owner.begin();
      for (let key = this.#waiting.shift(); key !== undefined; key = this.#waiting.shift()) {
        this.#origin = await this.#screen.drawn();
        await (this.#asked === null ? this.#pressOne(key) : this.#answer(key, this.#asked));
      }
    } finally {
      this.#draining = false;
    }
  }

  async #pressOne(key: string): Promise<void> {
    const { mode } = this.#owner;
    const history = asksForHistory(this.#line, key, mode) ? await this.#recallable() : [];
    const { line, effect, behind } = pressKey(this.#line, key, mode, history);
    if (behind !== undefined) this.#waiting.unshift(...keysOf(behind));
    const before = this.#line;
    this.#line = line;
    if (effect === null) this.#draw();
    else await this.#carryOut(effect, before);
  }

  async #recallable(): Promise<History> {
    this.#history ??= await this.#owner.history();
    return this.#history;
  }

  async #carryOut(effect: LineEffect, before: EditedLine): Promise<void> {
    switch (effect.effect) {
      case 'complete':
        await this.#complete(effect.again);
        return;
      case 'list':
        this.#offer((await this.#ways()).candidates);
        return;
      case 'clear':
        this.#screen.clear();
        this.#again();
        return;
      case 'keys':
        await this.#owner.carryOut(effect);
        return;
      case 'enter':
      case 'key':
        // While Ctrl-R looks, the prompt is not there: it comes back before the line leaves the screen.
        if (before.search !== null) this.#drawAs({ ...before, search: null });
        this.#done = this.#line.text === '' ? effect.effect : null;
        this.#giveBack(await this.#owner.carryOut(effect));
        this.#done = null;
        this.#draw();
        return;
    }
  }

  /** What was typed ahead counted on these lines; what was typed behind a Ctrl-C did not. */
  #giveBack(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const interrupt = this.#waiting.lastIndexOf(INTERRUPT);
    this.#waiting = interrupt === -1 ? [] : this.#waiting.slice(interrupt + 1);
    this.#line = replaceLine(this.#line, lines.join('\n'));
  }

  async #complete(again: boolean): Promise<void> {
    const before = this.#beforeCursor();
    const { from, text, candidates } = await this.#ways();
    const start = [...before.slice(0, from)].length;
    this.#line =
      before.slice(from) === text
        ? { ...this.#line, last: 'complete' }
        : replace(this.#line, start, this.#line.cursor, text);
    this.#draw();
    if (again) this.#offer(candidates);
  }

  async #ways(): Promise<Completion> {
    const before = this.#beforeCursor();
    const ways = await this.#owner.complete(before);
    if (ways.asks !== true) return ways;
    await this.#owner.carryOut({ effect: 'keys', text: before + ASK });
    return await this.#owner.complete(before);
  }

  #beforeCursor(): string {
    return textBetween(this.#line, 0, this.#line.cursor);
  }

  /** On the way to the next row, and from there on again with prompt and line. */
  #offer(candidates: readonly string[]): void {
    if (candidates.length === 0) return;
    this.#screen.write(leaveLine(this.#shown, this.#origin));
    if (candidates.length < ASKS_FROM) {
      this.#list(candidates);
      return;
    }
    this.#screen.write(`Display all ${candidates.length} possibilities? (y or n)`);
    this.#asked = candidates;
  }

  #answer(key: string, candidates: readonly string[]): Promise<void> {
    const word = key.slice(0, 1).toLowerCase();
    if (word !== 'y' && word !== ' ' && word !== 'n' && word !== '\x7f' && word !== '\x03')
      return Promise.resolve();
    this.#asked = null;
    this.#screen.write('\r\n');
    if (word === 'y' || word === ' ') this.#list(candidates);
    else this.#again();
    return Promise.resolve();
  }

  #list(candidates: readonly string[]): void {
    const rows = candidateRows(candidates.map(safeTerminalText), this.#origin.columns);
    this.#screen.write(rows.map((row) => `${row}\r\n`).join(''));
    this.#owner.listed(candidates);
    this.#again();
  }

  /** Prompt and line anew, from the first column of an empty row. */
  #again(): void {
    this.#screen.write(this.#origin.prompt);
    this.#shown = NOTHING_DRAWN;
    this.#draw();
  }

  /** To the end of the line that is drawn. */
  #toEnd(): string {
    const whole = { ...this.#shown, cursor: [...this.#shown.text].length };
    const way = redrawLine(this.#shown, whole, this.#origin);
    this.#shown = whole;
    return way;
  }

  #draw(): void {
    this.#drawAs(this.#line);
  }

  #drawAs({ text, cursor, search, count }: EditedLine): void {
    const lead = search !== null ? searchLead(search) : count !== null ? countLead(count) : null;
    const wanted = this.#owner.echo ? { lead, ...harmless(text, cursor) } : NOTHING_DRAWN;
    const change = redrawLine(this.#shown, wanted, this.#origin);
    if (change !== '') this.#screen.write(change);
    this.#shown = wanted;
  }
}

/** What was pasted may come from a stranger as well: marks that would turn its order round are shown, and so are control characters. */
function harmless(text: string, cursor: number): Pick<DrawnLine, 'text' | 'cursor'> {
  const safe = shown(text);
  if (safe === text) return { text, cursor };
  return { text: safe, cursor: [...shown([...text].slice(0, cursor).join(''))].length };
}

// eslint-disable-next-line no-control-regex -- they are the subject
const CONTROL = /[\x01-\x08\x0b-\x1f]/g;

/** ^X for Ctrl-X. */
function shown(text: string): string {
  return safeTerminalText(text.replace(CONTROL, (key) => `^${String.fromCharCode(key.charCodeAt(0) + 64)}`));
}
