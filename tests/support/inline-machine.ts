// A machine whose programs are written inside the test: what stands in place of bash is the test's own coroutine.

import { asTtyId } from '#shared/kernel/ids.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { ControlKey, MachineInput } from '#shared/userland/input.ts';
import { Machine } from '#shared/userland/machine.ts';
import { failed } from '#shared/userland/program.ts';
import type { Coroutine, Failure, Program } from '#shared/userland/program.ts';
import type { ProgramTable } from '#shared/userland/program-table.ts';
import type { Sys } from '#shared/userland/sys.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import type { World } from '#shared/userland/world.ts';

export type Main = (sys: Sys) => Coroutine<number>;

export class InlineMachine {
  readonly machine: Machine;
  readonly events: KernelEvent[] = [];
  limit: string | null = null;

  constructor(shell: Main, programs: Readonly<Record<string, Program>> = {}, world: World = bare) {
    const table: ProgramTable = new Map([
      ['/usr/bin/bash', ({ sys }) => shell(sys)],
      ...Object.entries(programs),
    ]);
    this.machine = new Machine({ world, seed: 1, programs: table });
    this.input({ kind: 'boot' });
  }

  get state(): KernelState {
    return this.machine.state;
  }

  input(input: MachineInput): readonly KernelEvent[] {
    const outcome = this.machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    this.events.push(...outcome.value.events);
    this.limit = outcome.value.limit;
    return outcome.value.events;
  }

  line(text: string, tty = 0): readonly KernelEvent[] {
    return this.input({ kind: 'line', tty: asTtyId(tty), text });
  }

  key(key: ControlKey, tty = 0): readonly KernelEvent[] {
    return this.input({ kind: 'key', tty: asTtyId(tty), key });
  }

  /** Everything that ever appeared on the terminal. */
  screen(tty = 0): string {
    return this.events
      .map((event) => (event.type === 'TtyWrote' && event.tty === tty ? event.text : ''))
      .join('');
  }

  types(): readonly string[] {
    return this.events.map(({ type }) => type);
  }
}

/** A program's output, as a test reads it: one line per value. */
export function* say(sys: Sys, ...values: readonly unknown[]): Coroutine<void> {
  yield* sys.write(
    1,
    `${values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ')}\n`,
  );
}

export function must<T>(result: T | Failure): T {
  if (failed(result)) throw new Error(`system call failed: ${result.errno}`);
  return result;
}

export function* readFile(sys: Sys, path: string): Coroutine<string> {
  const fd = yield* sys.open(path);
  if (failed(fd)) return fd.errno;
  const text = yield* sys.read(fd);
  yield* sys.close(fd);
  return failed(text) ? text.errno : text;
}
