// How does more(1) write on its terminal, and read keys from it? What a prompt leaves is erased, or written over with blanks.

import { failed } from '../../program.ts';
import { KEYS_AT_ONCE } from './keys.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd, Sys, Termios } from '../../sys.ts';
import { terminfoOf } from '../../libc/terminfo.ts';
import type { Process } from '../../libc/process.ts';
import type { Terminfo } from '../../libc/terminfo.ts';

/** Keys are read from standard error, which is there even at the end of a pipe. */
const KEYBOARD: Fd = 2;
const BELL = '\u0007';
const CAUGHT = ['SIGINT', 'SIGTSTP', 'SIGQUIT', 'SIGWINCH'] as const;
const ERASE = ['\u007f', '\b'];
const KILL = '\u0015';
const ESC = '\u001b';

export class Terminal {
  rows = 24;
  columns = 80;
  /** How much of the line was written that is to go away. */
  promptLength = 0;
  readonly #process: Process;
  readonly #sys: Sys;
  readonly #signals = new Set<(typeof CAUGHT)[number]>();
  readonly #terminfo: Terminfo | null;
  #out = '';
  #saved: Termios | null = null;
  #wasToldToQuit = false;
  /** Signals are heeded only after the next command: it is so while the text comes from a pipe. */
  heedsLate = false;
  /** The window has another size. */
  onResize: () => void = () => undefined;

  constructor(process: Process) {
    this.#process = process;
    this.#sys = process.sys;
    this.#terminfo = terminfoOf(process.env);
  }

  /** Reading is given up: an interrupt waits. */
  get aborted(): boolean {
    return this.#signals.has('SIGINT');
  }

  *open(): Coroutine<void> {
    yield* this.#measure();
    yield* this.takeKeys();
    yield* this.catchSignals();
  }

  *catchSignals(): Coroutine<void> {
    for (const signal of CAUGHT) yield* this.#sys.sigaction(signal, () => void this.#signals.add(signal));
  }

  *takeKeys(): Coroutine<void> {
    const termios = yield* this.#sys.tcgetattr(KEYBOARD);
    if (failed(termios)) return;
    this.#saved ??= termios;
    yield* this.#sys.tcsetattr(KEYBOARD, { ...termios, canonical: false, echo: false });
  }

  *giveBack(): Coroutine<void> {
    yield* this.flush();
    if (this.#saved !== null) yield* this.#sys.tcsetattr(KEYBOARD, this.#saved);
  }

  put(text: string): void {
    this.#out += text;
  }

  /** Text that the next line written is to hide. */
  prompt(text: string): void {
    this.#out += text;
    this.promptLength += text.length;
  }

  /** What is put until `endStandout` stands out where the terminal can do that. */
  beginStandout(): void {
    this.#out += this.#terminfo?.enterStandoutMode ?? '';
  }

  endStandout(): void {
    this.#out += this.#terminfo?.exitStandoutMode ?? '';
  }

  bell(): void {
    this.#out += BELL;
  }

  /** What is left of a prompt beyond so many columns is blanked out; from the first one on, the cursor returns to it. */
  eraseFrom(column: number): void {
    if (this.promptLength === 0) return;
    if (column === 0) this.#out += '\r';
    if (this.#terminfo !== null) this.#out += this.#terminfo.clrEol;
    else {
      this.#out += ' '.repeat(Math.max(0, this.promptLength - column));
      if (column === 0) this.#out += '\r';
    }
    this.promptLength = column;
  }

  *flush(): Coroutine<void> {
    const text = this.#out;
    this.#out = '';
    if (text !== '') yield* this.#sys.write(1, text);
  }

  /** Up to so many keys that are there. */
  *keys(most = KEYS_AT_ONCE): Coroutine<string> {
    yield* this.flush();
    yield* this.#heed();
    for (;;) {
      const keys = yield* this.#sys.read(KEYBOARD, most);
      if (!failed(keys) && keys !== '') return keys;
      if (!failed(keys) || keys.errno !== 'EINTR') return yield* this.exit(0);
      if (!this.heedsLate) yield* this.#heed();
    }
  }

  /** A line behind a sign. Escape takes it back: it is empty then. */
  *line(sign: '/' | '!'): Coroutine<string> {
    const typed: string[] = [];
    for (;;) {
      const key = yield* this.keys(1);
      if (key === '\n' || key === '\r') return typed.join('');
      if (key === ESC) return '';
      const isErase = ERASE.includes(key);
      // behind a backslash they are characters like any other
      const isPlain = typed.at(-1) === '\\' && (isErase || key === KILL);
      if (isPlain) this.#rubOut(typed.pop() ?? '');
      if (isErase && !isPlain && typed.length > 0) this.#rubOut(typed.pop() ?? '');
      else if (key === KILL && !isPlain) {
        while (typed.length > 0) this.#rubOut(typed.pop() ?? '');
        this.put(`\r${sign}`);
      } else {
        typed.push(key);
        this.prompt(shown(key));
      }
    }
  }

  *exit(status: number): Coroutine<never> {
    if (this.promptLength > 0) this.eraseFrom(0);
    yield* this.giveBack();
    return yield* this.#process.exit(status);
  }

  /** What signals ask for. A first ^\ is only answered. */
  *#heed(): Coroutine<void> {
    // others run first, so that nothing can arrive between this look and the call that sleeps
    yield* this.#sys.schedYield();
    const signals = [...this.#signals];
    this.#signals.clear();
    for (const signal of signals) {
      switch (signal) {
        case 'SIGINT':
          return yield* this.exit(0);
        case 'SIGQUIT':
          if (this.#wasToldToQuit) return yield* this.exit(0);
          this.#wasToldToQuit = true;
          this.prompt('[Use q or Q to quit]');
          yield* this.flush();
          break;
        case 'SIGTSTP':
          yield* this.giveBack();
          yield* this.#sys.kill(yield* this.#sys.getpid(), 'SIGSTOP');
          yield* this.takeKeys();
          break;
        case 'SIGWINCH':
          yield* this.#measure();
          this.onResize();
      }
    }
  }

  *#measure(): Coroutine<void> {
    const size = yield* this.#sys.windowSize(1);
    if (failed(size)) return;
    if (size.rows > 0) this.rows = size.rows;
    if (size.columns > 0) this.columns = size.columns;
  }

  #rubOut(key: string): void {
    this.put('\b \b'.repeat(shown(key).length));
  }
}

function shown(key: string): string {
  return key < ' ' || key === '\u007f' ? `^${String.fromCharCode(key.charCodeAt(0) ^ 0x40)}` : key;
}
