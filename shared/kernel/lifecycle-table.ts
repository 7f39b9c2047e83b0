// How does the kernel ask the lifecycle machine thousands of times a millisecond? It asks once for every state and
// event when the program starts, and keeps the answers in a table.

import { transition } from 'xstate';
import { invariant, InvariantViolation } from '../result.ts';
import { lifecycle } from './lifecycle.ts';
import type { LifecycleEventType, LifecycleState } from './lifecycle.ts';
import type { LifeState } from './task.ts';

/** In the order in which a life passes through them. */
export const LIFECYCLE_STATES = ['born', 'running', 'sleeping', 'stopped', 'traced', 'exiting', 'zombie', 'dead'] as const satisfies readonly LifecycleState[]; // prettier-ignore

export const LIFECYCLE_EVENTS = ['FORK', 'SLEEP', 'WAKE', 'STOP', 'CONTINUE', 'TRACE_STOP', 'TRACE_RESUME', 'EXIT', 'EXIT_HELD', 'RELEASE_HELD', 'AUTOREAP', 'REAP'] as const satisfies readonly LifecycleEventType[]; // prettier-ignore

/** Legal moves only: an absent cell is an illegal move. */
export type LifecycleTable = ReadonlyMap<LifecycleState, ReadonlyMap<LifecycleEventType, LifeState>>;

export const lifecycleTable: LifecycleTable = new Map(
  LIFECYCLE_STATES.map((state) => [state, movesFrom(state)]),
);

/** Where this event takes a task in this state. Throws InvariantViolation where the machine has no such move. */
export function nextLifeState(state: LifecycleState, event: LifecycleEventType): LifeState {
  const next = lifecycleTable.get(state)?.get(event);
  if (next === undefined) throw new InvariantViolation(`a task that is ${state} cannot ${event}`);
  return next;
}

function movesFrom(state: LifecycleState): ReadonlyMap<LifecycleEventType, LifeState> {
  const snapshot = lifecycle.resolveState({ value: state });
  const moves = new Map<LifecycleEventType, LifeState>();
  for (const type of LIFECYCLE_EVENTS) {
    if (!snapshot.can({ type })) continue;
    const { value } = transition(lifecycle, snapshot, { type })[0];
    invariant(value !== 'born', 'nobody is born twice');
    moves.set(type, value);
  }
  return moves;
}
