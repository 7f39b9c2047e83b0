// What does the machine know before its first event? The lab root: one PID namespace, one user namespace, one mount
// namespace, and PID 1, which has called setsid.

import { ALL_CAPABILITIES } from './abi/capability.ts';
import {
  asGid,
  asMntNsId,
  asPid,
  asPidId,
  asPidNsId,
  asSimTime,
  asTaskId,
  asUid,
  asUserNsId,
  INIT_PID,
} from './ids.ts';
import { ucountMax } from './namespaces/ucounts.ts';
import { PersistentTable } from './persistent-table.ts';
import type { KernelState, Mount, MountNamespace, PidNamespace, PidStruct, UserNamespace } from './state.ts';
import type { Table } from './table.ts';
import type { Task } from './task.ts';

export interface KernelConfig {
  /** The name of PID 1. */
  readonly comm: string;
  readonly argv?: readonly string[];
  readonly exe?: string;
  /** The numbers of its PID and mount namespace, where they are not those that Linux starts with. */
  readonly nsNumbers?: { readonly pid: number; readonly mnt: number };
  /** What is mounted at the start, in the order of mounting. A proc mount without a PID namespace shows the lab root. */
  readonly mounts?: readonly Omit<Mount, 'id' | 'pidNs' | 'peerGroup'>[];
}

/** kernel.pid_max of every new namespace (PNS-10). */
export const PID_MAX_DEFAULT = 4194304;
/** kernel.threads-max: of a machine with 4 GiB. */
export const THREADS_MAX = 31372;
const ROOT_PID_NS = asPidNsId(1);
const ROOT_USER_NS = asUserNsId(1);
const ROOT_MNT_NS = asMntNsId(1);
const INIT_TASK = asTaskId(1);

// The inode numbers that Linux gives to the namespaces it starts with (enum init_ns_ino).
const INODE = { user: 4026531837, pid: 4026531836, mnt: 4026531832 };

export function initialState(config: KernelConfig): KernelState {
  const mounts = (config.mounts ?? []).map((mount, index) => firstMount(mount, index + 1));
  return {
    seq: 0,
    now: asSimTime(0),
    nextTask: 2,
    nextPidNs: 2,
    nextUserNs: 2,
    nextMntNs: 2,
    nextMount: mounts.length + 1,
    tasks: only(INIT_TASK, initTask(config)),
    pids: only(INIT_TASK, initPid()),
    pidNamespaces: only(ROOT_PID_NS, rootPidNs(config.nsNumbers?.pid ?? INODE.pid)),
    userNamespaces: only(ROOT_USER_NS, rootUserNs()),
    mountNamespaces: only(ROOT_MNT_NS, rootMntNs(mounts, config.nsNumbers?.mnt ?? INODE.mnt)),
    ttys: PersistentTable.empty(),
    rootPidNs: ROOT_PID_NS,
    rootUserNs: ROOT_USER_NS,
    rootMntNs: ROOT_MNT_NS,
    mailbox: [],
  };
}

function firstMount(mount: Omit<Mount, 'id' | 'pidNs' | 'peerGroup'>, id: number): Mount {
  return {
    ...mount,
    id,
    pidNs: mount.fstype === 'proc' ? ROOT_PID_NS : null,
    peerGroup: mount.propagation === 'shared' ? id : null,
  };
}

function initTask(config: KernelConfig): Task {
  const pid = asPidId(INIT_TASK);
  const root = asUid(0);
  return {
    id: INIT_TASK,
    tgid: INIT_TASK,
    pid,
    state: 'running',
    waitingFor: null,
    comm: config.comm,
    argv: config.argv ?? [config.comm],
    exe: config.exe ?? '',
    startedAt: asSimTime(0),
    parent: null,
    firstChild: null,
    lastChild: null,
    prevSibling: null,
    nextSibling: null,
    selfExecId: 0,
    parentExecId: 0,
    pgrp: pid,
    session: pid,
    prevInGroup: null,
    nextInGroup: null,
    tty: null,
    ttyOldPgrp: null,
    didExec: true,
    vforkDone: null,
    nsproxy: { pidNsForChildren: ROOT_PID_NS, mntNs: ROOT_MNT_NS },
    cred: {
      ruid: root,
      euid: root,
      suid: root,
      rgid: asGid(0),
      egid: asGid(0),
      sgid: asGid(0),
      groups: [],
      userNs: ROOT_USER_NS,
      permitted: ALL_CAPABILITIES,
      effective: ALL_CAPABILITIES,
    },
    mm: { dumpable: true, userNs: ROOT_USER_NS },
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

function initPid(): PidStruct {
  return {
    id: asPidId(INIT_TASK),
    ns: ROOT_PID_NS,
    numbers: [INIT_PID],
    task: INIT_TASK,
    firstInGroup: INIT_TASK,
    groupMembers: 1,
    sessionMembers: 1,
    holders: 0,
    registered: false,
    v: 0,
  };
}

function rootPidNs(inode: number): PidNamespace {
  return {
    id: ROOT_PID_NS,
    parent: null,
    level: 0,
    owner: ROOT_USER_NS,
    phase: 'alive',
    childReaper: INIT_TASK,
    lastPid: asPid(1),
    pidMax: PID_MAX_DEFAULT,
    numbers: only(INIT_PID, asPidId(INIT_TASK)),
    inode,
    reboot: null,
    createdBy: null,
    chargedTo: asUid(0),
    v: 0,
  };
}

function rootUserNs(): UserNamespace {
  return {
    id: ROOT_USER_NS,
    parent: null,
    level: 0,
    ownerUid: asUid(0),
    parentCouldSetfcap: true,
    uidMap: null,
    gidMap: null,
    setgroupsDenied: false,
    // fork_init
    ucountMax: ucountMax(Math.floor(THREADS_MAX / 2)),
    inode: INODE.user,
    v: 0,
  };
}

function rootMntNs(mounts: readonly Mount[], inode: number): MountNamespace {
  return { id: ROOT_MNT_NS, owner: ROOT_USER_NS, mounts, inode, chargedTo: asUid(0), v: 0 };
}

function only<V>(key: number, value: V): Table<V> {
  return PersistentTable.empty<V>().set(key, value);
}
