// Who is who in a trace? Labels, and what the recording orchestrator kept beside the kernel: namespaces by the label of
// their init, and what handlers wrote down.

import type { Call, CallResult } from '../call.ts';
import { decide } from '../decide.ts';
import type { KernelEvent } from '../event.ts';
import { initialState } from '../initial-state.ts';
import type { PidNsId, TaskId } from '../ids.ts';
import { asTaskId } from '../ids.ts';
import { pidNsOf, pidOf } from '../selectors.ts';
import type { SigInfo } from '../abi/signal.ts';
import type { KernelState } from '../state.ts';
import type { Task } from '../task.ts';
import { invariant } from '../../result.ts';

/** Passed for a process that is gone or cannot be named: no process can have it. */
export const NOBODY = 1073741823;

export class TraceLab {
  state: KernelState = initialState({ comm: 'init' });
  readonly #observe: (event: KernelEvent, state: KernelState) => void;
  readonly #tasks = new Map<string, TaskId>();
  readonly #labels = new Map<TaskId, string>();
  /** A process's own namespace: known for good, since the orchestrator keeps it open. */
  readonly #namespaces = new Map<string, PidNsId>();
  readonly #inits = new Map<PidNsId, string>();
  /** Who has yet to look whether it is dumpable. */
  readonly #undumpable = new Set<TaskId>();
  readonly #received = new Map<TaskId, SigInfo[]>();

  constructor(observe: (event: KernelEvent, state: KernelState) => void) {
    this.#observe = observe;
    this.name(asTaskId(1), 'init');
  }

  /**
   * A puppet makes itself dumpable again, whatever its calls made of it: who may trace it depends on ids and capabilities
   * alone. One that stops on its way out of its call does so when it runs again.
   */
  decide(call: Call): CallResult {
    const result = this.#decide(call);
    this.#undumpable.add(call.by);
    for (const id of this.#undumpable) {
      const task = this.state.tasks.get(id);
      if (task?.state === 'stopped' || task?.state === 'traced') continue;
      this.#undumpable.delete(id);
      if (task?.state === 'running' && !task.mm.dumpable)
        this.#decide({ call: 'set_dumpable', by: id, value: 1 });
    }
    return result;
  }

  #decide(call: Call): CallResult {
    const { events, state, result } = decide(this.state, call);
    this.state = state;
    for (const event of events) {
      if (event.type === 'SignalDelivered' && event.action === 'handler')
        this.received(event.task).push(event.info);
      this.#observe(event, state);
    }
    return result;
  }

  /** A process that was just made gets its label. */
  name(id: TaskId, label: string): void {
    const task = this.state.tasks.get(id);
    invariant(task !== undefined, `no task ${id} to name ${label}`);
    const ns = pidNsOf(this.state, task);
    this.#tasks.set(label, id);
    this.#labels.set(id, label);
    this.#namespaces.set(label, ns);
    if (!this.#inits.has(ns)) this.#inits.set(ns, label);
  }

  /** Undefined for a label whose process is gone, or was never made. */
  task(label: string): Task | undefined {
    const id = this.#tasks.get(label);
    return id === undefined ? undefined : this.state.tasks.get(id);
  }

  label(id: TaskId): string {
    return this.#labels.get(id) ?? '?';
  }

  /** The namespace a process lived in, or still does; undefined for a label that was never used. */
  namespace(label: string): PidNsId | undefined {
    return this.#namespaces.get(label);
  }

  /** The label of a namespace's init. */
  initOf(ns: PidNsId): string {
    return this.#inits.get(ns) ?? '?';
  }

  received(id: TaskId): SigInfo[] {
    const received = this.#received.get(id) ?? [];
    this.#received.set(id, received);
    return received;
  }

  /** The number to pass for a label: the process's in the caller's namespace. */
  numberFor(caller: Task, label: string): number {
    const task = this.task(label);
    const number = task === undefined ? 0 : pidOf(this.state, task, pidNsOf(this.state, caller));
    return number === 0 ? NOBODY : number;
  }
}
