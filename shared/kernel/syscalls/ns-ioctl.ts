// ioctl_nsfs(2) on the file of a PID namespace.

import type { Recorder } from '../recorder.ts';
import {
  isAncestorOrSelf,
  pidNamespace,
  pidNsOf,
  pidOf,
  pidSeenBy,
  taskByPid,
  taskByVpid,
} from '../selectors.ts';
import type { Task } from '../task.ts';
import type { PidNsId } from '../ids.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Outcome, Syscalls } from './outcome.ts';

/** The value of CLONE_NEWPID. */
const CLONE_NEWPID = 0x20000000;

export const NS_IOCTL: Syscalls<'ns_ioctl'> = {
  /** Errno: EPERM where NS_GET_PARENT would lead out of the caller's namespace; ESRCH where nobody has the number (PNS-88). */
  ns_ioctl(kernel, { request, ns, pid }, caller) {
    switch (request) {
      case 'NS_GET_PARENT':
        return getParent(kernel, caller, ns);
      case 'NS_GET_NSTYPE':
        return { ret: CLONE_NEWPID };
      case 'NS_GET_PID_FROM_PIDNS':
      case 'NS_GET_TGID_FROM_PIDNS': {
        const task = taskByPid(kernel.state, ns, pid ?? 0);
        return numberOrEsrch(task === undefined ? 0 : pidSeenBy(kernel.state, task.pid, caller));
      }
      case 'NS_GET_PID_IN_PIDNS':
      case 'NS_GET_TGID_IN_PIDNS': {
        const task = taskByVpid(kernel.state, caller, pid ?? 0);
        return numberOrEsrch(task === undefined ? 0 : pidOf(kernel.state, task, ns));
      }
      default:
        return fail('ENOTTY');
    }
  },
};

function numberOrEsrch(number: number): Outcome {
  return number === 0 ? fail('ESRCH', 'PNS-88') : { ret: number };
}

/** pidns_get_parent. */
function getParent({ state }: Recorder, caller: Task, ns: PidNsId): Outcome {
  const { parent } = pidNamespace(state, ns);
  return parent !== null && isAncestorOrSelf(state, pidNsOf(state, caller), parent)
    ? SUCCESS
    : fail('EPERM', 'PNS-88', { ns });
}
