// What does less write to its terminal, and how does it hear of keys and signals?

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd, Sys, Termios } from '../../sys.ts';
import { terminfoOf } from '../../libc/terminfo.ts';
import type { Process } from '../../libc/process.ts';
import type { Terminfo } from '../../libc/terminfo.ts';
import type { Settings } from './settings.ts';

const BELL = '\u0007';
/** What stands for these commands where a terminal has none. */
const DUMB_CLEAR = '\n\n';
const DUMB_HOME = '|\b^';
const STDERR: Fd = 2;

/** Ends the commands that were given with + or -p. */
export const END_OF_COMMAND = '';

const CAUGHT = ['SIGINT', 'SIGTSTP', 'SIGWINCH', 'SIGTERM'] as const;
type Caught = (typeof CAUGHT)[number];

export class Console {
  rows = 24;
  columns = 80;
  /** A file was shown: from now on complaints stand on the last line of the screen. */
  anyDisplay = false;
  /** Done before it ends. */
  beforeQuit: (() => Coroutine<void>) | null = null;
  /** How many complaints there were before that. */
  complaints = 0;
  readonly #process: Process;
  readonly #sys: Sys;
  readonly #settings: Settings;
  readonly #signals = new Set<Caught>();
  #tty: Fd = STDERR;
  readonly #terminfo: Terminfo | null;
  #out = '';
  #unread: string[] = [];
  #saved: Termios | null = null;
  /** What stands on the last line goes before anything else is written. */
  #lineInTheWay = false;
  #lastEndBell = 0;

  constructor(process: Process, settings: Settings) {
    this.#process = process;
    this.#sys = process.sys;
    this.#settings = settings;
    this.#terminfo = terminfoOf(process.env);
  }

  /** It can do nothing but write. */
  get isDumb(): boolean {
    return this.#terminfo === null;
  }

  /** Keys come from the terminal, whatever standard input is. */
  *open(): Coroutine<void> {
    const tty = yield* this.#sys.open('/dev/tty', ['O_RDONLY']);
    if (!failed(tty)) this.#tty = tty;
    yield* this.measure();
    yield* this.takeKeys();
  }

  /** Each key as it is pressed, and without echo. */
  *takeKeys(): Coroutine<void> {
    const termios = yield* this.#sys.tcgetattr(this.#tty);
    if (failed(termios)) return;
    this.#saved ??= termios;
    yield* this.#sys.tcsetattr(this.#tty, { ...termios, canonical: false, echo: false, icrnl: true });
  }

  *giveBack(): Coroutine<void> {
    yield* this.flush();
    if (this.#saved !== null) yield* this.#sys.tcsetattr(this.#tty, this.#saved);
  }

  *catchSignals(): Coroutine<void> {
    yield* this.#sys.sigaction('SIGQUIT', 'ignore');
    for (const signal of CAUGHT) {
      yield* this.#sys.sigaction(signal, () => {
        if (signal === 'SIGINT') this.bell();
        this.#signals.add(signal);
      });
    }
  }

  *defaultSignals(): Coroutine<void> {
    for (const signal of ['SIGQUIT', ...CAUGHT] as const) yield* this.#sys.sigaction(signal, 'default');
  }

  /** Whether a window had another size. */
  *measure(): Coroutine<boolean> {
    const size = yield* this.#sys.windowSize(1);
    const { env } = this.#process;
    const [rows, columns] = failed(size) ? [0, 0] : [size.rows, size.columns];
    const before = [this.rows, this.columns];
    this.rows = rows > 0 ? rows : (positive(env.get('LINES')) ?? 24);
    this.columns = columns > 0 ? columns : (positive(env.get('COLUMNS')) ?? 80);
    return this.rows !== before[0] || this.columns !== before[1];
  }

  put(text: string): void {
    if (text === '') return;
    if (this.#lineInTheWay) {
      this.#lineInTheWay = false;
      this.#out += this.#toLineStart;
    }
    this.#out += text;
  }

  /** To the beginning of the last line. What stands there stays where it can't be wiped out. */
  clearLine(): void {
    this.put(this.#toLineStart);
  }

  get #toLineStart(): string {
    return `\r${this.#terminfo?.clrEol ?? ''}`;
  }

  /** What is not part of the text, as it stands out where the terminal can do that. */
  standOut(text: string): string {
    return this.#terminfo === null
      ? text
      : this.#terminfo.enterStandoutMode + text + this.#terminfo.exitStandoutMode;
  }

  /** Back over so many characters, which are gone where the terminal can do that. */
  rubOut(length: number): void {
    this.put('\b'.repeat(length) + (this.#terminfo?.clrEol ?? ''));
  }

  clear(): void {
    this.put(this.#terminfo?.clearScreen ?? DUMB_CLEAR);
  }

  home(): void {
    this.put(this.#terminfo?.cursorHome ?? DUMB_HOME);
  }

  /** Goes away as soon as anything else is written. */
  announce(text: string): void {
    this.clearLine();
    this.put(text);
    this.#lineInTheWay = true;
  }

  bell(): void {
    if (this.#settings.quiet !== 'onplus') this.put(BELL);
  }

  /** For the end of a file: once a second at most. */
  *endBell(): Coroutine<void> {
    const second = Math.floor((yield* this.#sys.clock()) / 1000) + 1;
    if (second === this.#lastEndBell) return;
    this.#lastEndBell = second;
    if (this.#settings.quiet === 'off') this.put(BELL);
  }

  *flush(): Coroutine<void> {
    const text = this.#out;
    this.#out = '';
    if (text !== '') yield* this.#sys.write(1, text);
  }

  /** Before there is a screen, a complaint is a line of its own. */
  *complainEarly(text: string): Coroutine<void> {
    this.complaints += 1;
    yield* this.flush();
    yield* this.#sys.write(STDERR, `${text}\n`);
  }

  /** The next key; null when a signal came instead. */
  *key(): Coroutine<string | null> {
    return this.#unread.shift() ?? (yield* this.typedKey());
  }

  /** The next key that somebody presses. */
  *typedKey(): Coroutine<string | null> {
    yield* this.flush();
    if (yield* this.signalled()) return null;
    const key = yield* this.#sys.read(this.#tty, 1);
    if (failed(key) && key.errno === 'EINTR') return null;
    return failed(key) || key === '' ? yield* this.quit(1) : key;
  }

  /** As if it were typed next. */
  unread(keys: readonly string[]): void {
    this.#unread = [...keys, ...this.#unread];
  }

  /** Whether commands wait that nobody typed; the end of such a command by itself is none. */
  get hasUnread(): boolean {
    while (this.#unread[0] === END_OF_COMMAND) this.#unread.shift();
    return this.#unread.length > 0;
  }

  /** After a message: Enter and the space bar are for it, any other key is the next command. */
  *waitForReturn(): Coroutine<void> {
    const key = yield* this.typedKey();
    if (key !== null && key !== '\n' && key !== '\r' && key !== ' ') this.unread([key]);
  }

  /** The Enter that was waited for is shown, as the terminal itself would have. */
  *echoReturn(): Coroutine<void> {
    yield* this.flush();
    yield* this.#sys.writeEcho(1, '\n');
  }

  /** Whether a signal waits to be dealt with. */
  *signalled(): Coroutine<boolean> {
    // others run first, so that nothing can arrive between this look and the call that sleeps
    yield* this.#sys.schedYield();
    return this.#signals.size > 0;
  }

  /** Whether what takes its time is to be given up. */
  get aborted(): boolean {
    return [...this.#signals].some((signal) => signal !== 'SIGWINCH');
  }

  interrupt(): void {
    this.#signals.add('SIGINT');
  }

  takeSignals(): ReadonlySet<Caught> {
    const taken = new Set(this.#signals);
    this.#signals.clear();
    return taken;
  }

  /** Stops as ^Z asks, and comes back with fg. */
  *stop(): Coroutine<void> {
    this.clearLine();
    yield* this.giveBack();
    yield* this.#sys.sigaction('SIGTSTP', 'default');
    yield* this.#sys.kill(yield* this.#sys.getpid(), 'SIGTSTP');
    yield* this.catchSignals();
    yield* this.takeKeys();
    this.clearLine();
  }

  *quit(status: number): Coroutine<never> {
    if (this.anyDisplay) this.clearLine();
    if (this.beforeQuit !== null) yield* this.beforeQuit();
    yield* this.giveBack();
    return yield* this.#process.exit(status);
  }
}

function positive(text: string | undefined): number | null {
  const number = Number(text ?? '');
  return Number.isInteger(number) && number > 0 ? number : null;
}
