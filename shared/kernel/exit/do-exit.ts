// What does a process do when it ends (do_exit in kernel/exit.c)?

import type { WaitStatus } from '../abi/wait-status.ts';
import type { TaskId } from '../ids.ts';
import { completeVforkDone } from '../fork/complete-vfork-done.ts';
import { exitPtrace } from '../ptrace/ptrace-unlink.ts';
import type { Recorder } from '../recorder.ts';
import { isChildReaper, isExiting, pidNamespace, pidNsOf } from '../selectors.ts';
import { disassociateCtty } from '../tty/disassociate-ctty.ts';
import { exitNotify } from './exit-notify.ts';
import { forgetOriginalParent } from './forget-original-parent.ts';
import { killOrphanedPgrp } from './kill-orphaned-pgrp.ts';
import { zapPidNsProcesses, zapWait } from './zap-pid-ns-processes.ts';

/**
 * do_exit.
 *
 * Order: who waits for the memory goes on; the terminal of a session's leader is let go; tracees are let go; an init ends its namespace, and waits;
 * children are handed over; the own group, if it is orphaned now, is told; the parent is told.
 * Emits: TaskExited, then what these steps emit.
 */
export function doExit(kernel: Recorder, id: TaskId, status: WaitStatus): void {
  const task = kernel.task(id);
  if (isExiting(task)) return;
  const isInit = isChildReaper(kernel.state, task);
  // Everything but its own number has to go first (PNS-37).
  const held = isInit && pidNamespace(kernel.state, pidNsOf(kernel.state, task)).numbers.size > 1;
  kernel.runAs(id, () => {
    kernel.emit({ type: 'TaskExited', ...(held && { rule: 'PNS-37' }), task: id, status, held });
    completeVforkDone(kernel, task);
    disassociateCtty(kernel, id);
    exitPtrace(kernel, id);
    if (isInit) zapPidNsProcesses(kernel, id);
    if (!isInit || zapWait(kernel, id)) leave(kernel, id);
  });
}

/** An init whose namespace was closed is woken: the last number may be back. */
export function resumeHeldExit(kernel: Recorder, id: TaskId): void {
  kernel.runAs(id, () => {
    if (zapWait(kernel, id)) leave(kernel, id);
  });
}

/** The rest of exit_notify. */
function leave(kernel: Recorder, id: TaskId): void {
  forgetOriginalParent(kernel, id);
  killOrphanedPgrp(kernel, id, null);
  exitNotify(kernel, id);
}
