// What does a task do about its pending signals before it goes on (get_signal in kernel/signal.c)?

import type { Signal } from '../abi/signal.ts';
import { doExit } from '../exit/do-exit.ts';
import { isOrphanedPgrp } from '../exit/kill-orphaned-pgrp.ts';
import type { Rule, SignalDelivered } from '../event.ts';
import type { TaskId } from '../ids.ts';
import { doJobctlTrap, doPtracedGroupStop, ptraceSignalStop } from '../ptrace/ptrace-stop.ts';
import { changeTrace } from '../ptrace/trap-notify.ts';
import type { Injected, Recorder } from '../recorder.ts';
import { isChildReaper, isExiting } from '../selectors.ts';
import type { Task } from '../task.ts';
import { doNotifyParentCldstop, isPtraceReparented } from './do-notify-parent.ts';
import { nextSignal } from './next-signal.ts';
import { sendSignal } from './send-signal.ts';
import { actionOf, dispositionOf, isIgnoredByDefault, isKernelOnly, isStopSignal } from './sig-ignored.ts';

/** A signal in hand: taken off the queue, or put there by a tracer. */
interface InHand extends Injected {
  readonly queueKept: boolean;
}

/**
 * get_signal, until nothing is left to do or the task stops or dies.
 *
 * Order: death; the continue its parent has not heard of, unless it comes from a stop before a signal; what a tracer
 * injected; a group stop that takes hold again; traps; pending signals.
 */
export function getSignal(kernel: Recorder, id: TaskId): void {
  let isInsideLoop = kernel.errand(id).insideLoop ?? false;
  delete kernel.errand(id).insideLoop;
  for (;;) {
    const task = kernel.findTask(id);
    if (task === undefined || isExiting(task)) return;
    const errand = kernel.errand(id);
    if (errand.doom !== undefined) return dieOf(kernel, task, errand.doom);
    if (task.state === 'stopped' || task.state === 'traced') return;
    if (!isInsideLoop && (errand.continued || task.ptrace?.continuedNotice)) {
      notifyContinued(kernel, task);
      continue;
    }
    if (errand.injected !== undefined) {
      const { injected } = errand;
      delete errand.injected;
      takeInjected(kernel, task, injected);
      if (isHandled(task, injected.info.signal)) isInsideLoop = false;
      continue;
    }
    if (errand.stopAgain) {
      delete errand.stopAgain;
      if (task.groupStop !== null)
        kernel.emit({ type: 'TaskStopped', task: id, signal: task.groupStop, renewed: true });
      continue;
    }
    if (task.ptrace?.trapStop || task.ptrace?.trapNotify) {
      doJobctlTrap(kernel, id);
      continue;
    }
    const next = nextSignal(task);
    if (next === undefined) return;
    if (task.ptrace !== null && next.info.signal !== 'SIGKILL') ptraceSignalStop(kernel, id, next);
    else {
      deliver(kernel, task, { ...next, mayStop: true, queueKept: false });
      if (isHandled(task, next.info.signal)) isInsideLoop = false;
    }
  }
}

/** A handler is run from outside the loop of get_signal, which begins anew for what is left. */
function isHandled(task: Task, signal: Signal): boolean {
  return dispositionOf(task, signal) === 'handler' && !task.blocked.includes(signal);
}

/** SIGNAL_CLD_CONTINUED: told to the parent, and to a tracer who is somebody else (PNS-53). */
function notifyContinued(kernel: Recorder, task: Task): void {
  delete kernel.errand(task.id).continued;
  if (task.ptrace !== null) changeTrace(kernel, task.id, { continuedNotice: false });
  doNotifyParentCldstop(kernel, task.id, false, 'CLD_CONTINUED');
  if (isPtraceReparented(task)) doNotifyParentCldstop(kernel, task.id, true, 'CLD_CONTINUED');
}

/** ptrace_signal goes on: a signal that is blocked by now goes back into the queue. */
function takeInjected(kernel: Recorder, task: Task, injected: Injected): void {
  const { info, thread } = injected;
  if (task.blocked.includes(info.signal)) sendSignal(kernel, task.id, info.signal, info, { thread });
  else deliver(kernel, task, { ...injected, queueKept: true });
}

/**
 * It was marked for death when the signal was sent. The signal stays in its queue, as a zombie's SigPnd and ShdPnd
 * show; only a SIGKILL of the thread's own is taken off.
 */
function dieOf(kernel: Recorder, task: Task, signal: Signal): void {
  const own = task.threadPending.find((info) => info.signal === signal);
  const info = own ?? task.pending.find((pending) => pending.signal === signal);
  if (info !== undefined) {
    const inHand = {
      info,
      thread: own !== undefined,
      mayStop: false,
      queueKept: own === undefined || signal !== 'SIGKILL',
    };
    delivered(kernel, task, inHand, 'terminate', { rule: 'PNS-63' });
  }
  doExit(kernel, task.id, { signaled: signal });
}

/** The action of one signal (signal(7), PNS-63). */
function deliver(kernel: Recorder, task: Task, inHand: InHand): void {
  const { signal } = inHand.info;
  const { disposition, flags } = actionOf(task, signal);
  if (disposition === 'ignore') return delivered(kernel, task, inHand, 'ignore');
  if (disposition === 'handler') {
    if (task.state === 'sleeping') kernel.emit({ type: 'TaskWoke', task: task.id });
    return delivered(kernel, task, inHand, 'handler', { reset: flags.includes('SA_RESETHAND') });
  }
  if (isIgnoredByDefault(signal)) return delivered(kernel, task, inHand, 'ignore', { rule: 'PNS-63' });
  // An init gets no signal it does not want; what reached it as SIGKILL or SIGSTOP came from above (PNS-32, PNS-33, PNS-78).
  if (isChildReaper(kernel.state, task) && !isKernelOnly(signal))
    return delivered(kernel, task, inHand, 'dropped', { rule: 'PNS-33' });
  if (isStopSignal(signal)) return stop(kernel, task, inHand);
  delivered(kernel, task, inHand, 'terminate', { rule: 'PNS-63' });
  doExit(kernel, task.id, { signaled: signal });
}

/** do_signal_stop. The signals of job control do nothing in an orphaned group; SIGSTOP always does (PNS-62). */
function stop(kernel: Recorder, task: Task, inHand: InHand): void {
  const { signal } = inHand.info;
  if (signal !== 'SIGSTOP' && isOrphanedPgrp(kernel.state, task.pgrp, null))
    return delivered(kernel, task, inHand, 'dropped', { rule: 'PNS-62' });
  // While a tracer held it, SIGCONT came: it stops nobody any more (PNS-60).
  if (!inHand.mayStop) return delivered(kernel, task, inHand, 'dropped', { rule: 'PNS-60' });
  delivered(kernel, task, inHand, 'stop', { rule: 'PNS-63' });
  if (task.ptrace !== null) return doPtracedGroupStop(kernel, task.id, signal);
  kernel.emit({ type: 'TaskStopped', task: task.id, signal });
  doNotifyParentCldstop(kernel, task.id, false, 'CLD_STOPPED');
}

function delivered(
  kernel: Recorder,
  task: Task,
  { info, thread, queueKept }: InHand,
  action: SignalDelivered['action'],
  { rule, reset }: { readonly rule?: Rule; readonly reset?: boolean } = {},
): void {
  kernel.emit({
    type: 'SignalDelivered',
    ...(rule && { rule }),
    task: task.id,
    info,
    action,
    ...(reset && { reset }),
    ...(thread && { thread }),
    ...(queueKept && { queueKept }),
  });
}
