// setresuid(2), getresuid(2), and writing /proc/PID/uid_map (user_namespaces(7)).

import { NO_CAPABILITIES } from '../abi/capability.ts';
import { issecure } from '../abi/securebits.ts';
import { withCapabilities } from '../cred/capability-sets.ts';
import { nsCapable, rootUid } from '../cred/capable.ts';
import { changedIds } from '../cred/changed-ids.ts';
import { commitCreds } from '../cred/commit-creds.ts';
import { INVALID_UID, makeKgid, makeKuid, mappedUid, userNamespace } from '../cred/user-ns.ts';
import type { Uid } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import type { KernelState, UidMapping, UserNamespace } from '../state.ts';
import type { Credentials, Task } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Outcome, Syscalls } from './outcome.ts';

export const CREDENTIALS: Syscalls<'setresuid' | 'getresuid' | 'write_uid_map'> = {
  /** Errno: EINVAL for ids that are not mapped (PNS-91); EPERM without CAP_SETUID for any but the current three (PNS-90). */
  setresuid(kernel, { ruid, euid, suid }, caller) {
    const { cred } = caller;
    const own = { ruid: cred.ruid, euid: cred.euid, suid: cred.suid };
    const ids = changedIds(own, { ruid, euid, suid }, (id) => makeKuid(kernel.state, cred.userNs, id));
    if (ids === undefined) return fail('EINVAL', 'PNS-91');
    const current = [cred.ruid, cred.euid, cred.suid];
    const isOwn = Object.values(ids).every((uid) => current.includes(uid));
    if (!isOwn && !nsCapable(kernel.state, cred, cred.userNs, 'CAP_SETUID')) return fail('EPERM', 'PNS-90');
    commitCreds(kernel, caller, fixSetuid(kernel.state, cred, { ...cred, ...ids }));
    return SUCCESS;
  },

  /** As seen in the caller's user namespace (PNS-91). */
  getresuid(kernel, _call, { cred }) {
    const seen = (uid: Uid): number => mappedUid(kernel.state, uid, cred.userNs);
    return { ret: 0, ids: { ruid: seen(cred.ruid), euid: seen(cred.euid), suid: seen(cred.suid) } };
  },

  write_uid_map: writeUidMap,
};

/**
 * cap_task_fix_setuid, cap_emulate_setxuid: leaving uid 0 altogether drops all, or with SECURE_KEEP_CAPS what is ambient
 * alone; an effective uid of 0 comes and goes with the permitted ones (PNS-90).
 */
function fixSetuid(state: KernelState, old: Credentials, next: Credentials): Credentials {
  const securebits = old.securebits ?? 0;
  if (issecure(securebits, 'SECURE_NO_SETUID_FIXUP')) return next;
  const root = rootUid(state, old.userNs);
  const isRoot = ({ ruid, euid, suid }: Credentials): boolean =>
    [ruid, euid, suid].some((uid) => uid === root);
  const leaves = isRoot(old) && !isRoot(next);
  const drops = leaves && !issecure(securebits, 'SECURE_KEEP_CAPS');
  const permitted = drops ? NO_CAPABILITIES : next.permitted;
  const losesEffective = drops || (old.euid === root && next.euid !== root);
  const effective = losesEffective
    ? NO_CAPABILITIES
    : old.euid !== root && next.euid === root
      ? permitted
      : next.effective;
  return withCapabilities(next, { permitted, effective, ...(leaves && { ambient: NO_CAPABILITIES }) });
}

/**
 * map_write, new_idmap_permitted. Errno, in this order: EPERM outside the namespace and its parent, for a second time,
 * without CAP_SYS_ADMIN over it (PNS-91); EINVAL; EPERM for ids the writer may not give away.
 */
function writeUidMap(
  kernel: Recorder,
  { ns: id, kind, map }: { ns: Task['cred']['userNs']; kind: 'uid' | 'gid'; map: readonly UidMapping[] },
  caller: Task,
): Outcome {
  const { state } = kernel;
  const ns = userNamespace(state, id);
  const { parent } = ns;
  if (parent === null || (caller.cred.userNs !== id && caller.cred.userNs !== parent))
    return fail('EPERM', 'PNS-91');
  if ((kind === 'uid' ? ns.uidMap : ns.gidMap) !== null) return fail('EPERM', 'PNS-91');
  if (!nsCapable(state, caller.cred, id, 'CAP_SYS_ADMIN')) return fail('EPERM', 'PNS-92');
  if (!isValidMap(map)) return fail('EINVAL', 'PNS-91');
  if (kind === 'uid' && map.some(({ outside }) => outside === 0) && !mayMapRoot(state, caller.cred, ns))
    return fail('EPERM', 'PNS-91');
  if (!mayMap(state, caller.cred, parent, ns, kind, map)) return fail('EPERM', 'PNS-91');
  const lower: UidMapping[] = [];
  for (const line of map) {
    const outside = extentDown(state, parent, kind, line);
    if (outside === undefined) return fail('EPERM', 'PNS-91');
    lower.push({ ...line, outside });
  }
  kernel.emit({ type: 'UidMapWritten', rule: 'PNS-91', ns: id, kind, map: lower });
  return SUCCESS;
}

/** verify_root_map: who maps uid 0 of the parent could also give files capabilities that count there. */
function mayMapRoot(
  state: KernelState,
  cred: Credentials,
  { id, parent, parentCouldSetfcap }: UserNamespace,
): boolean {
  if (cred.userNs === id) return parentCouldSetfcap;
  return parent !== null && nsCapable(state, cred, parent, 'CAP_SETFCAP');
}

/**
 * The owner may map its own id alone, and its own group once setgroups(2) is denied; anything else needs the capability
 * over the parent.
 */
function mayMap(
  state: KernelState,
  cred: Credentials,
  parent: Task['cred']['userNs'],
  { ownerUid, setgroupsDenied }: UserNamespace,
  kind: 'uid' | 'gid',
  map: readonly UidMapping[],
): boolean {
  const [only] = map;
  const isOne = map.length === 1 && only?.count === 1 && ownerUid === cred.euid;
  const isOwnId =
    isOne &&
    (kind === 'uid'
      ? makeKuid(state, parent, only.outside) === cred.euid
      : setgroupsDenied && makeKgid(state, parent, only.outside) === cred.egid);
  return isOwnId || nsCapable(state, cred, parent, kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID');
}

function isValidMap(map: readonly UidMapping[]): boolean {
  const overlap = (side: 'inside' | 'outside'): boolean =>
    map.some((a, i) =>
      map.some((b, j) => i < j && a[side] < b[side] + b.count && b[side] < a[side] + a.count),
    );
  return map.length > 0 && map.every(isValidExtent) && !overlap('inside') && !overlap('outside');
}

/** Neither side begins with the id that is none, or runs over the end of the 32 bits. */
function isValidExtent({ inside, outside, count }: UidMapping): boolean {
  return [inside, outside].every((first) => first < INVALID_UID && (first + count) >>> 0 > first);
}

/** map_id_range_down: a whole extent of the parent's ids as the kernel's. */
function extentDown(
  state: KernelState,
  parent: Task['cred']['userNs'],
  kind: 'uid' | 'gid',
  { outside, count }: UidMapping,
): number | undefined {
  const down = kind === 'uid' ? makeKuid : makeKgid;
  const first = down(state, parent, outside);
  const last = down(state, parent, outside + count - 1);
  return first !== undefined && last === first + count - 1 ? first : undefined;
}
