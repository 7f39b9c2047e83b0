// setpgid(2), setsid(2).

import { freeingNumbers } from '../exit/release-task.ts';
import type { PidId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import {
  groupMembers,
  isSessionLeader,
  pidByNumber,
  pidNsOf,
  pidSeenBy,
  pidStruct,
  taskByVpid,
} from '../selectors.ts';
import type { Task } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Failure, Syscalls } from './outcome.ts';

export const GROUPS: Syscalls<'setpgid' | 'setsid'> = {
  /**
   * Errno, in this order: EINVAL; ESRCH unless oneself or a child; EPERM for a child of another session; EACCES for a
   * child that has called exec; EPERM for a session leader, and for a group that is not of the session (PNS-71).
   */
  setpgid(kernel, { pid, pgid }, caller) {
    const number = pid === 0 ? pidSeenBy(kernel.state, caller.pid, caller) : pid;
    const group = pgid === 0 ? number : pgid;
    if (group < 0) return fail('EINVAL', 'PNS-71');
    const target = taskByVpid(kernel.state, caller, number);
    if (target === undefined) return fail('ESRCH', 'PNS-03');
    const refused = setpgidRefusal(caller, target);
    if (refused !== null) return refused;
    const pgrp = group === number ? target.pid : groupOfSession(kernel, caller, group);
    if (pgrp === null) return fail('EPERM', 'PNS-71', { target: target.id });
    if (target.pgrp !== pgrp) {
      freeingNumbers(kernel, [target.pgrp], () => {
        kernel.emit({ type: 'GroupChanged', rule: 'PNS-71', task: target.id, pgrp });
      });
    }
    return SUCCESS;
  },

  /** Errno: EPERM for a session leader, and while any group carries the caller's number, even one it has left (PNS-72). */
  setsid(kernel, _call, caller) {
    if (isSessionLeader(caller) || pidStruct(kernel.state, caller.pid).groupMembers > 0)
      return fail('EPERM', 'PNS-72');
    freeingNumbers(kernel, [caller.pgrp, caller.session], () => {
      kernel.emit({ type: 'SessionCreated', rule: 'PNS-72', task: caller.id });
    });
    return { ret: pidSeenBy(kernel.state, caller.pid, caller) };
  },
};

function setpgidRefusal(caller: Task, target: Task): Failure | null {
  const about = { target: target.id };
  if (target.parent === caller.id) {
    if (target.session !== caller.session) return fail('EPERM', 'PNS-71', about);
    if (target.didExec) return fail('EACCES', 'PNS-71', about);
  } else if (target.id !== caller.id) return fail('ESRCH', 'PNS-71', about);
  return isSessionLeader(target) ? fail('EPERM', 'PNS-71', about) : null;
}

/** A group of the caller's session, by its number in the caller's namespace; its leader may be gone (PNS-71). */
function groupOfSession(kernel: Recorder, caller: Task, number: number): PidId | null {
  const struct = pidByNumber(kernel.state, pidNsOf(kernel.state, caller), number);
  if (struct === undefined) return null;
  const [member] = groupMembers(kernel.state, struct.id);
  return member !== undefined && member.session === caller.session ? struct.id : null;
}
