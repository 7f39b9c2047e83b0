// The file a namespace can be held by: what /proc/PID/ns/* lead to, and what is bind-mounted to keep one. namespaces(7), ioctl_nsfs(2)

import type { NsReference } from '../../kernel/call.ts';
import { userNamespace } from '../../kernel/cred/user-ns.ts';
import { pidNamespace } from '../../kernel/selectors.ts';
import type { Mount } from '../../kernel/state.ts';
import { HeldFile } from '../open-file.ts';
import type { OpenFile, OpenMode } from '../open-file.ts';
import type { OtherNamespace } from '../other-namespaces.ts';
import type { KernelView, Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { FileInode } from './inode.ts';
import type { Attributes, Location } from './location.ts';
import { BOOT_EPOCH } from './memory-fs.ts';
import { mountNamespace } from './mounts.ts';

/** A namespace that the kernel follows, or one of the other kinds. */
export type NsHandle = NsReference | { readonly kind: 'other'; readonly namespace: OtherNamespace };

export const NSFS_DEV = 4;

export class NsInode implements FileInode {
  readonly kind = 'ns';
  readonly dev = NSFS_DEV;
  readonly ino: number;
  readonly handle: NsHandle;

  constructor(handle: NsHandle, ino: number) {
    this.handle = handle;
    this.ino = ino;
  }

  attributes(): Attributes {
    return { mode: 0o444, uid: 0, gid: 0, size: 0, nlink: 1, mtime: BOOT_EPOCH };
  }

  open(_caller: Process, mode: OpenMode, at: Location): OpenFile | Failure {
    if (mode.writable) return { errno: 'EPERM' };
    return new HeldFile(at, mode);
  }

  /** `pid:[4026531836]` */
  get label(): string {
    const kind = this.handle.kind === 'other' ? this.handle.namespace.kind : this.handle.kind;
    return `${kind}:[${this.ino}]`;
  }
}

export function nsInode(kernel: KernelView, handle: NsHandle): NsInode {
  return new NsInode(handle, inodeNumber(kernel, handle));
}

/** What a bind mount of a namespace file keeps. */
export function keptByMount(nsFile: NonNullable<Mount['nsFile']>): NsReference {
  // A mount record was made from a reference of the same kind, so the bare number is an id of that kind.
  return nsFile as unknown as NsReference;
}

function inodeNumber(kernel: KernelView, handle: NsHandle): number {
  const { state } = kernel;
  switch (handle.kind) {
    case 'pid':
      return pidNamespace(state, handle.id).inode;
    case 'user':
      return userNamespace(state, handle.id).inode;
    case 'mnt':
      return mountNamespace(state, handle.id).inode;
    case 'other':
      return handle.namespace.inode;
  }
}
