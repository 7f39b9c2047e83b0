// Whom do a kind and a number mean: one process, a process group, or all of a user? setpriority(2), ioprio_set(2)

import type { PriorityOf } from './call.ts';
import { makeKuid } from './cred/user-ns.ts';
import { groupMembers, pidByNumber, pidNsOf, pidSeenBy, taskByVpid, tasksInOrder } from './selectors.ts';
import type { KernelState } from './state.ts';
import type { Task } from './task.ts';

/** 0 is the caller, its group, its user. Order: groups those that joined last first, users by birth. */
export function tasksMeant(
  state: KernelState,
  { which, who }: { readonly which: PriorityOf; readonly who: number },
  caller: Task,
): readonly Task[] {
  switch (which) {
    case 'PRIO_PROCESS': {
      const task = who === 0 ? caller : taskByVpid(state, caller, who);
      return task === undefined ? [] : [task];
    }
    case 'PRIO_PGRP': {
      const group = who === 0 ? caller.pgrp : pidByNumber(state, pidNsOf(state, caller), who)?.id;
      return group === undefined ? [] : [...groupMembers(state, group)];
    }
    case 'PRIO_USER': {
      const uid = who === 0 ? caller.cred.ruid : makeKuid(state, caller.cred.userNs, who);
      return tasksInOrder(state).filter(
        (task) => task.cred.ruid === uid && pidSeenBy(state, task.pid, caller) !== 0,
      );
    }
  }
}
