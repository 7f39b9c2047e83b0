// Which ids does a user namespace show, and how do user namespaces contain each other (user_namespaces(7))?
//
// A Uid in a record is the kernel's own (kuid_t): an id of the lab's root user namespace. What programs see is its
// image in their user namespace.

import { InvariantViolation } from '../../result.ts';
import { asGid, asUid } from '../ids.ts';
import type { Gid, Uid, UserNsId } from '../ids.ts';
import type { KernelState, UidMapping, UserNamespace } from '../state.ts';

/** What an id without an image reads as: /proc/sys/kernel/overflowuid. */
export const OVERFLOW_UID = 65534;

/** (uid_t) -1: leaves an id unchanged, and belongs to nobody. */
export const INVALID_UID = 2 ** 32 - 1;

export function userNamespace(state: KernelState, id: UserNsId): UserNamespace {
  const ns = state.userNamespaces.get(id);
  if (ns === undefined) throw new InvariantViolation(`no user namespace ${id}`);
  return ns;
}

/** make_kuid: the kernel's id behind an id of this namespace; undefined where it is not mapped. */
export function makeKuid(state: KernelState, ns: UserNsId, uid: number): Uid | undefined {
  const { parent, uidMap } = userNamespace(state, ns);
  // A uid_t: 32 bits without a sign. All ones is no id.
  const id = uid >>> 0;
  if (id === INVALID_UID) return undefined;
  if (parent === null) return asUid(id);
  const outside = mapped(uidMap ?? [], id, 'inside', 'outside');
  return outside === undefined ? undefined : asUid(outside);
}

/** make_kgid: the same for a group. */
export function makeKgid(state: KernelState, ns: UserNsId, gid: number): Gid | undefined {
  const { parent, gidMap } = userNamespace(state, ns);
  const id = gid >>> 0;
  if (id === INVALID_UID) return undefined;
  if (parent === null) return asGid(id);
  const outside = mapped(gidMap ?? [], id, 'inside', 'outside');
  return outside === undefined ? undefined : asGid(outside);
}

/** from_kuid: the id under which a namespace knows it; undefined where it does not. */
export function fromKuid(state: KernelState, ns: UserNsId, uid: Uid): number | undefined {
  const { parent, uidMap } = userNamespace(state, ns);
  return parent === null ? uid : mapped(uidMap ?? [], uid, 'outside', 'inside');
}

/** from_kgid: the same for a group. */
export function fromKgid(state: KernelState, ns: UserNsId, gid: Gid): number | undefined {
  const { parent, gidMap } = userNamespace(state, ns);
  return parent === null ? gid : mapped(gidMap ?? [], gid, 'outside', 'inside');
}

/** from_kuid_munged: what programs are shown (PNS-91). */
export function mappedUid(state: KernelState, uid: Uid, ns: UserNsId): number {
  return fromKuid(state, ns, uid) ?? OVERFLOW_UID;
}

/** from_kgid_munged: the same for a group. */
export function mappedGid(state: KernelState, gid: Gid, ns: UserNsId): number {
  return fromKgid(state, ns, gid) ?? OVERFLOW_UID;
}

/** in_userns: whether `ancestor` is `ns` or stands above it. */
export function isUserNsAncestorOrSelf(state: KernelState, ancestor: UserNsId, ns: UserNsId): boolean {
  const level = userNamespace(state, ancestor).level;
  let at = userNamespace(state, ns);
  while (at.level > level && at.parent !== null) at = userNamespace(state, at.parent);
  return at.id === ancestor;
}

function mapped(
  map: readonly UidMapping[],
  id: number,
  from: 'inside' | 'outside',
  to: 'inside' | 'outside',
): number | undefined {
  const extent = map.find((line) => id >= line[from] && id < line[from] + line.count);
  return extent === undefined ? undefined : extent[to] + (id - extent[from]);
}
