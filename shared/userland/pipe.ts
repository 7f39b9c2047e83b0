// A pipe: a buffer of 64 KiB between those who hold its write end and those who hold its read end. pipe(7)

import type { Answer, WaitQueue } from './blocking.ts';
import { OpenFile } from './open-file.ts';
import type { OpenMode } from './open-file.ts';
import type { Process } from './process.ts';
import type { FileInode } from './vfs/inode.ts';
import type { Attributes, Location } from './vfs/location.ts';
import { BOOT_EPOCH } from './vfs/memory-fs.ts';

const PIPE_CAPACITY = 65536;
/** A write of at most this size is never split (PIPE_BUF). */
const PIPE_BUF = 4096;

/** The device number under which stat(2) shows every pipe. */
const PIPEFS_DEV = 13;

export class Pipe implements FileInode {
  readonly kind = 'fifo';
  readonly dev = PIPEFS_DEV;
  readonly ino: number;
  readonly readers: WaitQueue;
  readonly writers: WaitQueue;
  buffer = '';
  /** Open files of each end. */
  readonly ends = { read: 0, write: 0 };

  constructor(ino: number, readers: WaitQueue, writers: WaitQueue) {
    this.ino = ino;
    this.readers = readers;
    this.writers = writers;
  }

  attributes(): Attributes {
    return { mode: 0o600, uid: 0, gid: 0, size: 0, nlink: 1, mtime: BOOT_EPOCH };
  }

  /** Opens one end more: by pipe(2), or through /proc/PID/fd. */
  open(_caller: Process, mode: OpenMode, at: Location): OpenFile {
    return mode.writable ? new PipeWriteEnd(this, at, mode) : new PipeReadEnd(this, at, mode);
  }
}

/** O_RDWR of a pipe with a name: never a wait for the other end, nor an end of the file. */
export class PipeBothEnds extends OpenFile {
  readonly #reading: PipeReadEnd;
  readonly #writing: PipeWriteEnd;

  constructor(pipe: Pipe, at: Location, mode: OpenMode) {
    super(at, mode);
    this.#reading = new PipeReadEnd(pipe, at, mode);
    this.#writing = new PipeWriteEnd(pipe, at, mode);
    for (const end of [this.#reading, this.#writing]) end.addReference();
  }

  override read(caller: Process, max: number): Answer<string> {
    return this.#reading.read(caller, max);
  }

  override write(caller: Process, text: string): Answer<number> {
    return this.#writing.write(caller, text);
  }

  protected override released(): void {
    for (const end of [this.#reading, this.#writing]) end.dropReference();
  }
}

class PipeReadEnd extends OpenFile {
  readonly #pipe: Pipe;

  constructor(pipe: Pipe, at: Location, mode: OpenMode) {
    super(at, mode);
    this.#pipe = pipe;
    pipe.ends.read += 1;
  }

  override read(_caller: Process, max: number): Answer<string> {
    const pipe = this.#pipe;
    if (pipe.buffer !== '') {
      const part = pipe.buffer.slice(0, max);
      pipe.buffer = pipe.buffer.slice(part.length);
      pipe.writers.notify();
      return part;
    }
    if (pipe.ends.write === 0) return '';
    if (this.mode.nonblock === true) return { errno: 'EAGAIN' };
    const ready = (): boolean => pipe.buffer !== '' || pipe.ends.write === 0;
    return { blocks: { on: 'pipe', op: 'read' }, ready, queue: pipe.readers };
  }

  override write(): Answer<number> {
    return { errno: 'EBADF' };
  }

  protected override released(): void {
    this.#pipe.ends.read -= 1;
    if (this.#pipe.ends.read === 0) this.#pipe.writers.notify();
  }
}

class PipeWriteEnd extends OpenFile {
  readonly #pipe: Pipe;

  constructor(pipe: Pipe, at: Location, mode: OpenMode) {
    super(at, mode);
    this.#pipe = pipe;
    pipe.ends.write += 1;
  }

  override read(): Answer<string> {
    return { errno: 'EBADF' };
  }

  override write(_caller: Process, text: string): Answer<number> {
    const pipe = this.#pipe;
    if (pipe.ends.read === 0) return { errno: 'EPIPE' };
    const least = text.length <= PIPE_BUF ? text.length : 1;
    if (room(pipe) >= least) {
      const taken = Math.min(text.length, room(pipe));
      pipe.buffer += text.slice(0, taken);
      pipe.readers.notify();
      return taken;
    }
    if (this.mode.nonblock === true) return { errno: 'EAGAIN' };
    const ready = (): boolean => pipe.ends.read === 0 || room(pipe) >= least;
    return { blocks: { on: 'pipe', op: 'write' }, ready, queue: pipe.writers };
  }

  protected override released(): void {
    this.#pipe.ends.write -= 1;
    if (this.#pipe.ends.write === 0) this.#pipe.readers.notify();
  }
}

function room(pipe: Pipe): number {
  return PIPE_CAPACITY - pipe.buffer.length;
}
