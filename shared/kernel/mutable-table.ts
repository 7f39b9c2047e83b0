// What would the simplest table do? A Map, sorted when somebody looks at its order.

import type { Table } from './table.ts';

export class MutableTable<V> implements Table<V> {
  readonly #map: Map<number, V>;

  constructor(entries: Iterable<readonly [number, V]>) {
    this.#map = new Map(entries);
  }

  /** The table itself, or its values in one of this kind. */
  static from<V>(table: Table<V>): MutableTable<V> {
    // The class says nothing of the type of value; the argument's type does.
    return table instanceof MutableTable ? (table as MutableTable<V>) : new MutableTable(table.entries());
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: number): V | undefined {
    return this.#map.get(key);
  }

  has(key: number): boolean {
    return this.#map.has(key);
  }

  /** In place. */
  set(key: number, value: V): this {
    this.#map.set(key, value);
    return this;
  }

  /** In place. */
  delete(key: number): this {
    this.#map.delete(key);
    return this;
  }

  firstFreeFrom(least: number, below: number): number | undefined {
    for (let key = least; key < below; key += 1) if (!this.#map.has(key)) return key;
    return undefined;
  }

  changedKeys(before: Table<V>): number[] {
    const gone = [...before.entries()].map(([key]) => key).filter((key) => !this.#map.has(key));
    const other = [...this.#map].filter(([key, value]) => before.get(key) !== value).map(([key]) => key);
    return [...gone, ...other].sort((a, b) => a - b);
  }

  *entries(): Generator<[number, V], undefined> {
    yield* [...this.#map].sort(([a], [b]) => a - b);
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this.entries()) yield value;
  }
}
