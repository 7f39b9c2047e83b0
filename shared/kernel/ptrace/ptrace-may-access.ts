// Who may trace whom (__ptrace_may_access in kernel/ptrace.c, cap_ptrace_access_check in security/commoncap.c)?

import { capIsSubset } from '../abi/capability.ts';
import { nsCapable } from '../cred/capable.ts';
import type { Gid, Uid } from '../ids.ts';
import type { KernelState } from '../state.ts';
import type { Credentials, Task } from '../task.ts';

/**
 * Same ids and no capability that the caller lacks, or CAP_SYS_PTRACE in the target's user namespace (PNS-77).
 *
 * Every process counts as dumpable (fidelity: dumpable).
 */
export function mayPtraceAccess(state: KernelState, caller: Task, target: Task): boolean {
  if (caller.id === target.id) return true;
  const { ruid, rgid } = caller.cred;
  const isAlike = hasOnlyIds(target.cred, ruid, rgid);
  if (!isAlike && !nsCapable(state, caller.cred, target.cred.userNs, 'CAP_SYS_PTRACE')) return false;
  return outranks(state, caller.cred, target.cred);
}

/** Whether all its ids, the saved ones included, are these. */
export function hasOnlyIds(cred: Credentials, uid: Uid, gid: Gid): boolean {
  const { ruid, euid, suid, rgid, egid, sgid } = cred;
  return ruid === uid && euid === uid && suid === uid && rgid === gid && egid === gid && sgid === gid;
}

/** cap_ptrace_access_check, cap_ptrace_traceme: whether a tracer has every capability of its tracee. */
export function outranks(state: KernelState, tracer: Credentials, tracee: Credentials): boolean {
  const hasAll = tracer.userNs === tracee.userNs && capIsSubset(tracee.permitted, tracer.permitted);
  return hasAll || nsCapable(state, tracer, tracee.userNs, 'CAP_SYS_PTRACE');
}
