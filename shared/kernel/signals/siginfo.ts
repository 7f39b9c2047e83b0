// Whose name does a signal carry (siginfo_t), and who counts as "from above"?

import type { Signal, SigInfo } from '../abi/signal.ts';
import { mappedUid } from '../cred/user-ns.ts';
import { pidNsOf, pidOf, pidSeenBy } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Task } from '../task.ts';
import { makeKuid } from '../cred/user-ns.ts';
import { OVERFLOW_UID } from '../cred/user-ns.ts';

/**
 * The sender of a signal:
 * - a SigInfo: a system call filled it in.
 * - `noinfo`: SEND_SIG_NOINFO. The current task, told in the receiver's numbers; the parent-death signal.
 * - `kernel`: SEND_SIG_PRIV. Nobody: code SI_KERNEL.
 */
export type Sender = SigInfo | 'noinfo' | 'kernel';

export interface Addressed {
  readonly info: SigInfo;
  /** It comes from the kernel or from an ancestor namespace: SIGKILL and SIGSTOP reach an init (PNS-32). */
  readonly force: boolean;
}

/** prepare_kill_siginfo: numbers and ids as the sender itself sees them (PNS-52). */
export function killSiginfo(
  state: KernelState,
  sender: Task,
  signal: Signal,
  code: 'SI_USER' | 'SI_TKILL' | 'SI_QUEUE',
): SigInfo {
  return {
    signal,
    code,
    pid: pidSeenBy(state, sender.pid, sender),
    uid: mappedUid(state, sender.cred.ruid, sender.cred.userNs),
  };
}

/**
 * send_signal_locked: what the receiver is told.
 *
 * A number is not translated on its way: it is the sender's own, or 0 where the receiver cannot see the sender
 * (PNS-52). So a signal that goes up carries a number of the namespace it came from (PNS-58).
 */
export function addressTo(
  state: KernelState,
  current: Task | null,
  to: Task,
  signal: Signal,
  sender: Sender,
): Addressed {
  if (sender === 'kernel') return { info: { signal, code: 'SI_KERNEL', pid: 0, uid: 0 }, force: true };
  if (current === null)
    return { info: sender === 'noinfo' ? { signal, code: 'SI_USER', pid: 0, uid: 0 } : sender, force: true };
  const number = pidOf(state, current, pidNsOf(state, to));
  const fromAbove = number === 0;
  if (sender === 'noinfo') {
    const uid = mappedUid(state, current.cred.ruid, to.cred.userNs);
    return { info: { signal, code: 'SI_USER', pid: number, uid }, force: fromAbove };
  }
  const uid = translatedUid(state, current, to, sender.uid);
  return {
    info: { ...sender, uid, pid: fromAbove ? 0 : sender.pid },
    force: fromAbove || sender.code === 'SI_KERNEL',
  };
}

/** The id is read in the sender's user namespace and shown in the receiver's (PNS-91). */
function translatedUid(state: KernelState, current: Task, to: Task, uid: number): number {
  if (current.cred.userNs === to.cred.userNs) return uid;
  const kuid = makeKuid(state, current.cred.userNs, uid);
  return kuid === undefined ? OVERFLOW_UID : mappedUid(state, kuid, to.cred.userNs);
}
