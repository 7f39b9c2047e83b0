// Who holds a lock on a file, and who waits for it? flock(2) (fidelity: file-locks)

import type { Answer, WaitQueue } from './blocking.ts';
import type { OpenFile } from './open-file.ts';
import type { Inode } from './vfs/inode.ts';

export type LockKind = 'LOCK_SH' | 'LOCK_EX';

interface InodeLocks {
  readonly holders: Map<OpenFile, LockKind>;
  readonly waiting: WaitQueue;
}

/** A lock belongs to the open file description: who inherited or duplicated its descriptor holds it as well. */
export class FileLocks {
  readonly #byInode = new WeakMap<Inode, InodeLocks>();
  readonly #newWaitQueue: () => WaitQueue;

  constructor(newWaitQueue: () => WaitQueue) {
    this.#newWaitQueue = newWaitQueue;
  }

  /**
   * Takes a lock, or changes the kind of the one that is held: the old one is given up first, whatever becomes of the new.
   * Errno: EAGAIN somebody else holds it and the caller does not want to wait.
   */
  lock(file: OpenFile, kind: LockKind, nonblock: boolean): Answer<number> {
    const locks = this.#locksOf(file.inode);
    const { holders } = locks;
    if (holders.get(file) === kind) return 0;
    this.unlock(file);
    const ready = (): boolean => isCompatible(holders, kind);
    if (!ready()) return nonblock ? { errno: 'EAGAIN' } : { blocks: { on: 'flock' }, ready, queue: locks.waiting }; // prettier-ignore
    holders.set(file, kind);
    file.whenReleased(() => {
      this.unlock(file);
    });
    return 0;
  }

  unlock(file: OpenFile): void {
    const locks = this.#locksOf(file.inode);
    if (locks.holders.delete(file)) locks.waiting.notify();
  }

  #locksOf(inode: Inode): InodeLocks {
    const known = this.#byInode.get(inode);
    if (known !== undefined) return known;
    const made: InodeLocks = { holders: new Map(), waiting: this.#newWaitQueue() };
    this.#byInode.set(inode, made);
    return made;
  }
}

function isCompatible(holders: InodeLocks['holders'], kind: LockKind): boolean {
  return kind === 'LOCK_SH' ? ![...holders.values()].includes('LOCK_EX') : holders.size === 0;
}
