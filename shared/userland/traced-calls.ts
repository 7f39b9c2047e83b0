// How does a tracer hear of the system calls of its tracees? ptrace(2), PTRACE_SYSCALL

import { pidSeenBy } from '../kernel/selectors.ts';
import type { WaitChannel } from '../kernel/task.ts';
import type { Process } from './process.ts';
import type { TracedCall } from './sys.ts';
import type { System } from './system.ts';

/** Puts a stop at a call before the tracer, if the process still has one. */
export function recordTracedCall(system: System, process: Process, made: Omit<TracedCall, 'pid'>): void {
  if (made.at === 'exit') process.observedCall = null;
  const tracer = tracerOf(system, process);
  const task = process.taskOrNull;
  if (tracer === null || task === null) return;
  tracer.tracedCalls.push({ ...made, pid: pidSeenBy(system.kernel.state, task.pid, tracer.task) });
  system.recheck(tracer);
}

export function tracerOf(system: System, process: Process): Process | null {
  const tracer = process.taskOrNull?.tracer ?? null;
  return tracer === null ? null : (system.processes.get(tracer) ?? null);
}

/** A call that a signal has interrupted without ending it sleeps again: as itself, or as restart_syscall(2) where time has passed. */
export function recordRestart(system: System, process: Process, on: WaitChannel): void {
  const call = process.observedCall ?? (on.on === 'timer' ? UNSEEN_SLEEP : null);
  if (call !== null && tracerOf(system, process) !== null)
    recordTracedCall(system, process, { ...call, at: 'restart', result: undefined });
}

/** A sleep that began before it was traced. */
const UNSEEN_SLEEP = { call: 'nanosleep', args: [] } as const;
