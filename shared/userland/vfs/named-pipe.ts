// A pipe with a name: whoever opens one end waits for somebody at the other. fifo(7), fs/pipe.c fifo_open

import type { WaitQueue } from '../blocking.ts';
import type { OpenFile, OpenMode, PartlyOpen } from '../open-file.ts';
import { Pipe, PipeBothEnds } from '../pipe.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { FileInode, InodeIdentity } from './inode.ts';
import type { Attributes, Location } from './location.ts';

export class NamedPipe implements FileInode {
  readonly kind = 'fifo';
  readonly ino: number;
  readonly dev: number;
  readonly #identity: InodeIdentity;
  readonly #pipe: Pipe;
  #owner: { uid: number; gid: number; mode: number };
  #mtime: number;
  #links = 0;
  /** Who waits in open(2) for somebody at the other end. */
  readonly #openers: WaitQueue;
  /** How often each end was opened: whoever waited goes on even where the other has closed again (r_counter, w_counter). */
  readonly #opened = { read: 0, write: 0 };

  constructor(
    identity: InodeIdentity,
    owner: { readonly uid: number; readonly gid: number; readonly mode: number },
    newQueue: () => WaitQueue,
  ) {
    this.ino = identity.ino;
    this.dev = identity.dev;
    this.#identity = identity;
    this.#owner = { ...owner };
    this.#mtime = identity.now();
    this.#pipe = new Pipe(identity.ino, newQueue(), newQueue());
    this.#openers = newQueue();
  }

  attributes(): Attributes {
    return { ...this.#owner, size: 0, nlink: this.#links, mtime: this.#mtime };
  }

  chmod(mode: number): void {
    this.#owner = { ...this.#owner, mode };
  }

  chown(uid: number, gid: number): void {
    this.#owner = { ...this.#owner, uid, gid };
  }

  linked(by: 1 | -1): void {
    this.#links += by;
  }

  touch(mtime: number | null): void {
    this.#mtime = mtime ?? this.#identity.now();
  }

  /** Both ends at once need nobody else. Errno: ENXIO to write without waiting where nobody reads. */
  open(caller: Process, mode: OpenMode, at: Location): OpenFile | PartlyOpen | Failure {
    if (mode.readable && mode.writable) return new PipeBothEnds(this.#pipe, at, mode);
    const [end, other] = mode.writable ? (['write', 'read'] as const) : (['read', 'write'] as const);
    if (mode.nonblock === true && end === 'write' && this.#pipe.ends.read === 0) return { errno: 'ENXIO' };
    this.#opened[end] += 1;
    const file = this.#pipe.open(caller, mode, at);
    this.#openers.notify();
    if (mode.nonblock === true || this.#pipe.ends[other] > 0) return file;
    const since = this.#opened[other];
    const ready = (): boolean => this.#opened[other] > since;
    return { file, partner: { blocks: { on: 'pipe', op: end }, ready, queue: this.#openers } };
  }
}
