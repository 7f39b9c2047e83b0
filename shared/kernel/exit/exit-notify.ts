// Who hears that a process has ended, and is it kept for them (exit_notify in kernel/exit.c)?

import type { WaitStatus } from '../abi/wait-status.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { invariant } from '../../result.ts';
import { isChildReaper, pidNamespace, pidNsOf } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Task } from '../task.ts';
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
      status: waitedStatus(kernel.state, task, code),
    });
  doNotifyParent(kernel, id, exitSignal, code);
  if (autoreap) releaseTask(kernel, id, null, 'PNS-45');
  else if (task.tracer === null && task.parent !== null && kernel.task(task.parent).state === 'exiting')
    kernel.kick(task.parent);
}

/**
 * What wait(2) says of an end: of an init whose namespace was rebooted, what reboot(2) makes of it (PNS-41). Its parent's
 * SIGCHLD knows nothing of that: zap_pid_ns_processes changes group_exit_code, do_notify_parent reads exit_code.
 */
export function waitedStatus(state: KernelState, task: Task, status: WaitStatus): WaitStatus {
  if (!isChildReaper(state, task)) return status;
  const { reboot } = pidNamespace(state, pidNsOf(state, task));
  return reboot === null ? status : { signaled: reboot };
}
