// What the machine reports about a task, so that the log has it: no system calls of Linux.

import { SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const MACHINE: Syscalls<'procfs_opened' | 'syscall_failed' | 'block' | 'wake'> = {
  procfs_opened(kernel, { path, mountPidNs, about }) {
    kernel.emit({ type: 'ProcfsOpened', path, mountPidNs, about });
    return SUCCESS;
  },

  syscall_failed(kernel, { of, errno }) {
    kernel.emit({ type: 'SyscallFailed', call: of, errno });
    return SUCCESS;
  },

  /** The caller leaves the processor until what it waits for comes. */
  block(kernel, { on }, caller) {
    kernel.emit({ type: 'TaskSlept', task: caller.id, on });
    return SUCCESS;
  },

  /** Nothing to do for one that a signal has woken already. */
  wake(kernel, _call, caller) {
    if (caller.state === 'sleeping') kernel.emit({ type: 'TaskWoke', task: caller.id });
    return SUCCESS;
  },
};
