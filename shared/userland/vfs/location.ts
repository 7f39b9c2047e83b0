// Where does a walk through directories stand? A struct path: a place in a mount namespace, and what is there.

import type { Inode } from './inode.ts';
import type { MntNsId } from '../../kernel/ids.ts';
import type { KernelState } from '../../kernel/state.ts';
import { mountNamespace } from './mounts.ts';

/** Who a file belongs to and what may be done with it. Ids are those of the root user namespace. */
export interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Of 512 bytes; left out where nothing is stored. */
  readonly blocks?: number;
  readonly nlink: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

export interface Location {
  readonly mntNs: MntNsId;
  /** The mount it was reached through. */
  readonly mount: number;
  /** As seen from the root of that mount namespace; for what has no place in a tree, the text of its link. */
  readonly path: string;
  readonly inode: Inode;
  /** Where `..` leads; null at a root. */
  readonly parent: Location | null;
}

/** The same place after a copy of its mount namespace was made (unshare with CLONE_NEWNS). */
export function inMountNamespace(state: KernelState, location: Location, mntNs: MntNsId): Location {
  const { parent } = location;
  const copied = mountNamespace(state, location.mntNs).mounts.findIndex(({ id }) => id === location.mount);
  return {
    ...location,
    mntNs,
    mount: mountNamespace(state, mntNs).mounts[copied]?.id ?? location.mount,
    parent: parent === null ? null : inMountNamespace(state, parent, mntNs),
  };
}

export function isSamePlace(a: Location, b: Location): boolean {
  return a.mntNs === b.mntNs && a.mount === b.mount && a.path === b.path;
}

/** Where a path leads from a root directory; null where it does not lie below it. */
export function pathBelow(root: string, path: string): string | null {
  if (root === '/') return path;
  if (path === root) return '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : null;
}

/**
 * d_path: a place as whoever has this root is told of it; what does not lie below it, from the root of its mount namespace.
 * What has lost its last name is told as deleted.
 */
export function pathSeenFrom(root: Location | null, { mntNs, path, inode }: Location): string {
  const seen = (root?.mntNs === mntNs ? pathBelow(root.path, path) : null) ?? path;
  return inode.isRemoved === true ? `${seen} (deleted)` : seen;
}

export function childPath(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}
