// What a file system keeps behind a name: the kinds of inode, and what each can be asked. inode(7)

import type { Access } from './permission.ts';
import type { Attributes, Location } from './location.ts';
import type { OpenFile, OpenMode, PartlyOpen } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { DirEntry } from '../sys.ts';

interface AnyInode {
  readonly ino: number;
  readonly dev: number;
  attributes(): Attributes;
  /** inode_operations.permission: who may do what, where the mode does not say it (/proc/sys). */
  permission?(caller: Process, access: Access): boolean;
  /** Absent where nothing can be changed (procfs). Ids are those of the root user namespace. */
  chmod?(mode: number): void;
  chown?(uid: number, gid: number): void;
  /** Sets the time of the last change: seconds since 1970, null for now. */
  touch?(mtime: number | null): void;
  /** A name was added or taken away. */
  linked?(by: 1 | -1): void;
  /** Its last name was taken away: whoever holds it still can, and nothing can be made in such a directory any more. */
  readonly isRemoved?: boolean;
}

export interface DirectoryInode extends AnyInode {
  readonly kind: 'directory';
  /** ENOENT where there is no such name; ESRCH in a directory of a process that is gone. */
  lookup(name: string, caller: Process): Inode | Failure;
  /** Why it may not be opened or stood in, whatever its mode says (procfs with hidepid); absent where the mode says all. */
  enter?(caller: Process): Failure | null;
  /** In the order of the directory, without . and .. */
  list(caller: Process): readonly DirEntry[] | Failure;
  /** How names are added and removed; absent where the kernel alone does. */
  readonly names?: DirectoryNames;
}

/** makedev(3) */
export interface DeviceNumbers {
  readonly major: number;
  readonly minor: number;
}

/** Ids of the root user namespace. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export interface DirectoryNames {
  makeFile(name: string, owner: Owner, mode: number): FileInode;
  makeDirectory(name: string, owner: Owner, mode: number): DirectoryInode;
  makeSymlink(name: string, owner: Owner, target: string): SymlinkInode;
  link(name: string, inode: Inode): void;
  unlink(name: string): void;
  /** For an inode of another kind that is to be linked here. */
  identity(): InodeIdentity;
}

/** What a file system gives to a new inode. */
export interface InodeIdentity {
  readonly ino: number;
  readonly dev: number;
  /** Seconds since 1970. */
  now(): number;
}

export interface SymlinkInode extends AnyInode {
  readonly kind: 'symlink';
  readlink(caller: Process): string | Failure;
  /** A magic link leads to a place, whatever its text says (proc(5): exe, cwd, root, fd, ns). */
  jump?(caller: Process): Location | Failure;
}

export interface FileInode extends AnyInode {
  readonly kind: 'file' | 'char' | 'fifo' | 'ns';
  open(caller: Process, mode: OpenMode, at: Location): OpenFile | PartlyOpen | Failure;
  /** Absent where O_TRUNC means nothing. */
  truncate?(): void;
  /** truncate(2): what is new reads as NULs. */
  resize?(length: number): number | Failure;
  /** The n of pts/n. */
  readonly tty?: number;
  /** Of a character device: st_rdev. */
  readonly device?: DeviceNumbers;
}

export type Inode = DirectoryInode | SymlinkInode | FileInode;
