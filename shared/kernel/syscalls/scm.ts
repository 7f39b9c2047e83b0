// SCM_CREDENTIALS of unix(7), through the one mailbox of the traces.

import { nsCapable } from '../cred/capable.ts';
import { makeKgid, makeKuid, mappedGid, mappedUid } from '../cred/user-ns.ts';
import { pidByNumber, pidNamespace, pidNsOf, pidSeenBy } from '../selectors.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const SCM: Syscalls<'scm_send' | 'scm_recv'> = {
  /**
   * __scm_send, scm_check_creds: the number stands for a process from now on, reaped or not (PNS-87).
   *
   * Errno, in this order: EINVAL for ids that are not mapped; EPERM for another number without CAP_SYS_ADMIN over the
   * PID namespace, and for another uid or gid without CAP_SETUID or CAP_SETGID; ESRCH where the number names nothing.
   */
  scm_send(kernel, call, caller) {
    const { state } = kernel;
    const { cred } = caller;
    const ns = pidNamespace(state, pidNsOf(state, caller));
    const own = pidSeenBy(state, caller.pid, caller);
    const number = call.pid ?? own;
    const uid = makeKuid(state, cred.userNs, call.uid ?? mappedUid(state, cred.ruid, cred.userNs));
    const gid = makeKgid(state, cred.userNs, mappedGid(state, cred.rgid, cred.userNs));
    if (uid === undefined || gid === undefined) return fail('EINVAL', 'PNS-91');
    if (number !== own && !nsCapable(state, cred, ns.owner, 'CAP_SYS_ADMIN')) return fail('EPERM', 'PNS-87');
    const isOwnUid = [cred.ruid, cred.euid, cred.suid].includes(uid);
    if (!isOwnUid && !nsCapable(state, cred, cred.userNs, 'CAP_SETUID')) return fail('EPERM', 'PNS-87');
    const isOwnGid = [cred.rgid, cred.egid, cred.sgid].includes(gid);
    if (!isOwnGid && !nsCapable(state, cred, cred.userNs, 'CAP_SETGID')) return fail('EPERM', 'PNS-87');
    const struct = pidByNumber(state, ns.id, number);
    // pidfs_register_pid refuses a number that only a group keeps, unless it was registered in its process's lifetime.
    const isNamed = struct !== undefined && (struct.task !== null || struct.registered);
    const pid = number === own ? caller.pid : isNamed ? struct.id : undefined;
    if (pid === undefined) return fail('ESRCH', 'PNS-87');
    kernel.emit({ type: 'MailboxChanged', rule: 'PNS-87', sent: { pid, uid, ns: ns.id } });
    return SUCCESS;
  },

  /** The oldest message, its number translated for the receiver. Errno: EAGAIN where there is none. */
  scm_recv(kernel, _call, caller) {
    const [message] = kernel.state.mailbox;
    if (message === undefined) return fail('EAGAIN');
    const pid = message.pid === null ? 0 : pidSeenBy(kernel.state, message.pid, caller);
    kernel.emit({ type: 'MailboxChanged', rule: 'PNS-87', taken: true });
    return { ret: 0, credentials: { pid, uid: mappedUid(kernel.state, message.uid, caller.cred.userNs) } };
  },
};
