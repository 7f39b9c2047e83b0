// Who may trace whom (__ptrace_may_access in kernel/ptrace.c, cap_ptrace_access_check in security/commoncap.c)?

import { capIsSubset } from '../abi/capability.ts';
import { nsCapable } from '../cred/capable.ts';
import type { Gid, Uid, UserNsId } from '../ids.ts';
import { isExiting } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Credentials, Task } from '../task.ts';

/**
 * Same ids and no capability that the caller lacks, or CAP_SYS_PTRACE in the target's user namespace (PNS-77). To look into
 * what is not dumpable takes the capability where its program was started.
 *
 * `as`: PTRACE_MODE_REALCREDS goes by the real ids and what the caller may have, PTRACE_MODE_FSCREDS by the effective ones.
 */
export function mayPtraceAccess(
  state: KernelState,
  { id, cred }: Pick<Task, 'id' | 'cred'>,
  target: Task,
  as: 'REALCREDS' | 'FSCREDS' = 'REALCREDS',
): boolean {
  if (id === target.id) return true;
  const isReal = as === 'REALCREDS';
  const isAlike = hasOnlyIds(target.cred, isReal ? cred.ruid : cred.euid, isReal ? cred.rgid : cred.egid);
  const hasCap = (ns: UserNsId): boolean => nsCapable(state, cred, ns, 'CAP_SYS_PTRACE');
  if (!isAlike && !hasCap(target.cred.userNs)) return false;
  if (!isExiting(target) && !target.mm.dumpable && !hasCap(target.mm.userNs)) return false;
  return outranks(state, cred, target.cred, isReal ? cred.permitted : cred.effective);
}

/** Whether all its ids, the saved ones included, are these. */
function hasOnlyIds(cred: Credentials, uid: Uid, gid: Gid): boolean {
  const { ruid, euid, suid, rgid, egid, sgid } = cred;
  return ruid === uid && euid === uid && suid === uid && rgid === gid && egid === gid && sgid === gid;
}

/** cap_ptrace_access_check, cap_ptrace_traceme: whether a tracer has every capability of its tracee. */
export function outranks(
  state: KernelState,
  tracer: Credentials,
  tracee: Credentials,
  caps = tracer.permitted,
): boolean {
  const hasAll = tracer.userNs === tracee.userNs && capIsSubset(tracee.permitted, caps);
  return hasAll || nsCapable(state, tracer, tracee.userNs, 'CAP_SYS_PTRACE');
}
