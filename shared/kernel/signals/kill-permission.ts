// Who may signal whom (kill_ok_by_cred, check_kill_permission in kernel/signal.c)?

import type { Signal } from '../abi/signal.ts';
import { nsCapable } from '../cred/capable.ts';
import type { KernelState } from '../state.ts';
import type { Task } from '../task.ts';

/**
 * Allowed to itself; where the sender's real or effective uid is the target's real or saved uid; with CAP_KILL in the
 * target's user namespace; and SIGCONT within a session (PNS-59). `signal` is null for a test.
 */
export function mayKill(state: KernelState, sender: Task, target: Task, signal: Signal | null): boolean {
  if (sender.id === target.id) return true;
  const { ruid, euid } = sender.cred;
  const { ruid: targetUid, suid: targetSaved } = target.cred;
  const byUid = [ruid, euid].some((uid) => uid === targetUid || uid === targetSaved);
  if (byUid || nsCapable(state, sender.cred, target.cred.userNs, 'CAP_KILL')) return true;
  return signal === 'SIGCONT' && sender.session === target.session;
}
