// What does each mount show at its target? The superblocks of the machine: the root disk, tmpfs, devpts, sysfs, procfs, bind mounts.

import type { Mount } from '../../kernel/state.ts';
import type { PidNsId, UserNsId } from '../../kernel/ids.ts';
import { invariant } from '../../result.ts';
import { procRoot } from '../procfs/proc-root.ts';
import { PROCFS_DEV } from '../procfs/proc-inode.ts';
import type { System } from '../system.ts';
import { INITIAL_MOUNTS } from './initial-mounts.ts';
import type { Inode } from './inode.ts';
import { MemoryFilesystem } from './memory-fs.ts';
import type { TmpfsOptions } from './filesystem-options.ts';
import { keptByMount, NSFS_DEV, NsInode, nsInode } from './ns-file.ts';
import { plantRootTree } from './root-tree.ts';
import type { Shown, Superblock } from './superblock.ts';

/** 254:1, the first part of the first disk of a virtual machine. */
const ROOT_DEV = 0xfe01;
const DEVPTS_DEV = 24;
const FIRST_DEV = 40;

export class Filesystems {
  readonly #system: System;
  /** By mount id. A mount that was taken away still shows what it showed to whoever stands in it. */
  readonly #shown = new Map<number, Shown>();
  #random: number;
  #nextDev = FIRST_DEV;

  constructor(system: System, seed: number) {
    this.#system = system;
    this.#random = seed;
    const { rootUserNs, rootPidNs } = system.kernel.state;
    const disk = this.#newMemory('ext4', rootUserNs, { mode: 0o755, dev: ROOT_DEV });
    const home = this.#newMemory('tmpfs', rootUserNs, { mode: 0o755, shown: ['mode=755'] });
    const proc = this.newProc(rootPidNs, rootUserNs, []);
    const sys = this.#newMemory('sysfs', rootUserNs, { mode: 0o555 });
    const pts = this.newDevpts(rootUserNs, ['gid=5', 'mode=620', 'ptmxmode=666'], 'first');
    const byTarget: Readonly<Record<string, Shown>> = { '/': disk, '/proc': proc, '/sys': sys, '/dev/pts': pts, '/home': home }; // prettier-ignore
    for (const [index, { target }] of INITIAL_MOUNTS.entries()) {
      const shown = byTarget[target];
      invariant(shown !== undefined, `something is to be seen at ${target}`);
      this.#shown.set(index + 1, shown);
    }
    plantRootTree({ root: disk.root, home: home.root }, system, () => this.#nextByte());
  }

  rootInodeOf(mount: Mount): Inode {
    return this.#shownBy(mount.id).root;
  }

  superblockOf(mountId: number): Superblock {
    return this.#shownBy(mountId).superblock;
  }

  /** What a mount with this id shows. */
  show(mountId: number, shown: Shown): void {
    this.#shown.set(mountId, shown);
  }

  shownAt(mountId: number, root: Inode): Shown {
    return { superblock: this.superblockOf(mountId), root };
  }

  newTmpfs(owner: UserNsId, options: TmpfsOptions): Shown {
    return this.#newMemory('tmpfs', owner, options);
  }

  newSysfs(owner: UserNsId): Shown {
    return this.#newMemory('sysfs', owner, { mode: 0o555 });
  }

  /** The machine's terminals are those of the first; every other instance would make its own. */
  newDevpts(owner: UserNsId, options: readonly string[], instance: 'first' | 'new' = 'new'): Shown {
    const superblock = { type: 'devpts', dev: DEVPTS_DEV, owner, readOnly: false, options, usage: null };
    return { superblock, root: this.#system.terminals.directory(instance) };
  }

  newProc(pidNs: PidNsId, owner: UserNsId, options: readonly string[]): Shown {
    const superblock: Superblock = { type: 'proc', dev: PROCFS_DEV, owner, readOnly: false, options, usage: null }; // prettier-ignore
    return { superblock, root: procRoot(this.#system, pidNs, superblock) };
  }

  /** A namespace that is kept by a bind mount of its file. */
  newKept(mount: Mount, inode: NsInode): Shown {
    const root = mount.nsFile === null ? inode : nsInode(this.#system.kernel, keptByMount(mount.nsFile));
    const owner = this.#system.kernel.state.rootUserNs;
    return { superblock: { type: 'nsfs', dev: NSFS_DEV, owner, readOnly: false, options: [], usage: null }, root }; // prettier-ignore
  }

  /** A copy of a mount, in another mount namespace perhaps, shows the same file system. */
  copyMount(from: Mount, to: Mount): void {
    this.#shown.set(to.id, this.#shownBy(from.id));
  }

  /** The namespace that a bind mount of its file keeps; null for every other mount. */
  keptNamespace(mount: Mount): NsInode | null {
    const root = this.rootInodeOf(mount);
    return root instanceof NsInode ? root : null;
  }

  #shownBy(mountId: number): Shown {
    const shown = this.#shown.get(mountId);
    invariant(shown !== undefined, `mount ${mountId} shows something`);
    return shown;
  }

  #newMemory(
    type: string,
    owner: UserNsId,
    options: TmpfsOptions & { readonly dev?: number },
  ): { readonly superblock: Superblock; readonly root: MemoryFilesystem['root'] } {
    const { mode, uid = 0, gid = 0, capacity, shown = [], dev = this.#nextDev++ } = options;
    const fs = new MemoryFilesystem(
      dev,
      () => this.#system.kernel.state.now,
      { mode, uid, gid },
      { inMemory: type === 'tmpfs', ...(capacity !== undefined && { capacity }) },
    );
    const usage = type === 'sysfs' ? null : (): ReturnType<NonNullable<Superblock['usage']>> => fs.usage();
    return { superblock: { type, dev, owner, readOnly: false, options: shown, usage }, root: fs.root };
  }

  /** mulberry32: bytes for /dev/urandom that are the same for the same seed. */
  #nextByte(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) & 0xff;
  }
}
