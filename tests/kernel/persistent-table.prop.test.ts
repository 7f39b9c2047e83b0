// Does the trie hold what a Map would hold, whatever is done to it and however its versions share pages?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersistentTable } from '#shared/kernel/persistent-table.ts';

const SEED = 20_260_101;
const TOP_KEY = 4_194_304;

/** Keys that collide in pages, that fill pages, and that need every height of the trie. */
const aKey = fc.oneof(
  fc.nat(70),
  fc.nat(2_000),
  fc.nat(TOP_KEY),
  fc.constantFrom(31, 32, 1_023, 1_024, 32_767, 32_768, 1_048_575, 1_048_576, TOP_KEY),
);
const aStep = fc.record({
  key: aKey,
  what: fc.constantFrom('set', 'set', 'set', 'delete', 'new token', 'no token'),
});
const steps = fc.array(aStep, { maxLength: 300, size: 'max' });

function lowestFree(map: ReadonlyMap<number, unknown>, least: number, below: number): number | undefined {
  for (let key = least; key < below; key += 1) if (!map.has(key)) return key;
  return undefined;
}

function sorted(map: ReadonlyMap<number, string>): [number, string][] {
  return [...map].sort(([a], [b]) => a - b);
}

/** Runs steps on a table and on a Map, keeping every version that was left behind by a new token. */
function run(given: readonly { key: number; what: string }[]) {
  let table = PersistentTable.empty<string>();
  let edit: symbol | undefined;
  const map = new Map<number, string>();
  const versions: { table: PersistentTable<string>; entries: [number, string][] }[] = [];
  for (const [n, { key, what }] of given.entries()) {
    if (what === 'set') {
      table = table.set(key, `v${n}`, edit);
      map.set(key, `v${n}`);
    } else if (what === 'delete') {
      table = table.delete(key, edit);
      map.delete(key);
    } else {
      edit = what === 'new token' ? Symbol('test') : undefined;
      versions.push({ table, entries: sorted(map) });
    }
  }
  versions.push({ table, entries: sorted(map) });
  return { table, map, versions };
}

describe('a persistent table', () => {
  it('holds what a Map holds, in ascending order', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { table, map } = run(given);
        expect([...table.entries()]).toEqual(sorted(map));
        expect([...table.values()]).toEqual(sorted(map).map(([, value]) => value));
        expect(table.size).toBe(map.size);
        for (const { key } of given) {
          expect(table.get(key)).toBe(map.get(key));
          expect(table.has(key)).toBe(map.has(key));
        }
      }),
      { seed: SEED },
    );
  });

  it('keeps every version that was left behind as it was', () => {
    fc.assert(
      fc.property(steps, (given) => {
        for (const { table, entries } of run(given).versions) expect([...table]).toEqual(entries);
      }),
      { seed: SEED },
    );
  });

  it('finds the lowest free key of a range', () => {
    const full = fc.tuple(fc.nat(3_000), fc.integer({ min: 1, max: 2_200 }), fc.array(fc.nat(6_000)));
    fc.assert(
      fc.property(full, fc.nat(6_000), fc.nat(6_000), ([start, length, holes], least, below) => {
        const edit = Symbol('fill');
        const map = new Map<number, true>();
        let table = PersistentTable.empty<true>();
        for (let key = start; key < start + length; key += 1) {
          table = table.set(key, true, edit);
          map.set(key, true);
        }
        for (const hole of holes.slice(0, 4)) {
          table = table.delete(hole);
          map.delete(hole);
        }
        expect(table.firstFreeFrom(least, below)).toBe(lowestFree(map, least, below));
      }),
      { seed: SEED },
    );
  });

  it('names the keys that differ from another version', () => {
    fc.assert(
      fc.property(steps, steps, (first, second) => {
        const before = run(first);
        const after = run([...first, { key: 0, what: 'new token' }, ...second]);
        const keys = new Set([...before.map.keys(), ...after.map.keys()]);
        const changed = [...keys]
          .filter((key) => before.map.get(key) !== after.map.get(key))
          .sort((a, b) => a - b);
        expect(after.table.changedKeys(before.table)).toEqual(changed);
      }),
      { seed: SEED },
    );
  });
});
