// execve(2), and PR_SET_NAME of prctl(2).

import { capCombine, capIntersect, capIsSubset, NO_CAPABILITIES } from '../abi/capability.ts';
import { issecure, withSecurebit } from '../abi/securebits.ts';
import { nsCapable, rootUid } from '../cred/capable.ts';
import { capabilitySets, withCapabilities } from '../cred/capability-sets.ts';
import { raisesPrivilege } from '../cred/commit-creds.ts';
import { isInGroup } from '../cred/in-group.ts';
import { fromKgid, fromKuid } from '../cred/user-ns.ts';
import { asGid, asUid } from '../ids.ts';
import { completeVforkDone } from '../fork/complete-vfork-done.ts';
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
  execve(kernel, { comm, exe, argv, setuid, setgid, unreadable }, caller) {
    const { cred, isSecure } = credAfterExec(kernel.state, caller, setuid, setgid);
    const nsproxy = timensOnFork(kernel.state, caller.nsproxy);
    // begin_new_exec, would_dump; and then commit_creds.
    const actsAsAnother = cred.euid !== cred.ruid || cred.egid !== cred.rgid;
    const raises = raisesPrivilege(kernel.state, caller.cred, cred);
    kernel.emit({
      type: 'TaskExecuted',
      rule: 'PNS-66',
      task: caller.id,
      comm: taskComm(comm),
      exe,
      argv,
      cred,
      ...(nsproxy !== caller.nsproxy && { nsproxy }),
      ...((isSecure || raises) && { clearsPdeath: true }),
      ...((raises || actsAsAnother || unreadable) && { undumpable: true }),
    });
    completeVforkDone(kernel, caller);
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

interface CredAfterExec {
  readonly cred: Credentials;
  /** bprm->secureexec. */
  readonly isSecure: boolean;
}

/**
 * cap_bprm_creds_from_file: root of the user namespace gets every capability of the bounding set, anybody else, and
 * whoever has no id there, what is ambient (PNS-92). The saved ids become the effective ones.
 *
 * Nothing is gained under a tracer of less privilege, nor while others share the working directory (LSM_UNSAFE_SHARE),
 * nor after PR_SET_NO_NEW_PRIVS.
 */
function credAfterExec(
  state: KernelState,
  caller: Task,
  setuid: number | undefined,
  setgid: number | undefined,
): CredAfterExec {
  const { cred: old } = caller;
  const sets = capabilitySets(old);
  const securebits = old.securebits ?? 0;
  const root = rootUid(state, old.userNs);
  let { euid, egid } = fileIds(state, caller, setuid, setgid);
  // handle_privileged_root
  const isPrivileged = !issecure(securebits, 'SECURE_NOROOT') && (euid === root || old.ruid === root);
  const isEffective = isPrivileged && euid === root;
  let permitted = isPrivileged ? capCombine(sets.bounding, sets.inheritable) : NO_CAPABILITIES;
  const changesId = euid !== old.euid || !isInGroup(old, egid);
  if ((changesId || !capIsSubset(permitted, sets.permitted)) && isUnsafe(state, caller)) {
    if (caller.noNewPrivs || !nsCapable(state, old, old.userNs, 'CAP_SETUID'))
      [euid, egid] = [old.ruid, old.rgid];
    permitted = capIntersect(permitted, sets.permitted);
  }
  // A program that changes ids cancels what is ambient.
  const ambient = changesId ? NO_CAPABILITIES : sets.ambient;
  permitted = capCombine(permitted, ambient);
  const ids = { euid, suid: euid, egid, sgid: egid };
  const cred = withCapabilities(
    { ...old, ...ids },
    {
      permitted,
      effective: isEffective ? permitted : ambient,
      ambient,
      securebits: withSecurebit(securebits, 'SECURE_KEEP_CAPS', false),
    },
  );
  return { cred, isSecure: changesId || euid !== old.ruid || egid !== old.rgid };
}

/**
 * bprm_fill_uid: a set-user-ID file makes its owner the effective uid, a set-group-ID file its group the effective gid,
 * if the caller's user namespace maps both.
 */
function fileIds(
  state: KernelState,
  { cred: { userNs, euid, egid }, noNewPrivs }: Task,
  setuid: number | undefined,
  setgid: number | undefined,
): Pick<Credentials, 'euid' | 'egid'> {
  if (noNewPrivs) return { euid, egid };
  const owner = setuid === undefined ? undefined : asUid(setuid);
  const group = setgid === undefined ? undefined : asGid(setgid);
  return {
    euid: owner !== undefined && fromKuid(state, userNs, owner) !== undefined ? owner : euid,
    egid: group !== undefined && fromKgid(state, userNs, group) !== undefined ? group : egid,
  };
}

/** check_unsafe_exec, ptracer_capable: a tracer that had no CAP_SYS_PTRACE when it began must not ride on what its tracee gains. */
function isUnsafe(state: KernelState, caller: Task): boolean {
  const { ptrace, cred, noNewPrivs } = caller;
  const isTracedByLesser =
    ptrace !== null && !nsCapable(state, ptrace.tracerCred, cred.userNs, 'CAP_SYS_PTRACE');
  return noNewPrivs || isShared(caller, 'fs') || isTracedByLesser;
}
