// Who adopts the children of a dead process (find_new_reaper in kernel/exit.c)?

import { invariant } from '../../result.ts';
import type { Rule } from '../fact.ts';
import type { TaskId } from '../ids.ts';
import { isExiting, ownInit, pidNamespace, pidNsOf } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Task } from '../task.ts';

export interface Reaper {
  readonly task: TaskId;
  readonly rule: Rule;
}

/**
 * The nearest living subreaper among its ancestors (PNS-46), else the init of its own namespace (PNS-42): of the dead
 * parent's, not of the child's (PNS-43).
 *
 * The search for a subreaper ends at the first ancestor of another depth: it never leaves the namespace (PNS-47).
 */
export function findNewReaper(state: KernelState, father: Task): Reaper {
  const level = levelOf(state, father);
  for (let ancestor = parentOf(state, father); ancestor !== undefined; ancestor = parentOf(state, ancestor)) {
    if (levelOf(state, ancestor) !== level) break;
    if (ancestor.childSubreaper && !isExiting(ancestor)) return { task: ancestor.id, rule: 'PNS-46' };
  }
  const init = ownInit(state, father);
  invariant(init !== null, `the namespace of task ${father.id} has no init`);
  return { task: init, rule: 'PNS-42' };
}

function parentOf(state: KernelState, task: Task): Task | undefined {
  return task.parent === null ? undefined : state.tasks.get(task.parent);
}

function levelOf(state: KernelState, task: Task): number {
  return pidNamespace(state, pidNsOf(state, task)).level;
}
