// Who holds a lock on a file, and who waits for it? flock(2) (fidelity: file-locks)

import type { Answer, WaitQueue } from './blocking.ts';
import type { OpenFile } from './open-file.ts';
import type { Inode } from './vfs/inode.ts';
import type { Process } from './process.ts';

export type LockKind = 'LOCK_SH' | 'LOCK_EX';

interface InodeLocks {
  readonly holders: Map<OpenFile, LockKind>;
  readonly waiting: WaitQueue;
  /** What those who sleep on the queue want. */
  readonly wanted: Map<Process, LockKind>;
}

/** A lock or a wish for one, and who made the call. */
export interface ListedLock {
  readonly process: Process;
  readonly kind: LockKind;
}

/** A lock that is held, and who waits for it to go. */
export interface HeldLock extends ListedLock {
  readonly file: OpenFile;
  readonly waiting: readonly ListedLock[];
}

/** A lock belongs to the open file description: who inherited or duplicated its descriptor holds it as well. */
export class FileLocks {
  readonly #byInode = new WeakMap<Inode, InodeLocks>();
  readonly #newWaitQueue: () => WaitQueue;
  /** Who took each lock that is held, in the order in which they were taken. */
  readonly #takers = new Map<OpenFile, Process>();

  constructor(newWaitQueue: () => WaitQueue) {
    this.#newWaitQueue = newWaitQueue;
  }

  /**
   * Takes a lock, or changes the kind of the one that is held: the old one is given up first, whatever becomes of the new.
   * Errno: EAGAIN somebody else holds it and the caller does not want to wait.
   */
  lock(caller: Process, file: OpenFile, kind: LockKind, nonblock: boolean): Answer<number> {
    const locks = this.#locksOf(file.inode);
    const { holders, wanted } = locks;
    wanted.delete(caller);
    if (holders.get(file) === kind) return 0;
    this.unlock(file);
    const ready = (): boolean => isCompatible(holders, kind);
    if (!ready()) {
      if (nonblock) return { errno: 'EAGAIN' };
      wanted.set(caller, kind);
      return { blocks: { on: 'flock' }, ready, queue: locks.waiting };
    }
    holders.set(file, kind);
    this.#takers.set(file, caller);
    file.whenReleased(() => {
      this.unlock(file);
    });
    return 0;
  }

  unlock(file: OpenFile): void {
    const locks = this.#locksOf(file.inode);
    this.#takers.delete(file);
    if (locks.holders.delete(file)) locks.waiting.notify();
  }

  /** All locks of the machine. Order: who took one last comes first, as in the kernel's list; one waits for the oldest of a file. */
  list(): readonly HeldLock[] {
    const seen = new Set<Inode>();
    const listed = [...this.#takers].map(([file, process]): HeldLock => {
      const { holders, waiting, wanted } = this.#locksOf(file.inode);
      const sleepers = seen.has(file.inode) ? [] : waiting.sleepers;
      seen.add(file.inode);
      const waiters = sleepers.map((sleeper) => ({
        process: sleeper,
        kind: wanted.get(sleeper) ?? 'LOCK_EX',
      }));
      return { process, file, kind: holders.get(file) ?? 'LOCK_EX', waiting: waiters };
    });
    return listed.reverse();
  }

  #locksOf(inode: Inode): InodeLocks {
    const known = this.#byInode.get(inode);
    if (known !== undefined) return known;
    const made: InodeLocks = { holders: new Map(), waiting: this.#newWaitQueue(), wanted: new Map() };
    this.#byInode.set(inode, made);
    return made;
  }
}

function isCompatible(holders: InodeLocks['holders'], kind: LockKind): boolean {
  return kind === 'LOCK_SH' ? ![...holders.values()].includes('LOCK_EX') : holders.size === 0;
}
