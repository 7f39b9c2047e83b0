// What is another record in the second moment than in the first? Found by walking only what is not shared, and told
// apart by `v`: on one branch, records with the same id and the same `v` are the same, wherever they came from.

import type { MntNsId, PidNsId, TaskId, TtyId, UserNsId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';
import type { KernelRecord } from '../kernel/store.ts';
import type { Table } from '../kernel/table.ts';

/** Each list is ascending. */
export interface TableDiff<Id extends number> {
  readonly added: readonly Id[];
  readonly changed: readonly Id[];
  readonly removed: readonly Id[];
}

export interface StateDiff {
  readonly tasks: TableDiff<TaskId>;
  readonly pidNamespaces: TableDiff<PidNsId>;
  readonly userNamespaces: TableDiff<UserNsId>;
  readonly mountNamespaces: TableDiff<MntNsId>;
  readonly ttys: TableDiff<TtyId>;
}

/** Two moments of one branch, in either order. Where two branches are compared, they share `v` without sharing records. */
export function diffStates(before: KernelState, after: KernelState): StateDiff {
  return {
    tasks: diffTables(before.tasks, after.tasks),
    pidNamespaces: diffTables(before.pidNamespaces, after.pidNamespaces),
    userNamespaces: diffTables(before.userNamespaces, after.userNamespaces),
    mountNamespaces: diffTables(before.mountNamespaces, after.mountNamespaces),
    ttys: diffTables(before.ttys, after.ttys),
  };
}

function diffTables<Id extends number, R extends KernelRecord & { readonly id: Id }>(
  before: Table<R>,
  after: Table<R>,
): TableDiff<Id> {
  const added: Id[] = [];
  const changed: Id[] = [];
  const removed: Id[] = [];
  for (const key of after.changedKeys(before)) {
    const old = before.get(key);
    const now = after.get(key);
    if (old === undefined) {
      if (now !== undefined) added.push(now.id);
    } else if (now === undefined) removed.push(old.id);
    else if (old.v !== now.v) changed.push(now.id);
  }
  return { added, changed, removed };
}
