// ptrace(2).

import { signalNumber } from '../abi/signal.ts';
import type { Signal } from '../abi/signal.ts';
import type { Call } from '../call.ts';
import { mayPtraceAccess, outranks } from '../ptrace/ptrace-may-access.ts';
import { ptraceUnlink, takeUp } from '../ptrace/ptrace-unlink.ts';
import { doJobctlTrap } from '../ptrace/ptrace-stop.ts';
import { changeTrace, resumeTracee, wakeTracee } from '../ptrace/trap-notify.ts';
import type { Recorder } from '../recorder.ts';
import { isExiting, isZombie, taskByVpid } from '../selectors.ts';
import { sendSignal } from '../signals/send-signal.ts';
import type { PtraceState, Task } from '../task.ts';
import { fail, signalGiven, SUCCESS } from './outcome.ts';
import type { Outcome, Syscalls } from './outcome.ts';

type PtraceCall = Extract<Call, { call: 'ptrace' }>;

const NEW_TRACE: Omit<PtraceState, 'tracerCred'> = {
  seized: false,
  exitKill: false,
  listening: false,
  stop: null,
  collected: false,
  held: null,
  heldThread: false,
  stopDequeued: false,
  trapStop: false,
  trapNotify: false,
};

export const PTRACE_CALL: Syscalls<'ptrace'> = {
  /** Errno: ESRCH for whoever is out of sight (PNS-77), not traced by the caller, or not stopped (PNS-75). */
  ptrace(kernel, call, caller) {
    if (call.request === 'TRACEME') return traceme(kernel, caller);
    const child = taskByVpid(kernel.state, caller, call.pid);
    if (child === undefined) return fail('ESRCH', 'PNS-77');
    if (call.request === 'ATTACH' || call.request === 'SEIZE') return attach(kernel, caller, child, call);
    if (child.tracer !== caller.id || child.ptrace === null)
      return fail('ESRCH', 'PNS-75', { target: child.id });
    if (call.request === 'INTERRUPT') return interrupt(kernel, child, child.ptrace);
    const isHeld = child.state === 'traced' && !child.ptrace.listening;
    if (!isHeld) return fail('ESRCH', 'PNS-75', { target: child.id });
    if (call.request === 'LISTEN') return listen(kernel, child, child.ptrace);
    return resume(kernel, child, child.ptrace, call);
  },
};

/** ptrace_traceme: the parent becomes the tracer. One outside the lab has every privilege, and makes no use of it. */
function traceme(kernel: Recorder, caller: Task): Outcome {
  if (caller.ptrace !== null) return fail('EPERM', 'PNS-77');
  const parent = caller.parent === null ? null : kernel.task(caller.parent);
  if (parent !== null && !outranks(kernel.state, parent.cred, caller.cred)) return fail('EPERM', 'PNS-77');
  if (parent === null || !isExiting(parent))
    kernel.emit({
      type: 'TaskTraced',
      rule: 'PNS-75',
      task: caller.id,
      tracer: caller.parent,
      ptrace: { ...NEW_TRACE, tracerCred: caller.cred },
    });
  return SUCCESS;
}

/** ptrace_attach. SEIZE does not stop it, ATTACH sends SIGSTOP; one in a group stop stops for its tracer (PNS-75). */
function attach(kernel: Recorder, caller: Task, child: Task, { request, options }: PtraceCall): Outcome {
  const about = { target: child.id };
  if (child.id === caller.id || !mayPtraceAccess(kernel.state, caller, child))
    return fail('EPERM', 'PNS-77', about);
  if (isZombie(child) || child.ptrace !== null) return fail('EPERM', 'PNS-77', about);
  const seized = request === 'SEIZE';
  const ptrace = {
    ...NEW_TRACE,
    tracerCred: caller.cred,
    seized,
    exitKill: seized && (options ?? []).includes('EXITKILL'),
  };
  kernel.emit({ type: 'TaskTraced', rule: 'PNS-77', task: child.id, tracer: caller.id, ptrace });
  if (!seized)
    sendSignal(kernel, child.id, 'SIGSTOP', 'kernel', { because: 'ptrace', thread: true, rule: 'PNS-75' });
  if (child.state === 'stopped') kernel.runAs(child.id, () => doJobctlTrap(kernel, child.id));
  return SUCCESS;
}

/** PTRACE_INTERRUPT: at least one more stop, without a signal. Errno: EIO for one that was not seized. */
function interrupt(kernel: Recorder, child: Task, { seized }: PtraceState): Outcome {
  if (!seized) return fail('EIO', 'PNS-75', { target: child.id });
  if (isExiting(child) || kernel.isDoomed(child.id)) return SUCCESS;
  changeTrace(kernel, child.id, { trapStop: true });
  wakeTracee(kernel, child.id);
  return SUCCESS;
}

/** PTRACE_LISTEN: lets a seized one that reported a STOP wait for what happens next. Errno: EIO for any other stop. */
function listen(kernel: Recorder, child: Task, { seized, stop, trapNotify }: PtraceState): Outcome {
  const isEventStop = stop !== null && 'event' in stop;
  if (!seized || !isEventStop) return fail('EIO', 'PNS-75', { target: child.id });
  changeTrace(kernel, child.id, { listening: true });
  if (trapNotify) wakeTracee(kernel, child.id);
  return SUCCESS;
}

/** PTRACE_CONT and PTRACE_DETACH: what the tracee stopped for is replaced by `sig`, 0 for nothing. Errno: EIO for no signal. */
function resume(kernel: Recorder, child: Task, ptrace: PtraceState, { request, sig }: PtraceCall): Outcome {
  const signal = signalGiven(sig ?? 0);
  if (signal === undefined) return fail('EIO', 'PNS-75', { target: child.id });
  if (request === 'DETACH') ptraceUnlink(kernel, child.id, signal);
  else proceed(kernel, child, ptrace, signal);
  return SUCCESS;
}

function proceed(kernel: Recorder, child: Task, ptrace: PtraceState, signal: Signal | null): void {
  resumeTracee(kernel, child.id);
  if (signal !== null && signalNumber(signal) > 0) takeUp(kernel, child.id, ptrace, signal);
  kernel.kick(child.id);
}
