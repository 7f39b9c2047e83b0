// Is every moment the same, whichever way one comes to it: live, from zero, or from a kept state?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, evolve } from '#shared/kernel/evolve.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { Keyframes } from '#shared/replay/keyframes.ts';
import { InvariantViolation } from '#shared/result.ts';
import { history, HISTORY_START } from '../support/history.ts';
import { plainState } from '../support/plain-state.ts';

const EVENTS = history({ seed: 7, live: 25, length: 1_500 });
const text = (state: KernelState) => JSON.stringify(plainState(state));

/** What each moment looks like, by the live store, one event after the other. */
const moments = [text(HISTORY_START)];
EVENTS.reduce((state, event) => {
  const next = evolve(state, event);
  moments.push(text(next));
  return next;
}, HISTORY_START);

const policies = [
  { spacing: 1_024, budget: 250_000 },
  { spacing: 64, budget: 250_000 },
  // Thinned again and again: a coarse grid of a few states, a fine one between them.
  { spacing: 16, budget: 150 },
  { spacing: 1, budget: 20 },
];

describe('a moment', () => {
  it.each(policies)('is the one that was lived through, for every seq in order, with %o', (policy) => {
    const keyframes = new Keyframes(HISTORY_START, EVENTS, policy);
    for (const [seq, moment] of moments.entries()) {
      if (text(keyframes.stateAt(seq)) !== moment) expect.fail(`moment ${seq} is another one`);
    }
  });

  it('is the one that was lived through, in any order of asking, and stays so', () => {
    const asked = fc.array(fc.nat(EVENTS.length), { minLength: 1, maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(asked, fc.constantFrom(...policies), (seqs, policy) => {
        const keyframes = new Keyframes(HISTORY_START, EVENTS, policy);
        const states = seqs.map((seq) => keyframes.stateAt(seq));
        for (const [index, seq] of seqs.entries()) {
          const state = states[index];
          if (state === undefined || text(state) !== moments[seq])
            expect.fail(`moment ${seq} is another one`);
        }
      }),
      { seed: 20_260_108, numRuns: 30 },
    );
  });

  it('is reached alike by every store', () => {
    for (const open of [transientStore, mutableStore]) {
      const store = open(HISTORY_START);
      for (const event of EVENTS) applyEvent(store, event);
      expect(text(store.finish())).toBe(moments.at(-1));
    }
  });

  it('outside the run is none', () => {
    const keyframes = new Keyframes(HISTORY_START, EVENTS);
    expect(() => keyframes.stateAt(-1)).toThrow(InvariantViolation);
    expect(() => keyframes.stateAt(EVENTS.length + 1)).toThrow(InvariantViolation);
  });

  it('is there as soon as its event is', () => {
    const growing = EVENTS.slice(0, 100);
    const keyframes = new Keyframes(HISTORY_START, growing, { spacing: 16, budget: 150 });
    expect(text(keyframes.stateAt(100))).toBe(moments[100]);
    growing.push(...EVENTS.slice(100, 200));
    expect(text(keyframes.stateAt(200))).toBe(moments[200]);
  });
});
