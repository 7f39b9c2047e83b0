// getpid(2), gettid(2), getppid(2), getpgid(2), getsid(2).

import { pidSeenBy, taskByVpid } from '../selectors.ts';
import type { Recorder } from '../recorder.ts';
import type { Task } from '../task.ts';
import { fail } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const IDENTITY_CALLS: Syscalls<'getpid' | 'gettid' | 'getppid' | 'getpgid' | 'getsid'> = {
  /** The innermost number (PNS-04). */
  getpid: (kernel, _call, caller) => ({ ret: pidSeenBy(kernel.state, caller.pid, caller) }),
  gettid: (kernel, _call, caller) => ({ ret: pidSeenBy(kernel.state, caller.pid, caller) }),

  /** 0 where the parent cannot be seen (PNS-04). */
  getppid(kernel, _call, caller) {
    const parent = caller.parent === null ? undefined : kernel.findTask(caller.parent);
    return { ret: parent === undefined ? 0 : pidSeenBy(kernel.state, parent.pid, caller) };
  },

  /** 0 where the leader cannot be seen (PNS-70). Errno: ESRCH. */
  getpgid(kernel, { pid }, caller) {
    const task = targetOf(kernel, caller, pid);
    return task === undefined ? fail('ESRCH', 'PNS-03') : { ret: pidSeenBy(kernel.state, task.pgrp, caller) };
  },
  getsid(kernel, { pid }, caller) {
    const task = targetOf(kernel, caller, pid);
    return task === undefined
      ? fail('ESRCH', 'PNS-03')
      : { ret: pidSeenBy(kernel.state, task.session, caller) };
  },
};

/** 0 is the caller itself. */
function targetOf(kernel: Recorder, caller: Task, pid: number): Task | undefined {
  return pid === 0 ? caller : taskByVpid(kernel.state, caller, pid);
}
