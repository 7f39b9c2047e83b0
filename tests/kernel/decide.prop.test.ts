// What holds of every program of system calls, whatever it does?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '#shared/kernel/decide.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { applyEvent, evolve } from '#shared/kernel/evolve.ts';
import { checkInvariants } from '#shared/kernel/invariants.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { KernelStore } from '#shared/kernel/store.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { aProgram, runProgram, startOfPrograms } from '../support/kernel-programs.ts';
import { plainState } from '../support/plain-state.ts';

const RUNS = { seed: 20260901, numRuns: 120 };
/** Generous: it only ends a test that hangs. */
const TIMEOUT_MS = 120_000;

function replay(store: KernelStore, events: readonly KernelEvent[]): KernelState {
  for (const event of events) applyEvent(store, event);
  return store.finish();
}

describe('a random program of system calls', { timeout: TIMEOUT_MS }, () => {
  it('leaves every invariant standing after every event', () => {
    fc.assert(
      fc.property(aProgram, (moves) => {
        runProgram(moves, (request, before, { events }) => {
          let state = before;
          for (const event of events) {
            state = evolve(state, event);
            expect(checkInvariants(state), `${JSON.stringify(request)} ${JSON.stringify(event)}`).toEqual([]);
          }
        });
      }),
      RUNS,
    );
  });

  it('is decided the same way twice, and the state it was asked in stays as it was', () => {
    fc.assert(
      fc.property(aProgram, (moves) => {
        runProgram(moves, (request, before, decision) => {
          const again = decide(before, request);
          expect(again.events).toEqual(decision.events);
          expect(again.result).toEqual(decision.result);
          expect(before.seq + decision.events.length).toBe(decision.state.seq);
        });
      }),
      RUNS,
    );
  });

  it('gives the same state through the live, the transient and the mutable store', () => {
    fc.assert(
      fc.property(aProgram, (moves) => {
        const events: KernelEvent[] = [];
        const live = plainState(
          runProgram(moves, (_request, _before, decision) => events.push(...decision.events)),
        );
        const opened = startOfPrograms();
        expect(plainState(replay(transientStore(opened), events))).toEqual(live);
        expect(plainState(replay(mutableStore(opened), events))).toEqual(live);
      }),
      RUNS,
    );
  });

  it('has events that survive being written down', () => {
    fc.assert(
      fc.property(aProgram, (moves) => {
        runProgram(moves, (_request, _before, { events }) => {
          expect(JSON.parse(JSON.stringify(events))).toEqual(events);
        });
      }),
      RUNS,
    );
  });
});
