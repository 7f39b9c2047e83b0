// Below which process does the area of a PID namespace hang?

import type { TaskId } from '#shared/kernel/ids.ts';
import type { PidNamespace } from '#shared/kernel/state.ts';
import type { Seen } from './build-scene.ts';

/**
 * The parent of the namespace's init; without an init, whoever made it and still is there, else the first process whose
 * children would go there. Null when none of these is in the picture.
 */
export function anchorOf(ns: PidNamespace, tasks: ReadonlyMap<TaskId, Seen>): TaskId | null {
  const init = ns.childReaper === null ? undefined : tasks.get(ns.childReaper);
  if (init !== undefined) return inPicture(init.task.parent, tasks);
  const creator = inPicture(ns.createdBy, tasks);
  if (creator !== null) return creator;
  for (const { task, ns: own } of tasks.values()) {
    if (own.id !== ns.id && task.nsproxy.pidNsForChildren === ns.id && task.state !== 'zombie')
      return task.id;
  }
  return null;
}

function inPicture(task: TaskId | null, tasks: ReadonlyMap<TaskId, Seen>): TaskId | null {
  return task !== null && tasks.has(task) ? task : null;
}
