// May this process look into that one? What protects links and secrets below /proc/PID. ptrace(2), "Ptrace access mode checking"

import { capsAreSubset, nsCapable } from '../../kernel/cred/capable.ts';
import { isInGroup } from '../../kernel/cred/in-group.ts';
import { asGid } from '../../kernel/ids.ts';
import { hasOnlyIds } from '../../kernel/ptrace/ptrace-may-access.ts';
import type { Task } from '../../kernel/task.ts';
import type { Process } from '../process.ts';
import type { Owner } from '../vfs/inode.ts';
import { optionValue } from '../vfs/filesystem-options.ts';

/** ptrace_may_access with PTRACE_MODE_READ_FSCREDS. */
export function mayInspect(caller: Process, target: Task): boolean {
  if (caller.id === target.id) return true;
  const state = caller.kernelState;
  const { cred } = caller.task;
  const { userNs } = target.cred;
  if (nsCapable(state, cred, userNs, 'CAP_SYS_PTRACE')) return true;
  const isAlike = hasOnlyIds(target.cred, cred.euid, cred.egid);
  return isAlike && cred.userNs === userNs && capsAreSubset(state, cred, target.cred);
}

/** task_dump_owner: to whom the files of a process belong. */
export function taskOwner({ cred }: Task): Owner {
  return { uid: cred.euid, gid: cred.egid };
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
