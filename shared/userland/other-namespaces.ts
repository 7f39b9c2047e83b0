// The kinds of namespaces that the kernel part of this lab does not follow: one object per namespace, with its number.
// Only UTS holds anything, the host name (fidelity: other-namespaces). namespaces(7), uts_namespaces(7)

import type { Uid, UserNsId } from '../kernel/ids.ts';
import type { Credentials } from '../kernel/task.ts';
import type { NamespaceNumbers } from './namespace-numbers.ts';
import type { World } from './world.ts';

export const OTHER_KINDS = ['cgroup', 'ipc', 'net', 'time', 'uts'] as const;
export type OtherKind = (typeof OTHER_KINDS)[number];

export interface OtherNamespace {
  readonly kind: OtherKind;
  /** The number its link shows. */
  readonly inode: number;
  readonly owner: UserNsId;
  /** The effective uid of whoever made it; null for those the machine began with. */
  readonly chargedTo: Uid | null;
}

export class UtsNamespace implements OtherNamespace {
  readonly kind = 'uts';
  readonly inode: number;
  readonly owner: UserNsId;
  readonly chargedTo: Uid | null;
  hostname: string;

  constructor(inode: number, owner: UserNsId, chargedTo: Uid | null, hostname: string) {
    this.inode = inode;
    this.owner = owner;
    this.chargedTo = chargedTo;
    this.hostname = hostname;
  }
}

/** Those one process is in. */
export type OtherNamespaces = Readonly<Record<Exclude<OtherKind, 'uts'>, OtherNamespace>> & {
  readonly uts: UtsNamespace;
};

/** The numbers in a world that starts inside a running Linux, in their order of creation. */
export const STARTED_INSIDE = { mnt: 4026532177, uts: 4026532178, ipc: 4026532179, pid: 4026532180 };

/** The numbers of the first namespaces, as a freshly booted Linux has them (enum init_ns_ino). */
export function initialNamespaces(owner: UserNsId, { hostname, startsInside }: World): OtherNamespaces {
  const { uts, ipc } = startsInside ? STARTED_INSIDE : { uts: 4026531838, ipc: 4026531839 };
  return {
    cgroup: { kind: 'cgroup', inode: 4026531835, owner, chargedTo: null },
    ipc: { kind: 'ipc', inode: ipc, owner, chargedTo: null },
    net: { kind: 'net', inode: 4026531833, owner, chargedTo: null },
    time: { kind: 'time', inode: 4026531834, owner, chargedTo: null },
    uts: new UtsNamespace(uts, owner, null, hostname),
  };
}

/** The ones a process is in after clone or unshare; `numbers` has one for each kind that was made. A new UTS namespace begins with a copy of the name. */
export function withNewNamespaces(
  old: OtherNamespaces,
  { userNs: owner, euid: chargedTo }: Pick<Credentials, 'userNs' | 'euid'>,
  numbers: NamespaceNumbers,
): OtherNamespaces {
  const fresh = (kind: Exclude<OtherKind, 'uts'>): OtherNamespace => {
    const inode = numbers[kind];
    return inode === undefined ? old[kind] : { kind, inode, owner, chargedTo };
  };
  return {
    uts:
      numbers.uts === undefined ? old.uts : new UtsNamespace(numbers.uts, owner, chargedTo, old.uts.hostname),
    ipc: fresh('ipc'),
    cgroup: fresh('cgroup'),
    net: fresh('net'),
    time: fresh('time'),
  };
}
