// Who has a struct in common with whom (files_struct, fs_struct, mm_struct, sighand_struct)? Its users hang together in
// a ring through the tasks themselves; who has it alone is in none.

import type { Recipes } from '../evolve.ts';
import type { TaskId } from '../ids.ts';
import type { KernelStore } from '../store.ts';
import type { SharedStruct, Task } from '../task.ts';

export const SHARING: Recipes<'SharingEnded'> = {
  SharingEnded(store, { task, structs }) {
    leaveShared(store, task, structs);
  },
};

/** Of a task that shares nothing. */
export const ALONE: Task['nextUser'] = {};

/** The child becomes the caller's next user of each struct: the count of its users goes up by one. */
export function joinShared(
  store: KernelStore,
  caller: TaskId,
  child: TaskId,
  structs: readonly SharedStruct[],
): void {
  for (const struct of structs) {
    const next = store.task(caller).nextUser[struct] ?? caller;
    link(store, caller, struct, child);
    link(store, child, struct, next);
  }
}

/** The count goes down by one. What the struct held stays with the others, and here as a copy. */
export function leaveShared(store: KernelStore, id: TaskId, structs: readonly SharedStruct[]): void {
  const { nextUser } = store.task(id);
  for (const struct of structs) {
    const next = nextUser[struct];
    if (next === undefined) continue;
    const previous = usersOf(store, id, struct).at(-1) ?? id;
    link(store, previous, struct, next === previous ? undefined : next);
    link(store, id, struct, undefined);
  }
}

/** The task, and whoever shares this struct with it. Order: of the ring, the task first. */
export function usersOf(store: KernelStore, id: TaskId, struct: SharedStruct): TaskId[] {
  const users = [id];
  for (let at = store.task(id).nextUser[struct]; at !== undefined && at !== id;) {
    users.push(at);
    at = store.task(at).nextUser[struct];
  }
  return users;
}

/** Changes the table of signal actions: a shared one for all of its users. */
export function changeActions(store: KernelStore, id: TaskId, actions: Task['actions']): void {
  for (const user of usersOf(store, id, 'sighand')) {
    store.updateTask(user, (draft) => {
      draft.actions = actions;
    });
  }
}

function link(store: KernelStore, id: TaskId, struct: SharedStruct, next: TaskId | undefined): void {
  const { [struct]: _, ...others } = store.task(id).nextUser;
  store.updateTask(id, (draft) => {
    draft.nextUser = next === undefined ? others : { ...others, [struct]: next };
  });
}
