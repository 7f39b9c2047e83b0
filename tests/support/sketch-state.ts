// A kernel state drawn by hand, for tests of what is shown: who is where, with which numbers. Rules are not asked.
import { asPid, asPidId, asPidNsId, asTaskId, type PidId, type TaskId } from '#shared/kernel/ids.ts';
import { PersistentTable } from '#shared/kernel/persistent-table.ts';
import type { KernelState, PidNamespace, PidStruct } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';
import { bareState, bareTask } from './bare-state.ts';

export interface NamespaceSketch extends Partial<
  Pick<PidNamespace, 'phase' | 'lastPid' | 'createdBy' | 'childReaper'>
> {
  readonly id: number;
  /** Null for the root, which is namespace 1. */
  readonly parent: number | null;
}

export interface ProcessSketch extends Partial<Omit<Task, 'id' | 'pid' | 'parent' | 'nsproxy'>> {
  readonly id: number;
  readonly ns: number;
  readonly parent: number | null;
  /** Outermost first. */
  readonly numbers: readonly number[];
  /** Where its children go, when not its own namespace. */
  readonly childrenGoTo?: number;
}

export function sketchState(
  namespaces: readonly NamespaceSketch[],
  processes: readonly ProcessSketch[],
): KernelState {
  const base = bareState();
  let tasks = PersistentTable.empty<Task>();
  let pids = PersistentTable.empty<PidStruct>();
  for (const sketch of processes) {
    tasks = tasks.set(sketch.id, { ...taskOf(sketch), ...familyOf(sketch, processes) });
    pids = pids.set(sketch.id, pidOf(sketch));
  }
  const parents = new Map(namespaces.map(({ id, parent }) => [id, parent]));
  let pidNamespaces = PersistentTable.empty<PidNamespace>();
  for (const sketch of namespaces) {
    const outer = sketch.parent === null ? undefined : pidNamespaces.get(sketch.parent);
    const level = outer === undefined ? 0 : outer.level + 1;
    pidNamespaces = pidNamespaces.set(sketch.id, namespaceOf(sketch, level, processes, parents));
  }
  return { ...base, tasks, pids, pidNamespaces };
}

function taskOf({ id, ns, numbers: _numbers, parent, childrenGoTo, ...rest }: ProcessSketch): Task {
  const bare = bareTask(id);
  return {
    ...bare,
    state: 'sleeping',
    waitingFor: { on: 'child' },
    parent: parent === null ? null : asTaskId(parent),
    nsproxy: { ...bare.nsproxy, pidNsForChildren: asPidNsId(childrenGoTo ?? ns) },
    ...rest,
  };
}

/** The links of the sibling list, in the order of the sketch. */
function familyOf(
  { id, parent }: ProcessSketch,
  processes: readonly ProcessSketch[],
): Pick<Task, 'firstChild' | 'lastChild' | 'prevSibling' | 'nextSibling'> {
  const children = processes.filter((other) => other.parent === id);
  const siblings = processes.filter((other) => parent !== null && other.parent === parent);
  const place = siblings.findIndex((other) => other.id === id);
  return {
    firstChild: taskId(children[0]),
    lastChild: taskId(children.at(-1)),
    prevSibling: place > 0 ? taskId(siblings[place - 1]) : null,
    nextSibling: taskId(siblings[place + 1]),
  };
}

function taskId(sketch: ProcessSketch | undefined): TaskId | null {
  return sketch === undefined ? null : asTaskId(sketch.id);
}

function pidOf({ id, ns, numbers }: ProcessSketch): PidStruct {
  return {
    id: asPidId(id),
    ns: asPidNsId(ns),
    numbers: numbers.map(asPid),
    task: asTaskId(id),
    firstInGroup: asTaskId(id),
    groupMembers: 1,
    sessionMembers: 1,
    holders: 0,
    registered: false,
    v: 0,
  };
}

function namespaceOf(
  { id, parent, ...rest }: NamespaceSketch,
  level: number,
  processes: readonly ProcessSketch[],
  parents: ReadonlyMap<number, number | null>,
): PidNamespace {
  let numbers = PersistentTable.empty<PidId>();
  let lastPid = 0;
  let init: ProcessSketch | undefined;
  for (const process of processes) {
    const number = process.numbers[level];
    if (number === undefined || !liesIn(process.ns, id, parents)) continue;
    numbers = numbers.set(number, asPidId(process.id));
    lastPid = Math.max(lastPid, number);
    if (process.ns === id && number === 1) init = process;
  }
  return {
    ...bareState().pidNamespaces.get(1)!,
    id: asPidNsId(id),
    parent: parent === null ? null : asPidNsId(parent),
    level,
    numbers,
    lastPid,
    childReaper: init === undefined ? null : asTaskId(init.id),
    phase: init === undefined ? 'unborn' : 'alive',
    inode: 4_026_531_836 + id,
    ...rest,
  };
}

function liesIn(ns: number, outer: number, parents: ReadonlyMap<number, number | null>): boolean {
  for (let at: number | null = ns; at !== null; at = parents.get(at) ?? null) if (at === outer) return true;
  return false;
}
