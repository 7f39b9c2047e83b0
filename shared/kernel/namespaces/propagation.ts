// Where else does a mount appear, and how does a mount become shared, private, slave or unbindable? mount_namespaces(7), fs/pnode.c

import type { MntNsId } from '../ids.ts';
import type { KernelState, Mount, Propagation } from '../state.ts';
import type { PropagationOf } from '../mount-event.ts';

export interface MountPlace {
  readonly mntNs: MntNsId;
  readonly mount: Mount;
}

/** A mount below which another one's submounts appear. */
export interface Receiver extends MountPlace {
  /** The shared mounts it belongs to, named by their group; null where it only receives. */
  readonly group: number | null;
  /** The group it receives from; null for a peer of the mount itself. */
  readonly from: number | null;
}

/** propagation_next: peers first, then those that receive from them, and theirs. Order within a group: namespace, then mount. */
export function receiversOf(state: KernelState, mntNs: MntNsId, mount: Mount): Receiver[] {
  const { peerGroup } = mount;
  if (peerGroup === null) return [];
  const places = allMounts(state);
  const receivers: Receiver[] = [];
  const seen = new Set<number>();
  const visit = (group: number, from: number | null): void => {
    if (seen.has(group)) return;
    seen.add(group);
    for (const place of places)
      if (place.mount.peerGroup === group && !(place.mntNs === mntNs && place.mount.id === mount.id))
        receivers.push({ ...place, group, from });
    for (const place of places) {
      if (place.mount.master !== group) continue;
      if (place.mount.peerGroup === null) receivers.push({ ...place, group: null, from: group });
      else visit(place.mount.peerGroup, group);
    }
  };
  visit(peerGroup, null);
  return receivers;
}

/** Where below a receiver the place appears that another mount of the same file system has at `target`; null for nowhere. */
export function placeBelow(mount: Mount, target: string, receiver: Mount): string | null {
  const inside = join(mount.root ?? '/', relative(mount.target, target));
  const root = receiver.root ?? '/';
  if (root !== '/' && inside !== root && !inside.startsWith(`${root}/`)) return null;
  return join(receiver.target, relative(root, inside));
}

/** `/a` and `/a/b/c` give `b/c`. */
function relative(from: string, to: string): string {
  return to.slice(from.length).replace(/^\//, '');
}

function join(directory: string, below: string): string {
  if (below === '') return directory;
  return directory === '/' ? `/${below}` : `${directory}/${below}`;
}

function allMounts(state: KernelState): MountPlace[] {
  return [...state.mountNamespaces.values()].flatMap(({ id, mounts }) =>
    mounts.map((mount) => ({ mntNs: id, mount })),
  );
}

/** mnt_alloc_group_id: the lowest number that no group has. */
export function freeGroup(state: KernelState): number {
  const taken = new Set(allMounts(state).flatMap(({ mount }) => [mount.peerGroup, mount.master]));
  return lowestFree(taken);
}

function lowestFree(taken: ReadonlySet<number | null | undefined>): number {
  let group = 1;
  while (taken.has(group)) group += 1;
  return group;
}

/** clone_mnt: what a copy in a new namespace is. One of less privilege receives, and gives nothing back (CL_SHARED_TO_SLAVE). */
export function copiedPropagation(mount: Mount, kind: 'same' | 'private' | 'lessPrivileged'): Mount {
  if (kind === 'same') return mount;
  const { master: own, ...rest } = mount;
  const master = kind === 'private' ? undefined : (mount.peerGroup ?? own);
  return {
    ...rest,
    propagation:
      master !== undefined ? 'slave' : mount.propagation === 'unbindable' ? 'unbindable' : 'private',
    peerGroup: null,
    ...(master !== undefined && { master }),
  };
}

interface Entry {
  readonly mntNs: MntNsId;
  readonly id: number;
  propagation: Propagation;
  peerGroup: number | null;
  master: number | undefined;
  changed: boolean;
}

/**
 * change_mnt_propagation. A mount that leaves its group as a slave receives from those that stay; where nobody stays, from
 * whom the group received. Whoever received from a group that is gone receives from there as well.
 */
export function changePropagation(
  state: KernelState,
  targets: readonly MountPlace[],
  wanted: Propagation,
): readonly PropagationOf[] {
  const all = allMounts(state).map(({ mntNs, mount: { id, propagation, peerGroup, master } }): Entry => ({
    mntNs,
    id,
    propagation,
    peerGroup,
    master,
    changed: false,
  }));
  const set = (entry: Entry, next: Partial<Pick<Entry, 'propagation' | 'peerGroup' | 'master'>>): void => {
    Object.assign(entry, next, { changed: true });
  };
  for (const target of targets) {
    const entry = all.find(({ mntNs, id }) => mntNs === target.mntNs && id === target.mount.id);
    if (entry === undefined) continue;
    if (wanted === 'shared') {
      const free = lowestFree(new Set(all.flatMap(({ peerGroup, master }) => [peerGroup, master])));
      set(entry, { propagation: 'shared', peerGroup: entry.peerGroup ?? free });
      continue;
    }
    const group = entry.peerGroup;
    let { master } = entry;
    if (group !== null) {
      const hasPeers = all.some((other) => other !== entry && other.peerGroup === group);
      if (hasPeers) master = group;
      else
        for (const other of all)
          if (other.master === group)
            set(other, {
              master,
              propagation:
                other.propagation === 'slave' && master === undefined ? 'private' : other.propagation,
            });
    }
    if (wanted === 'slave')
      set(entry, { propagation: master === undefined ? 'private' : 'slave', peerGroup: null, master });
    else set(entry, { propagation: wanted, peerGroup: null, master: undefined });
  }
  return all
    .filter(({ changed }) => changed)
    .map(({ changed: _changed, master, ...entry }) => ({
      ...entry,
      ...(master !== undefined && { master }),
    }));
}
