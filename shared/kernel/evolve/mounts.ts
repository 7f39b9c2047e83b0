// What does mounting leave behind in the records?

import type { Recipes } from '../evolve.ts';
import { asUid } from '../ids.ts';
import type { MountNamespaceCreated } from '../namespace-event.ts';
import { copiedPropagation } from '../namespaces/propagation.ts';
import type { Mount } from '../state.ts';
import type { KernelStore } from '../store.ts';

export const MOUNTS: Recipes<
  'MountNamespaceCreated' | 'Mounted' | 'Unmounted' | 'PropagationChanged' | 'MountChanged' | 'MountMoved'
> = {
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

  PropagationChanged(store, { mounts: changed }) {
    for (const { mntNs, id, propagation, peerGroup, master } of changed)
      updateMount(store, mntNs, id, ({ master: _old, ...mount }) => ({
        ...mount,
        propagation,
        peerGroup,
        ...(master !== undefined && { master }),
      }));
  },

  MountChanged(store, { mntNs, mountId, options }) {
    updateMount(store, mntNs, mountId, (mount) => ({ ...mount, options }));
  },

  /** It covers what is there already. */
  MountMoved(store, { mntNs, mountId, target }) {
    const { mounts } = store.mntNs(mntNs);
    store.updateMntNs(mntNs, (draft) => {
      const moved = mounts.filter(({ id }) => id === mountId).map((mount) => ({ ...mount, target }));
      draft.mounts = [...mounts.filter(({ id }) => id !== mountId), ...moved];
    });
  },
};

function updateMount(
  store: KernelStore,
  mntNs: MountNamespaceCreated['ns'],
  id: number,
  change: (mount: Mount) => Mount,
): void {
  const { mounts } = store.mntNs(mntNs);
  store.updateMntNs(mntNs, (draft) => {
    draft.mounts = mounts.map((mount) => (mount.id === id ? change(mount) : mount));
  });
}

/** copy_mnt_ns: the same mounts under new ids, in the same order. */
function mountNamespaceCreated(store: KernelStore, event: MountNamespaceCreated): void {
  const { mounts, owner } = store.mntNs(event.copyOf);
  const first = store.meta.nextMount;
  const kind = event.privatePropagation ? 'private' : owner === event.owner ? 'same' : 'lessPrivileged';
  store.putMntNs({
    id: event.ns,
    owner: event.owner,
    mounts: mounts.map((mount, index) => ({
      ...copiedPropagation(mount, kind),
      id: first + index,
      ...(kind === 'lessPrivileged' && index > 0 && { locked: true as const }),
    })),
    inode: event.inode,
    chargedTo: asUid(event.uid ?? 0),
  });
  store.updateMeta((draft) => {
    draft.nextMntNs = event.ns + 1;
    draft.nextMount = first + mounts.length;
  });
}
