// Which pending signal is taken first (next_signal, dequeue_signal in kernel/signal.c)?

import { signalNumber } from '../abi/signal.ts';
import type { Signal, SigInfo } from '../abi/signal.ts';
import type { Task } from '../task.ts';

/** Caused by an instruction of the task itself, so they come before all others. */
const SYNCHRONOUS: readonly Signal[] = ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGTRAP', 'SIGFPE', 'SIGSYS'];

export interface PendingSignal {
  readonly info: SigInfo;
  /** Whether it was sent to the thread. */
  readonly thread: boolean;
}

/**
 * Order: the thread's own queue, then the process's; in each the synchronous ones first, then by number, then by
 * arrival (PNS-61). Blocked ones stay.
 */
export function nextSignal(task: Task, blocked: readonly Signal[] = task.blocked): PendingSignal | undefined {
  const own = first(task.threadPending, blocked);
  if (own !== undefined) return { info: own, thread: true };
  const shared = first(task.pending, blocked);
  return shared === undefined ? undefined : { info: shared, thread: false };
}

function first(queue: readonly SigInfo[], blocked: readonly Signal[]): SigInfo | undefined {
  let best: SigInfo | undefined;
  for (const info of queue) {
    if (blocked.includes(info.signal)) continue;
    if (best === undefined || rank(info.signal) < rank(best.signal)) best = info;
  }
  return best;
}

function rank(signal: Signal): number {
  return signalNumber(signal) - (SYNCHRONOUS.includes(signal) ? 100 : 0);
}

/** What a task waits for with sigtimedwait(2) can wake it: it is not blocked meanwhile (real_blocked). */
export function blockedNow({ blocked, waitingFor }: Task): readonly Signal[] {
  const awaited = waitingFor?.on === 'signal' ? (waitingFor.sigs ?? []) : [];
  return blocked.filter((signal) => !awaited.includes(signal));
}
