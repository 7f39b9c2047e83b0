// Is the table the machine? Every cell, every walk, and nothing in the machine that the table does not know.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { LIFECYCLE_EVENTS, LIFECYCLE_STATES, MOVES } from '#shared/kernel/lifecycle-table.ts';
import { lifecycle } from '#shared/kernel/lifecycle.ts';
import type { LifecycleState } from '#shared/kernel/lifecycle.ts';
import { InvariantViolation } from '#shared/result.ts';

const cells = LIFECYCLE_STATES.flatMap((state) => LIFECYCLE_EVENTS.map((event) => ({ state, event })));

describe('the lifecycle table', () => {
  it.each(cells)('answers $state + $event as the machine does', ({ state, event: type }) => {
    const snapshot = lifecycle.resolveState({ value: state });
    if (snapshot.can({ type })) {
      expect(MOVES[type].from(state)).toBe(transition(lifecycle, snapshot, { type })[0].value);
    } else {
      expect(() => MOVES[type].from(state)).toThrow(InvariantViolation);
    }
  });

  it('knows every state and event of the machine, and every state can be reached', () => {
    expect([...LIFECYCLE_STATES].sort()).toEqual(Object.keys(lifecycle.states).sort());
    expect([...LIFECYCLE_EVENTS].sort()).toEqual([...lifecycle.events].sort());
    const reached = Object.values(getAdjacencyMap(lifecycle, {})).map(({ state }) => state.value);
    expect(reached.sort()).toEqual([...LIFECYCLE_STATES].sort());
  });

  it('stays with the machine over any walk', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LIFECYCLE_EVENTS), { maxLength: 60, size: 'max' }), (walk) => {
        let [snapshot] = initialTransition(lifecycle, undefined);
        let state: LifecycleState = 'born';
        for (const type of walk) {
          [snapshot] = transition(lifecycle, snapshot, { type });
          state = MOVES[type].find(state) ?? state;
          expect(state).toBe(snapshot.value);
        }
      }),
      { seed: 20_260_102 },
    );
  });
});

describe('the life of a task', () => {
  it.each(['running', 'sleeping', 'stopped', 'traced'] as const)('can be ended while %s', (state) => {
    expect(MOVES.EXIT.from(state)).toBe('zombie');
    expect(MOVES.EXIT_HELD.from(state)).toBe('exiting');
  });

  it('goes on from stopped and traced only by the one who may move it', () => {
    expect(() => MOVES.WAKE.from('stopped')).toThrow('a task that is stopped cannot WAKE');
    expect(() => MOVES.CONTINUE.from('traced')).toThrow('a task that is traced cannot CONTINUE');
  });

  it('ends for good', () => {
    expect(LIFECYCLE_EVENTS.filter((event) => MOVES[event].find('dead'))).toEqual([]);
  });
});
