// How does one system call become many events? The rules work on a recorder: what they emit is applied at once, so
// that the next rule sees its effect, and what they set in motion elsewhere waits in a queue until they are done.

import type { Signal, SigInfo } from './abi/signal.ts';
import type { KernelEvent } from './event.ts';
import { applyEvent } from './evolve.ts';
import type { TaskId } from './ids.ts';
import { liveStore } from './live-store.ts';
import { taskOf } from './selectors.ts';
import type { KernelState } from './state.ts';
import type { KernelStore } from './store.ts';
import type { Task } from './task.ts';

/** An event before the recorder says whose doing it is. */
export type Unattributed = KernelEvent extends infer Event
  ? Event extends KernelEvent
    ? Omit<Event, 'actor'>
    : never
  : never;

/** A signal that a tracer lets its tracee go with. */
export interface Injected {
  readonly info: SigInfo;
  /** Which queue it came from. */
  readonly thread: boolean;
  /** JOBCTL_STOP_DEQUEUED: whether it can still stop the tracee, or SIGCONT came meanwhile. */
  readonly mayStop: boolean;
}

/** What a task finds when it next comes to get_signal, beside its pending signals. It never outlives one decision. */
export interface Errand {
  /** TIF_SIGPENDING: a signal or a tracer has woken it, and it has not come to get_signal yet. */
  sigPending?: true;
  /** SIGNAL_GROUP_EXIT: it is to die of this signal, whatever else is pending. */
  doom?: Signal;
  /** A tracer let it go with this signal, which it takes up where it stopped. */
  injected?: Injected;
  /** JOBCTL_STOP_PENDING: the group stop that was in effect while it was traced takes hold again. */
  stopAgain?: true;
  /** SIGNAL_CLD_CONTINUED: its parent is to hear that it continues. */
  continued?: true;
  /** It comes back from ptrace_signal into the loop of get_signal, behind the place where that is looked at. */
  insideLoop?: true;
}

export class Recorder {
  /** The task that runs: whose system call or death causes what is emitted. Null for an input from outside. */
  current: TaskId | null;
  readonly events: KernelEvent[] = [];
  readonly #store: KernelStore;
  #view: KernelState | null = null;
  readonly #queue = new Set<TaskId>();
  readonly #errands = new Map<TaskId, Errand>();

  constructor(state: KernelState, current: TaskId | null) {
    this.#store = liveStore(state);
    this.current = current;
  }

  /** The state as the events so far left it. */
  get state(): KernelState {
    this.#view ??= this.#store.view;
    return this.#view;
  }

  task(id: TaskId): Task {
    return taskOf(this.state, id);
  }

  findTask(id: TaskId): Task | undefined {
    return this.state.tasks.get(id);
  }

  emit(fact: Unattributed): void {
    // Omit loses nothing but the actor, which is put back here.
    const event = { actor: this.current, ...fact } as KernelEvent;
    applyEvent(this.#store, event);
    this.#view = null;
    this.events.push(event);
  }

  /** Carries out what a task does itself: its exit, its delivery of a signal. */
  runAs(task: TaskId, action: () => void): void {
    const before = this.current;
    this.current = task;
    action();
    this.current = before;
  }

  /** signal_wake_up, wake_up_process: the task gets its turn once the current one is done. Order: first come, first served. */
  kick(task: TaskId): void {
    this.#queue.add(task);
  }

  /** Whether this task was to get a turn, which is now its own to take. */
  takeKick(task: TaskId): boolean {
    return this.#queue.delete(task);
  }

  /** Whose turn it is. */
  nextKicked(): TaskId | undefined {
    const [first] = this.#queue;
    if (first !== undefined) this.#queue.delete(first);
    return first;
  }

  errand(task: TaskId): Errand {
    let errand = this.#errands.get(task);
    if (errand === undefined) {
      errand = {};
      this.#errands.set(task, errand);
    }
    return errand;
  }

  isDoomed(task: TaskId): boolean {
    return this.#errands.get(task)?.doom !== undefined;
  }

  finish(): KernelState {
    return this.#store.finish();
  }
}
