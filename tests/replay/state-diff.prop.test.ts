// Does the diff name exactly what a comparison of every record would?
import { describe, expect, it } from 'vitest';
import type { KernelRecord } from '#shared/kernel/store.ts';
import type { Table } from '#shared/kernel/table.ts';
import { Keyframes } from '#shared/replay/keyframes.ts';
import { diffStates } from '#shared/replay/state-diff.ts';
import { history, HISTORY_START, random } from '../support/history.ts';

const EVENTS = history({ seed: 8, live: 30, length: 2_500 });

function slowDiff(before: Table<KernelRecord>, after: Table<KernelRecord>) {
  const ids = [...new Set([...before.entries(), ...after.entries()].map(([id]) => id))].sort((a, b) => a - b);
  const kind = (id: number) => {
    if (!before.has(id)) return 'added';
    if (!after.has(id)) return 'removed';
    return JSON.stringify(before.get(id)) === JSON.stringify(after.get(id)) ? 'same' : 'changed';
  };
  const of = (wanted: string) => ids.filter((id) => kind(id) === wanted);
  return { added: of('added'), changed: of('changed'), removed: of('removed') };
}

describe('the diff of two moments', () => {
  it('names what was added, changed and removed, forwards and backwards, near and far', () => {
    const next = random(9);
    for (let run = 0; run < 150; run += 1) {
      const from = Math.floor(next() * EVENTS.length);
      const to = run % 2 === 0 ? Math.floor(next() * EVENTS.length) : Math.max(0, from - 3);
      // Two timelines, so that nothing is shared but what is equal.
      const before = new Keyframes(HISTORY_START, EVENTS, { spacing: 300, budget: 250_000 }).stateAt(from);
      const after = new Keyframes(HISTORY_START, EVENTS, { spacing: 200, budget: 250_000 }).stateAt(to);
      const diff = diffStates(before, after);
      const slow = slowDiff(before.tasks, after.tasks);
      expect(slow.changed.filter((id) => !diff.tasks.changed.some((task) => task === id))).toEqual([]);
      expect(diff.tasks.added).toEqual(slow.added);
      expect(diff.tasks.removed).toEqual(slow.removed);
      expect(diff.pidNamespaces.added).toEqual(slowDiff(before.pidNamespaces, after.pidNamespaces).added);
    }
  });

  it('says nothing of a moment and itself', () => {
    const none = { added: [], changed: [], removed: [] };
    const one = new Keyframes(HISTORY_START, EVENTS, { spacing: 300, budget: 250_000 }).stateAt(2_000);
    const other = new Keyframes(HISTORY_START, EVENTS, { spacing: 200, budget: 250_000 }).stateAt(2_000);
    expect(diffStates(one, other)).toEqual({ tasks: none, pidNamespaces: none, userNamespaces: none, mountNamespaces: none, ttys: none }); // prettier-ignore
  });
});
