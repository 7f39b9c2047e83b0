// In what order, and behind which branches, do the forest views of ps show processes? show_tree of procps.

import type { ProcTask } from '../../libc/proc.ts';

export type ForestStyle = 'branches' | 'indent';

export interface Placed<Task> {
  readonly task: Task;
  readonly prefix: string;
}

/**
 * Order: parents before their children, siblings as they come in `tasks`. A process whose parent is not shown is a root;
 * roots come by the numbers of those parents, the last one first, as show_forest looks for them from the end.
 * With branches the children of PID 1 stand at the edge like roots, as most of a system descends from it.
 */
export function forest<Task extends ProcTask>(
  tasks: readonly Task[],
  style: ForestStyle,
): readonly Placed<Task>[] {
  const children = new Map<number, Task[]>();
  const shown = new Set(tasks.map((task) => task.pid));
  const roots: Task[] = [];
  for (const task of tasks) {
    if (!shown.has(task.ppid) || task.ppid === task.pid) roots.push(task);
    else children.set(task.ppid, [...(children.get(task.ppid) ?? []), task]);
  }
  const placed: Placed<Task>[] = [];
  // Each open task, deepest last; a loop and not a recursion, since a chain of processes may be long.
  const open = roots
    .toSorted((a, b) => a.ppid - b.ppid)
    .map((task) => ({ task, before: '', isLast: true, isRoot: true }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { task, before, isLast, isRoot } = next;
    placed.push({ task, prefix: isRoot ? '' : before + (style === 'indent' ? '  ' : ' \\_ ') });
    const below = isRoot ? '' : before + (style === 'indent' ? '  ' : isLast ? '    ' : ' |  ');
    const own = children.get(task.pid) ?? [];
    const atEdge = style === 'branches' && task.pid === 1;
    own.forEach((_, at) => {
      const child = own[own.length - 1 - at];
      if (child !== undefined)
        open.push({ task: child, before: atEdge ? '' : below, isLast: at === 0, isRoot: atEdge });
    });
  }
  return placed;
}
