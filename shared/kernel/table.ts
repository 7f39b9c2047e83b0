// The container for records keyed by small integers: what state is made of.

/** A read-only view of a table keyed by a never-reused (or small) integer. Iteration is in ascending key order. */
export interface Table<V> {
  readonly size: number;
  get(key: number): V | undefined;
  has(key: number): boolean;
  /** Ascending by key. */
  entries(): IterableIterator<[number, V]>;
  /** Ascending by key. */
  values(): IterableIterator<V>;
  /** The lowest absent key with least <= key < below; undefined where every one is taken. */
  firstFreeFrom(least: number, below: number): number | undefined;
  /** The keys whose value is not the identical one in `before`, those on one side only included. Ascending. */
  changedKeys(before: Table<V>): number[];
}
