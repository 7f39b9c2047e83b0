// The three kinds of entries in a procfs: directories, files whose text is made when they are read, and links. proc(5)

import type { PidNsId, TaskId } from '../../kernel/ids.ts';
import type { Answer } from '../blocking.ts';
import { OpenFile, readAt } from '../open-file.ts';
import type { OpenMode } from '../open-file.ts';
import type { Process } from '../process.ts';
import { failed } from '../program.ts';
import type { Failure } from '../program.ts';
import type { DirEntry } from '../sys.ts';
import type { System } from '../system.ts';
import type { DirectoryInode, FileInode, Inode, SymlinkInode } from '../vfs/inode.ts';
import type { Attributes, Location } from '../vfs/location.ts';
import { BOOT_EPOCH } from '../vfs/memory-fs.ts';

export const PROCFS_DEV = 22;

/** The number stat(2) shows for an entry of a procfs; `about` 0 is the system as a whole. */
export function procIno(about: number, entry: number): number {
  return 0x1_0000_0000 + about * 0x1000 + entry;
}

interface Identity {
  readonly ino: number;
  readonly mode: number;
  readonly uid: number;
  /** 0 where it is left out. */
  readonly gid?: number;
  /** 0 where it is left out. */
  readonly size?: number;
  /** Hard links: of a directory 2 and its subdirectories, of everything else 1. */
  readonly nlink?: number;
  readonly permission?: NonNullable<Inode['permission']>;
}

abstract class ProcInode {
  readonly dev = PROCFS_DEV;
  readonly ino: number;
  readonly #mode: number;
  readonly #uid: number;
  readonly #gid: number;
  readonly #size: number;
  readonly #nlink: number | undefined;
  readonly permission?: NonNullable<Inode['permission']>;

  constructor({ ino, mode, uid, gid = 0, size = 0, nlink, permission }: Identity) {
    if (permission !== undefined) this.permission = permission;
    this.ino = ino;
    this.#mode = mode;
    this.#uid = uid;
    this.#gid = gid;
    this.#size = size;
    this.#nlink = nlink;
  }

  attributes(): Attributes {
    const nlink = this.#nlink ?? (this instanceof ProcDirectory ? 2 : 1);
    return { mode: this.#mode, uid: this.#uid, gid: this.#gid, size: this.#size, nlink, mtime: BOOT_EPOCH };
  }
}

interface DirectoryContent {
  lookup(name: string, caller: Process): Inode | Failure;
  list(caller: Process): readonly DirEntry[] | Failure;
  /** Whether it may be entered at all; left out where it may. */
  enter?(caller: Process): Failure | null;
}

export class ProcDirectory extends ProcInode implements DirectoryInode {
  readonly kind = 'directory';
  readonly #content: DirectoryContent;

  readonly #identity: Identity;

  constructor(identity: Identity, content: DirectoryContent) {
    super(identity);
    this.#identity = identity;
    this.#content = content;
  }

  lookup(name: string, caller: Process): Inode | Failure {
    return this.#content.lookup(name, caller);
  }

  list(caller: Process): readonly DirEntry[] | Failure {
    return this.#content.list(caller);
  }

  enter(caller: Process): Failure | null {
    return this.#content.enter?.(caller) ?? null;
  }

  /** The same directory with another content. */
  withContent(content: DirectoryContent): ProcDirectory {
    return new ProcDirectory(this.#identity, content);
  }
}

/** What a file says, and what writing into it does. */
export interface FileContent {
  read(caller: Process): string | Failure;
  /** Absent for files that can't be written. */
  write?(caller: Process, text: string): Answer<number>;
  /** Why it can't be opened for writing, whatever its mode says; null or absent where it can. */
  openForWriting?(caller: Process): Failure | null;
}

/** Which mount a file is seen through and whom it is about: what the log notes when it is opened. */
export interface Notice {
  readonly system: System;
  readonly mountPidNs: PidNsId;
  readonly about: TaskId | null;
}

export class ProcFile extends ProcInode implements FileInode {
  readonly kind = 'file';
  readonly #content: FileContent;
  readonly #notice: Notice;

  constructor(identity: Identity, notice: Notice, content: FileContent) {
    super(identity);
    this.#notice = notice;
    this.#content = content;
  }

  open(caller: Process, mode: OpenMode, at: Location): OpenFile | Failure {
    const refused = mode.writable ? (this.#content.openForWriting?.(caller) ?? null) : null;
    if (refused !== null) return refused;
    const { system, mountPidNs, about } = this.#notice;
    system.kernel.call({ call: 'procfs_opened', by: caller.id, path: at.path, mountPidNs, about });
    return new OpenProcFile(this.#content, at, mode);
  }
}

/** The text is made at the first read, and stays as it was then (seq_file). */
class OpenProcFile extends OpenFile {
  readonly #content: FileContent;
  #text: string | null = null;
  #offset = 0;

  constructor(content: FileContent, at: Location, mode: OpenMode) {
    super(at, mode);
    this.#content = content;
  }

  override read(caller: Process, max: number): string | Failure {
    if (this.#text === null) {
      const text = this.#content.read(caller);
      if (failed(text)) return text;
      this.#text = text;
    }
    const { part, offset } = readAt(this.#text, this.#offset, max);
    this.#offset = offset;
    return part;
  }

  override write(caller: Process, text: string): Answer<number> {
    return this.#content.write?.(caller, text) ?? { errno: 'EIO' };
  }
}

interface LinkContent {
  readonly readlink: (caller: Process) => string | Failure;
  /** For magic links. */
  readonly jump?: (caller: Process) => Location | Failure;
}

export class ProcLink extends ProcInode implements SymlinkInode {
  readonly kind = 'symlink';
  readonly readlink: LinkContent['readlink'];
  readonly jump?: (caller: Process) => Location | Failure;

  constructor(identity: Identity, { readlink, jump }: LinkContent) {
    super(identity);
    this.readlink = readlink;
    if (jump !== undefined) this.jump = jump;
  }
}
