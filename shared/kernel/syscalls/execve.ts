// execve(2), and PR_SET_NAME of prctl(2).

import { ALL_CAPABILITIES, capIntersect, NO_CAPABILITIES } from '../abi/capability.ts';
import { capsAreSubset, nsCapable, rootUid } from '../cred/capable.ts';
import { isInGroup } from '../cred/in-group.ts';
import { fromKgid, fromKuid } from '../cred/user-ns.ts';
import { asGid, asUid } from '../ids.ts';
import { timensOnFork } from '../namespaces/other-owners.ts';
import { isShared } from '../selectors.ts';
import { sendSignal } from '../signals/send-signal.ts';
import type { KernelState } from '../state.ts';
import type { Credentials, Task } from '../task.ts';
import { taskComm } from '../task-comm.ts';
import { SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const EXECVE: Syscalls<'execve' | 'setcomm'> = {
  /** Numbers, parent, group, session, mask and what is pending or ignored stay (PNS-66); an init stays the init (PNS-30). */
  execve(kernel, { comm, exe, argv, setuid, setgid }, caller) {
    const cred = credAfterExec(kernel.state, caller, setuid, setgid);
    const nsproxy = timensOnFork(kernel.state, caller.nsproxy);
    const { ruid, rgid } = caller.cred;
    const isSecure =
      cred.euid !== ruid || cred.egid !== rgid || !capsAreSubset(kernel.state, caller.cred, cred);
    kernel.emit({
      type: 'TaskExecuted',
      rule: 'PNS-66',
      task: caller.id,
      comm: taskComm(comm),
      exe,
      argv,
      cred,
      ...(nsproxy !== caller.nsproxy && { nsproxy }),
      ...(isSecure && { clearsPdeath: true }),
    });
    // ptrace_event: a tracee that was attached, not seized, gets SIGTRAP (PNS-75).
    if (caller.ptrace !== null && !caller.ptrace.seized)
      sendSignal(kernel, caller.id, 'SIGTRAP', 'noinfo', { because: 'ptrace', thread: true });
    return SUCCESS;
  },

  setcomm(kernel, { comm }, caller) {
    kernel.emit({ type: 'CommChanged', task: caller.id, comm: taskComm(comm) });
    return SUCCESS;
  },
};

/**
 * cap_bprm_creds_from_file: root of the user namespace gets every capability, anybody else, and whoever has no id
 * there, none (PNS-92). The saved ids become the effective ones.
 *
 * bprm_fill_uid: a set-user-ID file makes its owner the effective uid, a set-group-ID file its group the effective gid,
 * if the caller's user namespace maps them.
 * Nothing is gained under a tracer of less privilege, nor while others share the working directory (LSM_UNSAFE_SHARE).
 */
function credAfterExec(
  state: KernelState,
  caller: Task,
  setuid: number | undefined,
  setgid: number | undefined,
): Credentials {
  const { cred } = caller;
  const root = rootUid(state, cred.userNs);
  const owner = setuid === undefined ? undefined : asUid(setuid);
  const euid = owner !== undefined && fromKuid(state, cred.userNs, owner) !== undefined ? owner : cred.euid;
  const group = setgid === undefined ? undefined : asGid(setgid);
  const egid = group !== undefined && fromKgid(state, cred.userNs, group) !== undefined ? group : cred.egid;
  const permitted = euid === root || cred.ruid === root ? ALL_CAPABILITIES : NO_CAPABILITIES;
  const next = {
    ...cred,
    euid,
    suid: euid,
    egid,
    sgid: egid,
    permitted,
    effective: euid === root ? permitted : NO_CAPABILITIES,
  };
  const gains = euid !== cred.euid || !isInGroup(cred, egid) || !capsAreSubset(state, cred, next);
  const isUnsafe = isShared(caller, 'fs') || isTracedByLesser(state, caller);
  return gains && isUnsafe ? heldBack(state, cred, next) : next;
}

/** ptracer_capable: a tracer that had no CAP_SYS_PTRACE when it began must not ride on what its tracee gains. */
function isTracedByLesser(state: KernelState, { ptrace, cred }: Task): boolean {
  return ptrace !== null && !nsCapable(state, ptrace.tracerCred, cred.userNs, 'CAP_SYS_PTRACE');
}

function heldBack(state: KernelState, old: Credentials, next: Credentials): Credentials {
  const maySetIds = nsCapable(state, old, old.userNs, 'CAP_SETUID');
  const euid = maySetIds ? next.euid : old.ruid;
  const egid = maySetIds ? next.egid : old.rgid;
  const permitted = capIntersect(next.permitted, old.permitted);
  const effective = capIntersect(next.effective, permitted);
  return { ...next, euid, suid: euid, egid, sgid: egid, permitted, effective };
}
