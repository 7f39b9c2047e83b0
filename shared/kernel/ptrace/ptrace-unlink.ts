// How does a tracee get rid of its tracer (__ptrace_unlink, exit_ptrace in kernel/ptrace.c)?

import type { Signal, SigInfo } from '../abi/signal.ts';
import { mappedUid } from '../cred/user-ns.ts';
import { releaseTask } from '../exit/release-task.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { isExiting, pidNsOf, pidOf } from '../selectors.ts';
import { doNotifyParent, isAutoreaped, reportsTo } from '../signals/do-notify-parent.ts';
import { sendSignal } from '../signals/send-signal.ts';
import type { PtraceState, Task } from '../task.ts';

/** exit_ptrace: the tracer dies. Its tracees run on, or die with it where it asked for that (PNS-76). Order: last attached first. */
export function exitPtrace(kernel: Recorder, tracer: TaskId): void {
  for (const id of kernel.task(tracer).tracees) {
    const { ptrace } = kernel.task(id);
    if (ptrace?.exitKill)
      sendSignal(kernel, id, 'SIGKILL', 'kernel', { because: 'ptrace', thread: true, rule: 'PNS-76' });
    // What it was stopped for is delivered, unless the tracer's wait has taken it over.
    ptraceUnlink(kernel, id, ptrace === null || ptrace.collected ? null : (ptrace.held?.signal ?? null));
    if (kernel.task(id).state === 'zombie') reportToParent(kernel, id);
  }
}

/** The tracer is done with a zombie: now its parent hears of it (PNS-76). */
export function reportToParent(kernel: Recorder, id: TaskId): void {
  const zombie = kernel.task(id);
  if (zombie.exitStatus === null) return;
  const autoreap = isAutoreaped(kernel.state, zombie, zombie.exitSignal);
  doNotifyParent(kernel, id, zombie.exitSignal, zombie.exitStatus);
  if (autoreap) releaseTask(kernel, id, null);
  else if (zombie.parent !== null && kernel.task(zombie.parent).state === 'exiting')
    kernel.kick(zombie.parent);
}

/** __ptrace_unlink. `signal` is what the tracee takes up if it stood before a signal; a group stop takes hold again. */
export function ptraceUnlink(kernel: Recorder, id: TaskId, signal: Signal | null): void {
  const { ptrace, state } = kernel.task(id);
  if (ptrace === null) return;
  kernel.emit({ type: 'TaskUntraced', rule: 'PNS-76', task: id });
  const task = kernel.task(id);
  if (isExiting(task)) return;
  const errand = kernel.errand(id);
  if (ptrace.held !== null) errand.insideLoop = true;
  if (task.groupStop !== null) errand.stopAgain = true;
  if (signal !== null) takeUp(kernel, id, ptrace, signal);
  if (!errand.stopAgain && state !== 'traced') return;
  errand.sigPending = true;
  kernel.kick(id);
}

/** ptrace_signal goes on with the signal the tracer chose: the one that was held, or another, which then comes from whoever it reports to. */
export function takeUp(
  kernel: Recorder,
  id: TaskId,
  { held, heldThread, stopDequeued }: PtraceState,
  signal: Signal,
): void {
  if (held === null) return;
  const info = held.signal === signal ? held : injectedInfo(kernel, kernel.task(id), signal);
  kernel.errand(id).injected = { info, thread: heldThread, mayStop: stopDequeued };
}

function injectedInfo(kernel: Recorder, task: Task, signal: Signal): SigInfo {
  const from = reportsTo(task);
  if (from === null) return { signal, code: 'SI_USER', pid: 0, uid: 0 };
  const sender = kernel.task(from);
  return {
    signal,
    code: 'SI_USER',
    pid: pidOf(kernel.state, sender, pidNsOf(kernel.state, task)),
    uid: mappedUid(kernel.state, sender.cred.ruid, task.cred.userNs),
  };
}
