// The smallest state and the plainest records: for tests of what carries state, whatever the rules make of it.
import { NO_CAPABILITIES } from '#shared/kernel/abi/capability.ts';
import {
  asGid,
  asMntNsId,
  asPidId,
  asPidNsId,
  asSimTime,
  asTaskId,
  asUid,
  asUserNsId,
} from '#shared/kernel/ids.ts';
import { PersistentTable } from '#shared/kernel/persistent-table.ts';
import type { KernelState, PidNamespace } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';

export function bareTask(id: number): Task {
  return {
    id: asTaskId(id),
    tgid: asTaskId(id),
    pid: asPidId(id),
    state: 'running',
    waitingFor: null,
    comm: `task-${id}`,
    argv: ['task', String(id)],
    exe: '/bin/task',
    startedAt: asSimTime(0),
    parent: null,
    firstChild: null,
    lastChild: null,
    prevSibling: null,
    nextSibling: null,
    selfExecId: 0,
    parentExecId: 0,
    pgrp: asPidId(id),
    session: asPidId(id),
    prevInGroup: null,
    nextInGroup: null,
    tty: null,
    ttyOldPgrp: null,
    didExec: false,
    nsproxy: { pidNsForChildren: asPidNsId(1), mntNs: asMntNsId(1) },
    cred: {
      ruid: asUid(0),
      euid: asUid(0),
      suid: asUid(0),
      rgid: asGid(0),
      egid: asGid(0),
      sgid: asGid(0),
      groups: [],
      userNs: asUserNsId(1),
      permitted: NO_CAPABILITIES,
      effective: NO_CAPABILITIES,
    },
    mm: { dumpable: true, userNs: asUserNsId(1) },
    actions: {},
    blocked: [],
    sigreturnMask: null,
    pending: [],
    threadPending: [],
    nice: 0,
    childSubreaper: false,
    pdeathSignal: null,
    noNewPrivs: false,
    exitSignal: 'SIGCHLD',
    exitStatus: null,
    unreported: null,
    groupStop: null,
    cldContinued: false,
    tracer: null,
    tracees: [],
    ptrace: null,
    nextUser: {},
    pidfds: {},
    threadPidfds: [],
    v: 0,
  };
}

/** The root PID namespace with no number taken, and nothing else. */
export function bareState(): KernelState {
  const root: PidNamespace = {
    id: asPidNsId(1),
    parent: null,
    level: 0,
    owner: asUserNsId(1),
    phase: 'alive',
    childReaper: null,
    lastPid: -1,
    pidMax: 32_768,
    numbers: PersistentTable.empty(),
    inode: 4_026_531_836,
    reboot: null,
    createdBy: null,
    chargedTo: asUid(0),
    v: 0,
  };
  return {
    seq: 0,
    now: asSimTime(0),
    nextTask: 1,
    nextPidNs: 2,
    nextUserNs: 2,
    nextMntNs: 2,
    nextMount: 1,
    tasks: PersistentTable.empty(),
    pids: PersistentTable.empty(),
    pidNamespaces: PersistentTable.empty<PidNamespace>().set(root.id, root),
    userNamespaces: PersistentTable.empty(),
    mountNamespaces: PersistentTable.empty(),
    ttys: PersistentTable.empty(),
    rootPidNs: root.id,
    rootUserNs: asUserNsId(1),
    rootMntNs: asMntNsId(1),
    mailbox: [],
  };
}

export const ROOT_NS = asPidNsId(1);
