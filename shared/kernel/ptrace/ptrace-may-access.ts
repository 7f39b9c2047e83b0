// Who may trace whom (__ptrace_may_access in kernel/ptrace.c, cap_ptrace_access_check in security/commoncap.c)?

import { capIsSubset } from '../abi/capability.ts';
import { nsCapable } from '../cred/capable.ts';
import type { KernelState } from '../state.ts';
import type { Credentials, Task } from '../task.ts';

/**
 * Same ids and no capability that the caller lacks, or CAP_SYS_PTRACE in the target's user namespace (PNS-77).
 *
 * Every process counts as dumpable (fidelity: dumpable).
 */
export function mayPtraceAccess(state: KernelState, caller: Task, target: Task): boolean {
  if (caller.id === target.id) return true;
  const { ruid } = caller.cred;
  const { ruid: targetUid, euid: targetEffective, suid: targetSaved, userNs } = target.cred;
  const hasSameIds = [targetUid, targetEffective, targetSaved].every((uid) => uid === ruid);
  if (!hasSameIds && !nsCapable(state, caller.cred, userNs, 'CAP_SYS_PTRACE')) return false;
  return outranks(state, caller.cred, target.cred);
}

/** cap_ptrace_access_check, cap_ptrace_traceme: whether a tracer has every capability of its tracee. */
export function outranks(state: KernelState, tracer: Credentials, tracee: Credentials): boolean {
  const hasAll = tracer.userNs === tracee.userNs && capIsSubset(tracee.permitted, tracer.permitted);
  return hasAll || nsCapable(state, tracer, tracee.userNs, 'CAP_SYS_PTRACE');
}
