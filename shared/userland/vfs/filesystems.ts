// What does each mount show at its target? The superblocks of the machine: the root disk, tmpfs, devpts, sysfs, procfs, bind mounts.

import type { Mount } from '../../kernel/state.ts';
import { invariant } from '../../result.ts';
import { procRoot } from '../procfs/proc-root.ts';
import type { System } from '../system.ts';
import type { Inode } from './inode.ts';
import { HOME_MOUNT } from './initial-mounts.ts';
import { MemoryFilesystem } from './memory-fs.ts';
import { keptByMount, NsInode, nsInode } from './ns-file.ts';
import { plantRootTree } from './root-tree.ts';

const ROOT_DEV = 2049;

export class Filesystems {
  readonly #system: System;
  readonly #disk: MemoryFilesystem;
  /** The file systems made by a mount, and what a bind mount shows; by mount id. */
  readonly #roots = new Map<number, Inode>();
  #random: number;
  #nextDev = 40;

  constructor(system: System, seed: number) {
    this.#system = system;
    this.#random = seed;
    this.#disk = this.#newFilesystem(ROOT_DEV, 0o755);
    const home = this.#newFilesystem(this.#nextDev++, 0o755);
    this.#roots.set(HOME_MOUNT, home.root);
    plantRootTree({ root: this.#disk.root, home: home.root }, system, () => this.#nextByte());
  }

  rootInodeOf(mount: Mount): Inode {
    switch (mount.fstype) {
      case 'root':
        return this.#disk.root;
      case 'proc':
        invariant(mount.pidNs !== null, 'a proc mount shows a PID namespace');
        return procRoot(this.#system, mount.pidNs);
      case 'devpts':
        return this.#system.terminals.directory();
      case 'tmpfs':
        return this.#kept(mount.id, 0o1777);
      case 'sysfs':
        return this.#kept(mount.id, 0o555);
      case 'bind':
        return mount.nsFile === null
          ? this.#kept(mount.id, 0o755)
          : nsInode(this.#system.kernel, keptByMount(mount.nsFile));
    }
  }

  /** What a bind mount with this id shows. */
  bind(mountId: number, inode: Inode): void {
    this.#roots.set(mountId, inode);
  }

  /** The root of the tmpfs that was just mounted. */
  newRoot(mountId: number): Inode {
    return this.#kept(mountId, 0o1777);
  }

  /** A copy of a mount, in another mount namespace perhaps, shows the same file system. */
  copyMount(from: Mount, to: Mount): void {
    const isOwn = from.fstype === 'tmpfs' || from.fstype === 'sysfs' || from.fstype === 'bind';
    if (isOwn && from.nsFile === null) this.#roots.set(to.id, this.rootInodeOf(from));
  }

  /** The namespace that a bind mount of its file keeps; null for every other mount. */
  keptNamespace(mount: Mount): NsInode | null {
    if (mount.fstype !== 'bind') return null;
    const root = this.rootInodeOf(mount);
    return root instanceof NsInode ? root : null;
  }

  #kept(mountId: number, mode: number): Inode {
    const known = this.#roots.get(mountId);
    if (known !== undefined) return known;
    const { root } = this.#newFilesystem(this.#nextDev++, mode);
    this.#roots.set(mountId, root);
    return root;
  }

  #newFilesystem(dev: number, mode: number): MemoryFilesystem {
    return new MemoryFilesystem(dev, () => this.#system.kernel.state.now, mode);
  }

  /** mulberry32: bytes for /dev/urandom that are the same for the same seed. */
  #nextByte(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) & 0xff;
  }
}
