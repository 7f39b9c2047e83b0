// What do pidfds and messages with credentials leave behind in the records? Both keep a struct pid, long after its
// numbers are free (PNS-85, PNS-87).

import type { Recipes } from '../evolve.ts';
import { asUid } from '../ids.ts';
import type { PidId, TaskId } from '../ids.ts';
import type { KernelStore } from '../store.ts';
import type { Task } from '../task.ts';
import { holdPid, letGoOfPid } from './pid-links.ts';
import { usersOf } from './sharing.ts';

export const DESCRIPTORS: Recipes<'PidfdsChanged' | 'MailboxChanged'> = {
  PidfdsChanged(store, { task, pidfds, threadPidfds }) {
    for (const user of usersOf(store, task, 'files')) changePidfds(store, user, pidfds, threadPidfds);
  },

  MailboxChanged(store, { sent, taken }) {
    const { mailbox } = store.meta;
    const oldest = mailbox[0]?.pid ?? null;
    if (sent !== undefined) {
      if (sent.pid !== null) registerPid(store, sent.pid);
      store.updateMeta((draft) => {
        draft.mailbox = [...mailbox, { ...sent, uid: asUid(sent.uid) }];
      });
    }
    if (taken) {
      store.updateMeta((draft) => {
        draft.mailbox = mailbox.slice(1);
      });
      if (oldest !== null) letGoOfPid(store, oldest);
    }
  },
};

/** Replaces a task's pidfds, and says so to the struct pids that are held or let go. */
export function changePidfds(
  store: KernelStore,
  id: TaskId,
  pidfds: Task['pidfds'],
  threadPidfds: Task['threadPidfds'] = [],
): void {
  const before = Object.values(store.task(id).pidfds);
  const after = Object.values(pidfds);
  if (before.length === 0 && after.length === 0) return;
  store.updateTask(id, (draft) => {
    draft.pidfds = pidfds;
    draft.threadPidfds = threadPidfds;
  });
  for (const pid of after) registerPid(store, pid);
  for (const pid of before) letGoOfPid(store, pid);
}

function registerPid(store: KernelStore, pid: PidId): void {
  holdPid(store, pid);
  if (store.pid(pid).registered) return;
  store.updatePid(pid, (draft) => {
    draft.registered = true;
  });
}
