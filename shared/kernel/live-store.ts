// How does the live machine change? Immer drafts each record that an event touches and freezes what comes out. The
// tables are never drafted: Immer over a table costs as much as the table is large.

import { freeze, Immer } from 'immer';
import type { Draft } from 'immer';
import { PersistentTable } from './persistent-table.ts';
import type { KernelState } from './state.ts';
import { KernelStore } from './store.ts';
import type { Assignable, KernelRecord, Recipe, StoreBinding } from './store.ts';

// An own instance: nobody else's settings reach it. It would freeze by looking into every field of a record, and most
// are those of the record before.
const immer = new Immer({ autoFreeze: false });

const LIVE: StoreBinding = {
  revise: <R extends KernelRecord>(record: R, recipe: Recipe<R>, seq: number): R =>
    frozenAfter(
      record,
      immer.produce(record, (draft: Draft<R>) => {
        // A draft is the record with every depth assignable; here, only fields are assigned.
        const fields = draft as Assignable<R>;
        recipe(fields);
        fields.v = seq;
      }),
    ),
  keep: (value) => freeze(value, true),
  set: (table, key, value) => PersistentTable.from(table).set(key, value),
  delete: (table, key) => PersistentTable.from(table).delete(key),
};

/** Leaves the given state, and every view on the way, as they are. */
export function liveStore(state: KernelState): KernelStore {
  return new KernelStore(state, LIVE);
}

/** What it has in common with a record that is frozen is frozen already. */
function frozenAfter<R extends object>(before: R, record: R): R {
  if (!Object.isFrozen(before)) return freeze(record, true);
  for (const field in record) if (record[field] !== before[field]) freeze(record[field], true);
  return Object.freeze(record);
}
