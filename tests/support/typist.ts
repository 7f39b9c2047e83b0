// Somebody sits at the terminal of a fresh machine, types, presses keys and waits, and reads what it shows.

import { asSimTime, asTtyId } from '#shared/kernel/ids.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

const TTY = asTtyId(0);

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

  wait(ms: number): string {
    return this.give({ kind: 'clock', to: asSimTime(this.machine.state.now + ms) });
  }

  give(input: MachineInput): string {
    const outcome = this.machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value.events
      .map((event) => (event.type === 'TtyWrote' && event.tty === TTY ? event.text : ''))
      .join('');
  }
}
