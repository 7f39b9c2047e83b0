// unshare(2).

import type { CloneFlag } from '../call.ts';
import { makeNamespaces, planNamespaces } from '../namespaces/create-namespaces.ts';
import { isShared } from '../selectors.ts';
import type { SharedStruct, Task } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Failure, Syscalls } from './outcome.ts';

const KNOWN: readonly CloneFlag[] = [
  'CLONE_THREAD', 'CLONE_FS', 'CLONE_NEWNS', 'CLONE_SIGHAND', 'CLONE_VM', 'CLONE_FILES', 'CLONE_SYSVSEM', 'CLONE_NEWUTS', 'CLONE_NEWIPC',
  'CLONE_NEWNET', 'CLONE_NEWUSER', 'CLONE_NEWPID', 'CLONE_NEWCGROUP', 'CLONE_NEWTIME',
]; // prettier-ignore
const RECORDED = ['CLONE_NEWPID', 'CLONE_NEWUSER', 'CLONE_NEWNS'] as const;
/** Which flags end the sharing of what: a new mount or user namespace takes a working directory of its own along. */
const UNSHARED_BY: readonly (readonly [SharedStruct, readonly CloneFlag[]])[] = [
  ['files', ['CLONE_FILES']],
  ['fs', ['CLONE_FS', 'CLONE_NEWNS', 'CLONE_NEWUSER']],
];

export const UNSHARE: Syscalls<'unshare'> = {
  /**
   * A new PID namespace is for later children; the caller stays where it is (PNS-20). CLONE_THREAD has nothing to
   * unshare in a process of one thread (PNS-28).
   *
   * Errno: EINVAL for other flags, and for memory or signal actions that others share; else as planNamespaces.
   * Emits: the namespaces made, SharingEnded, TaskUnshared.
   */
  unshare(kernel, { flags, privatePropagation = false, nsNumbers: numbers, ...place }, caller) {
    const refused = flagRefusal(caller, flags);
    if (refused !== null) return refused;
    const plan = planNamespaces(kernel.state, caller, flags, place);
    if ('failed' in plan) return plan;
    makeNamespaces(kernel, caller, plan, { privatePropagation, numbers });
    const structs = UNSHARED_BY.filter(
      ([struct, by]) => isShared(caller, struct) && by.some((flag) => flags.includes(flag)),
    ).map(([struct]) => struct);
    if (structs.length > 0) kernel.emit({ type: 'SharingEnded', task: caller.id, structs });
    const recorded = RECORDED.filter((flag) => flags.includes(flag));
    if (recorded.length > 0 || plan.nsproxy.owners !== caller.nsproxy.owners) {
      kernel.emit({
        type: 'TaskUnshared',
        rule: 'PNS-20',
        task: caller.id,
        flags: recorded,
        nsproxy: plan.nsproxy,
        cred: plan.cred,
      });
    }
    return SUCCESS;
  },
};

/** check_unshare_flags: memory and signal actions can't be unshared, only be nobody else's already. */
function flagRefusal(caller: Task, flags: readonly CloneFlag[]): Failure | null {
  if (flags.some((flag) => !KNOWN.includes(flag))) return fail('EINVAL', 'PNS-28');
  const ownsActions = flags.includes('CLONE_SIGHAND') || flags.includes('CLONE_VM');
  if (ownsActions && isShared(caller, 'sighand')) return fail('EINVAL', 'PNS-28');
  return flags.includes('CLONE_VM') && isShared(caller, 'mm') ? fail('EINVAL', 'PNS-28') : null;
}
