// How many namespaces may a user have (inc_ucount in kernel/ucount.c; namespaces(7), /proc/sys/user)?

import { userNamespace } from '../cred/user-ns.ts';
import type { Uid, UserNsId } from '../ids.ts';
import type { KernelState, NamespaceKind } from '../state.ts';

/** Of a new user namespace. */
export const INT_MAX = 2 ** 31 - 1;

/** struct ucounts: a user of a user namespace. */
interface Ucounts {
  readonly ns: UserNsId;
  readonly uid: Uid;
}

/** A namespace that exists, and who is charged for it. */
export interface NamespaceCharge extends Ucounts {
  readonly kind: NamespaceKind;
}

/** The same limit for every kind. */
export function ucountMax(max: number): Readonly<Record<NamespaceKind, number>> {
  return { user: max, pid: max, mnt: max, uts: max, ipc: max, net: max, cgroup: max, time: max };
}

/**
 * Whether there may be one more of a kind. It counts for the user, and in each user namespace above for whoever made the one
 * below: each of them has a limit.
 *
 * `charges`: all namespaces that exist; those of the records, unless somebody knows which of them are gone.
 */
export function hasRoom(
  state: KernelState,
  kind: NamespaceKind,
  user: Ucounts,
  charges?: readonly NamespaceCharge[],
): boolean {
  const levels = levelsOf(state, user);
  const maxOf = ({ ns }: Ucounts): number => userNamespace(state, ns).ucountMax[kind];
  // Mostly the limits lie far above all that there are; to count them takes longer the more there are.
  const most = charges?.length ?? numberOf(state, kind);
  if (levels.every((level) => most < maxOf(level))) return true;
  const alike = (charges ?? chargesInRecords(state)).filter((charge) => charge.kind === kind);
  return levels.every((level) => countAt(state, level, alike) < maxOf(level));
}

/** Of a kind that has no records of its own, nobody is charged. */
function numberOf(state: KernelState, kind: NamespaceKind): number {
  switch (kind) {
    case 'user':
      return state.userNamespaces.size;
    case 'pid':
      return state.pidNamespaces.size;
    case 'mnt':
      return state.mountNamespaces.size;
    default:
      return 0;
  }
}

/** Those the machine began with are charged to nobody. */
function chargesInRecords(state: KernelState): readonly NamespaceCharge[] {
  return [
    ...[...state.userNamespaces.values()].flatMap(({ parent, ownerUid }) =>
      parent === null ? [] : [{ kind: 'user', ns: parent, uid: ownerUid } as const],
    ),
    ...[...state.pidNamespaces.values()].flatMap(({ parent, owner, chargedTo }) =>
      parent === null ? [] : [{ kind: 'pid', ns: owner, uid: chargedTo } as const],
    ),
    ...[...state.mountNamespaces.values()].flatMap(({ id, owner, chargedTo }) =>
      id === state.rootMntNs ? [] : [{ kind: 'mnt', ns: owner, uid: chargedTo } as const],
    ),
  ];
}

function countAt(state: KernelState, { ns, uid }: Ucounts, charges: readonly NamespaceCharge[]): number {
  const isHere = (level: Ucounts): boolean => level.ns === ns && level.uid === uid;
  return charges.filter((charge) => levelsOf(state, charge).some(isHere)).length;
}

/** From the user itself outwards. */
function levelsOf(state: KernelState, user: Ucounts): readonly Ucounts[] {
  const levels: Ucounts[] = [];
  for (let at: Ucounts | null = user; at !== null;) {
    levels.push(at);
    const { parent, ownerUid }: { parent: UserNsId | null; ownerUid: Uid } = userNamespace(state, at.ns);
    at = parent === null ? null : { ns: parent, uid: ownerUid };
  }
  return levels;
}
