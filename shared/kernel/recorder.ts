// How does one system call become many events? The rules work on a recorder: what they emit is applied at once, so
// that the next rule sees its effect, and what they set in motion elsewhere waits in a queue until they are done.

import type { Backlog, Errand } from './errand.ts';
import { NO_BACKLOG } from './errand.ts';
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

export class Recorder {
  /** The task that runs: whose system call or death causes what is emitted. Null for an input from outside. */
  current: TaskId | null;
  readonly events: KernelEvent[] = [];
  readonly #store: KernelStore;
  #view: KernelState | null = null;
  /** Whoever the running task wakes now waits until that task has left the processor. */
  runsOn = false;
  readonly #queue = new Set<TaskId>();
  readonly #waiting: Set<TaskId>;
  readonly #errands: Map<TaskId, Errand>;

  constructor(state: KernelState, current: TaskId | null, backlog: Backlog) {
    this.#store = liveStore(state);
    this.current = current;
    this.#waiting = new Set(backlog.keys());
    this.#errands = new Map([...backlog].map(([id, errand]) => [id, { ...errand }]));
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
    if (this.#letsWait(task) && !this.#queue.has(task)) this.#waiting.add(task);
    else this.#queue.add(task);
  }

  /**
   * Its own children, and what belongs to another session, which has a share of its own in the processor. A neighbour is
   * owed more than a program that has just begun.
   */
  #letsWait(task: TaskId): boolean {
    if (!this.runsOn || this.current === null || task === this.current) return false;
    const woken = this.task(task);
    return woken.parent === this.current || woken.session !== this.task(this.current).session;
  }

  /** Whether this task was to get a turn, which is now its own to take. */
  takeKick(task: TaskId): boolean {
    const waited = this.#waiting.delete(task);
    return this.#queue.delete(task) || waited;
  }

  /** Whose turn it is. */
  nextKicked(): TaskId | undefined {
    const [first] = this.#queue;
    if (first === undefined) return undefined;
    this.#queue.delete(first);
    this.#waiting.delete(first);
    return first;
  }

  /** Who still waits for a turn when the decision is over. */
  get backlog(): Backlog {
    if (this.#waiting.size === 0) return NO_BACKLOG;
    return new Map([...this.#waiting].map((id) => [id, this.errand(id)]));
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
