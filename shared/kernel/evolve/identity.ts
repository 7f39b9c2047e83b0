// What do groups, sessions, ids and the settings of prctl leave behind in the records?

import type { Recipes } from '../evolve.ts';
import { joinGroup, joinSession, leaveGroup, leaveSession } from './pid-links.ts';

export const IDENTITY: Recipes<
  'GroupChanged' | 'SessionCreated' | 'CredentialsChanged' | 'SubreaperSet' | 'ParentDeathSignalSet'
> = {
  GroupChanged(store, { task, pgrp }) {
    leaveGroup(store, task);
    joinGroup(store, pgrp, task);
  },

  SessionCreated(store, { task: id }) {
    const { pid, session } = store.task(id);
    leaveSession(store, session);
    joinSession(store, pid);
    leaveGroup(store, id);
    joinGroup(store, pid, id);
    store.updateTask(id, (draft) => {
      draft.session = pid;
      draft.tty = null;
    });
  },

  CredentialsChanged(store, { task, cred, clearsPdeath }) {
    store.updateTask(task, (draft) => {
      draft.cred = cred;
      if (clearsPdeath) draft.pdeathSignal = null;
    });
  },

  SubreaperSet(store, { task, value }) {
    store.updateTask(task, (draft) => {
      draft.childSubreaper = value;
    });
  },

  ParentDeathSignalSet(store, { task, signal }) {
    store.updateTask(task, (draft) => {
      draft.pdeathSignal = signal;
    });
  },
};
