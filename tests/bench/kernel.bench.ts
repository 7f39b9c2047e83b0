// What does it cost to hold the state as it is held? Every way against plain Maps, at three sizes of the machine.
import { enableMapSet, produce } from 'immer';
import { createActor, transition } from 'xstate';
import { applyEvent, evolve } from '#shared/kernel/evolve.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { LIFECYCLE_EVENTS, lifecycleTable, nextLifeState } from '#shared/kernel/lifecycle-table.ts';
import { lifecycle } from '#shared/kernel/lifecycle.ts';
import type { LifecycleEventType, LifecycleState } from '#shared/kernel/lifecycle.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { KernelStore } from '#shared/kernel/store.ts';
import type { LifeState, Task } from '#shared/kernel/task.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { history, HISTORY_START, random } from '../support/history.ts';
import { compete, report, times } from './measure.ts';

const MEASURED = 8_192;
const BATCH = 1_024;

enableMapSet();
for (const live of [100, 10_000, 100_000]) holdState(live);
walkLives();

function replay(from: KernelState, events: readonly KernelEvent[]): KernelState {
  const store = transientStore(from);
  for (const event of events) applyEvent(store, event);
  return store.finish();
}

function holdState(live: number): void {
  const growth = Math.ceil(live * 4.5) + 2_000;
  const events = history({ seed: 1, live, length: growth + MEASURED });
  const start = replay(HISTORY_START, events.slice(0, growth));
  const measured = events.slice(growth);
  let store: KernelStore;
  let map = new Map<number, Task>();
  const mapEvents = live === 100 ? MEASURED : live === 10_000 ? 64 : 8;
  const spent = compete({
    mutable: {
      prepare: () => (store = mutableStore(start)),
      run: () => measured.forEach((event) => applyEvent(store, event)),
    },
    replay: {
      run: () => {
        let state = start;
        for (let at = 0; at < measured.length; at += BATCH)
          state = replay(state, measured.slice(at, at + BATCH));
      },
    },
    live: { run: () => void measured.reduce(evolve, start) },
    // What it would be to let Immer draft the table: one record changed per event.
    immerMap: {
      prepare: () => (map = new Map(start.tasks.entries())),
      run: () => {
        const ids = [...map.keys()];
        for (let n = 0; n < mapEvents; n += 1) {
          map = produce(map, (draft) => {
            const task = draft.get(ids[n % ids.length] ?? 0);
            if (task !== undefined) task.v = n;
          });
        }
      },
    },
  });
  const immerMap = (spent.immerMap / mapEvents) * MEASURED;
  console.log(
    `\n${start.tasks.size} processes, ${MEASURED} events, ${Math.round(MEASURED / spent.mutable)} events/ms in plain Maps`,
  );
  report('replay in batches of 1,024, speed beside plain Maps', times(spent.mutable / spent.replay), live < 100_000 ? '0.7 x' : '0.5 x'); // prettier-ignore
  report('live through Immer, cost beside plain Maps', times(spent.live / spent.mutable), 'at most 20 x');
  report(
    'live, speed beside Immer over a whole Map',
    times(immerMap / spent.live),
    live < 100_000 ? '' : '1,000 x',
  );
}

/** A hand-written lifecycle: what the table replaces. */
function nextByHand(state: LifecycleState, event: LifecycleEventType): LifeState {
  switch (event) {
    case 'FORK':
      if (state === 'born') return 'running';
      break;
    case 'SLEEP':
      if (state === 'running') return 'sleeping';
      break;
    case 'WAKE':
      if (state === 'sleeping') return 'running';
      break;
    case 'STOP':
      if (state === 'running' || state === 'sleeping' || state === 'traced') return 'stopped';
      break;
    case 'CONTINUE':
      if (state === 'stopped') return 'running';
      break;
    case 'TRACE_STOP':
      if (state === 'running' || state === 'sleeping' || state === 'stopped' || state === 'traced')
        return 'traced';
      break;
    case 'TRACE_RESUME':
      if (state === 'traced') return 'running';
      break;
    case 'EXIT':
      if (state === 'running' || state === 'sleeping' || state === 'stopped' || state === 'traced')
        return 'zombie';
      break;
    case 'EXIT_HELD':
      if (state === 'running' || state === 'sleeping' || state === 'stopped' || state === 'traced')
        return 'exiting';
      break;
    case 'RELEASE_HELD':
      if (state === 'exiting') return 'zombie';
      break;
    case 'AUTOREAP':
      if (state === 'exiting' || state === 'zombie') return 'dead';
      break;
    case 'REAP':
      if (state === 'zombie') return 'dead';
      break;
  }
  throw new Error(`a task that is ${state} cannot ${event}`);
}

/** Legal moves of one process after the other, the dead born again. */
function legalWalk(length: number): LifecycleEventType[] {
  const next = random(3);
  const walk: LifecycleEventType[] = [];
  let state: LifecycleState = 'born';
  while (walk.length < length) {
    const from: LifecycleState = state;
    const legal = LIFECYCLE_EVENTS.filter((event) => lifecycleTable[from][event] !== undefined);
    const event = legal[Math.floor(next() * legal.length)] ?? 'FORK';
    walk.push(event);
    state = nextLifeState(from, event);
    if (state === 'dead') state = 'born';
  }
  return walk;
}

function walkLives(): void {
  const walk = legalWalk(1_000_000);
  const slowly = walk.slice(0, 20_000);
  const byFunction = (next: (state: LifecycleState, event: LifecycleEventType) => LifeState) => ({
    run: () => {
      let state: LifecycleState = 'born';
      for (const event of walk) {
        state = next(state, event);
        if (state === 'dead') state = 'born';
      }
    },
  });
  const spent = compete({
    byHand: byFunction(nextByHand),
    table: byFunction(nextLifeState),
    machine: {
      run: () => {
        let snapshot = lifecycle.resolveState({ value: 'born' });
        for (const type of slowly) {
          [snapshot] = transition(lifecycle, snapshot, { type });
          if (snapshot.value === 'dead') snapshot = lifecycle.resolveState({ value: 'born' });
        }
      },
    },
    actors: {
      run: () => {
        let actor = createActor(lifecycle).start();
        for (const type of slowly) {
          actor.send({ type });
          if (actor.getSnapshot().status === 'done') actor = createActor(lifecycle).start();
        }
      },
    },
  });
  const scale = walk.length / slowly.length;
  console.log(`\nlifecycle, ${Math.round(walk.length / spent.table)} moves/ms by the table`);
  report('table, speed beside a hand-written switch', times(spent.byHand / spent.table), '1 x');
  report('table, speed beside one actor per process', times((spent.actors * scale) / spent.table), '100 x');
  report("table, speed beside XState's transition()", times((spent.machine * scale) / spent.table));
}
