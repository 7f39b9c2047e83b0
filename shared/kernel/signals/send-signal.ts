// What happens when a signal is sent to one task (send_signal_locked, prepare_signal, complete_signal)?

import { defaultAction, signalNumber } from '../abi/signal.ts';
import type { Signal, SigInfo } from '../abi/signal.ts';
import type { SignalSent } from '../event.ts';
import type { Rule } from '../fact.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { isExiting } from '../selectors.ts';
import type { Task } from '../task.ts';
import { notifyTrap } from '../ptrace/trap-notify.ts';
import { ignoredFate, isFatal, isStopSignal } from './sig-ignored.ts';
import { addressTo } from './siginfo.ts';
import type { Sender } from './siginfo.ts';

export interface Sending {
  readonly because?: SignalSent['because'];
  /** To the thread: its own queue. */
  readonly thread?: boolean;
  readonly rule?: Rule;
}

/** The first real-time signal of the kernel; below it a signal is pending at most once. */
const KERNEL_SIGRTMIN = 32;
const STOP_SIGNALS: readonly Signal[] = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

/**
 * send_signal_locked. Permission is the caller's business.
 *
 * Returns the siginfo as it was told to this receiver: a kill to many uses it again for the next one, as Linux does.
 * Emits: SignalSent, TaskContinued where SIGCONT ends a group stop.
 */
export function sendSignal(
  kernel: Recorder,
  to: TaskId,
  signal: Signal,
  sender: Sender,
  sending: Sending = {},
): Sender {
  const current = kernel.current === null ? null : (kernel.findTask(kernel.current) ?? null);
  const { info, force } = addressTo(kernel.state, current, kernel.task(to), signal, sender);
  sendSignalLocked(kernel, to, info, force, sending);
  return typeof sender === 'string' ? sender : info;
}

/** __send_signal_locked: the siginfo is as the receiver will see it. */
export function sendSignalLocked(
  kernel: Recorder,
  to: TaskId,
  info: SigInfo,
  force: boolean,
  sending: Sending,
): void {
  const task = kernel.task(to);
  const { signal } = info;
  if (isExiting(task) || kernel.isDoomed(to)) {
    // In the middle of dying, or dead: accepted without effect (PNS-40, PNS-56).
    kernel.emit({ type: 'SignalSent', rule: 'PNS-40', to, info, outcome: 'zombie', ...said(sending, []) });
    return;
  }
  const flushed = flushedBy(task, signal);
  const fate = ignoredFate(kernel.state, task, signal, force);
  const outcome = fate?.outcome ?? (isPending(task, signal, sending) ? 'coalesced' : 'queued');
  const rule = fate?.rule ?? (outcome === 'coalesced' ? 'PNS-61' : sending.rule);
  kernel.emit({ type: 'SignalSent', ...(rule && { rule }), to, info, outcome, ...said(sending, flushed) });
  if (signal === 'SIGCONT') continueAtSending(kernel, to);
  if (outcome === 'queued') completeSignal(kernel, to, signal);
}

function said(
  { because, thread }: Sending,
  flushed: readonly Signal[],
): Pick<SignalSent, 'because' | 'flushed' | 'thread'> {
  return { ...(because && { because }), ...(flushed.length > 0 && { flushed }), ...(thread && { thread }) };
}

/** prepare_signal: a stop signal takes a pending SIGCONT off the queue, SIGCONT takes pending stop signals off (PNS-60). */
function flushedBy(task: Task, signal: Signal): readonly Signal[] {
  const rivals: readonly Signal[] = isStopSignal(signal)
    ? ['SIGCONT']
    : signal === 'SIGCONT'
      ? STOP_SIGNALS
      : [];
  return rivals.filter((rival) => inQueue(task.pending, rival) || inQueue(task.threadPending, rival));
}

/** legacy_queue: a standard signal waits at most once, and keeps its first sender (PNS-61). */
function isPending(task: Task, signal: Signal, { thread }: Sending): boolean {
  return (
    signalNumber(signal) < KERNEL_SIGRTMIN && inQueue(thread ? task.threadPending : task.pending, signal)
  );
}

function inQueue(queue: readonly SigInfo[], signal: Signal): boolean {
  return queue.some((info) => info.signal === signal);
}

/** prepare_signal: SIGCONT ends a group stop when it is sent, be it blocked or ignored (PNS-60), an init's too, whoever sends it (PNS-32). */
function continueAtSending(kernel: Recorder, to: TaskId): void {
  const { groupStop, ptrace } = kernel.task(to);
  // JOBCTL_STOP_DEQUEUED: a stop signal that a tracer has just let it go with comes too late, too.
  const errand = kernel.errand(to);
  if (errand.injected !== undefined) errand.injected = { ...errand.injected, mayStop: false };
  if (groupStop !== null) {
    kernel.emit({ type: 'TaskContinued', rule: 'PNS-60', task: to });
    if (ptrace === null) {
      kernel.errand(to).continued = true;
      kernel.kick(to);
    }
  }
  if (ptrace !== null) notifyTrap(kernel, to, groupStop !== null);
}

/** complete_signal: whoever can act on it gets its turn; a deadly one decides at once. */
function completeSignal(kernel: Recorder, to: TaskId, signal: Signal): void {
  const task = kernel.task(to);
  if (task.blocked.includes(signal)) return;
  const errand = kernel.errand(to);
  if (signal === 'SIGKILL') errand.doom = signal;
  else {
    // Only SIGKILL acts on a stopped task (PNS-60).
    if (task.state === 'stopped' || task.state === 'traced') return;
    // wants_signal: who is on its way to get_signal already takes this one there, in its turn.
    if ((errand.sigPending || isHeldUp(task)) && kernel.current !== to) return;
    if (isFatal(task, signal) && task.ptrace === null && defaultAction(signal) !== 'core')
      errand.doom = signal;
    errand.sigPending = true;
  }
  kernel.kick(to);
}

/** Whether another signal has woken it before, in vain: it still waits for its child. */
function isHeldUp({ waitingFor, blocked, pending, threadPending }: Task): boolean {
  if (waitingFor?.on !== 'vfork') return false;
  return [...pending, ...threadPending].filter(({ signal }) => !blocked.includes(signal)).length > 1;
}
