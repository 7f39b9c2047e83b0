// What does a machine with a real shell answer to lines that mean it no good?

import { asTtyId } from '#shared/kernel/ids.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import type { World } from '#shared/userland/world.ts';

const TTY = asTtyId(0);

export class HostileLines {
  readonly machine: Machine;
  readonly inputs: MachineInput[] = [];
  readonly events: KernelEvent[] = [];
  /** What the last input was ended by. */
  limit: string | null = null;

  constructor(world: World = bare) {
    this.machine = new Machine({ world, seed: 1, programs: programTable });
    this.give({ kind: 'boot' });
  }

  /** What the line put on the terminal, its limit included. */
  type(text: string): string {
    return this.give({ kind: 'line', tty: TTY, text });
  }

  give(input: MachineInput): string {
    const outcome = this.machine.execute(input);
    if (!outcome.ok) return outcome.error.message;
    this.inputs.push(input);
    this.events.push(...outcome.value.events);
    this.limit = outcome.value.limit;
    const shown = outcome.value.events.map((event) => (event.type === 'TtyWrote' ? event.text : '')).join('');
    return shown + (this.limit ?? '');
  }

  /** After a Ctrl-C the shell answers again. */
  isAlive(): boolean {
    this.give({ kind: 'key', tty: TTY, key: '^C' });
    return this.type('echo al""ive').includes('\nalive\n');
  }
}
