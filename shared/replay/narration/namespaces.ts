// How namespaces and mounts are told: who asked for them, and who does not move.

import type { MntNsId } from '../../kernel/ids.ts';
import type { TaskJoinedNamespace, TaskUnshared } from '../../kernel/namespace-event.ts';
import type { Mounted } from '../../kernel/mount-event.ts';
import type { OtherNsKind, SharedStruct } from '../../kernel/task.ts';
import type { Sentences } from './sentence.ts';
import type { Witness } from './witness.ts';
import { list } from './witness.ts';

export const NAMESPACES: Sentences<
  | 'PidNamespaceCreated'
  | 'UserNamespaceCreated'
  | 'MountNamespaceCreated'
  | 'TaskUnshared'
  | 'SharingEnded'
  | 'TaskJoinedNamespace'
  | 'PidNamespaceClosed'
  | 'UidMapWritten'
  | 'SetgroupsDenied'
  | 'PidMaxSet'
  | 'LastPidSet'
  | 'UcountMaxSet'
  | 'NamespaceRebooted'
  | 'Mounted'
  | 'Unmounted'
  | 'PropagationChanged'
  | 'MountChanged'
  | 'MountMoved'
  | 'ProcfsOpened'
> = {
  PidNamespaceCreated: ({ level }) => `Level ${level} is made. It waits for its first process.`,
  UserNamespaceCreated: () => 'A user namespace is made.',
  MountNamespaceCreated: () => 'A mount namespace is made, with a copy of all mounts.',
  TaskUnshared: unshared,
  SharingEnded: ({ task, structs }, w) =>
    `${w.who(task)} has ${list(structs.map((struct) => STRUCT_WORDS[struct]))} of its own now.`,
  TaskJoinedNamespace: joined,
  PidNamespaceClosed: ({ ns }, w) => `${w.level(ns)} is closed. No process can be made in it.`,
  SetgroupsDenied: () => 'Nobody in the user namespace may set supplementary groups any more.',
  UidMapWritten: ({ kind }) => `The user namespace knows its ${kind === 'uid' ? 'users' : 'groups'} now.`,
  PidMaxSet: ({ ns, value }, w) => `Numbers of ${w.level(ns)} stay below ${value} now.`,
  LastPidSet: ({ ns, value }, w) => `The next number of ${w.level(ns)} is the first free one after ${value}.`,
  UcountMaxSet: ({ kind, value }) =>
    `There may be ${value} ${kind} ${value === 1 ? 'namespace' : 'namespaces'} in its user namespace now.`,
  NamespaceRebooted: ({ ns }, w) => `${w.level(ns)} is shut down: its PID 1 gets KILL.`,
  Mounted: mounted,
  Unmounted: ({ actor, mntNs, mountId }, w) => `${w.who(actor)} unmounted ${placeOf(w, mntNs, mountId)}.`,
  PropagationChanged: ({ actor, propagation }, w) => `${w.who(actor)} ${PROPAGATES[propagation]}.`,
  MountChanged: ({ actor, mntNs, mountId, options }, w) =>
    `${w.who(actor)} mounted ${placeOf(w, mntNs, mountId)} anew, with ${options.replaceAll(',', ', ')}.`,
  MountMoved: ({ actor, mntNs, mountId, target }, w) =>
    `${w.who(actor)} moved the mount at ${placeOf(w, mntNs, mountId)} to ${target}.`,
  ProcfsOpened: ({ actor, path, about }, w) =>
    about === null || !w.sees(about)
      ? `${w.who(actor)} opened ${path}.`
      : `${w.who(actor)} opened ${path}. It tells of ${w.who(about)}.`,
};

const STRUCT_WORDS: Readonly<Record<SharedStruct, string>> = {
  files: 'descriptors',
  fs: 'a working directory',
  mm: 'memory',
  sighand: 'signal actions',
};

const PROPAGATES = {
  private: 'keeps its mounts to itself',
  shared: 'shares its mounts with the copies of its mount namespace',
  slave: 'takes part in the mounts of others, and keeps its own to itself',
  unbindable: 'keeps its mounts to itself, and nobody may bind them elsewhere',
} as const;

function placeOf({ before }: Witness, mntNs: MntNsId, mountId: number): string {
  const mount = before.mountNamespaces.get(mntNs)?.mounts.find(({ id }) => id === mountId);
  return mount?.target ?? 'something';
}

function unshared({ task, flags, nsproxy }: TaskUnshared, w: Witness): string {
  const who = w.who(task);
  const asked = list([
    ...(flags.includes('CLONE_NEWUSER') ? ['a user namespace'] : []),
    ...(flags.includes('CLONE_NEWNS') ? ['a mount namespace'] : []),
    ...(flags.includes('CLONE_NEWPID')
      ? [`a new namespace for its children: ${w.level(nsproxy.pidNsForChildren)}`]
      : []),
  ]);
  if (flags.length === 0) return `${who} asked for namespaces of its own.`;
  if (!flags.includes('CLONE_NEWPID')) return `${who} asked for ${asked} of its own.`;
  return `${who} asked for ${asked}. ${who} itself does not move.`;
}

const OTHER_WORDS: Readonly<Record<OtherNsKind, string>> = {
  uts: 'UTS',
  ipc: 'IPC',
  cgroup: 'cgroup',
  net: 'network',
  time: 'time',
};

function joined({ task, kind, nsproxy }: TaskJoinedNamespace, w: Witness): string {
  const who = w.who(task);
  switch (kind) {
    case 'pid':
      return `${who} joined ${w.level(nsproxy.pidNsForChildren)} for its children. ${who} itself does not move.`;
    case 'user':
      return `${who} joined another user namespace.`;
    case 'mnt':
      return `${who} joined another mount namespace.`;
    default:
      return `${who} joined another ${OTHER_WORDS[kind]} namespace.`;
  }
}

function mounted({ actor, mount }: Mounted, w: Witness): string {
  const who = w.who(actor);
  if (mount.fstype === 'proc' && mount.pidNs !== null)
    return `${who} mounted proc. It shows ${w.level(mount.pidNs)}.`;
  if (mount.nsFile !== null) return `${who} keeps a ${mount.nsFile.kind} namespace at ${mount.target}.`;
  return `${who} mounted ${mount.fstype} on ${mount.target}.`;
}
