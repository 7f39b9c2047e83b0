// Which numbers do new namespaces get? The lowest free ones, as Linux hands them out: a number is free again when nobody
// refers to its namespace any more. And who is charged for those there are? ns_alloc_inum, namespaces(7)

import type { CloneFlag } from '../kernel/call.ts';
import { userNamespace } from '../kernel/cred/user-ns.ts';
import { pidNamespace, tasksInOrder } from '../kernel/selectors.ts';
import type { MntNsId, PidNsId, UserNsId } from '../kernel/ids.ts';
import type { NamespaceCharge } from '../kernel/namespaces/ucounts.ts';
import type { NamespaceKind } from '../kernel/state.ts';
import type { OtherNamespace } from './other-namespaces.ts';
import type { System } from './system.ts';
import { mountNamespace } from './vfs/mounts.ts';
import { NsInode } from './vfs/ns-file.ts';
import type { NsHandle } from './vfs/ns-file.ts';

/** A machine that has booted has used up those below. */
const FIRST = 4026532206;

/** In the order in which one call makes them (create_user_ns, create_new_namespaces). */
const KINDS = [
  ['user', 'CLONE_NEWUSER'],
  ['mnt', 'CLONE_NEWNS'],
  ['uts', 'CLONE_NEWUTS'],
  ['ipc', 'CLONE_NEWIPC'],
  ['pid', 'CLONE_NEWPID'],
  ['cgroup', 'CLONE_NEWCGROUP'],
  ['net', 'CLONE_NEWNET'],
  ['time', 'CLONE_NEWTIME'],
] as const satisfies readonly (readonly [string, CloneFlag])[];

export type NamespaceNumbers = Readonly<Partial<Record<(typeof KINDS)[number][0], number>>>;

/** What the kernel has to know of the namespaces that exist when it makes others. */
export interface NamespaceCensus {
  readonly nsNumbers: NamespaceNumbers;
  readonly charges: readonly NamespaceCharge[];
}

/** A number for each kind that a call with these flags makes; where it makes none, nobody is counted. */
export function namespaceCensus(system: System, flags: readonly CloneFlag[]): NamespaceCensus {
  const wanted = KINDS.filter(([, flag]) => flags.includes(flag));
  if (wanted.length === 0) return { nsNumbers: {}, charges: [] };
  const { taken, charges } = new Holders(system);
  const numbers = new Map<(typeof KINDS)[number][0], number>();
  let next = FIRST;
  for (const [kind] of wanted) {
    while (taken.has(next)) next += 1;
    numbers.set(kind, next);
    next += 1;
  }
  return { nsNumbers: Object.fromEntries(numbers), charges };
}

/** Follows everything that keeps a namespace: its members, what is opened or mounted, and namespaces below or owned. */
class Holders {
  readonly taken = new Set<number>();
  readonly charges: NamespaceCharge[] = [];
  readonly #system: System;
  readonly #seen = new Set<string>();

  constructor(system: System) {
    this.#system = system;
    const { kernel, processes } = system;
    const { state } = kernel;
    for (const struct of state.pids.values()) this.#pid(struct.ns);
    for (const task of tasksInOrder(state)) this.#user(task.cred.userNs);
    for (const { task, others, files } of processes.values()) {
      this.#pid(task.nsproxy.pidNsForChildren);
      this.#mnt(task.nsproxy.mntNs);
      for (const namespace of Object.values(others)) this.#handle({ kind: 'other', namespace });
      for (const { inode } of files.files()) if (inode instanceof NsInode) this.#handle(inode.handle);
    }
  }

  #handle(handle: NsHandle): void {
    switch (handle.kind) {
      case 'pid':
        this.#pid(handle.id);
        return;
      case 'mnt':
        this.#mnt(handle.id);
        return;
      case 'user':
        this.#user(handle.id);
        return;
      case 'other':
        this.#other(handle.namespace);
        return;
    }
  }

  #pid(id: PidNsId): void {
    if (this.#isKnown('pid', id)) return;
    const { inode, parent, owner, chargedTo: uid } = pidNamespace(this.#system.kernel.state, id);
    this.taken.add(inode);
    this.#user(owner);
    if (parent === null) return;
    this.charges.push({ kind: 'pid', ns: owner, uid });
    this.#pid(parent);
  }

  #user(id: UserNsId): void {
    if (this.#isKnown('user', id)) return;
    const { inode, parent, ownerUid: uid } = userNamespace(this.#system.kernel.state, id);
    this.taken.add(inode);
    if (parent === null) return;
    this.charges.push({ kind: 'user', ns: parent, uid });
    this.#user(parent);
  }

  #mnt(id: MntNsId): void {
    if (this.#isKnown('mnt', id)) return;
    const { state } = this.#system.kernel;
    const { inode, owner, mounts, chargedTo: uid } = mountNamespace(state, id);
    this.taken.add(inode);
    this.#user(owner);
    if (id !== state.rootMntNs) this.charges.push({ kind: 'mnt', ns: owner, uid });
    for (const mount of mounts) {
      if (mount.pidNs !== null) this.#pid(mount.pidNs);
      const kept = this.#system.filesystems.keptNamespace(mount);
      if (kept !== null) this.#handle(kept.handle);
    }
  }

  /** There is one object for each. */
  #other({ kind, inode, owner, chargedTo }: OtherNamespace): void {
    if (this.#isKnown(kind, inode)) return;
    this.taken.add(inode);
    this.#user(owner);
    if (chargedTo !== null) this.charges.push({ kind, ns: owner, uid: chargedTo });
  }

  #isKnown(kind: NamespaceKind, id: number): boolean {
    const key = `${kind} ${id}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}
