// getpriority(2), setpriority(2): how nice is a process, and who may change it? kernel/sys.c

import { nsCapable } from '../cred/capable.ts';
import type { Errno } from '../abi/errno.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { tasksMeant } from '../tasks-meant.ts';
import type { Task } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

const NICEST = 19;
const LEAST_NICE = -20;

export const PRIORITY: Syscalls<'getpriority' | 'setpriority'> = {
  /** The least nice of them. Errno: ESRCH nobody is meant (PNS-03). */
  getpriority(kernel, call, caller) {
    const tasks = tasksMeant(kernel.state, call, caller);
    return tasks.length === 0
      ? fail('ESRCH', 'PNS-03')
      : { ret: Math.min(...tasks.map((task) => task.nice)) };
  },

  /**
   * Whoever may be changed is changed, the others make the call fail.
   *
   * Errno: ESRCH nobody is meant; EPERM somebody else's process without CAP_SYS_NICE; EACCES less nice than RLIMIT_NICE allows.
   */
  setpriority(kernel, call, caller) {
    const nice = Math.max(LEAST_NICE, Math.min(NICEST, call.nice));
    let refused: Errno | null = null;
    const tasks = tasksMeant(kernel.state, call, caller);
    for (const task of tasks) {
      const errno = whyNot(kernel, caller, task, nice, call.niceLimits);
      if (errno !== null) refused = errno;
      else if (task.nice !== nice) kernel.emit({ type: 'NiceChanged', task: task.id, nice });
    }
    if (refused !== null) return fail(refused);
    return tasks.length === 0 ? fail('ESRCH', 'PNS-03') : SUCCESS;
  },
};

/** set_one_prio, can_nice. */
function whyNot(
  { state }: Recorder,
  { cred }: Task,
  task: Task,
  nice: number,
  niceLimits: ReadonlyMap<TaskId, number> | undefined,
): Errno | null {
  const isOwn = task.cred.ruid === cred.euid || task.cred.euid === cred.euid;
  if (!isOwn && !nsCapable(state, cred, task.cred.userNs, 'CAP_SYS_NICE')) return 'EPERM';
  const mayLower = NICEST + 1 - nice <= (niceLimits?.get(task.id) ?? 0);
  return nice >= task.nice || mayLower || nsCapable(state, cred, state.rootUserNs, 'CAP_SYS_NICE')
    ? null
    : 'EACCES';
}
