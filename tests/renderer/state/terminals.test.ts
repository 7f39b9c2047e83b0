// Does the window know who has a terminal, and which number a click has to type there?
import { describe, expect, test } from 'vitest';
import { asPidId, asPidNsId, asSimTime, asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import { PersistentTable } from '#shared/kernel/persistent-table.ts';
import type { KernelState, Tty } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';
import { calledBy, signalLine, terminalsOf } from '../../../renderer/state/terminals.ts';
import { theFigure } from '../../support/sketches.ts';

const LEVEL_1 = asPidNsId(2);

/** The figure, with these foreground groups: of a terminal, by the process that leads. */
function withTerminals(
  foregrounds: readonly (number | null)[],
  change: (task: Task) => Partial<Task> = () => ({}),
): KernelState {
  const state = theFigure();
  let ttys = PersistentTable.empty<Tty>();
  foregrounds.forEach((leader, index) => {
    ttys = ttys.set(index, {
      id: asTtyId(index),
      session: null,
      foreground: leader === null ? null : asPidId(leader),
      echo: true,
      canonical: true,
      icrnl: true,
      tostop: false,
      columns: 80,
      rows: 24,
      v: 0,
    });
  });
  let tasks = PersistentTable.empty<Task>();
  for (const [id, task] of state.tasks.entries()) tasks = tasks.set(id, { ...task, ...change(task) });
  return { ...state, ttys, tasks };
}

const task = (state: KernelState, id: number): Task => state.tasks.get(asTaskId(id))!;

describe('terminalsOf', () => {
  test('a shell that waits for a line has its terminal, at its level', () => {
    const [pts0] = terminalsOf(withTerminals([6]), null);
    expect(pts0).toMatchObject({
      name: 'pts/0',
      mode: 'reads',
      level: 1,
      foreground: { id: 6 },
      outOfSight: false,
      wakesAt: null,
    });
  });

  test('a program that sleeps says when it goes on', () => {
    const state = withTerminals([9], ({ id }) =>
      id === 9 ? { waitingFor: { on: 'timer', until: asSimTime(600_000) } } : {},
    );
    expect(terminalsOf(state, null)[0]).toMatchObject({ mode: 'busy', wakesAt: 600_000 });
  });

  test('a terminal that nobody has is free', () => {
    expect(terminalsOf(withTerminals([null]), null)[0]).toMatchObject({ mode: 'free', foreground: null });
  });

  test('what is in the foreground outside of the lens is out of sight', () => {
    const seen = terminalsOf(withTerminals([6, 3]), LEVEL_1).map(({ outOfSight }) => outOfSight);
    expect(seen).toEqual([false, true]);
  });
});

describe('signalLine', () => {
  test('uses the number that the shell of that terminal knows', () => {
    const state = withTerminals([6, 3], ({ id }) =>
      id === 3 ? { waitingFor: { on: 'tty', tty: asTtyId(1), op: 'read' } } : {},
    );
    const [inside, outside] = terminalsOf(state, null);
    expect(signalLine(state, inside!, task(state, 8), 'TERM')).toEqual({ line: 'kill -TERM 2' });
    expect(signalLine(state, outside!, task(state, 8), 'TERM')).toEqual({ line: 'kill -TERM 8' });
  });

  test('says why where the shell has no number for the process', () => {
    const state = withTerminals([6]);
    expect(signalLine(state, terminalsOf(state, null)[0]!, task(state, 7), 'KILL')).toEqual({
      why: 'bash in pts/0 is inside level 1 and has no number for this process.',
    });
  });

  test('says who has the terminal where there is no prompt', () => {
    const state = withTerminals([7]);
    expect(signalLine(state, terminalsOf(state, null)[0]!, task(state, 9), 'KILL')).toEqual({
      why: 'pts/0 is not at its prompt: sleep has it.',
    });
  });
});

test('a process is called by its outermost number, or by the one of the lens', () => {
  const state = theFigure();
  expect([calledBy(state, task(state, 8), null), calledBy(state, task(state, 8), LEVEL_1)]).toEqual([8, 2]);
});
