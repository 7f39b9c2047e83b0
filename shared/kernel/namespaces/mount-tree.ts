// Which mount covers a path, and where else does a mount appear (mount_namespaces(7), propagate_mnt)?

import type { MntNsId } from '../ids.ts';
import type { KernelState, Mount } from '../state.ts';

export interface MountPlace {
  readonly mntNs: MntNsId;
  readonly mount: Mount;
}

/** The mount that a path is on: of those above it the deepest, of several at one place the last. */
export function mountCovering(mounts: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    if (!isAtOrBelow(path, mount.target)) continue;
    if (best === undefined || mount.target.length >= best.target.length) best = mount;
  }
  return best;
}

/** The mount that stands exactly here, on top. */
export function mountAt(mounts: readonly Mount[], path: string): Mount | undefined {
  const covering = mountCovering(mounts, path);
  return covering?.target === path ? covering : undefined;
}

/** The mounts that hang below this one. Order: of mounting. */
export function mountsBelow(mounts: readonly Mount[], mount: Mount): Mount[] {
  return mounts.filter(({ target }) => target !== mount.target && isAtOrBelow(target, mount.target));
}

/** A shared mount and all of its peer group, in every namespace; itself alone when private. Order: namespace, then mount. */
export function peersOf(state: KernelState, mntNs: MntNsId, mount: Mount): MountPlace[] {
  if (mount.peerGroup === null) return [{ mntNs, mount }];
  const places: MountPlace[] = [];
  for (const ns of state.mountNamespaces.values()) {
    for (const peer of ns.mounts)
      if (peer.peerGroup === mount.peerGroup) places.push({ mntNs: ns.id, mount: peer });
  }
  return places;
}

function isAtOrBelow(path: string, target: string): boolean {
  return target === '/' || path === target || path.startsWith(`${target}/`);
}
