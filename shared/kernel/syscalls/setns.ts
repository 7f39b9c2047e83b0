// setns(2), with the file of a namespace or with a pidfd.

import type { CloneFlag, NsReference, OtherNsReference } from '../call.ts';
import { capsAreSubset, nsCapable } from '../cred/capable.ts';
import type { UserNsId } from '../ids.ts';
import { credIn } from '../namespaces/create-namespaces.ts';
import { withOwners } from '../namespaces/other-owners.ts';
import { mayPtraceAccess } from '../ptrace/ptrace-may-access.ts';
import type { Recorder } from '../recorder.ts';
import { isAncestorOrSelf, isExiting, isShared, pidNamespace, pidNsOf } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Credentials, Nsproxy, Task } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Failure, Outcome, Syscalls } from './outcome.ts';

type AnyNs = NsReference | OtherNsReference;

const TYPE = {
  user: 'CLONE_NEWUSER',
  mnt: 'CLONE_NEWNS',
  uts: 'CLONE_NEWUTS',
  ipc: 'CLONE_NEWIPC',
  pid: 'CLONE_NEWPID',
  cgroup: 'CLONE_NEWCGROUP',
  net: 'CLONE_NEWNET',
  time: 'CLONE_NEWTIME',
} as const satisfies Record<AnyNs['kind'], CloneFlag>;
/** In the order in which a pidfd's namespaces are installed (validate_nsset): that of TYPE. */
const KINDS = Object.keys(TYPE) as readonly AnyNs['kind'][]; // its keys are these
const JOINABLE: readonly CloneFlag[] = Object.values(TYPE);

/** What the caller would have: struct nsset. */
interface NsSet {
  readonly cred: Credentials;
  readonly nsproxy: Nsproxy;
  /** `fs` is a copy of the caller's fs_struct, and so has no other user. */
  readonly hasOwnFs: boolean;
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
    const wanted = KINDS.filter((kind) => flags.includes(TYPE[kind]));
    return join(
      kernel,
      caller,
      wanted.map((kind) => namespaceOf(kernel, target, kind)),
    );
  },
};

function namespaceOf({ state }: Recorder, task: Task, kind: AnyNs['kind']): AnyNs {
  switch (kind) {
    case 'user':
      return { kind, id: task.cred.userNs };
    case 'mnt':
      return { kind, id: task.nsproxy.mntNs };
    case 'pid':
      return { kind, id: pidNsOf(state, task) };
    default:
      return { kind, owner: task.nsproxy.owners?.[kind] ?? state.rootUserNs };
  }
}

/** All or none. */
function join(kernel: Recorder, caller: Task, wanted: readonly AnyNs[]): Outcome {
  // prepare_nsset: a mount namespace together with others is first tried on a copy of the fs_struct.
  let set: NsSet = { cred: caller.cred, nsproxy: caller.nsproxy, hasOwnFs: wanted.length > 1 };
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

function install(kernel: Recorder, caller: Task, set: NsSet, ns: AnyNs): NsSet | Failure {
  switch (ns.kind) {
    case 'pid':
      return pidnsInstall(kernel, caller, set, ns.id);
    case 'user':
      return usernsInstall(kernel, caller, set, ns.id);
    case 'mnt':
      return mntnsInstall(kernel, caller, set, ns.id);
    default:
      return otherInstall(kernel, caller, set, ns);
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
  if (!mayInstall(state, caller, set, owner)) return fail('EPERM', 'PNS-27', { ns: id });
  if (!isAncestorOrSelf(state, pidNsOf(state, caller), id)) return fail('EINVAL', 'PNS-27', { ns: id });
  return { ...set, nsproxy: { ...set.nsproxy, pidNsForChildren: id } };
}

/** userns_install. Errno: EINVAL for the one the caller is in, and while others share its fs_struct; EPERM for an ancestor, where it has no privilege (PNS-27). */
function usernsInstall(
  { state }: Recorder,
  caller: Task,
  set: NsSet,
  id: Extract<NsReference, { kind: 'user' }>['id'],
): NsSet | Failure {
  if (id === caller.cred.userNs) return fail('EINVAL', 'PNS-27');
  if (isShared(caller, 'fs')) return fail('EINVAL', 'PNS-27');
  if (!nsCapable(state, caller.cred, id, 'CAP_SYS_ADMIN')) return fail('EPERM', 'PNS-27');
  return { ...set, cred: credIn(id, set.cred) };
}

/** mntns_install. Errno: EPERM; EINVAL while others share the fs_struct whose root and working directory would move. */
function mntnsInstall(
  { state }: Recorder,
  caller: Task,
  set: NsSet,
  id: Extract<NsReference, { kind: 'mnt' }>['id'],
): NsSet | Failure {
  const owner = state.mountNamespaces.get(id)?.owner;
  if (owner === undefined) return fail('EINVAL');
  const may =
    mayInstall(state, caller, set, owner) && nsCapable(state, caller.cred, set.cred.userNs, 'CAP_SYS_CHROOT');
  if (!may) return fail('EPERM', 'PNS-27');
  if (!set.hasOwnFs && isShared(caller, 'fs')) return fail('EINVAL', 'PNS-27');
  return { ...set, nsproxy: { ...set.nsproxy, mntNs: id } };
}

/** utsns_install and its kin. Errno: EUSERS for a time namespace while others share the memory; EPERM. */
function otherInstall(
  { state }: Recorder,
  caller: Task,
  set: NsSet,
  { kind, owner }: OtherNsReference,
): NsSet | Failure {
  if (kind === 'time' && isShared(caller, 'mm')) return fail('EUSERS', 'PNS-27');
  if (!mayInstall(state, caller, set, owner)) return fail('EPERM', 'PNS-27');
  const changed = kind === 'time' ? { time: owner, time_for_children: owner } : { [kind]: owner };
  return { ...set, nsproxy: withOwners(state, set.nsproxy, changed) };
}

/** CAP_SYS_ADMIN over the namespace, and in the user namespace the caller will be in. */
function mayInstall(state: KernelState, { cred }: Task, set: NsSet, owner: UserNsId): boolean {
  return (
    nsCapable(state, cred, owner, 'CAP_SYS_ADMIN') && nsCapable(state, cred, set.cred.userNs, 'CAP_SYS_ADMIN')
  );
}
