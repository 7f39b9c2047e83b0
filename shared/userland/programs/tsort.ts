// In which order can things come, each behind those it waits for? tsort(1)

import { coreutil, extraOperand, quotef, readInput, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

interface Item {
  readonly name: string;
  /** How many that are not printed yet come before it. */
  before: number;
  /** The last that was read comes first. */
  readonly after: Item[];
  printed: boolean;
}

export const tsort = coreutil('tsort', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, []);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [name = '-', extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const text = yield* readInput(process.sys, name);
  if (failed(text)) {
    yield* process.error(quotef(name), text);
    return 1;
  }
  const words = text.split(/[ \t\n]+/).filter((word) => word !== '');
  if (words.length % 2 === 1) {
    yield* process.error(`${quotef(name)}: input contains an odd number of tokens`);
    return 1;
  }
  return yield* printInOrder(process, name, itemsOf(words));
});

/** In the order of their names. */
function itemsOf(words: readonly string[]): readonly Item[] {
  const items = new Map<string, Item>();
  const itemOf = (name: string): Item => {
    const known = items.get(name) ?? { name, before: 0, after: [], printed: false };
    items.set(name, known);
    return known;
  };
  for (let at = 0; at < words.length; at += 2) {
    const [first, second] = [itemOf(words[at] ?? ''), itemOf(words[at + 1] ?? '')];
    if (first === second) continue;
    first.after.unshift(second);
    second.before += 1;
  }
  return [...items.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function* printInOrder(process: Process, file: string, items: readonly Item[]): Coroutine<number> {
  let status = 0;
  for (;;) {
    const ready = items.filter(({ before, printed }) => before === 0 && !printed);
    for (const item of ready) {
      process.printLine(item.name);
      item.printed = true;
      for (const next of item.after) {
        next.before -= 1;
        if (next.before === 0) ready.push(next);
      }
    }
    if (items.every(({ printed }) => printed)) return status;
    status = 1;
    yield* process.error(`${quotef(file)}: input contains a loop:`);
    for (const { name } of brokenLoop(items)) yield* process.error(name);
  }
}

/** A loop, in its order, whose last relation is forgotten. It is walked backwards, from who waits to who is waited for. */
function brokenLoop(items: readonly Item[]): readonly Item[] {
  const waiting = items.filter(({ before, printed }) => before > 0 && !printed);
  /** Who was found to come before whom, on the way back. */
  const links = new Map<Item, Item>();
  let [loop] = waiting;
  for (;;) {
    for (const item of waiting) {
      const at = loop === undefined || item === loop ? -1 : item.after.indexOf(loop);
      if (at < 0 || loop === undefined) continue;
      if (!links.has(item)) {
        links.set(item, loop);
        loop = item;
        continue;
      }
      item.after.splice(at, 1);
      loop.before -= 1;
      return pathBetween(loop, item, links);
    }
  }
}

function pathBetween(start: Item, end: Item, links: ReadonlyMap<Item, Item>): readonly Item[] {
  const path = [start];
  for (let item = start; item !== end;) {
    const next = links.get(item);
    if (next === undefined) break;
    path.push(next);
    item = next;
  }
  return path;
}
