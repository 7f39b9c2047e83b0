// When does an exit leave a process group orphaned, and what does the group get (kill_orphaned_pgrp in kernel/exit.c)?

import type { PidId, TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { groupMembers, isZombie } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import { sendSignal } from '../signals/send-signal.ts';

/**
 * will_become_orphaned_pgrp: whether no member has a parent in another group of the same session (PNS-62).
 *
 * Zombies and `ignored` do not count. A parent outside the machine is in no session of it.
 */
export function isOrphanedPgrp(state: KernelState, group: PidId, ignored: TaskId | null): boolean {
  for (const member of groupMembers(state, group)) {
    if (member.id === ignored || isZombie(member) || member.parent === null) continue;
    const parent = state.tasks.get(member.parent);
    if (parent !== undefined && parent.pgrp !== group && parent.session === member.session) return false;
  }
  return true;
}

/**
 * kill_orphaned_pgrp. `father` is the dead parent of `id`; null when `id` itself has died.
 *
 * Only a connection that just went can have been the last one. A group with a stopped member gets SIGHUP, then
 * SIGCONT, so that nobody stays stopped with no one left to continue it (PNS-62).
 */
export function killOrphanedPgrp(kernel: Recorder, id: TaskId, father: TaskId | null): void {
  const task = kernel.task(id);
  const parentId = father ?? task.parent;
  const parent = parentId === null ? undefined : kernel.findTask(parentId);
  if (parent === undefined || parent.pgrp === task.pgrp || parent.session !== task.session) return;
  if (!isOrphanedPgrp(kernel.state, task.pgrp, father === null ? id : null)) return;
  const members = [...groupMembers(kernel.state, task.pgrp)];
  // has_stopped_jobs: a member that is to die is in no group stop any more.
  if (!members.some(({ id: member, groupStop }) => groupStop !== null && !kernel.isDoomed(member))) return;
  for (const signal of ['SIGHUP', 'SIGCONT'] as const) {
    for (const member of members)
      sendSignal(kernel, member.id, signal, 'kernel', { because: 'orphaned-group', rule: 'PNS-62' });
  }
}
