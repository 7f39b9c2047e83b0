// What is mounted where in a mount namespace, and which of it can be seen. mount_namespaces(7)

import type { MntNsId } from '../../kernel/ids.ts';
import type { KernelState, Mount, MountNamespace } from '../../kernel/state.ts';
import { invariant } from '../../result.ts';

export function mountNamespace(state: KernelState, id: MntNsId): MountNamespace {
  const ns = state.mountNamespaces.get(id);
  invariant(ns !== undefined, `no mount namespace ${id}`);
  return ns;
}

/** The mount that is seen at a place: the last one there that no later mount above hides. Null for none. */
export function topMountAt(state: KernelState, mntNs: MntNsId, path: string): Mount | null {
  const { mounts } = mountNamespace(state, mntNs);
  const { places, lengths } = placesOf(mounts);
  // Few paths are as long as any target: to look a long one up costs as much as to read it.
  const at = lengths.has(path.length) ? places.get(path) : undefined;
  if (at === undefined) return null;
  for (let above = parentPath(path); above !== '/' && above !== ''; above = parentPath(above))
    if ((places.get(above) ?? -1) > at) return null;
  return mounts[at] ?? null;
}

/** Asked for every name of every path, and there may be thousands of mounts: found once for each list of them. */
const known = new WeakMap<readonly Mount[], Places>();

interface Places {
  /** By target, where the last mount there stands in the list. */
  readonly places: ReadonlyMap<string, number>;
  /** Of the targets. */
  readonly lengths: ReadonlySet<number>;
}

function placesOf(mounts: readonly Mount[]): Places {
  let found = known.get(mounts);
  if (found === undefined) {
    found = {
      places: new Map(mounts.map(({ target }, index) => [target, index])),
      lengths: new Set(mounts.map(({ target }) => target.length)),
    };
    known.set(mounts, found);
  }
  return found;
}

/** `/` for what is directly below it; '' for `/` itself. */
export function parentPath(path: string): string {
  if (path === '/') return '';
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

export function isBelow(path: string, directory: string): boolean {
  return path !== directory && path.startsWith(directory === '/' ? '/' : `${directory}/`);
}
