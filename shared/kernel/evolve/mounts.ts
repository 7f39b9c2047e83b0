// What does mounting leave behind in the records?

import type { MountNamespaceCreated } from '../event.ts';
import type { Recipes } from '../evolve.ts';
import type { Mount } from '../state.ts';
import type { KernelStore } from '../store.ts';

export const MOUNTS: Recipes<'MountNamespaceCreated' | 'Mounted' | 'Unmounted' | 'PropagationChanged'> = {
  MountNamespaceCreated: mountNamespaceCreated,

  Mounted(store, { mntNs, mount }) {
    const { mounts } = store.mntNs(mntNs);
    store.updateMntNs(mntNs, (draft) => {
      draft.mounts = [...mounts, mount];
    });
    store.updateMeta((draft) => {
      draft.nextMount = mount.id + 1;
    });
  },

  Unmounted(store, { mntNs, mountId }) {
    const { mounts } = store.mntNs(mntNs);
    store.updateMntNs(mntNs, (draft) => {
      draft.mounts = mounts.filter(({ id }) => id !== mountId);
    });
  },

  PropagationChanged(store, { mntNs, propagation }) {
    const { mounts } = store.mntNs(mntNs);
    store.updateMntNs(mntNs, (draft) => {
      draft.mounts = mounts.map((mount) => withPropagation(mount, propagation));
    });
  },
};

/** copy_mnt_ns: the same mounts under new ids, in the same order and peer groups. */
function mountNamespaceCreated(store: KernelStore, event: MountNamespaceCreated): void {
  const { mounts } = store.mntNs(event.copyOf);
  const first = store.meta.nextMount;
  const copies = mounts.map((mount, index) => ({ ...mount, id: first + index }));
  store.putMntNs({
    id: event.ns,
    owner: event.owner,
    mounts: event.privatePropagation ? copies.map((mount) => withPropagation(mount, 'private')) : copies,
    inode: event.inode,
  });
  store.updateMeta((draft) => {
    draft.nextMntNs = event.ns + 1;
    draft.nextMount = first + mounts.length;
  });
}

/** A mount that becomes shared starts a peer group of its own, named after it. */
function withPropagation(mount: Mount, propagation: Mount['propagation']): Mount {
  return {
    ...mount,
    propagation,
    peerGroup: propagation === 'shared' ? (mount.peerGroup ?? mount.id) : null,
  };
}
