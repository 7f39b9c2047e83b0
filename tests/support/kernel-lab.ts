// A simulated kernel with names for its processes, for tests that read like a story. Every event is checked.
import { expect } from 'vitest';
import type { Call, CallResult, CloneFlag, Stimulus } from '#shared/kernel/call.ts';
import { decide } from '#shared/kernel/decide.ts';
import type { KernelEvent, KernelEventType } from '#shared/kernel/event.ts';
import { evolve } from '#shared/kernel/evolve.ts';
import { asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import type { TaskId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import type { KernelConfig } from '#shared/kernel/initial-state.ts';
import { checkInvariants } from '#shared/kernel/invariants.ts';
import { pidNsOf, pidOf } from '#shared/kernel/selectors.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';

type Unaddressed = Call extends infer One ? (One extends Call ? Omit<One, 'by'> : never) : never;

export class KernelLab {
  state: KernelState;
  /** What the last request caused. */
  events: readonly KernelEvent[] = [];
  readonly #tasks = new Map<string, TaskId>([['init', asTaskId(1)]]);

  constructor(config: Partial<KernelConfig> = {}) {
    this.state = initialState({ comm: 'init', ...config });
  }

  call(by: string, call: Unaddressed): CallResult {
    // What Omit took off every call is put back.
    return this.#decide({ ...call, by: this.id(by) });
  }

  stimulate(stimulus: Stimulus): void {
    this.#decide(stimulus);
  }

  /** Makes a child with a name, and answers its number for the caller. */
  fork(by: string, as: string, ...flags: CloneFlag[]): number {
    const result = this.call(by, { call: 'clone', flags, exitSignal: 'SIGCHLD' });
    if (!('ret' in result) || result.task === undefined)
      throw new Error(`fork by ${by}: ${JSON.stringify(result)}`);
    this.#tasks.set(as, result.task);
    return result.ret;
  }

  /** A terminal of its own for the session that this process leads. */
  openTerminal(leader: string, tty: number): void {
    this.stimulate({ stimulus: 'tty_opened', tty: asTtyId(tty), columns: 80, rows: 24 });
    this.call(leader, { call: 'tiocsctty', tty: asTtyId(tty) });
  }

  id(name: string): TaskId {
    const id = this.#tasks.get(name);
    if (id === undefined) throw new Error(`nobody is called ${name}`);
    return id;
  }

  task(name: string): Task {
    const task = this.state.tasks.get(this.id(name));
    if (task === undefined) throw new Error(`${name} is gone`);
    return task;
  }

  isGone(name: string): boolean {
    return !this.state.tasks.has(this.id(name));
  }

  /** The number by which `viewer` can name `name`. */
  pid(name: string, viewer = 'init'): number {
    return pidOf(this.state, this.task(name), pidNsOf(this.state, this.task(viewer)));
  }

  /** The last request's events of one type, in order. */
  saw<Type extends KernelEventType>(type: Type): Extract<KernelEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<KernelEvent, { type: Type }> => event.type === type);
  }

  #decide(request: Call | Stimulus): CallResult {
    const { events, result } = decide(this.state, request);
    for (const event of events) {
      this.state = evolve(this.state, event);
      expect(checkInvariants(this.state), JSON.stringify(event)).toEqual([]);
    }
    this.events = events;
    return result;
  }
}
