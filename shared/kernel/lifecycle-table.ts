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
export type LifecycleMoves = Readonly<Partial<Record<LifecycleEventType, LifeState>>>;
export type LifecycleTable = Readonly<Record<LifecycleState, LifecycleMoves>>;

export const lifecycleTable = dictionary(
  LIFECYCLE_STATES.map((state) => [state, movesFrom(state)]),
) as LifecycleTable; // Every state has its row.

/** Where this event takes a task in this state. Throws InvariantViolation where the machine has no such move. */
export function nextLifeState(state: LifecycleState, event: LifecycleEventType): LifeState {
  const next = lifecycleTable[state][event];
  if (next === undefined) throw new InvariantViolation(`a task that is ${state} cannot ${event}`);
  return next;
}

function movesFrom(state: LifecycleState): LifecycleMoves {
  const snapshot = lifecycle.resolveState({ value: state });
  const moves: [LifecycleEventType, LifeState][] = [];
  for (const type of LIFECYCLE_EVENTS) {
    if (!snapshot.can({ type })) continue;
    const { value } = transition(lifecycle, snapshot, { type })[0];
    invariant(value !== 'born', 'nobody is born twice');
    moves.push([type, value]);
  }
  return dictionary(moves);
}

/** Without a prototype: the fastest kind of object to look a name up in. */
function dictionary<Key extends string, V>(entries: readonly (readonly [Key, V])[]): Partial<Record<Key, V>> {
  // Nothing has been put in yet, which Partial allows.
  const made = Object.create(null) as Partial<Record<Key, V>>;
  for (const [key, value] of entries) made[key] = value;
  return made;
}
