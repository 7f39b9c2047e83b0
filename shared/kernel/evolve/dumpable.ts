// Whom does a task's memory let look in (set_dumpable in fs/exec.c, commit_creds in kernel/cred.c)?

import type { TaskId } from '../ids.ts';
import type { KernelStore } from '../store.ts';
import { usersOf } from './sharing.ts';

/** Of all who share the memory. */
export function setDumpable(store: KernelStore, id: TaskId, dumpable: boolean): void {
  const { mm } = store.task(id);
  if (mm.dumpable === dumpable) return;
  for (const user of usersOf(store, id, 'mm')) {
    store.updateTask(user, (draft) => {
      draft.mm = { ...mm, dumpable };
    });
  }
}

/** commit_creds: who has more privilege than before is not to be traced by its user, nor signalled by its parent's death. */
export function loseTrust(store: KernelStore, id: TaskId): void {
  setDumpable(store, id, false);
  store.updateTask(id, (draft) => {
    draft.pdeathSignal = null;
  });
}
