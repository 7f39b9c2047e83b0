// Which words stand in the picture beside numbers, names and states?

import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';
import type { KernelState, PidNamespace } from '#shared/kernel/state.ts';
import type { Seen } from './build-scene.ts';
import type { SceneArea } from './scene.ts';

/**
 * How an area is drawn:
 * - `unborn`: waits for its first process; dashed.
 * - `alive`: as its level.
 * - `ending`: its init has begun to end, somebody is still there.
 * - `closed`: for good; hatched.
 */
export type AreaPhase = 'unborn' | 'alive' | 'ending' | 'closed';

/** What these words are about: who can be seen, from where. */
export interface View {
  readonly state: KernelState;
  readonly lens: PidNsId | null;
  readonly root: PidNamespace;
  readonly tasks: ReadonlyMap<TaskId, Seen>;
  /** By tracer. */
  readonly traceesOf: ReadonlyMap<TaskId, readonly Seen[]>;
}

type AreaWords = Pick<SceneArea, 'phase' | 'title' | 'note' | 'nextNumber'>;

export function areaWords(ns: PidNamespace, view: View): AreaWords {
  const init = ns.childReaper === null ? undefined : view.tasks.get(ns.childReaper);
  const phase = phaseOf(ns, init, view);
  return {
    phase,
    title: `level ${ns.level}`,
    note: areaNote(ns, phase, init, view),
    nextNumber: phase === 'closed' || phase === 'ending' ? null : nextNumber(ns),
  };
}

function phaseOf(ns: PidNamespace, init: Seen | undefined, { tasks }: View): AreaPhase {
  if (ns.phase !== 'closed') return ns.phase;
  if (init?.task.state === 'exiting') return 'ending';
  for (const { task, ns: own } of tasks.values()) {
    if (own.id === ns.id && task.state !== 'zombie') return 'ending';
  }
  return 'closed';
}

function areaNote(ns: PidNamespace, phase: AreaPhase, init: Seen | undefined, view: View): string {
  switch (phase) {
    case 'unborn':
      return 'waits for its first process';
    case 'ending':
      return 'its init is ending';
    case 'closed':
      return 'closed for good';
    case 'alive':
      if (ns.level === 0) return 'the machine';
      return init === undefined ? '' : `init is ${firstNumber(init, view)} outside, 1 inside`;
  }
}

/** RESERVED_PIDS: where the search goes on once it has come round (PNS-06). */
const RESERVED_PIDS = 300;

/** What alloc_pid would try first; null when every number is taken. */
function nextNumber({ lastPid, pidMax, numbers }: PidNamespace): number | null {
  const from = Math.max(lastPid, 0) + 1;
  const wrapTo = from > RESERVED_PIDS ? RESERVED_PIDS : 1;
  return numbers.firstFreeFrom(from, pidMax) ?? numbers.firstFreeFrom(wrapTo, pidMax) ?? null;
}

/** The number to call a process by, from here: its outermost one that can be seen. */
export function firstNumber({ numbers }: Seen, { lens, root }: View): number {
  return numbers[lens === null ? 0 : root.level] ?? 0;
}

/** What a process is to others, in a few words; the most telling first. */
export function roleWords(seen: Seen, view: View): string {
  const { task } = seen;
  const roles: string[] = [];
  const away = awayRole(seen, view);
  if (away !== null) roles.push(away);
  if (task.childSubreaper) roles.push('subreaper');
  const tracees = view.traceesOf.get(task.id) ?? [];
  if (tracees.length > 0) {
    roles.push(`tracer of ${tracees.map((tracee) => firstNumber(tracee, view)).join(', ')}`);
  }
  const tracer = task.tracer === null ? undefined : view.tasks.get(task.tracer);
  if (tracer !== undefined) roles.push(`traced by ${firstNumber(tracer, view)}`);
  return roles.join(', ');
}

/** It made or joined a namespace, and is not in it. */
function awayRole({ task, ns }: Seen, { state, lens, root }: View): string | null {
  if (task.state === 'zombie') return null;
  const outermost = lens === null ? ns.level === 0 : ns.id === root.id;
  const where = outermost ? 'stays outside' : `stays in level ${ns.level}`;
  for (const other of state.pidNamespaces.values()) {
    if (other.createdBy === task.id && other.id !== ns.id) return `creator, ${where}`;
  }
  return task.nsproxy.pidNsForChildren === ns.id ? null : `joiner, ${where}`;
}

/** What stands where the parent of a process can't be shown; null for the first process of the whole machine. */
export function stubWords({ task, ns }: Seen, view: View): string | null {
  if (view.lens === null && view.root.level === 0 && ns.level === 0 && task.parent === null) return null;
  return view.lens === null && view.root.level > 0 ? 'folded above' : '0, out of sight';
}
