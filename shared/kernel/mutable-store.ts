// What would the simplest store do? Maps, changed in place. It is the oracle that the other stores are tested
// against, and the lower bound that they are measured against.

import { MutableTable } from './mutable-table.ts';
import { RECORD_KIND } from './record-kind.ts';
import type { RecordKind } from './record-kind.ts';
import type { KernelState } from './state.ts';
import { KernelStore } from './store.ts';
import type { Assignable, KernelRecord, Recipe, StoreBinding } from './store.ts';
import type { Table } from './table.ts';

const MUTABLE: StoreBinding = {
  revise: <R extends KernelRecord>(record: R, recipe: Recipe<R>, seq: number): R => {
    const fields: Assignable<R> = record;
    recipe(fields);
    fields.v = seq;
    return record;
  },
  keep: (value) => value,
  set: (table, key, value) => MutableTable.from(table).set(key, value),
  delete: (table, key) => MutableTable.from(table).delete(key),
};

/** Takes copies of the given state's records first: from then on, everything changes in place. */
export function mutableStore(state: KernelState): KernelStore {
  const pidNamespaces = [...state.pidNamespaces.values()].map((ns) => ({
    ...ns,
    numbers: new MutableTable(ns.numbers.entries()),
  }));
  const copy: KernelState = {
    ...state,
    tasks: copies(state.tasks, RECORD_KIND.task),
    pids: copies(state.pids, RECORD_KIND.pid),
    pidNamespaces: new MutableTable(pidNamespaces.map((ns) => [ns.id, ns])),
    userNamespaces: copies(state.userNamespaces, RECORD_KIND.userNs),
    mountNamespaces: copies(state.mountNamespaces, RECORD_KIND.mntNs),
    ttys: copies(state.ttys, RECORD_KIND.tty),
  };
  return new KernelStore(copy, MUTABLE);
}

function copies<R extends KernelRecord>(table: Table<R>, kind: RecordKind<R>): MutableTable<R> {
  return new MutableTable([...table.values()].map((record) => [record.id, kind.copy(record)]));
}
