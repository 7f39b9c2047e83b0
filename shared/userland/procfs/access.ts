// May this process look into that one? What protects links and secrets below /proc/PID. ptrace(2), "Ptrace access mode checking"

import { isInGroup } from '../../kernel/cred/in-group.ts';
import { asGid } from '../../kernel/ids.ts';
import { mayPtraceAccess } from '../../kernel/ptrace/ptrace-may-access.ts';
import type { Task } from '../../kernel/task.ts';
import type { Process } from '../process.ts';
import { optionValue } from '../vfs/filesystem-options.ts';

/** ptrace_may_access with PTRACE_MODE_READ_FSCREDS. */
export function mayInspect(caller: Process, target: Task): boolean {
  return mayPtraceAccess(caller.kernelState, caller.task, target, 'FSCREDS');
}

/**
 * has_pid_permissions: what the option hidepid of a procfs leaves of a process to whoever may not trace it. Who is in the
 * group that the procfs was given sees everything.
 */
export function accessTo(
  options: readonly string[],
  caller: Process,
  target: Task,
): 'open' | 'closed' | 'invisible' {
  const hidepid = optionValue(options, 'hidepid');
  if (hidepid === undefined) return 'open';
  const seesAll = isInGroup(caller.task.cred, asGid(Number(optionValue(options, 'gid') ?? 0)));
  if ((hidepid !== 'ptraceable' && seesAll) || mayInspect(caller, target)) return 'open';
  return hidepid === 'noaccess' ? 'closed' : 'invisible';
}
