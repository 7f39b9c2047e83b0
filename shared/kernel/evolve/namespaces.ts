// What do making, joining and closing namespaces leave behind in the records?

import type { PidNamespaceCreated, UserNamespaceCreated } from '../namespace-event.ts';
import type { Recipes } from '../evolve.ts';
import { asUid } from '../ids.ts';
import { PID_MAX_DEFAULT } from '../initial-state.ts';
import { INT_MAX, ucountMax } from '../namespaces/ucounts.ts';
import { PersistentTable } from '../persistent-table.ts';
import type { KernelStore } from '../store.ts';
import { loseTrust } from './dumpable.ts';
import { changeActions } from './sharing.ts';

/** lastPid of a namespace whose counter was never used (PNS-08). */
export const NO_LAST_PID = -1;

export const NAMESPACES: Recipes<
  | 'PidNamespaceCreated'
  | 'UserNamespaceCreated'
  | 'TaskUnshared'
  | 'TaskJoinedNamespace'
  | 'PidNamespaceClosed'
  | 'UidMapWritten'
  | 'SetgroupsDenied'
  | 'PidMaxSet'
  | 'LastPidSet'
  | 'UcountMaxSet'
  | 'NamespaceRebooted'
> = {
  PidNamespaceCreated: pidNamespaceCreated,
  UserNamespaceCreated: userNamespaceCreated,

  TaskUnshared(store, { task, nsproxy, cred }) {
    store.updateTask(task, (draft) => {
      draft.nsproxy = nsproxy;
      draft.cred = cred;
    });
  },

  TaskJoinedNamespace(store, { task, nsproxy, cred, clearsPdeath }) {
    store.updateTask(task, (draft) => {
      draft.nsproxy = nsproxy;
      draft.cred = cred;
    });
    if (clearsPdeath) loseTrust(store, task);
  },

  /** No number is handed out any more (PNS-25); and the init ignores SIGCHLD, so that what dies leaves no zombie (PNS-36). */
  PidNamespaceClosed(store, { ns, init }) {
    store.updatePidNs(ns, (draft) => {
      draft.phase = 'closed';
    });
    const { actions } = store.task(init);
    const ignore = { disposition: 'ignore', flags: actions.SIGCHLD?.flags ?? [] } as const;
    changeActions(store, init, { ...actions, SIGCHLD: ignore });
  },

  UidMapWritten(store, { ns, kind, map }) {
    store.updateUserNs(ns, (draft) => {
      if (kind === 'uid') draft.uidMap = map;
      else draft.gidMap = map;
    });
  },

  SetgroupsDenied(store, { ns }) {
    store.updateUserNs(ns, (draft) => {
      draft.setgroupsDenied = true;
    });
  },

  PidMaxSet(store, { ns, value }) {
    store.updatePidNs(ns, (draft) => {
      draft.pidMax = value;
    });
  },

  LastPidSet(store, { ns, value }) {
    store.updatePidNs(ns, (draft) => {
      draft.lastPid = value;
    });
  },

  UcountMaxSet(store, { ns, kind, value }) {
    store.updateUserNs(ns, (draft) => {
      draft.ucountMax = { ...draft.ucountMax, [kind]: value };
    });
  },

  NamespaceRebooted(store, { ns, signal }) {
    store.updatePidNs(ns, (draft) => {
      draft.reboot = signal;
    });
  },
};

function pidNamespaceCreated(store: KernelStore, event: PidNamespaceCreated): void {
  store.putPidNs({
    id: event.ns,
    parent: event.parent,
    level: event.level,
    owner: event.owner,
    phase: 'unborn',
    childReaper: null,
    lastPid: NO_LAST_PID,
    pidMax: PID_MAX_DEFAULT,
    numbers: PersistentTable.empty(),
    inode: event.inode,
    reboot: null,
    createdBy: event.actor,
    chargedTo: asUid(event.uid ?? 0),
  });
  store.updateMeta((draft) => {
    draft.nextPidNs = event.ns + 1;
  });
}

function userNamespaceCreated(store: KernelStore, event: UserNamespaceCreated): void {
  const { level, setgroupsDenied } = store.userNs(event.parent);
  store.putUserNs({
    id: event.ns,
    parent: event.parent,
    level: level + 1,
    ownerUid: asUid(event.ownerUid),
    parentCouldSetfcap: !event.withoutSetfcap,
    uidMap: null,
    gidMap: null,
    setgroupsDenied,
    ucountMax: ucountMax(INT_MAX),
    inode: event.inode,
  });
  store.updateMeta((draft) => {
    draft.nextUserNs = event.ns + 1;
  });
}
