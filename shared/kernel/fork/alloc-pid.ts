// Which numbers does a new process get (alloc_pid in kernel/pid.c, idr_alloc_cyclic)?

import type { Errno } from '../abi/errno.ts';
import { checkpointRestoreNsCapable } from '../cred/capable.ts';
import type { PidsAllocated } from '../event.ts';
import type { Rule } from '../fact.ts';
import { asPid, INIT_PID } from '../ids.ts';
import type { Pid, PidNsId } from '../ids.ts';
import { pidNamespace } from '../selectors.ts';
import type { KernelState, PidNamespace } from '../state.ts';
import type { Credentials } from '../task.ts';

/** A namespace as the search for a number sees it; one that is about to be made included. */
export type PidLevel = Pick<PidNamespace, 'id' | 'owner' | 'phase' | 'lastPid' | 'pidMax' | 'numbers'>;

export type Allocation =
  /** Numbers outermost first. */
  | { readonly numbers: readonly Pid[]; readonly counters: PidsAllocated['counters'] }
  /** Counters that moved although it failed (PNS-13). */
  | { readonly errno: Errno; readonly rule: Rule; readonly counters: PidsAllocated['counters'] };

/** Once a search began above this number, it never goes below it again (PNS-07). */
const RESERVED_PIDS = 300;

/**
 * alloc_pid. `levels` and `setTid` innermost first; each level obeys its own limit and counter (PNS-06, PNS-10).
 *
 * Order: from the innermost level outwards.
 * Errno: EINVAL, EPERM, EEXIST for numbers that were asked for (PNS-14); EAGAIN where a level is full (PNS-11);
 * ENOMEM where the namespace is closed (PNS-25), for good (PNS-24).
 */
export function allocPid(
  state: KernelState,
  cred: Credentials,
  levels: readonly PidLevel[],
  setTid: readonly number[],
): Allocation {
  const numbers: Pid[] = [];
  const counters: { ns: PidNsId; lastPid: number }[] = [];
  if (setTid.length > levels.length) return { errno: 'EINVAL', rule: 'PNS-14', counters };
  for (const [index, level] of levels.entries()) {
    const wanted = setTid[index];
    if (wanted !== undefined) {
      const refused = refusal(state, cred, level, wanted);
      if (refused !== null) return { errno: refused, rule: 'PNS-14', counters };
      // The counter does not move (PNS-15).
      numbers.unshift(asPid(wanted));
      continue;
    }
    const number = search(level);
    if (number === undefined) return { errno: 'EAGAIN', rule: 'PNS-11', counters: kept(levels, counters) };
    numbers.unshift(number);
    counters.push({ ns: level.id, lastPid: number });
  }
  if (levels[0]?.phase === 'closed') return { errno: 'ENOMEM', rule: 'PNS-25', counters };
  return { numbers, counters };
}

/** The namespace a child would live in and all above it, innermost first. */
export function levelsFrom(state: KernelState, ns: PidNsId): PidLevel[] {
  const levels: PidNamespace[] = [];
  for (let at: PidNsId | null = ns; at !== null; at = pidNamespace(state, at).parent)
    levels.push(pidNamespace(state, at));
  return levels;
}

/** The lowest free number from the counter up to pid_max - 1, and once more from the floor (PNS-06, PNS-07). */
function search({ lastPid, pidMax, numbers }: PidLevel): Pid | undefined {
  const next = lastPid + 1;
  const floor = next > RESERVED_PIDS ? RESERVED_PIDS : INIT_PID;
  const number = numbers.firstFreeFrom(Math.max(next, floor), pidMax) ?? numbers.firstFreeFrom(floor, pidMax);
  return number === undefined ? undefined : asPid(number);
}

/** A zombie's number is taken (PNS-09), and so is that of a group or session (PNS-12). */
function refusal(state: KernelState, cred: Credentials, level: PidLevel, wanted: number): Errno | null {
  if (wanted < 1 || wanted >= level.pidMax) return 'EINVAL';
  if (wanted !== INIT_PID && level.phase === 'unborn') return 'EINVAL';
  // A user namespace that the same call makes is the caller's own.
  const isNew = !state.userNamespaces.has(level.owner);
  if (!isNew && !checkpointRestoreNsCapable(state, cred, level.owner)) return 'EPERM';
  return level.numbers.has(wanted) ? 'EEXIST' : null;
}

/** A namespace that could not get its first process starts over: its counter is reset. */
function kept(
  levels: readonly PidLevel[],
  counters: readonly { ns: PidNsId; lastPid: number }[],
): PidsAllocated['counters'] {
  const [innermost] = levels;
  return innermost?.phase === 'unborn' ? counters.filter(({ ns }) => ns !== innermost.id) : counters;
}
