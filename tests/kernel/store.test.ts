// What does a store refuse, and what does it promise about the records it hands out?
import { describe, expect, it } from 'vitest';
import { asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import { liveStore } from '#shared/kernel/live-store.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { InvariantViolation } from '#shared/result.ts';
import { bareState, bareTask } from '../support/bare-state.ts';

const ID = asTaskId(7);
const stores = [
  ['live', liveStore],
  ['transient', transientStore],
  ['mutable', mutableStore],
] as const;

describe.each(stores)('a %s store', (_, open) => {
  it('says so when a record is missing', () => {
    const store = open(bareState());
    store.begin(1);
    expect(store.findTask(ID)).toBeUndefined();
    expect(() => store.task(ID)).toThrow('no task 7');
    expect(() => store.updateTask(ID, () => undefined)).toThrow(InvariantViolation);
    expect(() => store.removeTask(ID)).toThrow(InvariantViolation);
    expect(() => store.pidNs(asPidNsId(9))).toThrow('no PID namespace 9');
  });

  it('takes events one after the other and none once it is finished', () => {
    const store = open(bareState());
    expect(() => store.begin(2)).toThrow('event 2 cannot follow event 0');
    store.begin(1);
    expect(() => store.begin(1)).toThrow(InvariantViolation);
    expect(store.finish().seq).toBe(1);
    expect(() => store.begin(2)).toThrow(InvariantViolation);
  });

  it('shows each write at once, to a recipe too', () => {
    const store = open(bareState());
    store.begin(1);
    store.putTask(bareTask(7));
    store.updateTask(ID, (draft) => {
      draft.comm = 'one';
      draft.argv = [...draft.argv, draft.comm];
    });
    expect(store.task(ID).argv).toEqual(['task', '7', 'one']);
    expect(store.view.tasks.get(ID)).toEqual(store.task(ID));
  });
});

describe('a live store', () => {
  it('freezes records to their depths, and never the tables', () => {
    const store = liveStore(bareState());
    store.begin(1);
    store.putTask(bareTask(7));
    store.updateTask(ID, (draft) => {
      draft.argv = ['a', 'b'];
    });
    const state = store.finish();
    const task = state.tasks.get(ID);
    for (const part of [state, task, task?.argv, task?.cred, task?.nsproxy])
      expect(Object.isFrozen(part)).toBe(true);
    expect(Object.isFrozen(state.tasks)).toBe(false);
  });
});
