// The line discipline of one terminal: what was typed and waits to be read, what it echoes, what its keys do. n_tty(4), termios(3)

import type { TaskId, TtyId } from '../../kernel/ids.ts';
import type { Tty } from '../../kernel/state.ts';
import { invariant } from '../../result.ts';
import type { Answer, WaitQueue } from '../blocking.ts';
import type { ReadingShell } from '../reading-shell.ts';
import type { ControlKey } from '../input.ts';
import type { LiveKernel } from '../live-kernel.ts';
import { INITIAL_MODES } from './termios.ts';

/** A line with its newline, keys, or an end of file (^D). */
type Typed = { readonly line: string } | { readonly eof: true };

const CODE_OF = { '^C': 0o003, '^D': 0o004, '^Z': 0o032, '^\\': 0o034 } as const;
const SIGNALS = [
  ['intr', 'SIGINT'],
  ['quit', 'SIGQUIT'],
  ['susp', 'SIGTSTP'],
] as const;

export class Terminal {
  readonly id: TtyId;
  /** Who may open it: the user of its first shell. */
  owner = 0;
  /** The other end is closed: reads are at the end, writes fail. */
  hungUp = false;
  /** Who printed the prompt that stands last on the screen and waits for its answer. */
  promptBy: TaskId | null = null;
  /** What a line editor asks while that prompt waits; null where there is none. */
  readingShell: ReadingShell | null = null;
  modes = INITIAL_MODES;
  readonly readers: WaitQueue;
  readonly #kernel: LiveKernel;
  #typed: Typed[] = [];
  /** Keys of a line in canonical mode whose Enter is still to come. */
  #begun = '';

  constructor(id: TtyId, kernel: LiveKernel, readers: WaitQueue) {
    this.id = id;
    this.#kernel = kernel;
    this.readers = readers;
  }

  get settings(): Tty {
    const tty = this.#kernel.state.ttys.get(this.id);
    invariant(tty !== undefined, `terminal ${this.id} is not open`);
    return tty;
  }

  /** Whether something typed waits for a reader. */
  get hasInput(): boolean {
    return this.#typed.length > 0;
  }

  typeLine(text: string): void {
    this.#echo(`${text}\n`);
    this.#typed.push({ line: `${this.#begun}${text}\n` });
    this.#begun = '';
    this.readers.notify();
  }

  /** Without an Enter: in canonical mode nobody gets them before it. */
  typeKeys(text: string): void {
    let ordinary = '';
    for (const key of text) {
      const code = key.charCodeAt(0);
      if (this.#signalOf(code) === null && !this.#isEndOfFile(code)) {
        ordinary += key;
        continue;
      }
      this.#typeOrdinary(ordinary);
      ordinary = '';
      this.#typeControl(code);
    }
    this.#typeOrdinary(ordinary);
  }

  press(key: ControlKey): void {
    this.#typeControl(CODE_OF[key]);
  }

  /** A key that signals drops what was typed ahead, unless NOFLSH is on. */
  #typeControl(code: number): void {
    const signal = this.#signalOf(code);
    if (signal !== null) {
      const { flags } = this.modes;
      this.#echoKeys(String.fromCharCode(code));
      if (!flags.has('noflsh')) this.#typed = [];
      if (!flags.has('noflsh')) this.#begun = '';
      this.#kernel.stimulate({ stimulus: 'tty_signal', tty: this.id, signal });
    } else if (this.#isEndOfFile(code)) {
      // what was begun is read at once, without an end of line
      this.#typed.push(this.#begun === '' ? { eof: true } : { line: this.#begun });
      this.#begun = '';
      this.readers.notify();
    } else this.#typeOrdinary(String.fromCharCode(code));
  }

  #typeOrdinary(text: string): void {
    if (text === '') return;
    this.#echoKeys(text);
    if (this.settings.canonical) {
      this.#begun += text;
      return;
    }
    this.#typed.push({ line: text });
    this.readers.notify();
  }

  #signalOf(code: number): (typeof SIGNALS)[number][1] | null {
    const { flags, characters } = this.modes;
    if (code === 0 || !flags.has('isig')) return null;
    return SIGNALS.find(([name]) => characters[name] === code)?.[1] ?? null;
  }

  #isEndOfFile(code: number): boolean {
    return code !== 0 && this.settings.canonical && code === this.modes.characters.eof;
  }

  /** At most one line of what was typed; the rest of a line that is longer stays. */
  take(max: number): Answer<string> {
    const [first] = this.#typed;
    if (first === undefined) {
      const ready = (): boolean => this.hasInput || this.hungUp;
      return { blocks: { on: 'tty', tty: this.id, op: 'read' }, ready, queue: this.readers };
    }
    this.#typed.shift();
    // an end of file typed for a reader in canonical mode means nothing to a line editor
    if ('eof' in first) return this.settings.canonical ? '' : this.take(max);
    if (first.line.length > max) this.#typed.unshift({ line: first.line.slice(max) });
    return first.line.slice(0, max);
  }

  hangUp(): void {
    this.hungUp = true;
    this.#typed = [];
    this.readers.notify();
  }

  #echoKeys(text: string): void {
    this.#echo(this.modes.flags.has('echoctl') ? visibleControls(text) : text);
  }

  #echo(text: string): void {
    if (this.settings.echo) this.#kernel.stimulate({ stimulus: 'tty_echo', tty: this.id, text });
  }
}

// eslint-disable-next-line no-control-regex -- they are the subject
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/g;

/** ECHOCTL: "^[" for Escape. A tab is shown as it is. */
function visibleControls(text: string): string {
  return text.replace(CONTROLS, (key) => `^${String.fromCharCode(key.charCodeAt(0) ^ 0x40)}`);
}
