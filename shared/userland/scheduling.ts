// How does a process want to be scheduled, beside its nice value? sched(7), ioprio_set(2). It is kept, inherited and shown;
// everything runs in turn all the same (fidelity: scheduling).

export type Policy =
  'SCHED_OTHER' | 'SCHED_FIFO' | 'SCHED_RR' | 'SCHED_BATCH' | 'SCHED_IDLE' | 'SCHED_DEADLINE';

/** The numbers of sched.h. */
export const POLICY_NUMBER: Readonly<Record<Policy, number>> = {
  SCHED_OTHER: 0, SCHED_FIFO: 1, SCHED_RR: 2, SCHED_BATCH: 3, SCHED_IDLE: 5, SCHED_DEADLINE: 6,
}; // prettier-ignore

export interface Scheduling {
  readonly policy: Policy;
  /** 1 to 99 for FIFO and RR, else 0. */
  readonly priority: number;
  /** SCHED_RESET_ON_FORK: children begin with the usual policy. */
  readonly resetOnFork: boolean;
}

export interface IoPriority {
  readonly ioClass: 'none' | 'realtime' | 'best-effort' | 'idle';
  /** 0 to 7; what is above tells the device more. */
  readonly level: number;
}

export const USUAL_SCHEDULING: Scheduling = { policy: 'SCHED_OTHER', priority: 0, resetOnFork: false };
export const NO_IO_PRIORITY: IoPriority = { ioClass: 'none', level: 0 };

export function isRealTime(policy: Policy): boolean {
  return policy === 'SCHED_FIFO' || policy === 'SCHED_RR';
}
