// How does a tracer hear of the system calls of its tracees? ptrace(2), PTRACE_SYSCALL

import { pidSeenBy } from '../kernel/selectors.ts';
import type { Process } from './process.ts';
import type { TracedCall } from './sys.ts';
import type { System } from './system.ts';

/** Puts a call before the tracer, if the process still has one. */
export function recordTracedCall(system: System, process: Process, made: Omit<TracedCall, 'pid'>): void {
  process.observedCall = null;
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
