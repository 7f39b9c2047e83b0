// The kinds of namespaces that the kernel part of this lab does not follow: one object per namespace, with its number.
// Only UTS holds anything, the host name (fidelity: other-namespaces). namespaces(7), uts_namespaces(7)

import type { CloneFlag } from '../kernel/call.ts';
import type { UserNsId } from '../kernel/ids.ts';

export const OTHER_KINDS = ['cgroup', 'ipc', 'net', 'time', 'uts'] as const;
export type OtherKind = (typeof OTHER_KINDS)[number];

export interface OtherNamespace {
  readonly kind: OtherKind;
  /** The number its link shows. */
  readonly inode: number;
  readonly owner: UserNsId;
}

export class UtsNamespace implements OtherNamespace {
  readonly kind = 'uts';
  readonly inode: number;
  readonly owner: UserNsId;
  hostname: string;

  constructor(inode: number, owner: UserNsId, hostname: string) {
    this.inode = inode;
    this.owner = owner;
    this.hostname = hostname;
  }
}

/** Those one process is in. */
export type OtherNamespaces = Readonly<Record<Exclude<OtherKind, 'uts'>, OtherNamespace>> & {
  readonly uts: UtsNamespace;
};

/** The numbers of the first namespaces, as a freshly booted Linux has them (include/linux/proc_ns.h and their order of creation). */
export function initialNamespaces(owner: UserNsId, hostname: string): OtherNamespaces {
  return {
    cgroup: { kind: 'cgroup', inode: 4026531835, owner },
    ipc: { kind: 'ipc', inode: 4026531839, owner },
    net: { kind: 'net', inode: 4026531840, owner },
    time: { kind: 'time', inode: 4026531834, owner },
    uts: new UtsNamespace(4026531838, owner, hostname),
  };
}

const FLAG_OF: Readonly<Record<OtherKind, CloneFlag>> = {
  cgroup: 'CLONE_NEWCGROUP',
  ipc: 'CLONE_NEWIPC',
  net: 'CLONE_NEWNET',
  time: 'CLONE_NEWTIME',
  uts: 'CLONE_NEWUTS',
};

/** The ones a process is in after clone or unshare with these flags. A new UTS namespace begins with a copy of the name. */
export function withNewNamespaces(
  old: OtherNamespaces,
  flags: readonly CloneFlag[],
  owner: UserNsId,
  nextInode: () => number,
): OtherNamespaces {
  const fresh = (kind: Exclude<OtherKind, 'uts'>): OtherNamespace =>
    flags.includes(FLAG_OF[kind]) ? { kind, inode: nextInode(), owner } : old[kind];
  return {
    uts: flags.includes(FLAG_OF.uts) ? new UtsNamespace(nextInode(), owner, old.uts.hostname) : old.uts,
    ipc: fresh('ipc'),
    cgroup: fresh('cgroup'),
    net: fresh('net'),
    time: fresh('time'),
  };
}
