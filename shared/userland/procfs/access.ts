// May this process look into that one? What protects links and secrets below /proc/PID. ptrace(2), "Ptrace access mode checking"

import { capsAreSubset, nsCapable } from '../../kernel/cred/capable.ts';
import type { Task } from '../../kernel/task.ts';
import type { Process } from '../process.ts';
import { optionValue } from '../vfs/filesystem-options.ts';
import { gidOf } from '../vfs/permission.ts';

/** ptrace_may_access with PTRACE_MODE_READ_FSCREDS. */
export function mayInspect(caller: Process, target: Task): boolean {
  if (caller.id === target.id) return true;
  const state = caller.kernelState;
  const { cred } = caller.task;
  const { ruid, euid, suid, userNs } = target.cred;
  if (nsCapable(state, cred, userNs, 'CAP_SYS_PTRACE')) return true;
  const sameUser = [ruid, euid, suid].every((uid) => uid === cred.euid);
  return sameUser && cred.userNs === userNs && capsAreSubset(state, cred, target.cred);
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
  const isInGroup = gidOf(caller.task.cred.euid) === Number(optionValue(options, 'gid') ?? 0);
  if ((hidepid !== 'ptraceable' && isInGroup) || mayInspect(caller, target)) return 'open';
  return hidepid === 'noaccess' ? 'closed' : 'invisible';
}
