// How does the live machine change? Immer drafts each record that a decision finds; one that the decision has made itself
// is copied field by field, which costs a fraction. What comes out is frozen. The tables are never drafted: Immer over a
// table costs as much as the table is large.

import { freeze, Immer } from 'immer';
import type { Draft } from 'immer';
import { PersistentTable } from './persistent-table.ts';
import type { RecordKind } from './record-kind.ts';
import type { KernelState } from './state.ts';
import { KernelStore } from './store.ts';
import type { Assignable, KernelRecord, Recipe, StoreBinding } from './store.ts';

// An own instance: nobody else's settings reach it. It would freeze by looking into every field of a record, and most
// are those of the record before.
const immer = new Immer({ autoFreeze: false });

/** Leaves the given state, and every view on the way, as they are. */
export function liveStore(state: KernelState): KernelStore {
  return new KernelStore(state, liveBinding(state.seq));
}

/** `base`: the seq of the given state. What carries a later stamp was made here, and nobody has seen more of it than a view. */
function liveBinding(base: number): StoreBinding {
  return {
    revise: <R extends KernelRecord>(record: R, recipe: Recipe<R>, seq: number, kind: RecordKind<R>): R => {
      const next: Assignable<R> =
        record.v > base ? copyRevised(record, recipe, kind) : draftRevised(record, recipe, kind);
      // It is not frozen yet, and nobody else's. The stamp is set past a draft, where a field costs many times as much.
      next.v = seq;
      return frozenAfter(record, next, kind.nested);
    },
    keep: <R extends object>(value: R, nested: readonly (keyof R)[]): R => {
      for (const field of nested) freeze(value[field], true);
      return Object.freeze(value);
    },
    set: (table, key, value) => PersistentTable.from(table).set(key, value),
    delete: (table, key) => PersistentTable.from(table).delete(key),
  };
}

function draftRevised<R extends KernelRecord>(
  record: R,
  recipe: Recipe<R>,
  kind: RecordKind<R>,
): Assignable<R> {
  // A draft is the record with every depth assignable; here, only fields are assigned.
  const revised = immer.produce(record, (draft: Draft<R>) => recipe(draft as Assignable<R>));
  return revised === record ? kind.copy(record) : revised;
}

/** For a record that the same decision touches again: without a draft, since only fields are assigned. */
function copyRevised<R extends KernelRecord>(
  record: R,
  recipe: Recipe<R>,
  kind: RecordKind<R>,
): Assignable<R> {
  const copy: Assignable<R> = kind.copy(record);
  recipe(copy);
  return copy;
}

/** What it has in common with a record that is frozen is frozen already. */
function frozenAfter<R extends object>(before: R, record: R, nested: readonly (keyof R)[]): R {
  // A record is frozen or as it was made. To be told so by isFrozen would take a look at every field.
  const isAnew = Object.isExtensible(before);
  for (const field of nested) if (isAnew || record[field] !== before[field]) freeze(record[field], true);
  return Object.freeze(record);
}
