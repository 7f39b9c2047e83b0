// What becomes of the children of a dead process (forget_original_parent, reparent_leader in kernel/exit.c)?

import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { childrenOf, pidNsOf } from '../selectors.ts';
import { mayKill } from '../signals/kill-permission.ts';
import { doNotifyParent, isAutoreaped } from '../signals/do-notify-parent.ts';
import { sendSignal } from '../signals/send-signal.ts';
import { findNewReaper } from './find-new-reaper.ts';
import { killOrphanedPgrp } from './kill-orphaned-pgrp.ts';
import { releaseTask } from './release-task.ts';

/**
 * forget_original_parent, after tracees and namespace are dealt with.
 *
 * Order: child by child in list order. Each gets its new parent, behind that one's other children (PNS-42); its
 * parent-death signal; if it is a zombie, the new parent hears of it; if its group is orphaned now, the group does.
 */
export function forgetOriginalParent(kernel: Recorder, father: TaskId): void {
  const children = childrenOf(kernel.state, kernel.task(father));
  if (children.length === 0) return;
  const reaper = findNewReaper(kernel.state, kernel.task(father));
  const home = pidNsOf(kernel.state, kernel.task(father));
  for (const { id } of children) {
    const crosses = reaper.rule === 'PNS-42' && pidNsOf(kernel.state, kernel.task(id)) !== home;
    kernel.emit({
      type: 'TaskReparented',
      rule: crosses ? 'PNS-43' : reaper.rule,
      task: id,
      from: father,
      to: reaper.task,
    });
    sendParentDeathSignal(kernel, father, id);
    reparentLeader(kernel, father, id);
  }
}

/** Sent each time a parent dies, an adoptive one too; the dead parent is the sender (PNS-48). */
function sendParentDeathSignal(kernel: Recorder, father: TaskId, id: TaskId): void {
  const child = kernel.task(id);
  if (child.pdeathSignal === null) return;
  if (!mayKill(kernel.state, kernel.task(father), child, child.pdeathSignal)) return;
  sendSignal(kernel, id, child.pdeathSignal, 'noinfo', { because: 'parent-death', rule: 'PNS-48' });
}

/** reparent_leader: an orphaned zombie is reported to its new parent, who may ignore it (PNS-44). */
function reparentLeader(kernel: Recorder, father: TaskId, id: TaskId): void {
  const child = kernel.task(id);
  if (child.state === 'zombie' && child.tracer === null && child.exitStatus !== null) {
    const autoreap = isAutoreaped(kernel.state, child, child.exitSignal);
    doNotifyParent(kernel, id, child.exitSignal, child.exitStatus);
    if (autoreap) {
      killOrphanedPgrp(kernel, id, father);
      releaseTask(kernel, id, null, 'PNS-44');
      return;
    }
    if (child.parent !== null && kernel.task(child.parent).state === 'exiting') kernel.kick(child.parent);
  }
  killOrphanedPgrp(kernel, id, father);
}
