// May this process look into that one? What protects links and secrets below /proc/PID. ptrace(2), "Ptrace access mode checking"

import { capsAreSubset, nsCapable } from '../../kernel/cred/capable.ts';
import type { Task } from '../../kernel/task.ts';
import type { Process } from '../process.ts';

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
