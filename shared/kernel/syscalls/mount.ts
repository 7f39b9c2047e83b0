// mount(2) with its flags, umount(2), and the propagation of mounts (mount_namespaces(7)).

import { nsCapable } from '../cred/capable.ts';
import type { NewMount } from '../call.ts';
import type { MntNsId, PidNsId } from '../ids.ts';
import { mountAt, mountCovering, mountsBelow } from '../namespaces/mount-tree.ts';
import { changePropagation, freeGroup, placeBelow, receiversOf } from '../namespaces/propagation.ts';
import type { Receiver } from '../namespaces/propagation.ts';
import type { Recorder } from '../recorder.ts';
import { pidNamespace, pidNsOf } from '../selectors.ts';
import type { Mount, MountNamespace } from '../state.ts';
import type { Task } from '../task.ts';
import { InvariantViolation } from '../../result.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const MOUNT: Syscalls<'mount' | 'remount' | 'move_mount' | 'umount' | 'set_propagation'> = {
  /**
   * A procfs shows the PID namespace the caller lives in, not the one its children go to (PNS-80).
   *
   * Errno: EPERM without CAP_SYS_ADMIN over the mount namespace, and for procfs over the PID namespace; EINVAL a bind of
   * what is unbindable.
   */
  mount(kernel, { mount, of, below = [] }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    const pidNs = mount.fstype === 'proc' ? pidNsOf(kernel.state, caller) : null;
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    if (
      pidNs !== null &&
      !nsCapable(kernel.state, caller.cred, pidNamespace(kernel.state, pidNs).owner, 'CAP_SYS_ADMIN')
    )
      return fail('EPERM', 'PNS-92', { ns: pidNs });
    if (findMount(ns, of)?.propagation === 'unbindable') return fail('EINVAL');
    attach(kernel, ns, [{ mount, ...(of !== undefined && { of }) }, ...below], pidNs);
    return SUCCESS;
  },

  /** Errno: EPERM, also for what a more privileged namespace made read-only; EINVAL where nothing is mounted. */
  remount(kernel, { mount: id, options }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    const mount = findMount(ns, id);
    if (mount === undefined) return fail('EINVAL');
    if (mount.locked && optionsOf(mount).some((option) => !options.split(',').includes(option)))
      return fail('EPERM');
    if (mount.options !== options)
      kernel.emit({ type: 'MountChanged', mntNs: ns.id, mountId: mount.id, options });
    return SUCCESS;
  },

  /** Errno: EPERM; EINVAL what is locked, or below a shared mount. */
  move_mount(kernel, { mount: id, target }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    const mount = findMount(ns, id);
    if (mount === undefined || mount.locked || parentOf(ns, mount)?.propagation === 'shared')
      return fail('EINVAL');
    for (const each of [mount, ...mountsBelow(ns.mounts, mount)]) {
      const moved = target + each.target.slice(mount.target.length);
      kernel.emit({ type: 'MountMoved', mntNs: ns.id, mountId: each.id, target: moved });
    }
    return SUCCESS;
  },

  /** Errno: EPERM; EINVAL where nothing is mounted, or what is locked; EBUSY while something is mounted below it, unless detached. */
  umount(kernel, { target, detach }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    const mount = mountAt(ns.mounts, target);
    if (mount === undefined || mount.locked) return fail('EINVAL');
    if (!detach && mountsBelow(ns.mounts, mount).length > 0) return fail('EBUSY');
    detachTree(kernel, ns, mount);
    return SUCCESS;
  },

  set_propagation(kernel, { propagation, mount: id, recursive = id === undefined }, caller) {
    const ns = mountNamespaceOf(kernel, caller);
    if (!mayMount(kernel, caller, ns)) return fail('EPERM');
    const mount = findMount(ns, id);
    const below = mount === undefined ? ns.mounts : [mount, ...(recursive ? mountsBelow(ns.mounts, mount) : [])]; // prettier-ignore
    const targets = below.map((each) => ({ mntNs: ns.id, mount: each }));
    const mounts = changePropagation(kernel.state, targets, propagation);
    kernel.emit({ type: 'PropagationChanged', mntNs: ns.id, propagation, mounts });
    return SUCCESS;
  },
};

/** What a less privileged namespace can't take back: all but rw. */
function optionsOf({ options }: Mount): readonly string[] {
  return options.split(',').filter((option) => option !== 'rw');
}

function findMount({ mounts }: MountNamespace, wanted: number | undefined): Mount | undefined {
  return mounts.find(({ id }) => id === wanted);
}

function parentOf({ mounts }: MountNamespace, mount: Mount): Mount | undefined {
  return mountCovering(
    mounts.filter(({ id }) => id !== mount.id),
    mount.target,
  );
}

/** attach_recursive_mnt: below a shared mount what is new appears in its whole peer group and below its slaves, and is shared itself. */
function attach(
  kernel: Recorder,
  ns: MountNamespace,
  tree: readonly NewMount[],
  pidNs: PidNsId | null,
): void {
  const [top] = tree;
  const parent = top === undefined ? undefined : mountCovering(ns.mounts, top.mount.target);
  const isShared = parent !== undefined && parent.peerGroup !== null;
  const made = tree.map(({ mount, of }): Mount => {
    const id = kernel.state.nextMount;
    const source = findMount(ns, of);
    const peerGroup = source?.peerGroup ?? (isShared ? freeGroup(kernel.state) : null);
    const master = source?.master;
    const propagation = peerGroup !== null ? 'shared' : master === undefined ? 'private' : 'slave';
    const whole: Mount = { ...mount, id, pidNs, propagation, peerGroup, ...(master !== undefined && { master }) }; // prettier-ignore
    kernel.emit({ type: 'Mounted', ...(pidNs !== null && { rule: 'PNS-80' }), mntNs: ns.id, mount: whole });
    return whole;
  });
  if (parent === undefined || top === undefined) return;
  const groups = new Map<string, number>();
  const ids = new Set(made.map(({ id }) => id));
  for (const receiver of receiversOf(kernel.state, ns.id, parent)) {
    if (ids.has(receiver.mount.id)) continue;
    const place = placeBelow(parent, top.mount.target, receiver.mount);
    if (place === null) continue;
    for (const mount of made) propagate(kernel, mount, receiver, place + mount.target.slice(top.mount.target.length), groups); // prettier-ignore
  }
}

/** A copy for a peer is a peer, one for a slave receives. `groups`: the group of each mount's copies in each group of receivers. */
function propagate(
  kernel: Recorder,
  mount: Mount,
  { mntNs, group, from }: Receiver,
  target: string,
  groups: Map<string, number>,
): void {
  const id = kernel.state.nextMount;
  const key = (of: number | null): string => `${mount.id} ${of ?? ''}`;
  const groupOf = (of: number | null): number | null => groups.get(key(of)) ?? mount.peerGroup;
  if (group !== null && from !== null && !groups.has(key(group)))
    groups.set(key(group), freeGroup(kernel.state));
  const peerGroup = group === null ? null : groupOf(group);
  const master = from === null ? mount.master : (groupOf(from) ?? undefined);
  const { master: _own, ...rest } = mount;
  const propagation = peerGroup !== null ? 'shared' : 'slave';
  const copy: Mount = {
    ...rest,
    id,
    target,
    propagation,
    peerGroup,
    ...(master !== undefined && { master }),
  };
  kernel.emit({ type: 'Mounted', ...(mount.pidNs !== null && { rule: 'PNS-80' }), mntNs, mount: copy });
}

/** propagate_umount: what hangs below goes first; what went elsewhere when it was mounted goes from there too. */
function detachTree(kernel: Recorder, ns: MountNamespace, mount: Mount): void {
  const parent = parentOf(ns, mount);
  const receivers = parent === undefined ? [] : receiversOf(kernel.state, ns.id, parent);
  detachOne(kernel, ns.id, mount);
  for (const receiver of receivers) {
    const place = parent === undefined ? null : placeBelow(parent, mount.target, receiver.mount);
    const there = place === null ? undefined : mountAt(mountNamespace(kernel, receiver.mntNs).mounts, place);
    if (there !== undefined && there.id !== receiver.mount.id) detachOne(kernel, receiver.mntNs, there);
  }
}

function detachOne(kernel: Recorder, mntNs: MntNsId, mount: Mount): void {
  const { mounts } = mountNamespace(kernel, mntNs);
  for (const { id } of [...mountsBelow(mounts, mount).toReversed(), mount])
    kernel.emit({ type: 'Unmounted', mntNs, mountId: id });
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
