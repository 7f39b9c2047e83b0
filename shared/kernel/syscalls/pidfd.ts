// pidfd_open(2), pidfd_send_signal(2), close(2) of a pidfd.

import type { KernelState } from '../state.ts';
import { isAncestorOrSelf, pidNsOf, pidStruct, taskByVpid } from '../selectors.ts';
import { groupSendSigInfo, killPgrp } from '../signals/kill-many.ts';
import type { PidId } from '../ids.ts';
import type { Task } from '../task.ts';
import { parcelOf, told } from './kill.ts';
import { fail, signalGiven, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

const OPEN_FLAGS: readonly string[] = ['PIDFD_NONBLOCK', 'PIDFD_THREAD'];
const SEND_FLAGS: readonly string[] = ['THREAD', 'THREAD_GROUP', 'PROCESS_GROUP'];

export const PIDFD: Syscalls<'pidfd_open' | 'pidfd_send_signal' | 'pidfd_close'> = {
  /** A zombie is fine. Errno: EINVAL for 0, negative numbers, unknown flags; ESRCH for who is out of sight (PNS-85). */
  pidfd_open(kernel, { pid, as, flags }, caller) {
    if (pid <= 0 || flags.some((flag) => !OPEN_FLAGS.includes(flag))) return fail('EINVAL', 'PNS-85');
    const target = taskByVpid(kernel.state, caller, pid);
    if (target === undefined) return fail('ESRCH', 'PNS-85');
    const others = caller.threadPidfds.filter((handle) => handle !== as);
    const threadPidfds = flags.includes('PIDFD_THREAD') ? [...others, as] : others;
    kernel.emit({
      type: 'PidfdsChanged',
      rule: 'PNS-85',
      task: caller.id,
      pidfds: { ...caller.pidfds, [as]: target.pid },
      ...(threadPidfds.length > 0 && { threadPidfds }),
    });
    return SUCCESS;
  },

  /**
   * To the process and not its number: reaped is ESRCH for good (PNS-86).
   *
   * Errno: EINVAL for more than one kind of scope; EBADF; EINVAL for a target outside the caller's namespace and those
   * below; else as kill(2).
   */
  pidfd_send_signal(kernel, { pidfd, sig, flags }, caller) {
    if (flags.some((flag) => !SEND_FLAGS.includes(flag)) || flags.length > 1) return fail('EINVAL', 'PNS-86');
    const pid = caller.pidfds[pidfd];
    if (pid === undefined) return fail('EBADF', 'PNS-85');
    if (!isBelow(kernel.state, caller, pid)) return fail('EINVAL', 'PNS-86');
    const signal = signalGiven(sig);
    const isGroup = flags.includes('PROCESS_GROUP');
    // Without a flag the scope is that of the descriptor.
    const isThread = flags.length === 0 ? caller.threadPidfds.includes(pidfd) : flags.includes('THREAD');
    const { task: id, groupMembers } = pidStruct(kernel.state, pid);
    if (isGroup ? groupMembers === 0 : id === null) return fail('ESRCH', 'PNS-86');
    if (signal === undefined) return fail('EINVAL', 'PNS-56');
    const parcel = parcelOf(kernel, caller, signal, isThread ? 'SI_TKILL' : 'SI_USER');
    if (isGroup) return told(killPgrp(kernel, caller, pid, parcel), 'PNS-86');
    if (id === null) return fail('ESRCH', 'PNS-86');
    return told(
      groupSendSigInfo(kernel, caller, kernel.task(id), parcel, isThread ? { thread: true } : {}),
      'PNS-59',
      id,
    );
  },

  pidfd_close(kernel, { pidfd }, caller) {
    if (caller.pidfds[pidfd] === undefined) return fail('EBADF', 'PNS-85');
    const pidfds = Object.fromEntries(Object.entries(caller.pidfds).filter(([handle]) => handle !== pidfd));
    const threadPidfds = caller.threadPidfds.filter((handle) => handle !== pidfd);
    kernel.emit({
      type: 'PidfdsChanged',
      task: caller.id,
      pidfds,
      ...(threadPidfds.length > 0 && { threadPidfds }),
    });
    return SUCCESS;
  },
};

/** access_pidfd_pidns: the namespace counts, even of a process that is gone. */
function isBelow(state: KernelState, caller: Task, pid: PidId): boolean {
  return isAncestorOrSelf(state, pidNsOf(state, caller), pidStruct(state, pid).ns);
}
