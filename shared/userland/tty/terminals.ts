// All terminals of the machine, and their files: /dev/pts/N and /dev/tty. pts(4), tty(4)

import { asTtyId } from '../../kernel/ids.ts';
import type { TtyId } from '../../kernel/ids.ts';
import type { WaitQueue } from '../blocking.ts';
import type { LiveKernel } from '../live-kernel.ts';
import type { OpenFile, OpenMode } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { DirEntry } from '../sys.ts';
import type { DeviceNumbers, DirectoryInode, FileInode, Inode } from '../vfs/inode.ts';
import type { Attributes, Location } from '../vfs/location.ts';
import { BOOT_EPOCH } from '../vfs/memory-fs.ts';
import { Terminal } from './terminal.ts';
import { TerminalFile } from './terminal-file.ts';

/** Of the terminals of devpts: UNIX98_PTY_SLAVE_MAJOR. */
export const PTS_MAJOR = 136;

/** The group of every terminal: the option gid of devpts. */
export const TTY_GID = 5;

const COLUMNS = 120;
const ROWS = 40;
const DEVPTS_DEV = 24;
const DEVTMPFS_DEV = 6;

export class Terminals {
  readonly #kernel: LiveKernel;
  readonly #newQueue: () => WaitQueue;
  readonly #open = new Map<TtyId, Terminal>();
  #next = 0;

  constructor(kernel: LiveKernel, newQueue: () => WaitQueue) {
    this.#kernel = kernel;
    this.#newQueue = newQueue;
  }

  /** A new terminal is plugged in; numbers of closed ones are not used again. */
  open(owner: number): Terminal {
    const id = asTtyId(this.#next++);
    this.#kernel.stimulate({ stimulus: 'tty_opened', tty: id, columns: COLUMNS, rows: ROWS });
    const terminal = new Terminal(id, this.#kernel, this.#newQueue());
    terminal.owner = owner;
    this.#open.set(id, terminal);
    return terminal;
  }

  get(id: TtyId): Terminal | undefined {
    return this.#open.get(id);
  }

  /** Whether there ever was a terminal of this number. */
  everOpened(id: TtyId): boolean {
    return id >= 0 && id < this.#next;
  }

  /** By number. */
  all(): readonly Terminal[] {
    return [...this.#open.values()];
  }

  close(id: TtyId): void {
    this.#open.get(id)?.hangUp();
    this.#open.delete(id);
  }

  fileOf(terminal: Terminal): FileInode {
    return new TerminalInode(terminal, this.#kernel);
  }

  /** The root of a devpts mount; a new instance has no terminals yet. */
  directory(instance: 'first' | 'new'): DirectoryInode {
    return new PtsDirectory(instance === 'first' ? this : null);
  }

  /** /dev/tty. */
  controlling(ino: number): FileInode {
    return new ControllingTerminalInode(ino, this, this.#kernel);
  }
}

class TerminalInode implements FileInode {
  readonly kind = 'char';
  readonly dev = DEVPTS_DEV;
  readonly ino: number;
  readonly tty: number;
  readonly device: DeviceNumbers;
  readonly #terminal: Terminal;
  readonly #kernel: LiveKernel;

  constructor(terminal: Terminal, kernel: LiveKernel) {
    this.#terminal = terminal;
    this.#kernel = kernel;
    this.tty = terminal.id;
    this.device = { major: PTS_MAJOR, minor: terminal.id };
    this.ino = terminal.id + 3;
  }

  attributes(): Attributes {
    const uid = this.#terminal.owner;
    return { mode: 0o620, uid, gid: TTY_GID, size: 0, nlink: 1, mtime: BOOT_EPOCH };
  }

  open(_caller: Process, mode: OpenMode, at: Location): OpenFile | Failure {
    if (this.#terminal.hungUp) return { errno: 'EIO' };
    return new TerminalFile(this.#terminal, this.#kernel, at, mode);
  }
}

/** /dev/pts/ptmx. Opening it would make a terminal; here they come with the world (fidelity: devices). */
class MasterInode implements FileInode {
  readonly kind = 'char';
  readonly dev = DEVPTS_DEV;
  readonly ino = 2;
  readonly device: DeviceNumbers = { major: 5, minor: 2 };

  attributes(): Attributes {
    return { mode: 0o666, uid: 0, gid: 0, size: 0, nlink: 1, mtime: BOOT_EPOCH };
  }

  open(): Failure {
    return { errno: 'ENOSPC' };
  }
}

/** Opening it opens whatever terminal controls the caller. */
class ControllingTerminalInode implements FileInode {
  readonly kind = 'char';
  readonly dev = DEVTMPFS_DEV;
  readonly device: DeviceNumbers = { major: 5, minor: 0 };
  readonly ino: number;
  readonly #terminals: Terminals;
  readonly #kernel: LiveKernel;

  constructor(ino: number, terminals: Terminals, kernel: LiveKernel) {
    this.ino = ino;
    this.#terminals = terminals;
    this.#kernel = kernel;
  }

  attributes(): Attributes {
    return { mode: 0o666, uid: 0, gid: 0, size: 0, nlink: 1, mtime: BOOT_EPOCH };
  }

  open(caller: Process, mode: OpenMode, at: Location): OpenFile | Failure {
    const { tty } = caller.task;
    const terminal = tty === null ? undefined : this.#terminals.get(tty);
    if (terminal === undefined) return { errno: 'ENXIO' };
    return new TerminalFile(terminal, this.#kernel, at, mode);
  }
}

class PtsDirectory implements DirectoryInode {
  readonly kind = 'directory';
  readonly dev = DEVPTS_DEV;
  readonly ino = 1;
  readonly #terminals: Terminals | null;

  constructor(terminals: Terminals | null) {
    this.#terminals = terminals;
  }

  attributes(): Attributes {
    return { mode: 0o755, uid: 0, gid: 0, size: 0, nlink: 2, mtime: BOOT_EPOCH };
  }

  lookup(name: string): Inode | Failure {
    if (name === 'ptmx') return new MasterInode();
    const terminal = /^\d+$/.test(name) ? this.#terminals?.get(asTtyId(Number(name))) : undefined;
    return terminal === undefined
      ? { errno: 'ENOENT' }
      : (this.#terminals?.fileOf(terminal) ?? { errno: 'ENOENT' });
  }

  list(): readonly DirEntry[] {
    const terminals = (this.#terminals?.all() ?? []).map(({ id }) => String(id));
    return [...terminals.toReversed(), 'ptmx'].map((name) => ({ name, kind: 'char' }));
  }
}
