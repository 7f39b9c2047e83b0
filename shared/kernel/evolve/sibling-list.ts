// How do a parent's children hang together? A doubly linked list through the tasks themselves (task_struct.sibling):
// linking one child costs the same under a parent of ten as under a parent of ten thousand.

import type { TaskId } from '../ids.ts';
import type { Assignable, KernelStore } from '../store.ts';
import type { Task } from '../task.ts';

/** The child's own end of the list: its record has to take these fields. */
export type SiblingLinks = Pick<Task, 'parent' | 'prevSibling' | 'nextSibling'>;

/** Of a task whose parent is outside the machine. */
export const NO_PARENT: SiblingLinks = { parent: null, prevSibling: null, nextSibling: null };

export function setSiblings(task: Assignable<Task>, links: SiblingLinks): void {
  task.parent = links.parent;
  task.prevSibling = links.prevSibling;
  task.nextSibling = links.nextSibling;
}

/** Behind the parent's other children: list_add_tail (PNS-50). */
export function linkChild(store: KernelStore, parent: TaskId, child: TaskId): SiblingLinks {
  const { lastChild } = store.task(parent);
  store.updateTask(parent, (draft) => {
    draft.firstChild ??= child;
    draft.lastChild = child;
  });
  if (lastChild !== null) {
    store.updateTask(lastChild, (draft) => {
      draft.nextSibling = child;
    });
  }
  return { parent, prevSibling: lastChild, nextSibling: null };
}

/** Leaves the child's own `parent` and links as they are: whoever calls sets or drops them. */
export function unlinkChild(store: KernelStore, parent: TaskId, child: TaskId): void {
  const { prevSibling, nextSibling } = store.task(child);
  if (prevSibling !== null) {
    store.updateTask(prevSibling, (draft) => {
      draft.nextSibling = nextSibling;
    });
  }
  if (nextSibling !== null) {
    store.updateTask(nextSibling, (draft) => {
      draft.prevSibling = prevSibling;
    });
  }
  if (prevSibling !== null && nextSibling !== null) return;
  store.updateTask(parent, (draft) => {
    if (prevSibling === null) draft.firstChild = nextSibling;
    if (nextSibling === null) draft.lastChild = prevSibling;
  });
}
