// The line discipline of one terminal: what was typed and waits to be read, what it echoes, what its keys do. n_tty(4), termios(3)

import type { TaskId, TtyId } from '../../kernel/ids.ts';
import type { Tty } from '../../kernel/state.ts';
import { invariant } from '../../result.ts';
import type { Answer, WaitQueue } from '../blocking.ts';
import type { Completer } from '../completion.ts';
import type { ControlKey } from '../input.ts';
import type { LiveKernel } from '../live-kernel.ts';

/** A line with its newline, keys, or an end of file (^D). */
type Typed = { readonly line: string } | { readonly eof: true };

const SIGNAL_OF = { '^C': 'SIGINT', '^Z': 'SIGTSTP', '^\\': 'SIGQUIT' } as const;
const EOT = '\x04';

export class Terminal {
  readonly id: TtyId;
  /** Who may open it: the user of its first shell. */
  owner = 0;
  /** The other end is closed: reads are at the end, writes fail. */
  hungUp = false;
  /** Who printed the prompt that stands last on the screen and waits for its answer. */
  promptBy: TaskId | null = null;
  /** What Tab asks while that prompt waits; null where it completes nothing. */
  completer: Completer | null = null;
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
    this.#echo(visibleControls(text));
    if (this.settings.canonical) {
      this.#begun += text;
      return;
    }
    this.#typed.push({ line: text });
    this.readers.notify();
  }

  /** A key that signals drops what was typed ahead (NOFLSH is off). */
  press(key: ControlKey): void {
    if (key === '^D') {
      this.#typed.push(this.settings.canonical ? { eof: true } : { line: EOT });
      this.readers.notify();
      return;
    }
    this.#echo(key);
    this.#typed = [];
    this.#begun = '';
    this.#kernel.stimulate({ stimulus: 'tty_signal', tty: this.id, signal: SIGNAL_OF[key] });
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
