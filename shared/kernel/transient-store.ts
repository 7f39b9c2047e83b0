// How does a state change when many events are applied and only the last state is wanted? Records are copied when
// first touched, pages likewise, and from then on both change in place: seek, replay and load.

import type { EditToken } from './persistent-table.ts';
import { PersistentTable } from './persistent-table.ts';
import type { RecordKind } from './record-kind.ts';
import type { KernelState } from './state.ts';
import { KernelStore } from './store.ts';
import type { Assignable, KernelRecord, Recipe, StoreBinding } from './store.ts';

/** Leaves the given state as it is; views on the way are overwritten. */
export function transientStore(state: KernelState): KernelStore {
  return new KernelStore(state, transientBinding(state.seq));
}

/** `base` is the seq of the state that must stay: what carries a later stamp was made here, and may change here. */
function transientBinding(base: number): StoreBinding {
  const edit: EditToken = Symbol('transient');
  return {
    revise: <R extends KernelRecord>(record: R, recipe: Recipe<R>, seq: number, kind: RecordKind<R>): R => {
      const mine: Assignable<R> = record.v > base ? record : kind.copy(record);
      recipe(mine);
      mine.v = seq;
      return mine;
    },
    keep: (value) => value,
    set: (table, key, value) => PersistentTable.from(table).set(key, value, edit),
    delete: (table, key) => PersistentTable.from(table).delete(key, edit),
  };
}
