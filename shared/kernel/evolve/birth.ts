// What do fork and execve leave behind in the records?

import type { TaskExecuted, TaskForked } from '../event.ts';
import type { Recipes } from '../evolve.ts';
import { asPidId } from '../ids.ts';
import type { PidNsId, SimTime } from '../ids.ts';
import { MOVES } from '../lifecycle-table.ts';
import type { KernelStore, Unstamped } from '../store.ts';
import type { Task } from '../task.ts';
import { changePidfds } from './descriptors.ts';
import { joinGroup, joinSession } from './pid-links.ts';
import { linkChild, NO_PARENT } from './sibling-list.ts';
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
  const { task, parent, ns, init } = event;
  const caller = store.task(event.copyOf);
  takeNumbers(store, event);
  // The first process is the init, for as long as it exists (PNS-01).
  if (init) {
    store.updatePidNs(ns, (draft) => {
      draft.phase = 'alive';
      draft.childReaper = task;
    });
  }
  const siblings = parent === null ? NO_PARENT : linkChild(store, parent, task);
  const group = joinGroup(store, caller.pgrp, task);
  store.putTask({ ...copyOfCaller(caller, event, store.meta.now), ...siblings, ...group });
  joinSession(store, caller.session);
  // fork inherits descriptors (PNS-85).
  changePidfds(store, task, caller.pidfds, caller.threadPidfds);
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

/** What the copy has of its own; everything else is the caller's (PNS-64, PNS-70). Nothing stays shared (fidelity: sharing). */
function copyOfCaller(caller: Task, event: TaskForked, now: SimTime): Unstamped<Task> {
  return {
    ...caller,
    id: event.task,
    tgid: event.task,
    pid: asPidId(event.task),
    state: MOVES.FORK.from('born'),
    waitingFor: null,
    startedAt: now,
    firstChild: null,
    lastChild: null,
    ttyOldPgrp: null,
    parentExecId: event.parent === caller.id ? caller.selfExecId : caller.parentExecId,
    didExec: false,
    nsproxy: event.nsproxy,
    cred: event.cred,
    actions: event.clearSighand ? withoutHandlers(caller.actions) : caller.actions,
    // Dispositions and mask are copied, what is pending is not (PNS-64).
    pending: [],
    threadPending: [],
    // Neither setting of prctl(2) is inherited (PNS-46, PNS-48).
    childSubreaper: false,
    pdeathSignal: null,
    exitSignal: event.exitSignal,
    exitStatus: null,
    unreported: null,
    groupStop: null,
    tracer: null,
    tracees: [],
    ptrace: null,
    pidfds: {},
    threadPidfds: [],
  };
}

/** What execve changes; all else stays, numbers, mask, what is pending and the settings of prctl(2) among it (PNS-66). */
function taskExecuted(store: KernelStore, event: TaskExecuted): void {
  const task = store.task(event.task);
  changePidfds(store, event.task, {});
  store.updateTask(event.task, (draft) => {
    draft.comm = event.comm;
    draft.exe = event.exe;
    draft.argv = event.argv;
    draft.cred = event.cred;
    draft.didExec = true;
    draft.selfExecId += 1;
    // The exit signal is that of fork again (PNS-55).
    draft.exitSignal = 'SIGCHLD';
    draft.actions = withoutHandlers(task.actions);
    if (event.clearsPdeath) draft.pdeathSignal = null;
  });
}
