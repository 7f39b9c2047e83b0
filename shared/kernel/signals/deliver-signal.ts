// What does a task do about its pending signals before it goes on (get_signal in kernel/signal.c)?

import { BLOCKABLE_SIGNALS } from '../abi/signal.ts';
import type { Signal } from '../abi/signal.ts';
import { doExit } from '../exit/do-exit.ts';
import { isOrphanedPgrp } from '../exit/kill-orphaned-pgrp.ts';
import type { SignalDelivered } from '../event.ts';
import type { Rule } from '../fact.ts';
import type { TaskId } from '../ids.ts';
import { doJobctlTrap, doPtracedGroupStop, ptraceSignalStop } from '../ptrace/ptrace-stop.ts';
import type { Errand, Injected } from '../errand.ts';
import type { Recorder } from '../recorder.ts';
import { isChildReaper, isExiting } from '../selectors.ts';
import type { Task } from '../task.ts';
import { doNotifyParentCldstop, isPtraceReparented } from './do-notify-parent.ts';
import { nextSignal } from './next-signal.ts';
import { sendSignal } from './send-signal.ts';
import { actionOf, isFatal, isIgnoredByDefault, isKernelOnly, isStopSignal } from './sig-ignored.ts';

/** A signal in hand: taken off the queue, or put there by a tracer. */
interface InHand extends Injected {
  readonly queueKept: boolean;
}

/**
 * Where get_signal goes on once a signal is dealt with: it looks for the next one; from its start, where a continue is
 * told; or the task runs its handler first, unless a stop comes before that, and comes back only if anything is left.
 */
type GoesOn = 'in-loop' | 'relock' | 'after-handler';

/**
 * get_signal, until nothing is left to do or the task stops or dies.
 *
 * Order: death; the continue its parent has not heard of, unless it comes from a stop before a signal; what a tracer
 * injected; a group stop that takes hold again; traps; pending signals.
 */
export function getSignal(kernel: Recorder, id: TaskId): void {
  let goesOn: GoesOn = kernel.errand(id).insideLoop ? 'in-loop' : 'relock';
  delete kernel.errand(id).insideLoop;
  delete kernel.errand(id).sigPending;
  let hasToldContinue = false;
  for (;;) {
    const task = kernel.findTask(id);
    if (task === undefined || isExiting(task)) return;
    const errand = kernel.errand(id);
    if (errand.doom !== undefined) return dieOf(kernel, task, errand.doom);
    if (task.state === 'stopped' || task.state === 'traced' || isKillable(task)) return;
    if (goesOn === 'after-handler') {
      const isHeldUp = isSignalPending(task, errand, BLOCKABLE_SIGNALS);
      if (isHeldUp) kernel.emit({ type: 'HandlerHeldUp', task: id });
      else if (!isSignalPending(task, errand, task.blocked)) return;
      goesOn = 'relock';
      continue;
    }
    if (goesOn === 'relock' && (errand.continued || task.cldContinued)) {
      notifyContinued(kernel, task);
      hasToldContinue = true;
      continue;
    }
    if (errand.injected !== undefined) {
      const { injected } = errand;
      delete errand.injected;
      goesOn = takeInjected(kernel, task, injected);
      continue;
    }
    if (errand.stopAgain) {
      delete errand.stopAgain;
      if (task.groupStop !== null)
        kernel.emit({ type: 'TaskStopped', task: id, signal: task.groupStop, renewed: true });
      continue;
    }
    if (isToTrap(task)) {
      doJobctlTrap(kernel, id);
      continue;
    }
    const next = nextSignal(task);
    if (next === undefined && task.sigreturnMask !== null) {
      kernel.emit({ type: 'HandlerReturned', task: id });
      goesOn = 'after-handler';
      continue;
    }
    if (next === undefined) return;
    if (task.ptrace !== null && next.info.signal !== 'SIGKILL') ptraceSignalStop(kernel, id, next);
    else if (hasToldContinue && isFatal(task, next.info.signal)) {
      // To die takes long: who heard of the continue acts on that first.
      kernel.kick(id);
      return;
    } else goesOn = deliver(kernel, task, { ...next, mayStop: true, queueKept: false });
  }
}

/** TASK_KILLABLE: it waits for what only a deadly signal makes it give up. */
function isKillable({ waitingFor }: Task): boolean {
  return waitingFor?.on === 'vfork';
}

/** recalc_sigpending: whether anything brings the task to get_signal on its way back to its program. */
function isSignalPending(task: Task, errand: Errand, blocked: readonly Signal[]): boolean {
  return errand.stopAgain === true || isToTrap(task) || nextSignal(task, blocked) !== undefined;
}

function isToTrap({ ptrace }: Task): boolean {
  return ptrace !== null && (ptrace.trapStop || ptrace.trapNotify);
}

/** SIGNAL_CLD_CONTINUED: told to the parent, and to a tracer who is somebody else (PNS-53). */
function notifyContinued(kernel: Recorder, task: Task): void {
  delete kernel.errand(task.id).continued;
  if (task.cldContinued) kernel.emit({ type: 'CldContinuedChanged', task: task.id, due: false });
  doNotifyParentCldstop(kernel, task.id, false, 'CLD_CONTINUED');
  if (isPtraceReparented(task)) doNotifyParentCldstop(kernel, task.id, true, 'CLD_CONTINUED');
}

/** ptrace_signal goes on: a signal that is blocked by now goes back into the queue. */
function takeInjected(kernel: Recorder, task: Task, injected: Injected): GoesOn {
  const { info, thread } = injected;
  if (!task.blocked.includes(info.signal)) return deliver(kernel, task, { ...injected, queueKept: true });
  sendSignal(kernel, task.id, info.signal, info, { thread });
  return 'in-loop';
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
function deliver(kernel: Recorder, task: Task, inHand: InHand): GoesOn {
  const { signal } = inHand.info;
  const { disposition, flags } = actionOf(task, signal);
  if (disposition === 'ignore') {
    delivered(kernel, task, inHand, 'ignore');
    return 'in-loop';
  }
  if (disposition === 'handler') {
    if (task.state === 'sleeping') kernel.emit({ type: 'TaskWoke', task: task.id });
    delivered(kernel, task, inHand, 'handler', { reset: flags.includes('SA_RESETHAND') });
    return 'after-handler';
  }
  if (isIgnoredByDefault(signal)) {
    delivered(kernel, task, inHand, 'ignore', { rule: 'PNS-63' });
    return 'in-loop';
  }
  // An init gets no signal it does not want; what reached it as SIGKILL or SIGSTOP came from above (PNS-32, PNS-33, PNS-78).
  if (isChildReaper(kernel.state, task) && !isKernelOnly(signal)) {
    delivered(kernel, task, inHand, 'dropped', { rule: 'PNS-33' });
    return 'in-loop';
  }
  if (isStopSignal(signal)) return stop(kernel, task, inHand);
  delivered(kernel, task, inHand, 'terminate', { rule: 'PNS-63' });
  doExit(kernel, task.id, { signaled: signal });
  return 'in-loop';
}

/** do_signal_stop. The signals of job control do nothing in an orphaned group; SIGSTOP always does (PNS-62). */
function stop(kernel: Recorder, task: Task, inHand: InHand): GoesOn {
  const { signal } = inHand.info;
  if (signal !== 'SIGSTOP' && isOrphanedPgrp(kernel.state, task.pgrp, null)) {
    delivered(kernel, task, inHand, 'dropped', { rule: 'PNS-62' });
    return 'relock';
  }
  const errand = kernel.errand(task.id);
  if (errand.stopAgain && task.groupStop !== null) {
    // JOBCTL_STOP_PENDING: the group stop that is in effect takes hold again, and nobody hears of another.
    delete errand.stopAgain;
    delivered(kernel, task, inHand, 'stop', { rule: 'PNS-76' });
    kernel.emit({ type: 'TaskStopped', task: task.id, signal: task.groupStop, renewed: true });
    return 'relock';
  }
  // While a tracer held it, SIGCONT came: it stops nobody any more (PNS-60).
  if (!inHand.mayStop) {
    delivered(kernel, task, inHand, 'dropped', { rule: 'PNS-60' });
    return 'in-loop';
  }
  delivered(kernel, task, inHand, 'stop', { rule: 'PNS-63' });
  if (task.ptrace !== null) doPtracedGroupStop(kernel, task.id, signal);
  else {
    kernel.emit({ type: 'TaskStopped', task: task.id, signal });
    doNotifyParentCldstop(kernel, task.id, false, 'CLD_STOPPED');
  }
  return 'relock';
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
