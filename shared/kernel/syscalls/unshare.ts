// unshare(2).

import type { CloneFlag } from '../call.ts';
import { makeNamespaces, planNamespaces } from '../namespaces/create-namespaces.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

const KNOWN: readonly CloneFlag[] = [
  'CLONE_THREAD', 'CLONE_FS', 'CLONE_NEWNS', 'CLONE_SIGHAND', 'CLONE_VM', 'CLONE_FILES', 'CLONE_SYSVSEM', 'CLONE_NEWUTS', 'CLONE_NEWIPC',
  'CLONE_NEWNET', 'CLONE_NEWUSER', 'CLONE_NEWPID', 'CLONE_NEWCGROUP', 'CLONE_NEWTIME',
]; // prettier-ignore
const RECORDED = ['CLONE_NEWPID', 'CLONE_NEWUSER', 'CLONE_NEWNS'] as const;

export const UNSHARE: Syscalls<'unshare'> = {
  /**
   * A new PID namespace is for later children; the caller stays where it is (PNS-20). CLONE_THREAD and its kin have
   * nothing to unshare in a process of one thread (PNS-28).
   *
   * Errno: EINVAL for other flags; else as planNamespaces.
   */
  unshare(kernel, { flags, privatePropagation = false, nsNumbers: numbers }, caller) {
    if (flags.some((flag) => !KNOWN.includes(flag))) return fail('EINVAL', 'PNS-28');
    const plan = planNamespaces(kernel.state, caller, flags);
    if ('failed' in plan) return plan;
    makeNamespaces(kernel, caller, plan, { privatePropagation, numbers });
    const recorded = RECORDED.filter((flag) => flags.includes(flag));
    if (recorded.length > 0) {
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
