// What a file system keeps behind a name: the kinds of inode, and what each can be asked. inode(7)

import type { Attributes, Location } from './location.ts';
import type { OpenFile, OpenMode } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { DirEntry } from '../sys.ts';

interface AnyInode {
  readonly ino: number;
  readonly dev: number;
  attributes(): Attributes;
  /** Absent where modes can't be changed (procfs). */
  chmod?(mode: number): void;
}

export interface DirectoryInode extends AnyInode {
  readonly kind: 'directory';
  /** ENOENT where there is no such name; ESRCH in a directory of a process that is gone. */
  lookup(name: string, caller: Process): Inode | Failure;
  /** In the order of the directory, without . and .. */
  list(caller: Process): readonly DirEntry[] | Failure;
  /** How names are added and removed; absent where the kernel alone does. */
  readonly names?: DirectoryNames;
}

export interface DirectoryNames {
  makeFile(name: string, owner: number, mode: number): FileInode;
  makeDirectory(name: string, owner: number, mode: number): DirectoryInode;
  makeSymlink(name: string, owner: number, target: string): SymlinkInode;
  link(name: string, inode: Inode): void;
  unlink(name: string): void;
}

export interface SymlinkInode extends AnyInode {
  readonly kind: 'symlink';
  readlink(caller: Process): string | Failure;
  /** A magic link leads to a place, whatever its text says (proc(5): exe, cwd, root, fd, ns). */
  jump?(caller: Process): Location | Failure;
}

export interface FileInode extends AnyInode {
  readonly kind: 'file' | 'char' | 'fifo' | 'ns';
  open(caller: Process, mode: OpenMode, at: Location): OpenFile | Failure;
  /** Absent where O_TRUNC means nothing. */
  truncate?(): void;
  /** The n of pts/n. */
  readonly tty?: number;
}

export type Inode = DirectoryInode | SymlinkInode | FileInode;
