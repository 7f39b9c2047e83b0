// Somebody sits at the terminal of a fresh machine, types, presses keys and waits, and reads what it shows.

import type { TtyWrote } from '#shared/kernel/event.ts';
import { asSimTime, asTtyId } from '#shared/kernel/ids.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

const TTY = asTtyId(0);
/** A program that sleeps again and again is not waited for any longer. */
const MOST_WAITS = 1_000;

/** Every method gives back what came up on the terminal. */
export class Typist {
  readonly machine = new Machine({ world: bare, seed: 1, programs: programTable });

  constructor() {
    this.give({ kind: 'boot' });
  }

  line(text: string): string {
    return this.give({ kind: 'line', tty: TTY, text });
  }

  /** Without an Enter. */
  keys(text: string): string {
    return this.give({ kind: 'keys', tty: TTY, text });
  }

  signal(key: '^C' | '^Z' | '^\\'): string {
    return this.give({ kind: 'key', tty: TTY, key });
  }

  /** A line, and all the time that passes until the prompt is back. Gives what programs wrote, without prompts and echo. */
  command(text: string): string {
    let shown = this.#outputs({ kind: 'line', tty: TTY, text });
    for (let left = MOST_WAITS; left > 0 && !this.machine.atPrompt(TTY); left -= 1) {
      const next = this.machine.nextTimer();
      if (next === null) break;
      shown += this.#outputs({ kind: 'clock', to: next });
    }
    return shown;
  }

  wait(ms: number): string {
    return this.give({ kind: 'clock', to: asSimTime(this.machine.state.now + ms) });
  }

  give(input: MachineInput): string {
    return this.#written(input)
      .map(({ text }) => text)
      .join('');
  }

  #outputs(input: MachineInput): string {
    return this.#written(input)
      .map(({ text, kind }) => (kind === 'output' ? text : ''))
      .join('');
  }

  #written(input: MachineInput): readonly TtyWrote[] {
    const outcome = this.machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value.events.flatMap((event) =>
      event.type === 'TtyWrote' && event.tty === TTY ? [event] : [],
    );
  }
}
