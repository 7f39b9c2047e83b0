// What would the simplest store do? Maps, changed in place. It is the oracle that the other stores are tested
// against, and the lower bound that they are measured against.

import { MutableTable } from './mutable-table.ts';
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
    tasks: copies(state.tasks),
    pids: copies(state.pids),
    pidNamespaces: new MutableTable(pidNamespaces.map((ns) => [ns.id, ns])),
    userNamespaces: copies(state.userNamespaces),
    mountNamespaces: copies(state.mountNamespaces),
    ttys: copies(state.ttys),
  };
  return new KernelStore(copy, MUTABLE);
}

function copies<R extends KernelRecord>(table: Table<R>): MutableTable<R> {
  return new MutableTable([...table.values()].map((record) => [record.id, { ...record }]));
}
