// How does a terminal emulator show what was recorded, and the line that is being typed behind it?
//
// The screen is a function of the log: it shows the text up to a moment, and is drawn anew when that moment is not a
// continuation of the one before.

import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal, type ITheme } from '@xterm/xterm';
import type { LineOrigin } from '#shared/terminal/draw-line.ts';
import { lastRow } from '#shared/terminal/last-row.ts';
import { LineReader } from '#shared/terminal/line-reader.ts';
import type { LineOwner, LineScreen } from '#shared/terminal/line-reader.ts';
import { safeTerminalText } from '#shared/terminal/safe-text.ts';

/** What the screen asks of whoever owns it. */
export interface TerminalOwner extends LineOwner {
  /** There is room for so many characters now. */
  resized(size: { readonly columns: number; readonly rows: number }): void;
  /** Keys that belong to the window and not to the shell. */
  isForWindow(event: KeyboardEvent): boolean;
}

export interface TerminalLook {
  readonly theme: ITheme;
  readonly fontSize: number;
  readonly blink: boolean;
  /** The rows are text that a screen reader can walk, and what appears is read aloud. */
  readonly screenReader: boolean;
}

/** What was found: how often, and which of them is shown, from 1; 0 where none is. */
export interface Found {
  readonly count: number;
  readonly shown: number;
}

const LINE_HEIGHT = 1.06;
const SCROLLBACK = 5000;
/** RIS: in the stream, because what was written before may not be drawn yet. */
const FULL_RESET = '\x1bc';
/** A paste is told from typing. */
const BRACKETED_PASTE = '\x1b[?2004h';

Terminal.strings.tooMuchOutput = 'More lines than are read aloud. The transcript has them all: Ctrl Shift L.';

export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon({ highlightLimit: 1000 });
  readonly #line: LineReader;
  #look: TerminalLook;
  #shown = '';
  /** The column behind the prompt. */
  #column = 0;
  /** How often something was drawn: a line that lies behind what was drawn before is not put there any more. */
  #drawn = 0;
  #drawing: Promise<void> = Promise.resolve();

  constructor(host: HTMLElement, owner: TerminalOwner, look: TerminalLook) {
    this.#look = look;
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
      // What is found is marked by decorations, which the emulator still calls a proposal.
      allowProposedApi: true,
    });
    this.#line = new LineReader(owner, this.#lineScreen());
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.open(host);
    this.#terminal.write(BRACKETED_PASTE);
    this.#terminal.attachCustomKeyEventHandler(
      (event) => !this.#isOfBrowser(event) && !owner.isForWindow(event),
    );
    this.#terminal.onResize(({ cols, rows }) => {
      owner.resized({ columns: cols, rows });
    });
    this.#terminal.onData((data) => {
      this.#line.press(data);
    });
  }

  get textarea(): HTMLTextAreaElement | undefined {
    return this.#terminal.textarea;
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  focus(): void {
    this.#terminal.focus();
  }

  restyle(look: TerminalLook): void {
    this.#look = look;
    Object.assign(this.#terminal.options, lookOptions(look));
    this.resize();
  }

  /** As if it had been typed. */
  type(text: string): void {
    this.#line.press(text);
  }

  paste(text: string): void {
    this.#terminal.paste(text);
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
    const before = this.#shown;
    this.#shown = text;
    if (text.startsWith(before)) this.#append(text.slice(before.length));
    else this.#redraw(text);
  }

  /** Resolves when everything that was shown so far is on the screen. */
  async drawn(): Promise<void> {
    await this.#drawing;
  }

  /** Shows the next place with this text, upwards from the end; `onfound` is told whenever their number changes. */
  find(text: string, direction: 'older' | 'newer'): void {
    const { theme } = this.#look;
    const options = {
      incremental: false,
      decorations: {
        matchOverviewRuler: theme.yellow ?? '#805800',
        activeMatchColorOverviewRuler: theme.blue ?? '#1f55b8',
        matchBorder: theme.yellow ?? '#805800',
        activeMatchBorder: theme.blue ?? '#1f55b8',
      },
    };
    if (direction === 'older') this.#search.findPrevious(text, options);
    else this.#search.findNext(text, options);
  }

  onFound(listener: (found: Found) => void): void {
    this.#search.onDidChangeResults(({ resultCount, resultIndex }) => {
      listener({ count: resultCount, shown: resultIndex + 1 });
    });
  }

  endFind(): void {
    this.#search.clearDecorations();
    this.#terminal.clearSelection();
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  /** Ctrl-V pastes. With something selected Ctrl-C copies it, as everywhere in the window; without, it interrupts. */
  #isOfBrowser(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey))
      return false;
    if (event.key === 'v') return true;
    if (event.key !== 'c' || !this.#terminal.hasSelection()) return false;
    // The emulator answers the copy with what is selected, and that is over once it has.
    setTimeout(() => {
      this.#terminal.clearSelection();
    });
    return true;
  }

  #lineScreen(): LineScreen {
    return {
      write: (text) => {
        this.#write(text);
      },
      drawn: async () => {
        await this.#drawing;
        return this.#origin();
      },
      clear: () => {
        this.#clear();
      },
    };
  }

  #append(added: string): void {
    this.#write(this.#line.before(safeTerminalText(added)));
    this.#settle();
  }

  /** Nothing of it is news, so nothing is read aloud. */
  #redraw(text: string): void {
    const { screenReader } = this.#look;
    if (screenReader) this.#terminal.options.screenReaderMode = false;
    this.#line.forgetDrawn();
    this.#write(`${FULL_RESET}${BRACKETED_PASTE}${safeTerminalText(text)}`);
    this.#settle();
    if (screenReader)
      this.#drawing = this.#drawing.then(() => {
        this.#terminal.options.screenReaderMode = this.#look.screenReader;
      });
  }

  #write(data: string): void {
    this.#drawing = new Promise((resolve) => {
      this.#terminal.write(data, resolve);
    });
  }

  /** The prompt ends where the emulator's cursor now stands; the line that was being typed follows it again. */
  #settle(): void {
    this.#drawn += 1;
    const drawn = this.#drawn;
    this.#drawing = this.#drawing.then(() => {
      if (drawn !== this.#drawn) return;
      this.#column = this.#terminal.buffer.active.cursorX % this.#terminal.cols;
      this.#line.settle(this.#origin());
    });
  }

  #origin(): LineOrigin {
    const prompt = safeTerminalText(lastRow(this.#shown));
    return { column: this.#column, columns: this.#terminal.cols, prompt };
  }

  /** What stood above the prompt goes up into the scrollback. */
  #clear(): void {
    const { rows, buffer } = this.#terminal;
    const lines = buffer.active.cursorY;
    this.#write(`\x1b[${rows};1H${'\n'.repeat(lines)}\x1b[H\x1b[J`);
  }
}

function lookOptions({ theme, fontSize, blink, screenReader }: TerminalLook) {
  return { theme, fontSize, cursorBlink: blink, screenReaderMode: screenReader };
}
