// kill(2), tgkill(2), rt_sigqueueinfo(2).

import type { Signal } from '../abi/signal.ts';
import type { Rule } from '../fact.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { pidByNumber, pidNsOf, taskByVpid } from '../selectors.ts';
import { groupSendSigInfo, killEverybody, killPgrp } from '../signals/kill-many.ts';
import type { KillResult, Parcel } from '../signals/kill-many.ts';
import { killSiginfo } from '../signals/siginfo.ts';
import type { Task } from '../task.ts';
import { fail, signalGiven, SUCCESS } from './outcome.ts';
import type { Outcome, Syscalls } from './outcome.ts';

const INT_MIN = -(2 ** 31);

export const KILL: Syscalls<'kill' | 'tgkill' | 'sigqueue'> = {
  /** Errno: ESRCH where nobody is there, before EINVAL for a number that is no signal (PNS-56); EPERM (PNS-59). */
  kill(kernel, { pid, sig }, caller) {
    if (pid > 0) {
      const target = taskByVpid(kernel.state, caller, pid);
      // Out of sight is as good as nobody (PNS-03).
      if (target === undefined) return fail('ESRCH', 'PNS-03');
      return sendOne(kernel, caller, target, sig, 'SI_USER');
    }
    if (pid === INT_MIN) return fail('ESRCH', 'PNS-56');
    const signal = signalGiven(sig);
    const parcel = signal === undefined ? undefined : parcelOf(kernel, caller, signal, 'SI_USER');
    const send = (to: Parcel): KillResult =>
      pid === -1
        ? killEverybody(kernel, caller, to)
        : killPgrp(kernel, caller, groupNamed(kernel, caller, pid), to);
    if (parcel !== undefined) return told(send(parcel), pid === -1 ? 'PNS-54' : 'PNS-57');
    // A bad number: who would have got it decides between ESRCH and EINVAL.
    return send({ signal: null, info: null }) === 'ESRCH'
      ? fail('ESRCH', 'PNS-56')
      : fail('EINVAL', 'PNS-56');
  },

  /** To the thread. Errno: EINVAL for numbers below 1. */
  tgkill(kernel, { pid, sig }, caller) {
    if (pid <= 0) return fail('EINVAL', 'PNS-56');
    const target = taskByVpid(kernel.state, caller, pid);
    if (target === undefined) return fail('ESRCH', 'PNS-03');
    return sendOne(kernel, caller, target, sig, 'SI_TKILL');
  },

  sigqueue(kernel, { pid, sig, value }, caller) {
    const target = taskByVpid(kernel.state, caller, pid);
    if (target === undefined) return fail('ESRCH', 'PNS-03');
    return sendOne(kernel, caller, target, sig, 'SI_QUEUE', value);
  },
};

function sendOne(
  kernel: Recorder,
  caller: Task,
  target: Task,
  sig: Signal | number,
  code: 'SI_USER' | 'SI_TKILL' | 'SI_QUEUE',
  value?: number,
): Outcome {
  const signal = signalGiven(sig);
  if (signal === undefined) return fail('EINVAL', 'PNS-56', { target: target.id });
  const parcel = parcelOf(kernel, caller, signal, code, value);
  const sent = groupSendSigInfo(kernel, caller, target, parcel, code === 'SI_TKILL' ? { thread: true } : {});
  return told(sent, 'PNS-59', target.id);
}

export function parcelOf(
  kernel: Recorder,
  caller: Task,
  signal: Signal | null,
  code: 'SI_USER' | 'SI_TKILL' | 'SI_QUEUE',
  value?: number,
): Parcel {
  if (signal === null) return { signal, info: null };
  return {
    signal,
    info: { ...killSiginfo(kernel.state, caller, signal, code), ...(value !== undefined && { value }) },
  };
}

export function told(result: KillResult, rule: Rule, target?: TaskId): Outcome {
  if (result === 'sent') return SUCCESS;
  return fail(result, rule, target === undefined ? undefined : { target });
}

/** 0 is the caller's own group, visible or not (PNS-58); -n one of the caller's namespace, with or without its leader (PNS-12). */
function groupNamed(kernel: Recorder, caller: Task, pid: number): Task['pgrp'] | undefined {
  return pid === 0 ? caller.pgrp : pidByNumber(kernel.state, pidNsOf(kernel.state, caller), -pid)?.id;
}
