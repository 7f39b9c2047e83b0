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
  for (const mount of mountNamespace(state, mntNs).mounts.toReversed()) {
    if (mount.target === path) return mount;
    if (mount.target !== '/' && isBelow(path, mount.target)) return null;
  }
  return null;
}

export function isBelow(path: string, directory: string): boolean {
  return path !== directory && path.startsWith(directory === '/' ? '/' : `${directory}/`);
}
