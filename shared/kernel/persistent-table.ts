// How does every moment of the machine keep its own tables without copying them? A trie of pages, 32 wide, whose
// unchanged pages are shared between versions.
//
// Pages are private to this file and never frozen: nobody else can reach them, and freezing them costs an order of
// magnitude. Records are frozen by whoever makes them. A page knows how many values lie below it, so that a search
// for a free key passes over full pages at once.

import { InvariantViolation } from '../result.ts';
import type { Table } from './table.ts';

const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;
/** Six levels: shifts stay within 32 bits. */
const KEY_LIMIT = 2 ** 30;

/** Whoever holds the token may change in place the pages that were made with it. Forget it, and they are as fixed as all others. */
export type EditToken = symbol;

interface Page<V> {
  /** Values where `shift` is 0, pages above. */
  readonly slots: (V | Page<V> | undefined)[];
  /** How many values lie in this page and below it. */
  count: number;
  readonly edit: EditToken | undefined;
}

export class PersistentTable<V> implements Table<V> {
  static readonly #EMPTY = new PersistentTable<never>(newPage(undefined), 0);

  readonly #root: Page<V>;
  /** How far a key is shifted to give its slot in the root: 0 where the root is a leaf. */
  readonly #shift: number;

  private constructor(root: Page<V>, shift: number) {
    this.#root = root;
    this.#shift = shift;
  }

  static empty<V>(): PersistentTable<V> {
    return PersistentTable.#EMPTY;
  }

  /** The table itself, or its values in one of this kind. */
  static from<V>(table: Table<V>): PersistentTable<V> {
    // The class says nothing of the type of value; the argument's type does.
    if (table instanceof PersistentTable) return table as PersistentTable<V>;
    const edit: EditToken = Symbol('from');
    let made = PersistentTable.empty<V>();
    for (const [key, value] of table.entries()) made = made.set(key, value, edit);
    return made;
  }

  get size(): number {
    return this.#root.count;
  }

  get(key: number): V | undefined {
    if (key >>> 0 !== key || key >>> (this.#shift + BITS) !== 0) return undefined;
    let page: Page<V> | undefined = this.#root;
    for (let shift = this.#shift; shift > 0; shift -= BITS) {
      page = pageAt(page, (key >>> shift) & MASK);
      if (page === undefined) return undefined;
    }
    return valueAt(page, key & MASK);
  }

  has(key: number): boolean {
    return this.get(key) !== undefined;
  }

  /** A table with this value at this key. With a token, pages made with it change in place: use only what is returned. */
  set(key: number, value: V, edit?: EditToken): PersistentTable<V> {
    if (key >>> 0 !== key || key >= KEY_LIMIT) throw new InvariantViolation(`not a key: ${key}`);
    let root = this.#root;
    let shift = this.#shift;
    for (; key >>> (shift + BITS) !== 0; shift += BITS) root = pageOver(root, edit);
    return this.#with(withValue(root, shift, key, value, edit), shift);
  }

  /** A table without this key; the table itself where it has none. */
  delete(key: number, edit?: EditToken): PersistentTable<V> {
    if (!this.has(key)) return this;
    const root = withoutValue(this.#root, this.#shift, key, edit);
    return root === undefined ? PersistentTable.empty() : this.#with(root, this.#shift);
  }

  firstFreeFrom(least: number, below: number): number | undefined {
    const inside = firstFree(this.#root, this.#shift, 0, least);
    const free = inside ?? Math.max(least, WIDTH << this.#shift);
    return free < below ? free : undefined;
  }

  changedKeys(before: Table<V>): number[] {
    const other = PersistentTable.from(before);
    const keys: number[] = [];
    let [mine, theirs] = [this.#root, other.#root];
    for (let shift = this.#shift; shift < other.#shift; shift += BITS) mine = pageOver(mine, undefined);
    for (let shift = other.#shift; shift < this.#shift; shift += BITS) theirs = pageOver(theirs, undefined);
    collectChanges(mine, theirs, Math.max(this.#shift, other.#shift), 0, keys);
    return keys;
  }

  *entries(): Generator<[number, V], undefined> {
    for (const [base, page] of leaves(this.#root, this.#shift)) {
      for (let index = 0; index < WIDTH; index += 1) {
        const value = valueAt(page, index);
        if (value !== undefined) yield [base + index, value];
      }
    }
  }

  *values(): Generator<V, undefined> {
    for (const [, page] of leaves(this.#root, this.#shift)) {
      for (let index = 0; index < WIDTH; index += 1) {
        const value = valueAt(page, index);
        if (value !== undefined) yield value;
      }
    }
  }

  [Symbol.iterator](): Generator<[number, V], undefined> {
    return this.entries();
  }

  #with(root: Page<V>, shift: number): PersistentTable<V> {
    return root === this.#root ? this : new PersistentTable(root, shift);
  }
}

function newPage<V>(edit: EditToken | undefined): Page<V> {
  return { slots: new Array<V | Page<V> | undefined>(WIDTH).fill(undefined), count: 0, edit };
}

/** A root one level higher, with the old one at its left. */
function pageOver<V>(page: Page<V>, edit: EditToken | undefined): Page<V> {
  const over = newPage<V>(edit);
  if (page.count > 0) over.slots[0] = page;
  over.count = page.count;
  return over;
}

function pageAt<V>(page: Page<V>, index: number): Page<V> | undefined {
  // Called above the leaves only, where slots hold pages.
  return page.slots[index] as Page<V> | undefined;
}

function valueAt<V>(page: Page<V>, index: number): V | undefined {
  // Called on leaves only, where slots hold values.
  return page.slots[index] as V | undefined;
}

/** The page itself where the token allows to change it, else a copy that it allows to. */
function editable<V>(page: Page<V>, edit: EditToken | undefined): Page<V> {
  if (edit !== undefined && page.edit === edit) return page;
  return { slots: page.slots.slice(), count: page.count, edit };
}

function withValue<V>(
  page: Page<V>,
  shift: number,
  key: number,
  value: V,
  edit: EditToken | undefined,
): Page<V> {
  const mine = editable(page, edit);
  const index = (key >>> shift) & MASK;
  if (shift === 0) {
    if (mine.slots[index] === undefined) mine.count += 1;
    mine.slots[index] = value;
    return mine;
  }
  const below = pageAt(mine, index) ?? newPage<V>(edit);
  const had = below.count;
  const next = withValue(below, shift - BITS, key, value, edit);
  mine.slots[index] = next;
  mine.count += next.count - had;
  return mine;
}

/** The page without a key that it has; undefined where nothing is left in it. */
function withoutValue<V>(
  page: Page<V>,
  shift: number,
  key: number,
  edit: EditToken | undefined,
): Page<V> | undefined {
  if (page.count === 1) return undefined;
  const mine = editable(page, edit);
  const index = (key >>> shift) & MASK;
  const below = shift === 0 ? undefined : pageAt(mine, index);
  mine.slots[index] = below && withoutValue(below, shift - BITS, key, edit);
  mine.count -= 1;
  return mine;
}

/** The first absent key of a page's range that is not below `least`; undefined where there is none. */
function firstFree<V>(
  page: Page<V> | undefined,
  shift: number,
  base: number,
  least: number,
): number | undefined {
  if (page === undefined) return Math.max(base, least);
  if (page.count === WIDTH << shift) return undefined;
  for (let index = Math.max(0, (least - base) >> shift); index < WIDTH; index += 1) {
    const start = base + (index << shift);
    if (shift === 0) {
      if (page.slots[index] === undefined) return start;
      continue;
    }
    const free = firstFree(pageAt(page, index), shift - BITS, start, least);
    if (free !== undefined) return free;
  }
  return undefined;
}

function collectChanges<V>(
  mine: Page<V> | undefined,
  theirs: Page<V> | undefined,
  shift: number,
  base: number,
  keys: number[],
): void {
  if (mine === theirs) return;
  for (let index = 0; index < WIDTH; index += 1) {
    if (mine?.slots[index] === theirs?.slots[index]) continue;
    const start = base + (index << shift);
    if (shift === 0) keys.push(start);
    else
      collectChanges(mine && pageAt(mine, index), theirs && pageAt(theirs, index), shift - BITS, start, keys);
  }
}

/** The leaves with their first keys, from left to right. */
function* leaves<V>(root: Page<V>, rootShift: number): Generator<[number, Page<V>], undefined> {
  const open: [number, number, Page<V>][] = [[rootShift, 0, root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [shift, base, page] = next;
    if (shift === 0) {
      yield [base, page];
      continue;
    }
    for (let index = WIDTH - 1; index >= 0; index -= 1) {
      const below = pageAt(page, index);
      if (below !== undefined) open.push([shift - BITS, base + (index << shift), below]);
    }
  }
}
