// What does an array of awk hold, and in which order does `for (k in a)` visit it? As mawk's hash tables have it.
//
// A key is on one of the lists of a table, by the hash of its text; who is new or was found goes to the front of its list, and
// a table that has become too full doubles. Keys that came as numbers are on lists of their own until they are asked for as text.

import { allocateItems } from '../../libc/exhaustion.ts';
import { UNSET } from './values.ts';
import type { Value } from './values.ts';

interface Node {
  /** Null while the key is only known as a number. */
  text: string | null;
  number: number | null;
  hash: number;
  value: Value;
}

const FIRST_LISTS = 64;
const MOST_PER_LIST = 12;

export class AwkArray {
  /** The nodes by the text of their key: every node is here. */
  #nodes = new Map<string, Node>();
  #byText: Node[][] = emptyLists(FIRST_LISTS);
  #byNumber: Node[][] = emptyLists(FIRST_LISTS);
  /** Whether all nodes are on the lists by text. */
  #hasTexts = true;

  get size(): number {
    return this.#nodes.size;
  }

  has(key: string): boolean {
    return this.#nodes.has(key);
  }

  /** The value; looking makes the element. */
  get(key: string, asNumber: boolean): Value {
    return this.#find(key, asNumber).value;
  }

  set(key: string, value: Value, asNumber: boolean): void {
    this.#find(key, asNumber).value = value;
  }

  delete(key: string): void {
    const node = this.#nodes.get(key);
    if (node === undefined) return;
    this.#nodes.delete(key);
    remove(this.#byText[node.hash & this.#mask] ?? [], node);
    if (node.number !== null) remove(this.#byNumber[node.number & this.#mask] ?? [], node);
  }

  clear(): void {
    this.load([]);
  }

  /** The elements 1, 2, 3 ... of split(). */
  load(values: readonly Value[]): void {
    allocateItems(values.length);
    let lists = FIRST_LISTS;
    while (values.length > lists * MOST_PER_LIST) lists *= 2;
    this.#nodes = new Map();
    this.#byText = emptyLists(lists);
    this.#byNumber = emptyLists(lists);
    this.#hasTexts = values.length === 0;
    values.forEach((value, at) => {
      const node = { text: null, number: at + 1, hash: hashOf(String(at + 1)), value };
      this.#nodes.set(String(at + 1), node);
      this.#byNumber[(at + 1) & this.#mask]?.unshift(node);
    });
  }

  /** In the order in which they are visited. */
  keys(): readonly string[] {
    this.#listByText();
    return this.#byText.flatMap((list) => list.map(({ text }) => text ?? ''));
  }

  get #mask(): number {
    return this.#byText.length - 1;
  }

  #find(key: string, asNumber: boolean): Node {
    if (asNumber) return this.#findByNumber(key);
    this.#listByText();
    return this.#findByText(key);
  }

  #findByText(key: string): Node {
    const known = this.#nodes.get(key);
    const node = known ?? { text: key, number: null, hash: hashOf(key), value: UNSET };
    if (known === undefined) {
      this.#nodes.set(key, node);
      this.#grow();
    }
    toFront(this.#byText[node.hash & this.#mask] ?? [], node);
    return node;
  }

  #findByNumber(key: string): Node {
    const number = Number(key);
    let node = this.#nodes.get(key);
    if (this.#hasTexts && this.size > 0 && (node === undefined || node.number === null)) {
      node = this.#findByText(key);
      node.number = number;
    }
    if (node === undefined) {
      this.#hasTexts = false;
      node = { text: null, number, hash: hashOf(key), value: UNSET };
      this.#nodes.set(key, node);
      this.#grow();
    }
    toFront(this.#byNumber[number & this.#mask] ?? [], node);
    return node;
  }

  #listByText(): void {
    if (this.#hasTexts) return;
    this.#hasTexts = true;
    for (const node of this.#byNumber.flat()) {
      if (node.text !== null) continue;
      node.text = String(node.number);
      this.#byText[node.hash & this.#mask]?.unshift(node);
    }
  }

  #grow(): void {
    allocateItems(this.size);
    if (this.size <= this.#byText.length * MOST_PER_LIST) return;
    this.#byText = doubled(this.#byText, ({ hash }) => hash);
    this.#byNumber = doubled(this.#byNumber, ({ number }) => number ?? 0);
  }
}

function emptyLists(count: number): Node[][] {
  return Array.from({ length: count }, () => []);
}

/** Twice as many lists, on which everybody stays behind who was in front. */
function doubled(lists: readonly Node[][], numberOf: (node: Node) => number): Node[][] {
  const made = emptyLists(lists.length * 2);
  for (const node of lists.flat()) made[numberOf(node) & (made.length - 1)]?.push(node);
  return made;
}

function toFront(list: Node[], node: Node): void {
  if (list[0] === node) return;
  remove(list, node);
  list.unshift(node);
}

function remove(list: Node[], node: Node): void {
  const at = list.indexOf(node);
  if (at >= 0) list.splice(at, 1);
}

/** FNV-1a. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
