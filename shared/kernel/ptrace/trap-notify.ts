// What does SIGCONT mean to a tracee (prepare_signal, ptrace_trap_notify)?

import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { isExiting } from '../selectors.ts';
import type { PtraceState } from '../task.ts';

/**
 * The tracee's group stop was ended, if it was in one: `ended`.
 *
 * A seized tracee is to stop once more and report it, at once if its tracer listens (PNS-75). A stop signal that a
 * tracer still holds will no longer stop anybody.
 */
export function notifyTrap(kernel: Recorder, tracee: TaskId, ended: boolean): void {
  const { ptrace, cldContinued } = kernel.task(tracee);
  if (ptrace === null) return;
  const trapNotify = ptrace.trapNotify || ptrace.seized;
  const isNews = ptrace.stopDequeued || trapNotify !== ptrace.trapNotify;
  if (isNews) changeTrace(kernel, tracee, { stopDequeued: false, trapNotify });
  if (ended && !cldContinued) kernel.emit({ type: 'CldContinuedChanged', task: tracee, due: true });
  if (ptrace.seized) wakeTracee(kernel, tracee);
}

/** Changes details of a trace; whether the tracee stands in a ptrace stop stays as it is. */
export function changeTrace(kernel: Recorder, tracee: TaskId, change: Partial<PtraceState>): void {
  const { ptrace, state } = kernel.task(tracee);
  if (ptrace === null) return;
  kernel.emit({
    type: 'TraceChanged',
    task: tracee,
    ptrace: { ...ptrace, ...change },
    stopped: state === 'traced',
  });
}

/** ptrace_signal_wake_up: one that runs comes to its trap; one whose tracer listens leaves its stop to enter the next. */
export function wakeTracee(kernel: Recorder, tracee: TaskId): void {
  const task = kernel.task(tracee);
  if (isExiting(task)) return;
  if (task.state === 'traced') {
    if (!task.ptrace?.listening) return;
    resumeTracee(kernel, tracee);
  }
  kernel.errand(tracee).sigPending = true;
  kernel.kick(tracee);
}

/** It leaves its ptrace stop. */
export function resumeTracee(kernel: Recorder, tracee: TaskId): void {
  const { ptrace } = kernel.task(tracee);
  if (ptrace === null) return;
  const next: PtraceState = {
    ...ptrace,
    stop: null,
    collected: false,
    held: null,
    heldThread: false,
    listening: false,
  };
  if (ptrace.held !== null) kernel.errand(tracee).insideLoop = true;
  kernel.emit({ type: 'TraceChanged', task: tracee, ptrace: next, stopped: false });
}
