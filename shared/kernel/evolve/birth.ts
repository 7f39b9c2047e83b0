// What do fork and execve leave behind in the records?

import type { TaskExecuted, TaskForked } from '../event.ts';
import type { Recipes } from '../evolve.ts';
import { asPidId } from '../ids.ts';
import type { PidNsId, SimTime } from '../ids.ts';
import { MOVES } from '../lifecycle-table.ts';
import { RECORD_KIND } from '../record-kind.ts';
import type { Assignable, KernelStore } from '../store.ts';
import type { Task } from '../task.ts';
import { changePidfds } from './descriptors.ts';
import { joinGroup, joinSession, setGroup } from './pid-links.ts';
import { ALONE, joinShared, leaveShared } from './sharing.ts';
import { linkChild, NO_PARENT, setSiblings } from './sibling-list.ts';
import { withoutHandlers } from './signals.ts';

export const BIRTH: Recipes<'TaskForked' | 'PidsAllocated' | 'TaskExecuted' | 'CommChanged'> = {
  TaskForked: taskForked,

  PidsAllocated(store, { counters }) {
    for (const { ns, lastPid } of counters) {
      store.updatePidNs(ns, (draft) => {
        draft.lastPid = lastPid;
      });
    }
  },

  TaskExecuted: taskExecuted,

  CommChanged(store, { task, comm }) {
    store.updateTask(task, (draft) => {
      draft.comm = comm;
    });
  },
};

function taskForked(store: KernelStore, event: TaskForked): void {
  const { task, parent, ns, init, shares } = event;
  const caller = store.task(event.copyOf);
  takeNumbers(store, event);
  // The first process is the init, for as long as it exists (PNS-01).
  if (init) {
    store.updatePidNs(ns, (draft) => {
      draft.phase = 'alive';
      draft.childReaper = task;
    });
  }
  const child = copyOfCaller(caller, event, store.meta.now);
  setSiblings(child, parent === null ? NO_PARENT : linkChild(store, parent, task));
  setGroup(child, joinGroup(store, caller.pgrp, task));
  store.putTask(child);
  joinSession(store, caller.session);
  // fork inherits descriptors (PNS-85).
  changePidfds(store, task, caller.pidfds, caller.threadPidfds);
  if (shares !== undefined) joinShared(store, caller.id, task, shares);
  store.updateMeta((draft) => {
    draft.nextTask = task + 1;
  });
}

/** One number at every level, for good (PNS-02). */
function takeNumbers(store: KernelStore, { task, ns, numbers }: TaskForked): void {
  const pid = asPidId(task);
  store.putPid({
    id: pid,
    ns,
    numbers,
    task,
    firstInGroup: null,
    groupMembers: 0,
    sessionMembers: 0,
    holders: 0,
    registered: false,
  });
  let level: PidNsId | null = ns;
  for (const number of numbers.toReversed()) {
    if (level === null) break;
    store.takeNumber(level, number, pid);
    level = store.pidNs(level).parent;
  }
}

/** What the child has of its own; everything else is the caller's (PNS-64, PNS-70). */
function copyOfCaller(caller: Task, event: TaskForked, now: SimTime): Assignable<Task> {
  const child: Assignable<Task> = RECORD_KIND.task.copy(caller);
  child.id = event.task;
  child.tgid = event.task;
  child.pid = asPidId(event.task);
  child.state = MOVES.FORK.from('born');
  child.waitingFor = null;
  child.startedAt = now;
  child.firstChild = null;
  child.lastChild = null;
  child.ttyOldPgrp = null;
  child.parentExecId = event.parent === caller.id ? caller.selfExecId : caller.parentExecId;
  child.didExec = false;
  child.vforkDone = event.vfork ? event.copyOf : null;
  child.nsproxy = event.nsproxy;
  child.cred = event.cred;
  if (event.clearSighand) child.actions = withoutHandlers(caller.actions);
  // Dispositions and mask are copied, what is pending is not (PNS-64).
  child.pending = [];
  child.threadPending = [];
  // Neither setting of prctl(2) is inherited (PNS-46, PNS-48).
  child.childSubreaper = false;
  child.pdeathSignal = null;
  child.exitSignal = event.exitSignal;
  child.exitStatus = null;
  child.unreported = null;
  child.groupStop = null;
  child.cldContinued = false;
  child.tracer = null;
  child.tracees = [];
  child.ptrace = null;
  child.nextUser = ALONE;
  child.pidfds = {};
  child.threadPidfds = [];
  return child;
}

/** What execve changes; all else stays, numbers, mask, what is pending and the settings of prctl(2) among it (PNS-66). */
function taskExecuted(store: KernelStore, event: TaskExecuted): void {
  const task = store.task(event.task);
  // begin_new_exec: new memory, and tables of its own; the working directory stays shared.
  leaveShared(store, event.task, ['files', 'mm', 'sighand']);
  changePidfds(store, event.task, {});
  store.updateTask(event.task, (draft) => {
    draft.comm = event.comm;
    draft.exe = event.exe;
    draft.argv = event.argv;
    draft.cred = event.cred;
    draft.mm = { dumpable: !event.undumpable, userNs: event.cred.userNs };
    if (event.nsproxy !== undefined) draft.nsproxy = event.nsproxy;
    draft.didExec = true;
    draft.vforkDone = null;
    draft.selfExecId += 1;
    // The exit signal is that of fork again (PNS-55).
    draft.exitSignal = 'SIGCHLD';
    draft.actions = withoutHandlers(task.actions);
    if (event.clearsPdeath) draft.pdeathSignal = null;
  });
}
