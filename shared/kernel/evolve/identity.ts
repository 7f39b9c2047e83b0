// What do groups, sessions, ids, nice values and the settings of prctl leave behind in the records?

import type { Recipes } from '../evolve.ts';
import { loseTrust, setDumpable } from './dumpable.ts';
import { joinGroup, joinSession, leaveGroup, leaveSession, setGroup } from './pid-links.ts';

export const IDENTITY: Recipes<
  | 'GroupChanged'
  | 'SessionCreated'
  | 'CredentialsChanged'
  | 'DumpableSet'
  | 'NoNewPrivsSet'
  | 'SubreaperSet'
  | 'ParentDeathSignalSet'
  | 'NiceChanged'
> = {
  GroupChanged(store, { task, pgrp }) {
    leaveGroup(store, task);
    const links = joinGroup(store, pgrp, task);
    store.updateTask(task, (draft) => {
      setGroup(draft, links);
    });
  },

  SessionCreated(store, { task: id }) {
    const { pid, session } = store.task(id);
    leaveSession(store, session);
    joinSession(store, pid);
    leaveGroup(store, id);
    const links = joinGroup(store, pid, id);
    store.updateTask(id, (draft) => {
      setGroup(draft, links);
      draft.session = pid;
      draft.tty = null;
    });
  },

  CredentialsChanged(store, { task, cred, clearsPdeath }) {
    store.updateTask(task, (draft) => {
      draft.cred = cred;
    });
    if (clearsPdeath) loseTrust(store, task);
  },

  DumpableSet(store, { task, dumpable }) {
    setDumpable(store, task, dumpable);
  },

  NoNewPrivsSet(store, { task }) {
    store.updateTask(task, (draft) => {
      draft.noNewPrivs = true;
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

  NiceChanged(store, { task, nice }) {
    store.updateTask(task, (draft) => {
      draft.nice = nice;
    });
  },
};
