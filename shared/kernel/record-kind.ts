// What kinds of records are there, how is each copied, and which of its fields go deeper? Copies are made field by
// field where there are thousands: `{ ...record }` takes five times as long.

import type { KernelMeta, MountNamespace, PidNamespace, PidStruct, Tty, UserNamespace } from './state.ts';
import type { Task } from './task.ts';

export function copyMeta(state: KernelMeta): KernelMeta {
  return {
    seq: state.seq,
    now: state.now,
    nextTask: state.nextTask,
    nextPidNs: state.nextPidNs,
    nextUserNs: state.nextUserNs,
    nextMntNs: state.nextMntNs,
    nextMount: state.nextMount,
    rootPidNs: state.rootPidNs,
    rootUserNs: state.rootUserNs,
    rootMntNs: state.rootMntNs,
    mailbox: state.mailbox,
  };
}

/** What a store has to know about the records of one kind. */
export interface RecordKind<R> {
  /** The kernel's name of it. */
  readonly what: string;
  readonly copy: (record: R) => R;
  /** The fields that can hold more than a primitive value: what they hold is replaced as a whole. */
  readonly nested: readonly (keyof R)[];
}

type Primitive = string | number | boolean | null;
type NestedField<R> = { [Field in keyof R]-?: R[Field] extends Primitive ? never : Field }[keyof R];

export const RECORD_KIND = {
  task: kindOf<Task>('task', copyTask, {
    waitingFor: true,
    argv: true,
    nsproxy: true,
    cred: true,
    mm: true,
    actions: true,
    blocked: true,
    sigreturnMask: true,
    pending: true,
    threadPending: true,
    exitStatus: true,
    unreported: true,
    tracees: true,
    ptrace: true,
    nextUser: true,
    pidfds: true,
    threadPidfds: true,
  }),
  pid: kindOf<PidStruct>('struct pid', copyPid, { numbers: true }),
  pidNs: kindOf<PidNamespace>('PID namespace', copyPidNs, { numbers: true }),
  userNs: kindOf<UserNamespace>('user namespace', (record) => ({ ...record }), {
    uidMap: true,
    gidMap: true,
    ucountMax: true,
  }),
  mntNs: kindOf<MountNamespace>('mount namespace', (record) => ({ ...record }), { mounts: true }),
  tty: kindOf<Tty>('terminal', (record) => ({ ...record }), {}),
} as const;

/** The compiler sees to it that no nested field is left out. */
function kindOf<R extends object>(
  what: string,
  copy: (record: R) => R,
  nested: Readonly<Record<NestedField<R>, true>>,
): RecordKind<R> {
  // Exactly the keys that the type has.
  return { what, copy, nested: Object.keys(nested) as (keyof R)[] };
}

function copyTask(record: Task): Task {
  return {
    id: record.id,
    tgid: record.tgid,
    pid: record.pid,
    state: record.state,
    waitingFor: record.waitingFor,
    comm: record.comm,
    argv: record.argv,
    exe: record.exe,
    startedAt: record.startedAt,
    parent: record.parent,
    firstChild: record.firstChild,
    lastChild: record.lastChild,
    prevSibling: record.prevSibling,
    nextSibling: record.nextSibling,
    selfExecId: record.selfExecId,
    parentExecId: record.parentExecId,
    pgrp: record.pgrp,
    session: record.session,
    prevInGroup: record.prevInGroup,
    nextInGroup: record.nextInGroup,
    tty: record.tty,
    ttyOldPgrp: record.ttyOldPgrp,
    didExec: record.didExec,
    vforkDone: record.vforkDone,
    nsproxy: record.nsproxy,
    cred: record.cred,
    mm: record.mm,
    actions: record.actions,
    blocked: record.blocked,
    sigreturnMask: record.sigreturnMask,
    pending: record.pending,
    threadPending: record.threadPending,
    nice: record.nice,
    childSubreaper: record.childSubreaper,
    pdeathSignal: record.pdeathSignal,
    noNewPrivs: record.noNewPrivs,
    exitSignal: record.exitSignal,
    exitStatus: record.exitStatus,
    unreported: record.unreported,
    groupStop: record.groupStop,
    cldContinued: record.cldContinued,
    tracer: record.tracer,
    tracees: record.tracees,
    ptrace: record.ptrace,
    nextUser: record.nextUser,
    pidfds: record.pidfds,
    threadPidfds: record.threadPidfds,
    v: record.v,
  };
}

function copyPid(record: PidStruct): PidStruct {
  return {
    id: record.id,
    ns: record.ns,
    numbers: record.numbers,
    task: record.task,
    firstInGroup: record.firstInGroup,
    groupMembers: record.groupMembers,
    sessionMembers: record.sessionMembers,
    holders: record.holders,
    registered: record.registered,
    v: record.v,
  };
}

function copyPidNs(record: PidNamespace): PidNamespace {
  return {
    id: record.id,
    parent: record.parent,
    level: record.level,
    owner: record.owner,
    phase: record.phase,
    childReaper: record.childReaper,
    lastPid: record.lastPid,
    pidMax: record.pidMax,
    numbers: record.numbers,
    inode: record.inode,
    reboot: record.reboot,
    createdBy: record.createdBy,
    chargedTo: record.chargedTo,
    v: record.v,
  };
}
