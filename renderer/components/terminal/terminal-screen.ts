// How do recorded output and the line that is being typed share one screen?
//
// The screen is a function of the log: it shows the text up to a moment, and is drawn anew when that moment is not a
// continuation of the one before. The line being typed lies behind it and goes away before anything else is drawn.
// Keys wait while something is drawn or carried out, so that what was typed ahead is not lost.

import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import { eraseLine, redrawLine, type LineOrigin } from './draw-line.ts';
import {
  EMPTY_LINE,
  keysOf,
  pressKey,
  type EditedLine,
  type LineEffect,
  type ReadingMode,
} from './line-editor.ts';
import { safeTerminalText } from './terminal-safe-text.ts';

/** What the screen asks of whoever owns it. */
export interface TerminalOwner {
  readonly mode: ReadingMode;
  /** Typed characters are shown. */
  readonly echo: boolean;
  /** Oldest first. */
  readonly history: readonly string[];
  /** Whether keys do anything at all here. */
  readonly takesKeys: boolean;
  /** Somebody begins to type; resolves when the screen shows the moment from which their line will count. */
  begin(): Promise<void>;
  /** Resolves when the screen shows what came of it. */
  carryOut(effect: Exclude<LineEffect, { effect: 'clear' | 'complete' }>): Promise<void>;
  /** The line as it is after Tab; the owner shows the ways to go on. */
  complete(text: string, cursor: number): Pick<EditedLine, 'text' | 'cursor'>;
  /** Keys that belong to the window and not to the shell. */
  isForWindow(event: KeyboardEvent): boolean;
}

export interface TerminalLook {
  readonly theme: ITheme;
  readonly fontSize: number;
  readonly blink: boolean;
}

const LINE_HEIGHT = 1.06;
const SCROLLBACK = 5000;
/** RIS: in the stream, because what was written before may not be drawn yet. */
const FULL_RESET = '\x1bc';

export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #owner: TerminalOwner;
  #shown = '';
  #line: EditedLine = EMPTY_LINE;
  #origin: LineOrigin = { column: 0, columns: 80 };
  #waiting: string[] = [];
  #draining = false;
  #drawing: Promise<void> = Promise.resolve();

  constructor(host: HTMLElement, owner: TerminalOwner, look: TerminalLook) {
    this.#owner = owner;
    this.#terminal = new Terminal({
      ...lookOptions(look),
      fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
      fontWeightBold: 600,
      lineHeight: LINE_HEIGHT,
      cursorStyle: 'block',
      cursorInactiveStyle: 'outline',
      minimumContrastRatio: 4.5,
      scrollback: SCROLLBACK,
      convertEol: true,
      linkHandler: null,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(host);
    this.#terminal.attachCustomKeyEventHandler((event) => !owner.isForWindow(event));
    this.#terminal.onData((data) => {
      this.#press(data);
    });
  }

  get textarea(): HTMLTextAreaElement | undefined {
    return this.#terminal.textarea;
  }

  focus(): void {
    this.#terminal.focus();
  }

  restyle(look: TerminalLook): void {
    Object.assign(this.#terminal.options, lookOptions(look));
    this.resize();
  }

  /** As if it had been typed. */
  type(text: string): void {
    this.#press(text);
  }

  /** Takes the room there is. Lines wrap elsewhere when the width changes, so everything is drawn again. */
  resize(): void {
    const room = this.#fit.proposeDimensions();
    if (room === undefined || Number.isNaN(room.cols)) return;
    const { cols, rows } = this.#terminal;
    if (room.cols === cols && room.rows === rows) return;
    this.#terminal.resize(room.cols, room.rows);
    if (room.cols !== cols) this.#redraw(this.#shown);
  }

  /** Shows the text that was on the terminal at some moment, escape sequences included. */
  show(text: string): void {
    if (text === this.#shown) return;
    if (text.startsWith(this.#shown)) this.#append(text.slice(this.#shown.length));
    else this.#redraw(text);
    this.#shown = text;
  }

  /** Resolves when everything that was shown so far is on the screen. */
  async drawn(): Promise<void> {
    await this.#drawing;
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #append(added: string): void {
    this.#write(`${eraseLine(this.#drawnLine(), this.#origin)}${safeTerminalText(added)}`);
    this.#settle();
  }

  #redraw(text: string): void {
    this.#write(`${FULL_RESET}${safeTerminalText(text)}`);
    this.#settle();
  }

  #write(data: string): void {
    this.#drawing = new Promise((resolve) => {
      this.#terminal.write(data, resolve);
    });
  }

  /** The prompt ends where the emulator's cursor now stands; the line that was being typed follows it again. */
  #settle(): void {
    const drawing = this.#drawing.then(() => {
      this.#origin = { column: this.#terminal.buffer.active.cursorX, columns: this.#terminal.cols };
      const line = this.#drawnLine();
      if (line.text !== '') this.#terminal.write(redrawLine(EMPTY_LINE, line, this.#origin));
    });
    this.#drawing = drawing;
  }

  #press(data: string): void {
    if (!this.#owner.takesKeys) return;
    this.#waiting.push(...keysOf(data));
    void this.#drain();
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    try {
      await this.#owner.begin();
      for (let key = this.#waiting.shift(); key !== undefined; key = this.#waiting.shift()) {
        await this.#drawing;
        await this.#pressOne(key);
      }
    } finally {
      this.#draining = false;
    }
  }

  async #pressOne(key: string): Promise<void> {
    const before = this.#drawnLine();
    const { line, effect } = pressKey(this.#line, key, this.#owner.mode, this.#owner.history);
    this.#line = line;
    if (effect?.effect === 'complete') {
      this.#line = { ...line, ...this.#owner.complete(line.text, line.cursor) };
    }
    this.#terminal.write(redrawLine(before, this.#drawnLine(), this.#origin));
    if (effect?.effect === 'clear') this.#clear();
    if (effect?.effect === 'enter' || effect?.effect === 'key') await this.#owner.carryOut(effect);
  }

  /** Ctrl-L: the prompt goes to the top, and what stood above it is out of the way. */
  #clear(): void {
    this.#terminal.clear();
  }

  #drawnLine(): EditedLine {
    return this.#owner.echo ? this.#line : EMPTY_LINE;
  }
}

function lookOptions({ theme, fontSize, blink }: TerminalLook) {
  return { theme, fontSize, cursorBlink: blink };
}
