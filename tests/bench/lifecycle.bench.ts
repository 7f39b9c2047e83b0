// What does it cost to ask the lifecycle machine? The compiled table against a switch written by hand, XState's own
// transition(), and an actor for each process.
import { createActor, transition } from 'xstate';
import { LIFECYCLE_EVENTS, MOVES } from '#shared/kernel/lifecycle-table.ts';
import { lifecycle } from '#shared/kernel/lifecycle.ts';
import type { LifecycleEventType, LifecycleState } from '#shared/kernel/lifecycle.ts';
import type { LifeState } from '#shared/kernel/task.ts';
import { random } from '../support/history.ts';
import { compete, report, times } from './measure.ts';

walkLives();

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
    const legal: LifecycleEventType[] = LIFECYCLE_EVENTS.filter(
      (event) => MOVES[event].find(from) !== undefined,
    );
    const event = legal[Math.floor(next() * legal.length)] ?? 'FORK';
    walk.push(event);
    state = MOVES[event].from(from);
    if (state === 'dead') state = 'born';
  }
  return walk;
}

function walkLives(): void {
  const walk = legalWalk(1_000_000);
  const slowly = walk.slice(0, 20_000);
  // The kernel names a move where it makes it: the switch is given the name, the table its column.
  const moves = walk.map((event) => MOVES[event]);
  const spent = compete({
    byHand: {
      run: () => {
        let state: LifecycleState = 'born';
        for (const event of walk) {
          state = nextByHand(state, event);
          if (state === 'dead') state = 'born';
        }
      },
    },
    table: {
      run: () => {
        let state: LifecycleState = 'born';
        for (const move of moves) {
          state = move.from(state);
          if (state === 'dead') state = 'born';
        }
      },
    },
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
