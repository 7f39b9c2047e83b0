// Which fields has each event, and what may stand in them? Checked when a line is read, so that `evolve` never meets
// a hole. The compiler holds the table to the types: an event or field without a check does not compile.

import { ALL_CAPABILITIES } from '../kernel/abi/capability.ts';
import { ERRNO } from '../kernel/abi/errno.ts';
import type { SigInfo } from '../kernel/abi/signal.ts';
import { SIGNALS } from '../kernel/abi/signal.ts';
import type { KernelEvent, KernelEventType } from '../kernel/event.ts';
import type { PropagationOf } from '../kernel/mount-event.ts';
import type { Mount, UidMapping } from '../kernel/state.ts';
import type { Credentials, Nsproxy, PtraceState, SigAction } from '../kernel/task.ts';
import type { Check, Shape } from './shape.ts';
import { either, isCount, isFlag, isNumber, isText, isTrue, isWhole, listOf, matches, nullOr, objectOf, oneOf, optional, recordOf, wrongFieldOf } from './shape.ts'; // prettier-ignore

type FieldsOf<Type extends KernelEventType> = Omit<
  Extract<KernelEvent, { type: Type }>,
  'type' | 'actor' | 'rule'
>;

const id = isCount;
const signal = either(oneOf(...SIGNALS), matches(/^SIG\d{1,2}$/));
const siginfo = objectOf<SigInfo>({
  signal,
  code: oneOf('SI_USER', 'SI_QUEUE', 'SI_TKILL', 'SI_KERNEL', 'CLD_EXITED', 'CLD_KILLED', 'CLD_DUMPED', 'CLD_STOPPED', 'CLD_TRAPPED', 'CLD_CONTINUED'), // prettier-ignore
  pid: isWhole,
  uid: isCount,
  status: optional(isWhole),
  value: optional(isWhole),
});
const waitStatus = either(
  objectOf<{ exited: number }>({ exited: isWhole }),
  objectOf<{ signaled: string }>({ signaled: signal }),
  objectOf<{ stopped: string; event?: 'STOP' }>({ stopped: signal, event: optional(oneOf('STOP')) }),
  objectOf<{ continued: true }>({ continued: isTrue }),
);
const waitChannel = either(
  objectOf<{ on: string }>({ on: oneOf('child', 'flock') }),
  objectOf<{ on: string; sigs?: readonly string[] }>({ on: oneOf('signal'), sigs: optional(listOf(signal)) }),
  objectOf<{ on: string; child: number }>({ on: oneOf('vfork'), child: id }),
  objectOf<{ on: string; until: number }>({ on: oneOf('timer'), until: isNumber }),
  objectOf<{ on: string; tty: number; op: string }>({
    on: oneOf('tty'),
    tty: id,
    op: oneOf('read', 'write'),
  }),
  objectOf<{ on: string; op: string }>({ on: oneOf('pipe'), op: oneOf('read', 'write') }),
);
const capabilities: Check = (value) => isCount(value) && Number(value) <= ALL_CAPABILITIES;
const credentials = objectOf<Credentials>({
  ruid: isCount,
  euid: isCount,
  suid: isCount,
  rgid: isCount,
  egid: isCount,
  sgid: isCount,
  groups: listOf(isCount),
  userNs: id,
  permitted: capabilities,
  effective: capabilities,
  inheritable: optional(capabilities),
  ambient: optional(capabilities),
  bounding: optional(capabilities),
  securebits: optional(isCount),
});
const owners = objectOf<NonNullable<Nsproxy['owners']>>({
  uts: optional(id),
  ipc: optional(id),
  cgroup: optional(id),
  net: optional(id),
  time: optional(id),
  time_for_children: optional(id),
});
const nsproxy = objectOf<Nsproxy>({ pidNsForChildren: id, mntNs: id, owners: optional(owners) });
const namespaceKind = oneOf('pid', 'user', 'mnt', 'uts', 'ipc', 'cgroup', 'net', 'time');
const structs = listOf(oneOf('files', 'fs', 'mm', 'sighand'));
const sigAction = objectOf<SigAction>({
  disposition: oneOf('default', 'ignore', 'handler'),
  flags: listOf(oneOf('SA_NOCLDSTOP', 'SA_NOCLDWAIT', 'SA_RESETHAND', 'SA_RESTART')),
});
const ptrace = objectOf<PtraceState>({
  tracerCred: credentials,
  seized: isFlag,
  exitKill: isFlag,
  listening: isFlag,
  stop: nullOr(waitStatus),
  collected: isFlag,
  held: nullOr(siginfo),
  heldThread: isFlag,
  stopDequeued: isFlag,
  trapStop: isFlag,
  trapNotify: isFlag,
});
const uidMap = listOf(objectOf<UidMapping>({ inside: isCount, outside: isCount, count: isCount }));
const propagation = oneOf('shared', 'private', 'slave', 'unbindable');
const mount = objectOf<Mount>({
  id,
  target: isText,
  source: isText,
  fstype: oneOf('root', 'proc', 'sysfs', 'tmpfs', 'devpts', 'bind'),
  options: isText,
  root: optional(isText),
  pidNs: nullOr(id),
  nsFile: nullOr(objectOf<{ kind: string; id: number }>({ kind: oneOf('pid', 'user', 'mnt'), id })),
  propagation,
  peerGroup: nullOr(isCount),
  master: optional(isCount),
  locked: optional(isTrue),
});
const propagationOf = objectOf<PropagationOf>({
  mntNs: id,
  id,
  propagation,
  peerGroup: nullOr(isCount),
  master: optional(isCount),
});
const counter = objectOf<{ ns: number; lastPid: number }>({ ns: id, lastPid: isWhole });
const message = objectOf<{ pid: number | null; uid: number; ns: number }>({ pid: nullOr(id), uid: isCount, ns: id }); // prettier-ignore

// prettier-ignore
const FIELDS: { readonly [Type in KernelEventType]: Shape<FieldsOf<Type>> } = {
  TaskForked: {
    task: id, copyOf: id, parent: nullOr(id), ns: id, numbers: listOf(isCount), exitSignal: nullOr(signal),
    cred: credentials, nsproxy, clearSighand: optional(isTrue), shares: optional(structs), vfork: optional(isTrue), init: optional(isTrue),
  },
  PidsAllocated: { counters: listOf(counter) },
  TaskExecuted: {
    task: id, comm: isText, exe: isText, argv: listOf(isText), cred: credentials, nsproxy: optional(nsproxy),
    clearsPdeath: optional(isTrue), undumpable: optional(isTrue),
  },
  CommChanged: { task: id, comm: isText },

  PidNamespaceCreated: { ns: id, parent: id, level: isCount, owner: id, inode: isCount, uid: optional(isCount) },
  UserNamespaceCreated: { ns: id, parent: id, ownerUid: isCount, inode: isCount, withoutSetfcap: optional(isTrue) },
  MountNamespaceCreated: { ns: id, copyOf: id, owner: id, inode: isCount, privatePropagation: isFlag, uid: optional(isCount) },
  TaskUnshared: { task: id, flags: listOf(oneOf('CLONE_NEWPID', 'CLONE_NEWUSER', 'CLONE_NEWNS')), nsproxy, cred: credentials },
  SharingEnded: { task: id, structs },
  TaskJoinedNamespace: {
    task: id, kind: namespaceKind, nsproxy, cred: credentials, clearsPdeath: optional(isTrue),
  },
  PidNamespaceClosed: { ns: id, init: id, members: listOf(id) },
  UidMapWritten: { ns: id, kind: oneOf('uid', 'gid'), map: uidMap },
  SetgroupsDenied: { ns: id },
  PidMaxSet: { ns: id, value: isWhole },
  LastPidSet: { ns: id, value: isWhole },
  UcountMaxSet: { ns: id, kind: namespaceKind, value: isCount },
  NamespaceRebooted: { ns: id, signal: oneOf('SIGHUP', 'SIGINT') },

  Mounted: { mntNs: id, mount },
  Unmounted: { mntNs: id, mountId: id },
  PropagationChanged: { mntNs: id, propagation, mounts: listOf(propagationOf) },
  MountChanged: { mntNs: id, mountId: id, options: isText },
  MountMoved: { mntNs: id, mountId: id, target: isText },
  ProcfsOpened: { path: isText, mountPidNs: id, about: nullOr(id) },

  SignalSent: {
    to: id, info: siginfo, outcome: oneOf('queued', 'ignored', 'dropped', 'coalesced', 'zombie'),
    because: optional(oneOf('child', 'parent-death', 'zap', 'orphaned-group', 'tty', 'ptrace', 'pipe')),
    flushed: optional(listOf(signal)), thread: optional(isTrue),
  },
  SignalDelivered: {
    task: id, info: siginfo, action: oneOf('handler', 'ignore', 'terminate', 'stop', 'dropped', 'traced', 'taken'),
    reset: optional(isTrue), thread: optional(isTrue), queueKept: optional(isTrue),
  },
  SignalActionChanged: { task: id, signal, action: sigAction, discarded: optional(isTrue) },
  HandlerHeldUp: { task: id },
  HandlerReturned: { task: id },
  SignalMaskChanged: { task: id, blocked: listOf(signal) },

  TaskSlept: { task: id, on: waitChannel },
  TaskWoke: { task: id },
  TaskStopped: { task: id, signal, renewed: optional(isTrue) },
  TaskContinued: { task: id },
  CldContinuedChanged: { task: id, due: isFlag },
  TaskExited: { task: id, status: waitStatus, held: isFlag },
  TaskReparented: { task: id, from: id, to: nullOr(id) },
  TaskBecameZombie: { task: id, status: waitStatus },
  TaskReaped: { task: id, by: nullOr(id) },
  ChildReported: { task: id, status: waitStatus },

  GroupChanged: { task: id, pgrp: id },
  SessionCreated: { task: id },
  CredentialsChanged: { task: id, cred: credentials, clearsPdeath: optional(isTrue) },
  DumpableSet: { task: id, dumpable: isFlag },
  NoNewPrivsSet: { task: id },
  SubreaperSet: { task: id, value: isFlag },
  ParentDeathSignalSet: { task: id, signal: nullOr(signal) },
  NiceChanged: { task: id, nice: isWhole },

  TaskTraced: { task: id, tracer: nullOr(id), ptrace },
  TaskUntraced: { task: id },
  TraceChanged: { task: id, ptrace, stopped: isFlag },

  PidfdsChanged: { task: id, pidfds: recordOf(id), threadPidfds: optional(listOf(isText)) },
  MailboxChanged: { sent: optional(message), taken: optional(isTrue) },

  TtyOpened: { tty: id, columns: isCount, rows: isCount },
  TtyResized: { tty: id, columns: isCount, rows: isCount },
  TtyControlChanged: { tty: id, session: nullOr(id), tasks: listOf(id) },
  TtyGivenUp: { task: id },
  TtyForegroundChanged: { tty: id, foreground: nullOr(id) },
  TtyModeChanged: { tty: id, echo: isFlag, canonical: isFlag, icrnl: isFlag, tostop: isFlag },
  TtyWrote: { tty: id, text: isText, kind: oneOf('output', 'echo', 'prompt') },
  TtyClosed: { tty: id },
  ClockAdvanced: { to: isNumber },

  SyscallFailed: {
    call: isText, errno: oneOf(...Object.keys(ERRNO)), pid: optional(isWhole), signal: optional(signal),
    target: optional(id), ns: optional(id),
  },
};

const common = { type: isText, actor: nullOr(id), rule: optional(matches(/^PNS-/)) };
const WRONG_FIELD = new Map(
  Object.entries(FIELDS).map(([type, fields]) => [type, wrongFieldOf<object>({ ...common, ...fields })]),
);

/** What keeps this value from being an event, in words; null where nothing does. */
export function eventProblem(value: object): string | null {
  const type: unknown = 'type' in value ? value.type : undefined;
  const wrongField = typeof type === 'string' ? WRONG_FIELD.get(type) : undefined;
  if (wrongField === undefined) return 'unknown type of event';
  const field = wrongField(value);
  return field === null ? null : `${String(type)} with a wrong field: ${field}`;
}
