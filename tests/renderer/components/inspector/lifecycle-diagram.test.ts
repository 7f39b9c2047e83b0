import { describe, expect, it } from 'vitest';
import { asTaskId } from '#shared/kernel/ids.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { LIFECYCLE_EVENTS, LIFECYCLE_STATES, MOVES } from '#shared/kernel/lifecycle-table.ts';
import { lifecycle } from '#shared/kernel/lifecycle.ts';
import type { LifecycleState } from '#shared/kernel/lifecycle.ts';
import type { PtraceState } from '#shared/kernel/task.ts';
import { lifeSoFar } from '../../../../renderer/components/inspector/life-so-far.ts';
import {
  DIAGRAM,
  diagramLines,
  lifeWords,
  STATE_PLACES,
} from '../../../../renderer/components/inspector/lifecycle-diagram.ts';

const TASK = asTaskId(7);
const signal = 'SIGSTOP' as const;
/** The story of a life reads only whether a tracee stands still. */
const ptrace = {} as PtraceState;

/** Where the machine leads from here. */
function waysFrom(from: LifecycleState): LifecycleState[] {
  return LIFECYCLE_EVENTS.flatMap((event) => MOVES[event].find(from) ?? []);
}

describe('the diagram of a life', () => {
  it('has a place for every state of the machine, each its own and inside the diagram', () => {
    const places = Object.keys(lifecycle.states).map(
      (state) => STATE_PLACES[state as keyof typeof STATE_PLACES],
    );
    expect(places).not.toContain(undefined);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(LIFECYCLE_STATES.length);
    for (const { x, y, wordY } of places) {
      expect(x).toBeLessThanOrEqual(DIAGRAM.width - DIAGRAM.radius);
      expect(Math.max(y + DIAGRAM.radius, wordY)).toBeLessThanOrEqual(DIAGRAM.height);
    }
  });

  it('has a line for every way out of running, and only for ways that the machine has', () => {
    const lines = diagramLines([]).map(({ key }) => key);
    for (const event of LIFECYCLE_EVENTS) {
      const to = MOVES[event].find('running');
      if (to !== undefined) expect(lines).toContain(`running ${to}`);
    }
    const legal = LIFECYCLE_STATES.flatMap((from) => waysFrom(from).map((to) => `${from} ${to}`));
    expect(legal).toEqual(expect.arrayContaining(lines));
  });

  it('draws a way that goes both ways once', () => {
    const lines = diagramLines([]);
    expect(lines.filter(({ key }) => key.includes('sleeping'))).toMatchObject([
      { key: 'running sleeping', bothWays: true },
    ]);
  });

  it('shows the ways a process has gone, even those that are else left to running', () => {
    const taken = diagramLines([
      { from: 'born', to: 'running' },
      { from: 'running', to: 'sleeping' },
      { from: 'sleeping', to: 'zombie' },
    ]).filter((line) => line.taken);
    expect(taken.map(({ key }) => key)).toEqual(['born running', 'running sleeping', 'sleeping zombie']);
  });
});

describe('a life in words', () => {
  const turns = (count: number): LifecycleState[] =>
    Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 'running' : 'sleeping'));
  const moves = (states: readonly LifecycleState[]) =>
    states.map((to, at) => ({ from: at === 0 ? 'born' : (states[at - 1] ?? to), to }));

  it.each([
    [['running', 'zombie', 'dead'], 'born, running, zombie, gone'],
    [turns(6), 'born, running, sleeping, running, sleeping, running, sleeping'],
    [turns(41), 'born, running, sleeping, in 41 moves'],
  ] satisfies [LifecycleState[], string][])('%s', (states, words) => {
    expect(lifeWords(moves(states))).toBe(words);
  });
});

describe('the life of a process so far', () => {
  const own = { actor: null, task: TASK } as const;
  const other = { actor: null, task: asTaskId(8) } as const;
  const events: readonly KernelEvent[] = [
    { type: 'TaskWoke', ...other },
    { type: 'TaskSlept', ...own, on: { on: 'child' } },
    { type: 'TaskWoke', ...own },
    { type: 'TaskStopped', ...own, signal },
    { type: 'TraceChanged', ...own, ptrace, stopped: true },
    { type: 'TaskContinued', ...own },
    { type: 'TaskUntraced', ...own },
    { type: 'TaskExited', ...own, status: { exited: 0 }, held: true },
    { type: 'TaskBecameZombie', ...own, status: { exited: 0 } },
    { type: 'TaskReaped', ...own, by: asTaskId(1) },
  ];
  const moves = lifeSoFar(TASK, [forked(), ...events]);

  function forked(): KernelEvent {
    // Only what the story of a life reads; the rest of a birth is long and of no use here.
    return { type: 'TaskForked', ...own } as KernelEvent;
  }

  it('is told by its own events, from birth to the end', () => {
    expect(['born', ...moves.map(({ to }) => to)]).toEqual([
      'born', 'running', 'sleeping', 'running', 'stopped', 'traced', 'running', 'exiting', 'zombie', 'dead',
    ]); // prettier-ignore
  });

  it('has only moves that the machine allows', () => {
    for (const { from, to } of moves) expect(waysFrom(from)).toContain(to);
  });
});
