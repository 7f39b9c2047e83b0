// How does kernel state become a scene? What the lens's namespace can't see is left out here, once and for all.

import type { Pid, PidNsId, TaskId } from '#shared/kernel/ids.ts';
import { isAncestorOrSelf, membersOf, pidNamespace, pidStruct } from '#shared/kernel/selectors.ts';
import type { KernelState, PidNamespace } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';
import { anchorOf } from './area-anchor.ts';
import { foldLeaves } from './fold-leaves.ts';
import { foldedAreas, rootBelow } from './fold-levels.ts';
import type { LevelNumber } from './level-hue.ts';
import { faceOf } from './process-face.ts';
import type { Scene, SceneArea, SceneItem, SceneProcess } from './scene.ts';
import { areaWords, roleWords, stubWords, type View } from './scene-words.ts';

export interface SceneOptions {
  readonly lens?: PidNsId | null;
  /** Made by the current input. */
  readonly born?: ReadonlySet<TaskId>;
  /** Outer levels of a nest that is too deep are strips. */
  readonly foldLevels?: boolean;
  /** Equal leaves share a card. */
  readonly foldLeaves?: boolean;
}

/** A task with where it stands: read once, used everywhere here. */
export interface Seen {
  readonly task: Task;
  readonly ns: PidNamespace;
  /** Outermost first, of the whole machine. */
  readonly numbers: readonly Pid[];
}

/** What buildScene carries through its steps. */
interface Stage extends View {
  readonly born: ReadonlySet<TaskId>;
  /** Children in the picture, by parent. */
  readonly childrenOf: ReadonlyMap<TaskId, readonly Seen[]>;
  /** Areas of the picture by the namespace they lie in. */
  readonly areasIn: ReadonlyMap<PidNsId, readonly PidNamespace[]>;
  readonly anchors: ReadonlyMap<PidNsId, TaskId | null>;
}

/**
 * The scene of a moment. A lens on a namespace that is gone shows nothing of it: ask `lensIsOver` first.
 * Order: siblings by their number in the innermost namespace that sees them all, then by id.
 */
export function buildScene(state: KernelState, options: SceneOptions = {}): Scene {
  const lens = options.lens ?? null;
  const outermost = pidNamespace(state, lens ?? state.rootPidNs);
  const strips = options.foldLevels === true ? foldedAreas(state, outermost) : [];
  const root = strips.length === 0 ? outermost : rootBelow(state, strips);
  const tasks = seenFrom(state, root);
  const stage: Stage = {
    state,
    lens,
    born: options.born ?? new Set(),
    root,
    tasks,
    childrenOf: grouped(tasks, ({ parent }) => parent),
    traceesOf: grouped(tasks, ({ tracer }) => tracer),
    ...areasOf(state, root, tasks),
  };
  const full = sceneArea(stage, root);
  return {
    lens,
    strips: strips.map(({ id, level }) => ({ ns: id, level, processes: membersOf(state, id).length })),
    root: options.foldLeaves === true ? foldLeaves(full) : full,
    seen: tasks.size,
    total: state.tasks.size,
  };
}

/** Nobody is left to see through: the namespace has ended, or is gone altogether. */
export function lensIsOver(state: KernelState, lens: PidNsId): boolean {
  const ns = state.pidNamespaces.get(lens);
  if (ns === undefined) return true;
  return ns.phase === 'closed' && seenFrom(state, ns).size === 0;
}

/** Every task that has a number in `root`. */
function seenFrom(state: KernelState, root: PidNamespace): ReadonlyMap<TaskId, Seen> {
  const seen = new Map<TaskId, Seen>();
  for (const task of state.tasks.values()) {
    const { ns, numbers } = pidStruct(state, task.pid);
    if (isAncestorOrSelf(state, root.id, ns))
      seen.set(task.id, { task, ns: pidNamespace(state, ns), numbers });
  }
  return seen;
}

/** The tasks by another one that each of them names, where that one is in the picture. */
function grouped(
  tasks: ReadonlyMap<TaskId, Seen>,
  other: (task: Task) => TaskId | null,
): ReadonlyMap<TaskId, readonly Seen[]> {
  const groups = new Map<TaskId, Seen[]>();
  for (const seen of tasks.values()) {
    const key = other(seen.task);
    if (key === null || !tasks.has(key)) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [seen]);
    else group.push(seen);
  }
  return groups;
}

function areasOf(
  state: KernelState,
  root: PidNamespace,
  tasks: ReadonlyMap<TaskId, Seen>,
): Pick<Stage, 'areasIn' | 'anchors'> {
  const areasIn = new Map<PidNsId, PidNamespace[]>();
  const anchors = new Map<PidNsId, TaskId | null>();
  for (const ns of state.pidNamespaces.values()) {
    if (ns.parent === null || ns.id === root.id || !isAncestorOrSelf(state, root.id, ns.id)) continue;
    const inside = areasIn.get(ns.parent);
    if (inside === undefined) areasIn.set(ns.parent, [ns]);
    else inside.push(ns);
    anchors.set(ns.id, anchorOf(ns, tasks));
  }
  return { areasIn, anchors };
}

function sceneArea(stage: Stage, ns: PidNamespace): SceneArea {
  const anchor = stage.anchors.get(ns.id) ?? null;
  const roots = [...stage.tasks.values()].filter((seen) => seen.ns.id === ns.id && isRoot(stage, seen));
  const loose = areasBelow(stage, ns, null);
  return {
    kind: 'area',
    ns: ns.id,
    parent: ns.id === stage.root.id ? null : ns.parent,
    level: ns.level,
    anchor,
    ...areaWords(ns, stage),
    items: inOrder(stage, ns.level, roots, loose),
  };
}

/** Its parent is not in its own namespace, or not in the picture. */
function isRoot({ tasks }: Stage, { task, ns }: Seen): boolean {
  const parent = task.parent === null ? undefined : tasks.get(task.parent);
  return parent === undefined || parent.ns.id !== ns.id;
}

function sceneProcess(stage: Stage, seen: Seen): SceneProcess {
  const { task, ns, numbers } = seen;
  const children = stage.childrenOf.get(task.id) ?? [];
  const born = stage.born.has(task.id);
  const parent = task.parent !== null && stage.tasks.has(task.parent) ? task.parent : null;
  return {
    kind: 'process',
    task: task.id,
    ns: ns.id,
    level: ns.level,
    parent,
    stub: parent === null ? stubWords(seen, stage) : null,
    numbers: numbersFrom(seen, stage.lens === null ? 0 : stage.root.level),
    name: task.comm,
    face: faceOf(task, born),
    role: roleWords(seen, stage),
    init: numbers.at(-1) === 1,
    born,
    folded: [],
    items: inOrder(
      stage,
      ns.level,
      children.filter((child) => child.ns.id === ns.id),
      areasBelow(stage, ns, task.id),
    ),
  };
}

function numbersFrom({ numbers }: Seen, outermost: number): readonly LevelNumber[] {
  return numbers.slice(outermost).map((number, index) => ({ level: outermost + index, number }));
}

/** The areas inside `ns` that hang below `anchor`; with null, those that hang below nobody in `ns`. */
function areasBelow(stage: Stage, ns: PidNamespace, anchor: TaskId | null): readonly PidNamespace[] {
  return (stage.areasIn.get(ns.id) ?? []).filter(({ id }) => {
    const at = stage.anchors.get(id) ?? null;
    const inside = at !== null && stage.tasks.get(at)?.ns.id === ns.id;
    return anchor === null ? !inside : at === anchor;
  });
}

/** Processes and areas by their number in the namespace of `level`; an area without a process there comes last. */
function inOrder(
  stage: Stage,
  level: number,
  processes: readonly Seen[],
  areas: readonly PidNamespace[],
): readonly SceneItem[] {
  const keyed = [
    ...processes.map((seen) => ({ key: seen.numbers[level] ?? 0, seen, ns: null })),
    ...areas.map((ns) => ({ key: firstNumberOf(stage, ns, level), seen: null, ns })),
  ];
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1));
  return keyed.map(({ seen, ns }) => (seen === null ? sceneArea(stage, ns) : sceneProcess(stage, seen)));
}

function firstNumberOf({ tasks }: Stage, area: PidNamespace, level: number): number {
  const init = area.childReaper === null ? undefined : tasks.get(area.childReaper);
  return init?.numbers[level] ?? Number.POSITIVE_INFINITY;
}
