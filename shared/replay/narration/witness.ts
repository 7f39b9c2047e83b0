// Who was it, told from where one stands? The words for processes and namespaces in a sentence.
//
// A process is named by its number where the witness stands (the lab root, or the namespace of the lens), and by its
// numbers further inside. What has ended is known from the moment before.

import type { Signal } from '../../kernel/abi/signal.ts';
import type { PidNsId, TaskId } from '../../kernel/ids.ts';
import { INIT_PID } from '../../kernel/ids.ts';
import { isAncestorOrSelf, isChildReaper, pidNamespace } from '../../kernel/selectors.ts';
import type { KernelState, PidStruct } from '../../kernel/state.ts';
import type { Task } from '../../kernel/task.ts';

export class Witness {
  readonly before: KernelState;
  readonly after: KernelState;
  /** Where one stands. */
  readonly view: PidNsId;

  constructor(before: KernelState, after: KernelState, view: PidNsId) {
    this.before = before;
    this.after = after;
    this.view = view;
  }

  task(id: TaskId): Task | undefined {
    return this.after.tasks.get(id) ?? this.before.tasks.get(id);
  }

  /** Whether it has a number where one stands. */
  sees(id: TaskId): boolean {
    const struct = this.#struct(id);
    return struct !== undefined && this.seesNs(struct.ns);
  }

  /** Whether it is where one stands, or further inside. */
  seesNs(ns: PidNsId): boolean {
    return isAncestorOrSelf(this.#stateWith(ns), this.view, ns);
  }

  /** "process 6". */
  who(id: TaskId | null): string {
    if (id === null) return 'the kernel';
    return this.sees(id) ? `process ${this.numbers(id)[0] ?? 0}` : 'somebody out of sight';
  }

  /** "process 6, bash,": what stands before a verb. */
  named(id: TaskId): string {
    const comm = this.task(id)?.comm;
    return comm === undefined || !this.sees(id) ? this.who(id) : `${this.who(id)}, ${comm},`;
  }

  /** "process 6, in level 1 number 1,", or "process 4, bash," where it has no number further inside. */
  placed(id: TaskId): string {
    const inside = this.inside(id);
    return inside === '' ? this.named(id) : `${this.who(id)}, ${inside},`;
  }

  /** "in level 1 number 3, in level 2 number 1": its numbers further inside, those of the first levels only. */
  inside(id: TaskId, levels = Infinity): string {
    const first = this.#levelOfView();
    return this.numbers(id)
      .slice(0, levels)
      .flatMap((number, depth) => (depth === 0 ? [] : [`in level ${first + depth} number ${number}`]))
      .join(', ');
  }

  /** "process 6, PID 1 of level 1", or "process 5": what stands at an end. Whoever is 1 where one stands is just process 1. */
  titled(id: TaskId): string {
    const task = this.task(id);
    const isInner = task !== undefined && this.sees(id) && this.numbers(id).length > 1;
    return isInner && isChildReaper(this.#stateWithTask(id), task)
      ? `${this.who(id)}, PID ${INIT_PID} of ${this.level(this.nsOf(id))}`
      : this.who(id);
  }

  /** From where one stands inwards. */
  numbers(id: TaskId): readonly number[] {
    return this.#struct(id)?.numbers.slice(this.#levelOfView()) ?? [];
  }

  nsOf(id: TaskId): PidNsId {
    return this.#struct(id)?.ns ?? this.view;
  }

  /** "level 1". */
  level(ns: PidNsId): string {
    if (!this.seesNs(ns)) return 'a level out of sight';
    return `level ${pidNamespace(this.#stateWith(ns), ns).level}`;
  }

  #levelOfView(): number {
    return pidNamespace(this.#stateWith(this.view), this.view).level;
  }

  #struct(id: TaskId): PidStruct | undefined {
    const task = this.task(id);
    return task && (this.after.pids.get(task.pid) ?? this.before.pids.get(task.pid));
  }

  #stateWithTask(id: TaskId): KernelState {
    return this.after.tasks.has(id) ? this.after : this.before;
  }

  /** A namespace's record goes with its last process, that of the view too; then the moment before still has it. */
  #stateWith(ns: PidNsId): KernelState {
    const { pidNamespaces } = this.after;
    return pidNamespaces.has(ns) && pidNamespaces.has(this.view) ? this.after : this.before;
  }
}

/** "KILL". */
export function signalWord(signal: Signal): string {
  return /^SIG\d/.test(signal) ? `signal ${signal.slice(3)}` : signal.slice(3);
}

/** "its 2 members". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "a, b and c". */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
