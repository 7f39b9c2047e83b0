// mount(2), umount(2), and the propagation of mounts (mount_namespaces(7)).

import { nsCapable } from '../cred/capable.ts';
import type { MntNsId, PidNsId } from '../ids.ts';
import { mountAt, mountCovering, mountsBelow, peersOf } from '../namespaces/mount-tree.ts';
import type { Recorder } from '../recorder.ts';
import { pidNamespace, pidNsOf } from '../selectors.ts';
import type { Mount, MountNamespace } from '../state.ts';
import type { Task } from '../task.ts';
import { InvariantViolation } from '../../result.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const MOUNT: Syscalls<'mount' | 'umount' | 'set_propagation'> = {
  /**
   * A procfs shows the PID namespace the caller lives in, not the one its children go to (PNS-80).
   *
   * Errno: EPERM without CAP_SYS_ADMIN over the mount namespace, and for procfs over the PID namespace.
   */
  mount(kernel, { mount }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    const pidNs = mount.fstype === 'proc' ? pidNsOf(kernel.state, caller) : null;
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    if (
      pidNs !== null &&
      !nsCapable(kernel.state, caller.cred, pidNamespace(kernel.state, pidNs).owner, 'CAP_SYS_ADMIN')
    )
      return fail('EPERM', 'PNS-92', { ns: pidNs });
    attach(kernel, ns, mount, pidNs);
    return SUCCESS;
  },

  /** Errno: EPERM; EINVAL where nothing is mounted; EBUSY while something is mounted below it, unless detached. */
  umount(kernel, { target, detach }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    const mount = mountAt(ns.mounts, target);
    if (mount === undefined) return fail('EINVAL');
    if (!detach && mountsBelow(ns.mounts, mount).length > 0) return fail('EBUSY');
    detachTree(kernel, ns, mount);
    return SUCCESS;
  },

  set_propagation(kernel, { propagation }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    kernel.emit({ type: 'PropagationChanged', mntNs: ns.id, propagation });
    return SUCCESS;
  },
};

/** attach_recursive_mnt: below a shared mount the new one appears in its whole peer group, and is shared itself. */
function attach(
  kernel: Recorder,
  ns: MountNamespace,
  mount: Omit<Mount, 'id' | 'pidNs' | 'peerGroup'>,
  pidNs: PidNsId | null,
): void {
  const parent = mountCovering(ns.mounts, mount.target);
  const places = parent === undefined ? [] : peersOf(kernel.state, ns.id, parent);
  const isShared = parent !== undefined && parent.peerGroup !== null;
  const peerGroup = isShared ? kernel.state.nextMount : null;
  const namespaces = parent === undefined ? [ns.id] : [ns.id, ...places.map(({ mntNs }) => mntNs)];
  for (const mntNs of new Set(namespaces)) {
    const id = kernel.state.nextMount;
    const copy: Mount = { ...mount, id, pidNs, propagation: isShared ? 'shared' : 'private', peerGroup };
    kernel.emit({ type: 'Mounted', ...(pidNs !== null && { rule: 'PNS-80' }), mntNs, mount: copy });
  }
}

/** propagate_umount: what hangs below goes first; what went to the peers of the parent when it was mounted goes from there too. */
function detachTree(kernel: Recorder, ns: MountNamespace, mount: Mount): void {
  const parent = mountCovering(
    ns.mounts.filter(({ id }) => id !== mount.id),
    mount.target,
  );
  const places = parent === undefined ? [] : peersOf(kernel.state, ns.id, parent);
  for (const mntNs of new Set([ns.id, ...places.map((place) => place.mntNs)])) {
    const { mounts } = mountNamespace(kernel, mntNs);
    const there = mntNs === ns.id ? mount : mountAt(mounts, mount.target);
    if (there === undefined) continue;
    for (const { id } of [...mountsBelow(mounts, there).toReversed(), there])
      kernel.emit({ type: 'Unmounted', mntNs, mountId: id });
  }
}

function mayMount(kernel: Recorder, caller: Task, { owner }: MountNamespace): boolean {
  return nsCapable(kernel.state, caller.cred, owner, 'CAP_SYS_ADMIN');
}

function mountNamespaceOf(kernel: Recorder, caller: Task): MountNamespace {
  return mountNamespace(kernel, caller.nsproxy.mntNs);
}

function mountNamespace({ state }: Recorder, id: MntNsId): MountNamespace {
  const ns = state.mountNamespaces.get(id);
  if (ns === undefined) throw new InvariantViolation(`no mount namespace ${id}`);
  return ns;
}
