// What is the first thing to explain? A process asks for a new namespace and stays outside; its child is born inside.
//
// The example is a small run of the simulated kernel, told in the words that every run is told in.

import type { Call } from '#shared/kernel/call.ts';
import { decide } from '#shared/kernel/decide.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asTaskId, type TaskId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { narrate } from '#shared/replay/narrate.ts';
import { invariant } from '#shared/result.ts';

export interface FirstExample {
  readonly before: KernelState;
  readonly after: KernelState;
  /** What led from one to the other. */
  readonly event: KernelEvent;
  readonly born: ReadonlySet<TaskId>;
  readonly sentence: string;
}

const INIT = asTaskId(1);
const SHELL = asTaskId(2);
const CREATOR = asTaskId(3);

/** Numbers start at 4, so that those outside and inside can't be taken for each other. */
const UNTIL_THEN: readonly Call[] = [
  { call: 'set_last_pid', by: INIT, value: 3 },
  { call: 'clone', by: INIT, flags: [], exitSignal: 'SIGCHLD' },
  { call: 'execve', by: SHELL, comm: 'bash', exe: '/bin/bash', argv: ['bash'] },
  { call: 'clone', by: SHELL, flags: [], exitSignal: 'SIGCHLD' },
  { call: 'block', by: INIT, on: { on: 'child' } },
  { call: 'block', by: SHELL, on: { on: 'child' } },
  {
    call: 'execve',
    by: CREATOR,
    comm: 'unshare',
    exe: '/usr/bin/unshare',
    argv: ['unshare', '--fork', '--pid', 'bash'],
  },
  { call: 'unshare', by: CREATOR, flags: ['CLONE_NEWPID'] },
];
const THEN: Call = { call: 'clone', by: CREATOR, flags: [], exitSignal: 'SIGCHLD' };

export function firstExample(): FirstExample {
  const start = initialState({ comm: 'init' });
  const before = UNTIL_THEN.reduce((state, call) => decide(state, call).state, start);
  const { events, state: after } = decide(before, THEN);
  const event = events.find(({ type }) => type === 'TaskForked');
  invariant(event?.type === 'TaskForked', 'the example makes a process');
  const sentence = narrate(event, { before, after, lens: null }) ?? '';
  return { before, after, event, born: new Set([event.task]), sentence };
}
