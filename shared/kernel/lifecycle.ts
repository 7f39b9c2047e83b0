// Which moves in the life of a task are legal? This machine is the only answer: task_struct's `__state` and
// `exit_state` as one XState machine (kernel/exit.c, kernel/signal.c, kernel/sched/core.c).
//
// It is finite: it has no context and no guard. What a move depends on is in the event's name, decided by the rule
// that sends it. The kernel runs on the table that lifecycle-table.ts enumerates from it; the picture draws it as it is.

import { setup } from 'xstate';
import type { LifeState } from './task.ts';

/** `born` is the moment before fork(2) returns: no record has it. */
export type LifecycleState = 'born' | LifeState;

export type LifecycleEvent =
  /** fork(2): the copy is ready to run. */
  | { readonly type: 'FORK' }
  /** It waits for something. */
  | { readonly type: 'SLEEP' }
  /** What it waited for came, or a signal did. */
  | { readonly type: 'WAKE' }
  /** A stop signal's group stop. */
  | { readonly type: 'STOP' }
  /** SIGCONT, or SIGKILL on its way to end it. */
  | { readonly type: 'CONTINUE' }
  /** It stops for its tracer. */
  | { readonly type: 'TRACE_STOP' }
  /** Its tracer lets it run, lets it go, or is gone. */
  | { readonly type: 'TRACE_RESUME' }
  /** do_exit, of a task that nothing holds back. */
  | { readonly type: 'EXIT' }
  /** do_exit of an init whose namespace still holds numbers (PNS-37). */
  | { readonly type: 'EXIT_HELD' }
  /** The last number was given back: zap_pid_ns_processes returns. */
  | { readonly type: 'RELEASE_HELD' }
  /** Nobody wants its status: the kernel takes it away by itself. */
  | { readonly type: 'AUTOREAP' }
  /** wait(2) took its status. */
  | { readonly type: 'REAP' };

export type LifecycleEventType = LifecycleEvent['type'];

/** do_exit is open to whoever can be running or be killed. */
const DIES = { EXIT: 'zombie', EXIT_HELD: 'exiting' } as const;

export const lifecycle = setup({
  // setup() reads the type of the events from a value that is never used.
  types: { events: {} as LifecycleEvent },
}).createMachine({
  id: 'lifecycle',
  initial: 'born',
  states: {
    born: {
      description: 'Being made: fork has not returned yet.',
      on: { FORK: 'running' },
    },
    running: {
      description: 'On the processor, or ready for it.',
      on: { SLEEP: 'sleeping', STOP: 'stopped', TRACE_STOP: 'traced', ...DIES },
    },
    sleeping: {
      description: 'Waits for something. A signal that it does not block wakes it.',
      on: { WAKE: 'running', STOP: 'stopped', TRACE_STOP: 'traced', ...DIES },
    },
    stopped: {
      description: 'Held by a stop signal. Only CONT and KILL move it.',
      // A tracer that attaches takes the stop over (PNS-75).
      on: { CONTINUE: 'running', TRACE_STOP: 'traced', ...DIES },
    },
    traced: {
      description: 'Held for its tracer. Only its tracer and KILL move it.',
      // A stop of its own kind may follow another; a tracer that lets go gives the group stop back.
      on: { TRACE_RESUME: 'running', TRACE_STOP: 'traced', STOP: 'stopped', ...DIES },
    },
    exiting: {
      description: 'An init that has ended while its namespace still holds numbers. It waits for them.',
      on: { RELEASE_HELD: 'zombie', AUTOREAP: 'dead' },
    },
    zombie: {
      description: 'Has ended. It keeps its numbers and its status until somebody asks.',
      on: { REAP: 'dead', AUTOREAP: 'dead' },
    },
    dead: {
      description: 'Collected: its record is gone, and its numbers are free.',
      type: 'final',
    },
  },
});
