// The corners of the trie that examples say better than properties.
import { describe, expect, it } from 'vitest';
import { PersistentTable } from '#shared/kernel/persistent-table.ts';
import { InvariantViolation } from '#shared/result.ts';

describe('a persistent table', () => {
  it('has nothing at what is no key', () => {
    const table = PersistentTable.empty<string>().set(0, 'zero').set(1, 'one');
    for (const key of [-1, 0.5, 1.5, NaN, 2 ** 30, 2 ** 32, 2 ** 40, Infinity]) {
      expect(table.get(key)).toBeUndefined();
    }
  });

  it('refuses to set what is no key', () => {
    for (const key of [-1, 0.5, NaN, 2 ** 30, 2 ** 32]) {
      expect(() => PersistentTable.empty().set(key, 'x')).toThrow(InvariantViolation);
    }
  });

  it('gives the table itself back when nothing was there to delete', () => {
    const table = PersistentTable.empty<string>().set(7, 'seven');
    expect(table.delete(8)).toBe(table);
  });

  it('shares what did not change, so that a change is found without looking at the rest', () => {
    let table = PersistentTable.empty<object>();
    for (let key = 0; key < 5_000; key += 1) table = table.set(key, {});
    expect(table.set(4_321, {}).changedKeys(table)).toEqual([4_321]);
  });

  it('passes over full pages when it searches a free key', () => {
    const edit = Symbol('fill');
    let table = PersistentTable.empty<true>();
    for (let key = 0; key < 40_000; key += 1) table = table.set(key, true, edit);
    expect(table.firstFreeFrom(300, 4_194_304)).toBe(40_000);
    expect(table.firstFreeFrom(300, 40_000)).toBeUndefined();
    expect(table.delete(1_234).firstFreeFrom(300, 4_194_304)).toBe(1_234);
    expect(table.delete(1_234).firstFreeFrom(1_235, 4_194_304)).toBe(40_000);
  });

  it('is equal to another of the same entries and to no other', () => {
    const one = PersistentTable.empty<number>().set(1, 10).set(2, 20);
    expect(one).toEqual(PersistentTable.empty<number>().set(2, 20).set(1, 10));
    expect(one).not.toEqual(PersistentTable.empty<number>().set(2, 20).set(1, 11));
  });
});
