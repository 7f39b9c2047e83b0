// Which files are locked, and who waits for them? /proc/locks: proc(5), locks_show() of fs/locks.c

import { pidOf } from '../../kernel/selectors.ts';
import type { HeldLock, ListedLock } from '../file-locks.ts';
import type { PidNsId } from '../../kernel/ids.ts';
import type { System } from '../system.ts';

/** Locks whose taker has no number here, or is gone, are counted and not shown. */
export function locksText(system: System, ns: PidNsId): string {
  return system.locks
    .list()
    .map((lock, at) => linesOf(system, ns, lock, at + 1))
    .join('');
}

function linesOf(system: System, ns: PidNsId, held: HeldLock, id: number): string {
  const { dev, ino } = held.file.inode;
  const [major, minor] = [dev >> 8, dev & 0xff].map((part) => part.toString(16).padStart(2, '0'));
  const line = ({ process, kind }: ListedLock, depth: number): string => {
    const task = process.taskOrNull;
    const pid = task === null ? 0 : pidOf(system.kernel.state, task, ns);
    if (pid === 0) return '';
    const arrow = depth === 0 ? '' : '-> '.padStart(depth + 2);
    return `${id}: ${arrow}FLOCK  ADVISORY  ${kind === 'LOCK_EX' ? 'WRITE' : 'READ'} ${pid} ${major ?? ''}:${minor ?? ''}:${ino} 0 EOF\n`;
  };
  return (
    line(held, 0) +
    inDepth(held.waiting)
      .map(({ lock, depth }) => line(lock, depth))
      .join('')
  );
}

interface Waiter {
  readonly lock: ListedLock;
  /** Who could not have a lock beside this one either. */
  readonly behind: Waiter[];
}

/** Who would have to wait for somebody that waits stands behind him. */
function inDepth(
  waiting: readonly ListedLock[],
): readonly { readonly lock: ListedLock; readonly depth: number }[] {
  const roots: Waiter[] = [];
  for (const lock of waiting) {
    let among = roots;
    for (let before = conflicting(among, lock); before !== undefined; before = conflicting(among, lock)) among = before.behind; // prettier-ignore
    among.push({ lock, behind: [] });
  }
  const open = roots.map((waiter) => ({ waiter, depth: 1 })).reverse();
  const ordered: { lock: ListedLock; depth: number }[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { waiter, depth } = next;
    ordered.push({ lock: waiter.lock, depth });
    for (const each of [...waiter.behind].reverse()) open.push({ waiter: each, depth: depth + 1 });
  }
  return ordered;
}

function conflicting(among: readonly Waiter[], { kind }: ListedLock): Waiter | undefined {
  return among.find(({ lock }) => kind === 'LOCK_EX' || lock.kind === 'LOCK_EX');
}
