// How does a tracee stop for its tracer (ptrace_stop, ptrace_signal, do_jobctl_trap in kernel/signal.c)?

import type { Signal } from '../abi/signal.ts';
import type { WaitStatus } from '../abi/wait-status.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { doNotifyParentCldstop, isPtraceReparented } from '../signals/do-notify-parent.ts';
import type { PendingSignal } from '../signals/next-signal.ts';

/** ptrace_signal: it stops before a signal; the tracer decides what becomes of it (PNS-75). */
export function ptraceSignalStop(kernel: Recorder, id: TaskId, { info, thread }: PendingSignal): void {
  kernel.emit({
    type: 'SignalDelivered',
    rule: 'PNS-75',
    task: id,
    info,
    action: 'traced',
    ...(thread && { thread }),
  });
  const { ptrace } = kernel.task(id);
  if (ptrace === null) return;
  const held = { held: info, heldThread: thread, stopDequeued: true };
  kernel.emit({
    type: 'TraceChanged',
    task: id,
    ptrace: {
      ...ptrace,
      ...held,
      stop: { stopped: info.signal },
      collected: false,
      listening: false,
      trapStop: false,
    },
    stopped: true,
  });
  doNotifyParentCldstop(kernel, id, true, 'CLD_TRAPPED');
}

/**
 * do_jobctl_trap: a stop without a signal. It names the group stop that is in effect; a seized tracee without one
 * stops for SIGTRAP (PNS-75).
 */
export function doJobctlTrap(kernel: Recorder, id: TaskId): void {
  const { ptrace, groupStop } = kernel.task(id);
  if (ptrace === null) return;
  kernel.emit({
    type: 'TraceChanged',
    rule: 'PNS-75',
    task: id,
    ptrace: {
      ...ptrace,
      stop: trapStatus(ptrace.seized, groupStop ?? 'SIGTRAP'),
      collected: false,
      held: null,
      heldThread: false,
      listening: false,
      trapStop: false,
      trapNotify: false,
    },
    stopped: true,
  });
  doNotifyParentCldstop(kernel, id, true, 'CLD_STOPPED');
}

/**
 * do_signal_stop of a tracee: the group stop is complete at once and the tracee traps for it. The tracer hears of
 * every stop, the parent only of a group stop that was not in effect already (PNS-76).
 */
export function doPtracedGroupStop(kernel: Recorder, id: TaskId, signal: Signal): void {
  const renewed = kernel.task(id).groupStop !== null;
  kernel.emit({ type: 'TaskStopped', task: id, signal, ...(renewed && { renewed }) });
  doJobctlTrap(kernel, id);
  if (!renewed && isPtraceReparented(kernel.task(id)))
    doNotifyParentCldstop(kernel, id, false, 'CLD_STOPPED');
}

function trapStatus(seized: boolean, signal: Signal): WaitStatus {
  return seized ? { stopped: signal, event: 'STOP' } : { stopped: signal };
}
