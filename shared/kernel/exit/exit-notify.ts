// Who hears that a process has ended, and is it kept for them (exit_notify in kernel/exit.c)?

import type { WaitStatus } from '../abi/wait-status.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { invariant } from '../../result.ts';
import { isChildReaper, pidNamespace, pidNsOf } from '../selectors.ts';
import { doNotifyParent, isAutoreaped, isPtraceReparented } from '../signals/do-notify-parent.ts';
import { releaseTask } from './release-task.ts';

/**
 * exit_notify.
 *
 * | parent                       | traced by another | result                                             |
 * | ---------------------------- | ----------------- | -------------------------------------------------- |
 * | waits for it, as by default  | no                | zombie, the parent gets its exit signal (PNS-53)   |
 * | ignores SIGCHLD, NOCLDWAIT   | no                | reaped at once (PNS-45)                            |
 * | any                          | yes               | zombie, the tracer gets SIGCHLD (PNS-76)           |
 */
export function exitNotify(kernel: Recorder, id: TaskId): void {
  const task = kernel.task(id);
  const code = task.exitStatus;
  invariant(code !== null, `task ${id} ends without a status`);
  const exitSignal = isPtraceReparented(task) ? 'SIGCHLD' : task.exitSignal;
  const autoreap = isAutoreaped(kernel.state, task, exitSignal);
  if (!autoreap)
    kernel.emit({
      type: 'TaskBecameZombie',
      rule: 'PNS-09',
      task: id,
      status: reportedStatus(kernel, id, code),
    });
  doNotifyParent(kernel, id, exitSignal, code);
  if (autoreap) releaseTask(kernel, id, null, 'PNS-45');
  else if (task.tracer === null && task.parent !== null && kernel.task(task.parent).state === 'exiting')
    kernel.kick(task.parent);
}

/** zap_pid_ns_processes: what reboot(2) inside makes of the init's death (PNS-41). */
function reportedStatus(kernel: Recorder, id: TaskId, status: WaitStatus): WaitStatus {
  const task = kernel.task(id);
  if (!isChildReaper(kernel.state, task)) return status;
  const { reboot } = pidNamespace(kernel.state, pidNsOf(kernel.state, task));
  return reboot === null ? status : { signaled: reboot };
}
