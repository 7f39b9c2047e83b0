// setns(2), with the file of a namespace or with a pidfd.

import type { CloneFlag, NsReference } from '../call.ts';
import { capsAreSubset, nsCapable } from '../cred/capable.ts';
import { credIn } from '../namespaces/create-namespaces.ts';
import { mayPtraceAccess } from '../ptrace/ptrace-may-access.ts';
import type { Recorder } from '../recorder.ts';
import { isAncestorOrSelf, isExiting, pidNamespace, pidNsOf } from '../selectors.ts';
import type { Credentials, Nsproxy, Task } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Failure, Outcome, Syscalls } from './outcome.ts';

const TYPE = { pid: 'CLONE_NEWPID', user: 'CLONE_NEWUSER', mnt: 'CLONE_NEWNS' } as const;
/** Those that a task's record names. */
const TRACKED: readonly CloneFlag[] = Object.values(TYPE);
/** In the order in which a pidfd's namespaces are taken. */
const JOINABLE: readonly CloneFlag[] = ['CLONE_NEWUSER', 'CLONE_NEWNS', 'CLONE_NEWUTS', 'CLONE_NEWIPC', 'CLONE_NEWPID', 'CLONE_NEWCGROUP', 'CLONE_NEWNET', 'CLONE_NEWTIME']; // prettier-ignore

/** What the caller would have: struct nsset. */
interface NsSet {
  readonly cred: Credentials;
  readonly nsproxy: Nsproxy;
}

export const SETNS: Syscalls<'setns' | 'setns_pidfd'> = {
  /** Errno: EINVAL where the type does not fit; else as `install`. */
  setns(kernel, { ns, nstype }, caller) {
    if (nstype !== null && nstype !== TYPE[ns.kind]) return fail('EINVAL', 'PNS-27');
    return join(kernel, caller, [ns]);
  },

  /** Errno: EBADF; EINVAL; ESRCH from the moment the process is dying (PNS-89); EPERM; else as `install`. */
  setns_pidfd(kernel, { pidfd, flags }, caller) {
    const pid = caller.pidfds[pidfd];
    if (pid === undefined) return fail('EBADF', 'PNS-85');
    if (flags.length === 0 || flags.some((flag) => !JOINABLE.includes(flag))) return fail('EINVAL', 'PNS-27');
    const id = kernel.state.pids.get(pid)?.task ?? null;
    if (id === null) return fail('ESRCH', 'PNS-89');
    const target = kernel.task(id);
    if (!mayPtraceAccess(kernel.state, caller, target)) return fail('EPERM', 'PNS-77', { target: id });
    if (isExiting(target)) return fail('ESRCH', 'PNS-89', { target: id });
    // Whose the other namespaces are is not known (fidelity: other-namespaces): the caller's own privilege decides.
    const isOther = flags.some((flag) => !TRACKED.includes(flag));
    if (isOther && !nsCapable(kernel.state, caller.cred, caller.cred.userNs, 'CAP_SYS_ADMIN'))
      return fail('EPERM', 'PNS-27', { target: id });
    const wanted: NsReference[] = [];
    if (flags.includes('CLONE_NEWUSER')) wanted.push({ kind: 'user', id: target.cred.userNs });
    if (flags.includes('CLONE_NEWNS')) wanted.push({ kind: 'mnt', id: target.nsproxy.mntNs });
    if (flags.includes('CLONE_NEWPID')) wanted.push({ kind: 'pid', id: pidNsOf(kernel.state, target) });
    return join(kernel, caller, wanted);
  },
};

/** All or none. */
function join(kernel: Recorder, caller: Task, wanted: readonly NsReference[]): Outcome {
  let set: NsSet = { cred: caller.cred, nsproxy: caller.nsproxy };
  for (const ns of wanted) {
    const next = install(kernel, caller, set, ns);
    if ('failed' in next) return next;
    set = next;
  }
  // commit_creds: who gains a capability forgets its parent-death signal (PNS-48).
  const gains = !capsAreSubset(kernel.state, caller.cred, set.cred);
  for (const { kind } of wanted) {
    kernel.emit({
      type: 'TaskJoinedNamespace',
      rule: kind === 'pid' ? 'PNS-26' : 'PNS-27',
      task: caller.id,
      kind,
      nsproxy: set.nsproxy,
      cred: set.cred,
      ...(gains && { clearsPdeath: true }),
    });
  }
  return SUCCESS;
}

function install(kernel: Recorder, caller: Task, set: NsSet, ns: NsReference): NsSet | Failure {
  switch (ns.kind) {
    case 'pid':
      return pidnsInstall(kernel, caller, set, ns.id);
    case 'user':
      return usernsInstall(kernel, caller, set, ns.id);
    case 'mnt':
      return mntnsInstall(kernel, caller, set, ns.id);
  }
}

/**
 * pidns_install: the caller's own namespace or one below it; dead ones may be joined too.
 *
 * Errno: EPERM without CAP_SYS_ADMIN in the owner and in one's own user namespace, checked first; EINVAL (PNS-27).
 */
function pidnsInstall(
  { state }: Recorder,
  caller: Task,
  set: NsSet,
  id: Extract<NsReference, { kind: 'pid' }>['id'],
): NsSet | Failure {
  const { owner } = pidNamespace(state, id);
  const may =
    nsCapable(state, caller.cred, owner, 'CAP_SYS_ADMIN') &&
    nsCapable(state, caller.cred, set.cred.userNs, 'CAP_SYS_ADMIN');
  if (!may) return fail('EPERM', 'PNS-27', { ns: id });
  if (!isAncestorOrSelf(state, pidNsOf(state, caller), id)) return fail('EINVAL', 'PNS-27', { ns: id });
  return { ...set, nsproxy: { ...set.nsproxy, pidNsForChildren: id } };
}

/** userns_install. Errno: EINVAL for the one the caller is in; EPERM for an ancestor, where it has no privilege (PNS-27). */
function usernsInstall(
  { state }: Recorder,
  caller: Task,
  set: NsSet,
  id: Extract<NsReference, { kind: 'user' }>['id'],
): NsSet | Failure {
  if (id === caller.cred.userNs) return fail('EINVAL', 'PNS-27');
  if (!nsCapable(state, caller.cred, id, 'CAP_SYS_ADMIN')) return fail('EPERM', 'PNS-27');
  return { ...set, cred: credIn(id, set.cred) };
}

/** mntns_install. */
function mntnsInstall(
  { state }: Recorder,
  caller: Task,
  set: NsSet,
  id: Extract<NsReference, { kind: 'mnt' }>['id'],
): NsSet | Failure {
  const owner = state.mountNamespaces.get(id)?.owner;
  if (owner === undefined) return fail('EINVAL');
  const may =
    nsCapable(state, caller.cred, owner, 'CAP_SYS_ADMIN') &&
    nsCapable(state, caller.cred, set.cred.userNs, 'CAP_SYS_CHROOT') &&
    nsCapable(state, caller.cred, set.cred.userNs, 'CAP_SYS_ADMIN');
  return may ? { ...set, nsproxy: { ...set.nsproxy, mntNs: id } } : fail('EPERM', 'PNS-27');
}
