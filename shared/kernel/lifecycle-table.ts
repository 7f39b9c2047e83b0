// How does the kernel ask the lifecycle machine thousands of times a millisecond? It asks once for every state and
// event when the program starts, and keeps the answers: a table with a column for each event.

import { transition } from 'xstate';
import { invariant, InvariantViolation } from '../result.ts';
import { lifecycle } from './lifecycle.ts';
import type { LifecycleEventType, LifecycleState } from './lifecycle.ts';
import type { LifeState } from './task.ts';

/** In the order in which a life passes through them. */
export const LIFECYCLE_STATES = ['born', 'running', 'sleeping', 'stopped', 'traced', 'exiting', 'zombie', 'dead'] as const satisfies readonly LifecycleState[]; // prettier-ignore

export const LIFECYCLE_EVENTS = ['FORK', 'SLEEP', 'WAKE', 'STOP', 'CONTINUE', 'TRACE_STOP', 'TRACE_RESUME', 'EXIT', 'EXIT_HELD', 'RELEASE_HELD', 'AUTOREAP', 'REAP'] as const satisfies readonly LifecycleEventType[]; // prettier-ignore

type Leg = readonly [from: LifecycleState, to: LifeState];

/**
 * One column of the table: where an event takes a task, from each state in which it is legal.
 *
 * No event has more than four such states. Their fields are compared one by one: that is as fast as a switch written by
 * hand, and faster than any look-up by name. A column with fewer repeats its first.
 */
class LifecycleMove {
  readonly event: LifecycleEventType;
  readonly #from1: LifecycleState;
  readonly #to1: LifeState;
  readonly #from2: LifecycleState;
  readonly #to2: LifeState;
  readonly #from3: LifecycleState;
  readonly #to3: LifeState;
  readonly #from4: LifecycleState;
  readonly #to4: LifeState;

  constructor(event: LifecycleEventType, [first, second, third, fourth, ...more]: readonly Leg[]) {
    invariant(first !== undefined && more.length === 0, `${event} is legal in one to four states`);
    this.event = event;
    [this.#from1, this.#to1] = first;
    [this.#from2, this.#to2] = second ?? first;
    [this.#from3, this.#to3] = third ?? first;
    [this.#from4, this.#to4] = fourth ?? first;
  }

  /** Undefined where the move is illegal. */
  find(state: LifecycleState): LifeState | undefined {
    if (state === this.#from1) return this.#to1;
    if (state === this.#from2) return this.#to2;
    if (state === this.#from3) return this.#to3;
    if (state === this.#from4) return this.#to4;
    return undefined;
  }

  /** Throws InvariantViolation where the machine has no such move. */
  from(state: LifecycleState): LifeState {
    const next = this.find(state);
    if (next === undefined) throw new InvariantViolation(`a task that is ${state} cannot ${this.event}`);
    return next;
  }
}

export const MOVES = Object.fromEntries(
  LIFECYCLE_EVENTS.map((event) => [event, new LifecycleMove(event, legalMoves(event))]),
) as Readonly<Record<LifecycleEventType, LifecycleMove>>; // Every event has its column.

function legalMoves(type: LifecycleEventType): Leg[] {
  return LIFECYCLE_STATES.flatMap((state) => {
    const snapshot = lifecycle.resolveState({ value: state });
    if (!snapshot.can({ type })) return [];
    const { value } = transition(lifecycle, snapshot, { type })[0];
    // XState makes its strings anew; the names written above are compared by address.
    const next = LIFECYCLE_STATES.find((each) => each === value);
    invariant(next !== undefined && next !== 'born', `${state} cannot lead to ${value}`);
    return [[state, next] as const];
  });
}
