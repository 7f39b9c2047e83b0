// Do the three stores agree, and does the one that must leave the past alone do so?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asPid, asPidId, asSimTime, asTaskId } from '#shared/kernel/ids.ts';
import { liveStore } from '#shared/kernel/live-store.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { KernelStore } from '#shared/kernel/store.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { bareState, bareTask, ROOT_NS } from '../support/bare-state.ts';
import { plainState } from '../support/plain-state.ts';

type Write =
  | { readonly write: 'put' | 'update' | 'remove' | 'number' | 'free'; readonly id: number }
  | { readonly write: 'clock'; readonly id: number };

const aWrite: fc.Arbitrary<Write> = fc.record({
  write: fc.constantFrom('put', 'put', 'update', 'update', 'remove', 'number', 'free', 'clock'),
  id: fc.nat(90),
});
/** Each inner list is one event. */
const history = fc.array(fc.array(aWrite, { maxLength: 6 }), { maxLength: 60, size: 'max' });

function apply(store: KernelStore, events: readonly (readonly Write[])[]): void {
  for (const event of events) {
    store.begin(store.seq + 1);
    for (const write of event) applyWrite(store, write);
  }
}

function applyWrite(store: KernelStore, { write, id }: Write): void {
  const task = asTaskId(id);
  switch (write) {
    case 'put':
      return store.putTask(bareTask(id));
    case 'update':
      if (store.findTask(task) === undefined) return;
      return store.updateTask(task, (draft) => {
        draft.argv = [...draft.argv, String(store.seq)];
        draft.comm = `${draft.comm}+`.slice(-15);
      });
    case 'remove':
      return store.findTask(task) && store.removeTask(task);
    case 'number':
      return store.takeNumber(ROOT_NS, asPid(id), asPidId(store.seq));
    case 'free':
      return store.freeNumber(ROOT_NS, asPid(id));
    case 'clock':
      return store.updateMeta((meta) => {
        meta.now = asSimTime(id);
      });
  }
}

/** Event by event, as the live machine does: every state on the way is kept. */
function liveStates(start: KernelState, events: readonly (readonly Write[])[]): KernelState[] {
  const states = [start];
  for (const event of events) {
    const store = liveStore(states.at(-1) ?? start);
    apply(store, [event]);
    states.push(store.finish());
  }
  return states;
}

describe('the stores', () => {
  it('come to the same state by the same events', () => {
    fc.assert(
      fc.property(history, (events) => {
        const live = plainState(liveStates(bareState(), events).at(-1) ?? bareState());
        for (const open of [liveStore, transientStore, mutableStore]) {
          const store = open(bareState());
          apply(store, events);
          expect(plainState(store.finish())).toEqual(live);
        }
      }),
      { seed: 20_260_103 },
    );
  });

  it('leave every earlier state as it was', () => {
    fc.assert(
      fc.property(history, history, (first, then) => {
        const states = liveStates(bareState(), first);
        const start = states.at(-1) ?? bareState();
        const replayed = transientStore(bareState());
        apply(replayed, first);
        const keyframe = replayed.finish();
        const before = [...states, keyframe].map(plainState);
        for (const open of [liveStore, transientStore, mutableStore]) {
          for (const state of [start, keyframe]) apply(open(state), then);
        }
        expect([...states, keyframe].map(plainState)).toEqual(before);
      }),
      { seed: 20_260_104 },
    );
  });

  it('stamp a record with the event that last touched it', () => {
    fc.assert(
      fc.property(history, (events) => {
        const states = liveStates(bareState(), events);
        for (const [seq, state] of states.entries()) {
          if (seq === 0) continue;
          for (const id of state.tasks.changedKeys(states[seq - 1]?.tasks ?? state.tasks)) {
            expect(state.tasks.get(id)?.v ?? seq).toBe(seq);
          }
        }
      }),
      { seed: 20_260_105 },
    );
  });
});
