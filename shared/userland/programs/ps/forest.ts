// In what order, and behind which branches, do the forest views of ps show processes? show_tree of procps.

import type { ProcTask } from '../../libc/proc.ts';

export type ForestStyle = 'branches' | 'indent';

export interface Placed<Task> {
  readonly task: Task;
  readonly prefix: string;
}

/**
 * show_forest of procps. Order: a process whose parent is not shown is a root, and roots come from the last one to the
 * first. The children of a process are those that follow the first of them in `tasks` without anything between; others of
 * its children are not shown at all. With branches the children of PID 1 stand at the edge like roots, as most of a system
 * descends from it.
 */
export function forest<Task extends ProcTask>(
  tasks: readonly Task[],
  style: ForestStyle,
): readonly Placed<Task>[] {
  const firstChild = new Map<number, number>();
  tasks.forEach(({ ppid }, at) => {
    if (!firstChild.has(ppid)) firstChild.set(ppid, at);
  });
  const shown = new Set(tasks.map((task) => task.pid));
  const placed: Placed<Task>[] = [];
  // Each open task, deepest last; a loop and not a recursion, since a chain of processes may be long.
  const open = tasks
    .filter((task) => !shown.has(task.ppid) || task.ppid === task.pid)
    .map((task) => ({ task, before: '', isLast: true, isRoot: true }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { task, before, isLast, isRoot } = next;
    placed.push({ task, prefix: isRoot ? '' : before + (style === 'indent' ? '  ' : ' \\_ ') });
    const below = isRoot ? '' : before + (style === 'indent' ? '  ' : isLast ? '    ' : ' |  ');
    const own = childrenOf(task, tasks, firstChild.get(task.pid));
    const atEdge = style === 'branches' && task.pid === 1;
    own.toReversed().forEach((child, at) => {
      open.push({ task: child, before: atEdge ? '' : below, isLast: at === 0, isRoot: atEdge });
    });
  }
  return placed;
}

function childrenOf<Task extends ProcTask>(
  { pid }: Task,
  tasks: readonly Task[],
  first: number | undefined,
): readonly Task[] {
  if (first === undefined) return [];
  const end = tasks.findIndex((task, at) => at > first && task.ppid !== pid);
  return tasks.slice(first, end < 0 ? undefined : end).filter((task) => task.pid !== pid);
}
