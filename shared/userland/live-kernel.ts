// The kernel of a running machine: asks `decide`, keeps the events in order, and tells the machine about each.

import type { Call, CallResult, Stimulus } from '../kernel/call.ts';
import { decide } from '../kernel/decide.ts';
import type { Turns } from '../kernel/decide.ts';
import { NO_BACKLOG } from '../kernel/errand.ts';
import type { Backlog } from '../kernel/errand.ts';
import type { KernelEvent, TtyWrote } from '../kernel/event.ts';
import type { TaskId, TtyId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';

interface PendingWrite {
  readonly by: TaskId;
  readonly tty: TtyId;
  readonly kind: TtyWrote['kind'];
  text: string;
}

/** Calls that only ask: they neither cause events nor depend on what is still to be written. */
const QUERIES: ReadonlySet<Call['call']> = new Set([
  'getpid', 'gettid', 'getppid', 'getpgid', 'getsid', 'getresuid', 'getresgid', 'getgroups', 'getpriority', 'sigpending', 'get_subreaper', 'get_pdeathsig',
] as const); // prettier-ignore

export class LiveKernel {
  #state: KernelState;
  #events: KernelEvent[] = [];
  #characters = 0;
  #pendingWrite: PendingWrite | null = null;
  #backlog: Backlog = NO_BACKLOG;
  readonly #listener: (event: KernelEvent) => void;
  readonly #woken: (task: TaskId) => void;

  /** `woken` hears who has to be given a turn. */
  constructor(state: KernelState, listener: (event: KernelEvent) => void, woken: (task: TaskId) => void) {
    this.#state = state;
    this.#listener = listener;
    this.#woken = woken;
  }

  get state(): KernelState {
    return this.#state;
  }

  /** How many events the current input has caused. */
  get eventCount(): number {
    return this.#events.length;
  }

  /** How much text it has put on terminals. */
  get characterCount(): number {
    return this.#characters;
  }

  /** The events since this was last asked. */
  takeEvents(): readonly KernelEvent[] {
    this.flushWrites();
    const events = this.#events;
    this.#events = [];
    this.#characters = 0;
    return events;
  }

  call(call: Call): CallResult {
    if (!QUERIES.has(call.call)) this.flushWrites();
    return this.#decide(call);
  }

  stimulate(stimulus: Stimulus): void {
    this.flushWrites();
    this.#decide(stimulus);
  }

  /** A signal has woken it, and it has had no turn since. */
  isWaiting(task: TaskId): boolean {
    return this.#backlog.has(task);
  }

  giveTurn(task: TaskId): void {
    this.stimulate({ stimulus: 'turn', task });
  }

  /** What the call would answer now, without making it. */
  foresee(call: Call): CallResult {
    return decide(this.#state, call, this.#turns).result;
  }

  /** Writes to a terminal; what one task writes in a row becomes one event. */
  write(by: TaskId, tty: TtyId, text: string, kind: TtyWrote['kind']): void {
    // What a person typed is as long as it is.
    if (kind !== 'echo') this.#characters += text.length;
    const pending = this.#pendingWrite;
    if (pending !== null && pending.by === by && pending.tty === tty && pending.kind === kind) {
      pending.text += text;
      return;
    }
    this.flushWrites();
    this.#pendingWrite = { by, tty, kind, text };
  }

  flushWrites(): void {
    const pending = this.#pendingWrite;
    if (pending === null) return;
    this.#pendingWrite = null;
    this.#decide({ call: 'tty_write', ...pending });
  }

  get #turns(): Turns {
    return { backlog: this.#backlog, killerRunsOn: true };
  }

  #decide(request: Call | Stimulus): CallResult {
    const { events, state, result, backlog } = decide(this.#state, request, this.#turns);
    this.#state = state;
    const before = this.#backlog;
    this.#backlog = backlog;
    for (const event of events) this.#events.push(event);
    for (const event of events) this.#listener(event);
    for (const task of backlog.keys()) if (!before.has(task)) this.#woken(task);
    return result;
  }
}
