// What waits for a task when it next gets the processor?

import type { Signal, SigInfo } from './abi/signal.ts';
import type { TaskId } from './ids.ts';

/** A signal that a tracer lets its tracee go with. */
export interface Injected {
  readonly info: SigInfo;
  /** Which queue it came from. */
  readonly thread: boolean;
  /** JOBCTL_STOP_DEQUEUED: whether it can still stop the tracee, or SIGCONT came meanwhile. */
  readonly mayStop: boolean;
}

/** What a task finds when it next comes to get_signal, beside its pending signals. It outlives a decision in a backlog only. */
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

/** Tasks that a signal has woken and that have had no turn since. Order: as they were woken. */
export type Backlog = ReadonlyMap<TaskId, Readonly<Errand>>;

export const NO_BACKLOG: Backlog = new Map();
