// May new namespaces be made, and what are they (create_user_ns, copy_pid_ns, create_pid_namespace, copy_mnt_ns)?
//
// Checking and making are two steps: a clone that fails later has made nothing.

import { capRaised } from '../abi/capability.ts';
import type { CloneFlag, NsNumbers } from '../call.ts';
import { FIRST_CAPABILITIES, withCapabilities } from '../cred/capability-sets.ts';
import { nsCapable } from '../cred/capable.ts';
import { fromKgid, fromKuid, isUserNsAncestorOrSelf, userNamespace } from '../cred/user-ns.ts';
import type { PidLevel } from '../fork/alloc-pid.ts';
import { asMntNsId, asPidNsId, asUserNsId } from '../ids.ts';
import type { UserNsId } from '../ids.ts';
import { PID_MAX_DEFAULT } from '../initial-state.ts';
import { PersistentTable } from '../persistent-table.ts';
import type { Recorder } from '../recorder.ts';
import { pidNamespace, pidNsOf } from '../selectors.ts';
import type { KernelState, NamespaceKind } from '../state.ts';
import { fail } from '../syscalls/outcome.ts';
import type { Failure } from '../syscalls/outcome.ts';
import type { Credentials, Nsproxy, Task } from '../task.ts';
import { hasRoom } from './ucounts.ts';
import type { NamespaceCharge } from './ucounts.ts';
import { ownersAfter } from './other-owners.ts';

/** What the machine knows of the caller's surroundings. */
export interface Place {
  /** As hasRoom takes them. */
  readonly charges?: readonly NamespaceCharge[];
  readonly chrooted?: true;
}

/** What the caller or its child will have. */
export interface NewNamespaces {
  readonly cred: Credentials;
  readonly nsproxy: Nsproxy;
  /** A PID namespace that is to be made, as the search for numbers sees it. */
  readonly newPidNs: PidLevel | null;
}

/** MAX_PID_NS_LEVEL is 32, and the lab root is level 1 of the machine (PNS-22). */
const MAX_LEVEL = 31;
const MAX_USER_LEVEL = 33;
// Linux numbers namespaces made at run time from here on; a booted machine has used up a few.
const FIRST_INODE = 4026532200;

/** What takes CAP_SYS_ADMIN, in the order in which it is made (create_new_namespaces). */
const CREATED = [
  ['CLONE_NEWNS', 'mnt'],
  ['CLONE_NEWUTS', 'uts'],
  ['CLONE_NEWIPC', 'ipc'],
  ['CLONE_NEWPID', 'pid'],
  ['CLONE_NEWCGROUP', 'cgroup'],
  ['CLONE_NEWNET', 'net'],
  ['CLONE_NEWTIME', 'time'],
] as const satisfies readonly (readonly [CloneFlag, NamespaceKind])[];

/**
 * Errno, in this order: ENOSPC, EPERM of a user namespace (made first, PNS-23); EPERM without CAP_SYS_ADMIN; EINVAL
 * while children go elsewhere (PNS-21) or below a foreign owner (PNS-23); ENOSPC below level 32 (PNS-22), and for one more
 * than the user may have.
 */
export function planNamespaces(
  state: KernelState,
  caller: Task,
  flags: readonly CloneFlag[],
  place: Place,
): NewNamespaces | Failure {
  const { charges } = place;
  const newUser = flags.includes('CLONE_NEWUSER');
  const makesOthers = CREATED.some(([flag]) => flags.includes(flag));
  if (!newUser && !makesOthers) return { cred: caller.cred, nsproxy: caller.nsproxy, newPidNs: null };
  const refused = newUser ? userNsRefusal(state, caller, place) : null;
  if (refused !== null) return refused;
  const cred = newUser ? credIn(asUserNsId(state.nextUserNs), caller.cred) : caller.cred;
  // Whoever makes a user namespace in the same call owns it, and so has every capability over it.
  const isPrivileged = newUser || nsCapable(state, caller.cred, cred.userNs, 'CAP_SYS_ADMIN');
  if (!isPrivileged && makesOthers) return fail('EPERM', 'PNS-23');
  const mntNs = flags.includes('CLONE_NEWNS') ? asMntNsId(state.nextMntNs) : caller.nsproxy.mntNs;
  const nsproxy = { ...ownersAfter(state, caller.nsproxy, flags, cred.userNs), mntNs };
  let newPidNs: PidLevel | null = null;
  for (const [flag, kind] of CREATED) {
    if (!flags.includes(flag)) continue;
    const plan = kind === 'pid' ? planPidNs(state, caller, cred.userNs) : null;
    if (plan !== null && 'failed' in plan) return plan;
    newPidNs = plan ?? newPidNs;
    // A user namespace that is not made yet has no limit; it counts for whoever makes it.
    const ns = newUser ? caller.cred.userNs : cred.userNs;
    if (!hasRoom(state, kind, { ns, uid: caller.cred.euid }, charges)) return fail('ENOSPC');
  }
  if (newPidNs === null) return { cred, nsproxy, newPidNs };
  return { cred, nsproxy: { ...nsproxy, pidNsForChildren: newPidNs.id }, newPidNs };
}

/** Emits: UserNamespaceCreated, MountNamespaceCreated, PidNamespaceCreated, as far as there are any. */
export function makeNamespaces(
  kernel: Recorder,
  caller: Task,
  plan: NewNamespaces,
  {
    privatePropagation,
    numbers = {},
  }: { readonly privatePropagation: boolean; readonly numbers: NsNumbers | undefined },
): void {
  const { userNs } = plan.cred;
  const charged = caller.cred.euid === 0 ? {} : { uid: caller.cred.euid };
  if (userNs !== caller.cred.userNs) {
    const { userNs: parent, euid: ownerUid } = caller.cred;
    kernel.emit({
      type: 'UserNamespaceCreated',
      ns: userNs,
      parent,
      ownerUid,
      ...(!capRaised(caller.cred.effective, 'CAP_SETFCAP') && { withoutSetfcap: true }),
      inode: numbers.user ?? nextInode(kernel.state),
    });
  }
  if (plan.nsproxy.mntNs !== caller.nsproxy.mntNs) {
    const copyOf = caller.nsproxy.mntNs;
    kernel.emit({
      type: 'MountNamespaceCreated',
      ns: plan.nsproxy.mntNs,
      copyOf,
      owner: userNs,
      inode: numbers.mnt ?? nextInode(kernel.state),
      privatePropagation,
      ...charged,
    });
  }
  if (plan.newPidNs !== null) {
    const parent = pidNamespace(kernel.state, pidNsOf(kernel.state, caller));
    kernel.emit({
      type: 'PidNamespaceCreated',
      rule: 'PNS-20',
      ns: plan.newPidNs.id,
      parent: parent.id,
      level: parent.level + 1,
      owner: userNs,
      inode: numbers.pid ?? nextInode(kernel.state),
      ...charged,
    });
  }
}

/** set_cred_user_ns: all capabilities, nothing inherited or held back, and they count in the new namespace only. */
export function credIn(userNs: UserNsId, cred: Credentials): Credentials {
  return withCapabilities({ ...cred, userNs }, { ...FIRST_CAPABILITIES, securebits: 0 });
}

/** create_user_ns: whoever has no id in its own user namespace cannot own another. */
function userNsRefusal(state: KernelState, { cred }: Task, { charges, chrooted }: Place): Failure | null {
  const { level } = userNamespace(state, cred.userNs);
  if (level + 1 > MAX_USER_LEVEL) return fail('ENOSPC');
  if (!hasRoom(state, 'user', { ns: cred.userNs, uid: cred.euid }, charges)) return fail('ENOSPC');
  // current_chrooted: new privilege must not lead to what the root directory hides.
  if (chrooted) return fail('EPERM', 'PNS-91');
  const hasUid = fromKuid(state, cred.userNs, cred.euid) !== undefined;
  const hasGid = fromKgid(state, cred.userNs, cred.egid) !== undefined;
  return hasUid && hasGid ? null : fail('EPERM', 'PNS-91');
}

/** copy_pid_ns, create_pid_namespace. */
function planPidNs(state: KernelState, caller: Task, owner: UserNsId): PidLevel | Failure {
  const active = pidNamespace(state, pidNsOf(state, caller));
  if (caller.nsproxy.pidNsForChildren !== active.id)
    return fail('EINVAL', 'PNS-21', { ns: caller.nsproxy.pidNsForChildren });
  // A user namespace that is not made yet stands below the caller's.
  const known = state.userNamespaces.has(owner) ? owner : caller.cred.userNs;
  if (!isUserNsAncestorOrSelf(state, active.owner, known)) return fail('EINVAL', 'PNS-23');
  if (active.level + 1 > MAX_LEVEL) return fail('ENOSPC', 'PNS-22');
  return {
    id: asPidNsId(state.nextPidNs),
    owner,
    phase: 'unborn',
    lastPid: -1,
    pidMax: PID_MAX_DEFAULT,
    numbers: PersistentTable.empty(),
  };
}

/** Where the caller does not say which are free, no number is used twice. */
function nextInode({ nextPidNs, nextUserNs, nextMntNs }: KernelState): number {
  return FIRST_INODE + nextPidNs + nextUserNs + nextMntNs;
}
