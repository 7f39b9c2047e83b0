// What keeps a number taken: a process, a process group and a session may each hang on one struct pid
// (attach_pid, __change_pid, free_pid in kernel/pid.c; PNS-12).

import type { PidId, PidNsId, TaskId } from '../ids.ts';
import type { PidStruct } from '../state.ts';
import type { Assignable, KernelStore } from '../store.ts';
import type { Task } from '../task.ts';

/** The member's own end of its group's list: its record has to take these fields. */
export type GroupLinks = Pick<Task, 'pgrp' | 'prevInGroup' | 'nextInGroup'>;

export function setGroup(task: Assignable<Task>, links: GroupLinks): void {
  task.pgrp = links.pgrp;
  task.prevInGroup = links.prevInGroup;
  task.nextInGroup = links.nextInGroup;
}

/** attach_pid(PIDTYPE_PGID): the newest member stands first. */
export function joinGroup(store: KernelStore, group: PidId, task: TaskId): GroupLinks {
  const { firstInGroup } = store.pid(group);
  store.updatePid(group, (draft) => {
    draft.firstInGroup = task;
    draft.groupMembers += 1;
  });
  if (firstInGroup !== null) {
    store.updateTask(firstInGroup, (draft) => {
      draft.prevInGroup = task;
    });
  }
  return { pgrp: group, prevInGroup: null, nextInGroup: firstInGroup };
}

/** detach_pid(PIDTYPE_PGID). Leaves the task's own links as they are: it joins another group next, or is gone. */
export function leaveGroup(store: KernelStore, task: TaskId): void {
  const { pgrp, prevInGroup, nextInGroup } = store.task(task);
  if (prevInGroup !== null) {
    store.updateTask(prevInGroup, (draft) => {
      draft.nextInGroup = nextInGroup;
    });
  }
  if (nextInGroup !== null) {
    store.updateTask(nextInGroup, (draft) => {
      draft.prevInGroup = prevInGroup;
    });
  }
  store.updatePid(pgrp, (draft) => {
    if (prevInGroup === null) draft.firstInGroup = nextInGroup;
    draft.groupMembers -= 1;
  });
  freePidIfUnused(store, pgrp);
}

export function joinSession(store: KernelStore, session: PidId): void {
  store.updatePid(session, (draft) => {
    draft.sessionMembers += 1;
  });
}

export function leaveSession(store: KernelStore, session: PidId): void {
  store.updatePid(session, (draft) => {
    draft.sessionMembers -= 1;
  });
  freePidIfUnused(store, session);
}

/** detach_pid(PIDTYPE_PID): the process is reaped. */
export function leavePid(store: KernelStore, pid: PidId): void {
  store.updatePid(pid, (draft) => {
    draft.task = null;
  });
  freePidIfUnused(store, pid);
}

/** get_pid: a descriptor, message or terminal refers to it from now on. */
export function holdPid(store: KernelStore, pid: PidId): void {
  store.updatePid(pid, (draft) => {
    draft.holders += 1;
  });
}

/** put_pid: one reference less. */
export function letGoOfPid(store: KernelStore, pid: PidId): void {
  store.updatePid(pid, (draft) => {
    draft.holders -= 1;
  });
  const struct = store.pid(pid);
  if (isFree(struct) && struct.holders === 0) store.removePid(pid);
}

/** free_pid: nothing has these numbers any more. */
function freePidIfUnused(store: KernelStore, pid: PidId): void {
  const struct = store.pid(pid);
  if (!isFree(struct)) return;
  let ns: PidNsId | null = struct.ns;
  for (const number of struct.numbers.toReversed()) {
    if (ns === null) break;
    store.freeNumber(ns, number);
    ns = store.pidNs(ns).parent;
  }
  if (struct.holders === 0) store.removePid(pid);
}

/** A group or a session keeps the numbers as well as a process does (PNS-12). */
function isFree(struct: PidStruct): boolean {
  return struct.task === null && struct.groupMembers === 0 && struct.sessionMembers === 0;
}
