// @vitest-environment node
// Does what one does on the lab's screen come to what it says? On the real machine.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asPidNsId, asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import { numbersOf } from '#shared/kernel/selectors.ts';
import { LabSession } from '../../../renderer/state/lab-session.svelte.ts';
import { MachineHost } from '../../support/machine-host.ts';

const PTS0 = asTtyId(0);
const PTS1 = asTtyId(1);
const LEVEL_1 = asPidNsId(2);
const UNSHARE = 'unshare --fork --pid --mount-proc bash';

function openSession(moves = false): LabSession {
  const host = new MachineHost('the-figure');
  return new LabSession(
    host,
    { view: host.view, fromStart: false },
    { realTime: () => Date.now(), moves: () => moves },
  );
}

async function typed(
  session: LabSession,
  ...lines: readonly (string | { readonly pts1: string })[]
): Promise<void> {
  for (const line of lines) {
    const [tty, text] = typeof line === 'string' ? [PTS0, line] : [PTS1, line.pts1];
    await session.lab.submit({ kind: 'line', tty, text });
  }
}

const screen = (session: LabSession, tty = PTS0): string =>
  session.lab.timeline.screenAt(tty, session.lab.seq);
const marks = (session: LabSession): readonly string[] => session.facts.map(({ mark }) => mark);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the facts', () => {
  test('become true as the machine does, and were not true before', async () => {
    const session = openSession();
    await typed(session, UNSHARE);
    expect(marks(session).slice(0, 3)).toEqual(['met', 'met', 'unmet']);
    session.goTo(0);
    expect(marks(session).slice(0, 3)).toEqual(['unmet', 'unmet', 'unmet']);
  });

  test('all of them true is done, and an answer counts', async () => {
    const session = openSession();
    await typed(session, UNSHARE, { pts1: 'sleep 900 &' }, 'sleep 500 &', 'sleep 600 &');
    expect(session.isDone).toBe(false);
    expect(session.askNext()).toBe(true);
    await session.answer('nobody');
    expect([session.isDone, session.over, session.lab.exercise.debrief !== null]).toEqual([true, null, true]);
  });

  test('a question that waits for a fact is not asked before', async () => {
    const session = openSession();
    expect(session.askNext()).toBe(false);
    await typed(session, UNSHARE);
    expect(session.questions.map(({ id }) => id)).toEqual(['moved']);
  });
});

describe('the inspector', () => {
  test('follows whoever has the terminal until somebody is chosen', async () => {
    const session = openSession();
    const numbers = (): readonly number[] =>
      numbersOf(session.lab.state, session.lab.state.tasks.get(session.selected!)!);
    expect(numbers()).toEqual([3]);
    await typed(session, UNSHARE);
    expect(numbers()).toEqual([6, 1]);
    session.lab.selected = asTaskId(1);
    expect(session.selected).toBe(1);
  });
});

describe('standing inside', () => {
  test('is said with what can be seen, and left with Escape', async () => {
    const session = openSession();
    await typed(session, UNSHARE);
    expect(session.standAtSelected()).toBe(true);
    expect(session.narrator.text).toBe(
      'You stand inside level 1, as process 1. 1 of 6 processes can be seen.',
    );
    expect(session.terminals.map(({ outOfSight }) => outOfSight)).toEqual([false, true]);
    expect([session.closeNearest(), session.lab.lens, session.closeNearest()]).toEqual([true, null, false]);
  });

  test('is not possible where there is one namespace', () => {
    expect([openSession().standAtSelected(), openSession().places]).toEqual([false, []]);
  });

  test('ends on a line where that namespace was never made', async () => {
    const session = openSession();
    await typed(session, UNSHARE);
    session.stand(LEVEL_1);
    session.goTo(0);
    await typed(session, 'true');
    expect(session.lab.lens).toBeNull();
  });
});

describe('a signal by click', () => {
  test('is the line one would type, in the numbers of that shell', async () => {
    const session = openSession();
    await typed(session, UNSHARE, 'sleep 500 &');
    const sleep = [...session.lab.state.tasks.values()].find(({ comm }) => comm === 'sleep');
    session.askSignal(sleep!.id);
    expect([session.over, session.signalLine('KILL')]).toEqual(['signal', { line: 'kill -KILL 2' }]);
    await session.typeLine('kill -KILL 2');
    expect(session.lab.state.tasks.has(sleep!.id)).toBe(false);
    expect(session.signalLine('KILL')).toEqual({ why: 'This process is gone.' });
  });
});

describe('time', () => {
  test('goes on in a foreground sleep, as long as it would in truth', async () => {
    const session = openSession();
    const stop = session.start();
    await typed(session, 'sleep 2; echo done');
    vi.advanceTimersByTime(500);
    expect(session.clock.seconds).toBe(2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(screen(session)).toContain('\ndone\n');
    expect(session.clock.seconds).toBeNull();
    stop();
  });

  test('passes at once when it is skipped', async () => {
    const session = openSession();
    await typed(session, 'sleep 600; echo done');
    session.clock.tick();
    session.clock.skip();
    await vi.advanceTimersByTimeAsync(0);
    expect(screen(session)).toContain('\ndone\n');
  });

  test('stands still while one looks at the past', async () => {
    const session = openSession();
    await typed(session, 'sleep 2');
    session.goTo(0);
    session.clock.tick();
    expect(session.clock.seconds).toBeNull();
  });

  test('a typed line is shown event by event in less than a second, its text at once', async () => {
    const session = openSession(true);
    await typed(session, UNSHARE);
    const shown = [session.player.seq];
    for (let ms = 0; ms < 950; ms += 10) {
      vi.advanceTimersByTime(10);
      if (shown.at(-1) !== session.player.seq) shown.push(session.player.seq);
    }
    expect(shown).toEqual([
      ...session.lab.timeline.landmarks.slice(0, -1).map(({ seq }) => seq),
      session.lab.now,
    ]);
    expect(screen(session)).toContain(UNSHARE);
  });

  test('a run plays from the start to now', async () => {
    const session = openSession();
    await typed(session, '/bin/true');
    session.player.toggle();
    expect([session.player.isPlaying, session.lab.isPast]).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([session.player.isPlaying, session.lab.isPast]).toEqual([false, false]);
  });

  test('a step back and a step on lead to the same moment', async () => {
    const session = openSession();
    await typed(session, '/bin/true', '/bin/false');
    session.step('event', -1);
    session.step('event', -1);
    const there = session.lab.seq;
    session.step('event', -1);
    session.step('event', 1);
    expect([session.lab.seq, session.player.isStepped]).toEqual([there, true]);
  });
});

describe('what is said', () => {
  test('is each event of a short input', async () => {
    const session = openSession();
    await typed(session, 'sleep 600 &');
    expect(session.narrator.text).toMatch(
      /^Process 3, bash, made process 5\. Process 5 is now sleep\. Its number stays 5\./,
    );
  });

  test('is a summary of a long one', async () => {
    const session = openSession();
    await typed(session, UNSHARE);
    expect(session.narrator.text).toMatch(/^\d+ events\. Process 3, bash, made process 5\.$/);
  });

  test('is said again when it is asked for', async () => {
    const session = openSession();
    await typed(session, 'sleep 600 &');
    const { spoken, text } = session.narrator;
    session.narrator.repeat();
    expect([session.narrator.spoken, session.narrator.text]).toEqual([spoken + 1, text]);
  });
});

test('a new terminal is the chosen one', async () => {
  const session = openSession();
  await session.openTerminal();
  expect(session.terminal?.name).toBe('pts/2');
});

test('hints come one by one', async () => {
  const session = openSession();
  await session.askHint(1);
  expect(session.lab.exercise.hints.shown).toHaveLength(1);
  expect(session.narrator.text).toBe(session.lab.exercise.hints.shown[0]);
});
