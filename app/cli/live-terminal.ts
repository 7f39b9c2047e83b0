// How does the user's own terminal become one of the simulated machine? Lines are edited here, with history; keys that
// send a signal, and whole lines, go to the machine; its clock runs with the real one.

import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { KernelEvent } from '#shared/kernel/event.ts';
import type { TtyId } from '#shared/kernel/ids.ts';
import type { ControlKey, MachineInput } from '#shared/userland/input.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';

const KEYS: Readonly<Record<string, ControlKey>> = {
  '\x03': '^C',
  '\x04': '^D',
  '\x1a': '^Z',
  '\x1c': '^\\',
};

/** What these events add to a terminal. `typed`: the echo is left out, because the line was seen while it was typed. */
export function textOf(events: readonly KernelEvent[], tty: TtyId, typed = false): string {
  return events
    .map((event) =>
      event.type === 'TtyWrote' && event.tty === tty && !(typed && event.kind === 'echo') ? event.text : '',
    )
    .join('')
    .replaceAll('\r\n', '\n');
}

/** The user's own terminal. */
export interface Console {
  readonly input: NodeJS.ReadableStream & { setRawMode(mode: boolean): unknown };
  readonly output: NodeJS.WritableStream;
}

export class LiveTerminal {
  readonly #machine: MachinePort;
  readonly #tty: TtyId;
  readonly #console: Console;
  readonly #keyboard = new PassThrough();
  readonly #editor: Interface;
  #timer: NodeJS.Timeout | undefined;

  /** Precondition: the machine has booted. */
  constructor(machine: MachinePort, tty: TtyId, console: Console) {
    this.#machine = machine;
    this.#tty = tty;
    this.#console = console;
    this.#editor = createInterface({
      input: this.#keyboard,
      output: console.output,
      terminal: true,
      prompt: '',
    });
  }

  /** Resolves when the terminal's shell has ended, or the user's own terminal is gone. `shown`: what stands on it by now. */
  async untilClosed(shown: string): Promise<void> {
    const { input } = this.#console;
    const onData = (data: Buffer) => {
      this.#press(data.toString('utf8'));
    };
    input.setRawMode(true);
    input.on('data', onData);
    input.once('end', () => {
      this.#editor.close();
    });
    this.#editor.on('line', (text) => {
      this.#editor.setPrompt('');
      this.#give({ kind: 'line', tty: this.#tty, text }, true);
    });
    this.#show(shown);
    this.#wait();
    await new Promise<void>((resolve) => this.#editor.once('close', resolve));
    clearTimeout(this.#timer);
    input.off('data', onData);
    input.setRawMode(false);
    input.pause();
  }

  #press(text: string): void {
    const key = KEYS[text];
    // With a line begun, Ctrl-D is the editor's: it deletes the character ahead.
    if (key === undefined || (key === '^D' && this.#editor.line !== '')) {
      this.#keyboard.write(text);
      return;
    }
    this.#editor.write(null, { ctrl: true, name: 'u' });
    this.#give({ kind: 'key', tty: this.#tty, key }, false);
  }

  #give(input: MachineInput, typed: boolean): void {
    const outcome = this.#machine.execute(input);
    if (!outcome.ok) {
      this.#editor.close();
      return;
    }
    const { events, limit } = outcome.value;
    this.#show(textOf(events, this.#tty, typed));
    if (limit !== null) this.#show(`${limit}\n`);
    if (events.some((event) => event.type === 'TtyClosed' && event.tty === this.#tty)) this.#editor.close();
    else this.#wait();
  }

  /** The last, unfinished line is the editor's prompt: it knows then where the cursor stands. */
  #show(text: string): void {
    if (text === '') return;
    const end = text.lastIndexOf('\n') + 1;
    this.#console.output.write(text.slice(0, end));
    this.#editor.setPrompt(text.slice(end));
    this.#editor.prompt(true);
  }

  /** The next sleeper wakes after as long as it would really sleep. */
  #wait(): void {
    clearTimeout(this.#timer);
    const to = this.#machine.nextTimer();
    if (to === null) return;
    this.#timer = setTimeout(
      () => {
        this.#give({ kind: 'clock', to }, false);
      },
      Math.max(0, to - this.#machine.state.now),
    );
  }
}
