// @vitest-environment node
// Does what one does on the lab's screen come to what it says? On the real machine.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asPidNsId, asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import { numbersOf } from '#shared/kernel/selectors.ts';
import { LabAttempt } from '../../../renderer/state/lab-attempt.svelte.ts';
import { MachineHost } from '../../support/machine-host.ts';

const PTS0 = asTtyId(0);
const PTS1 = asTtyId(1);
const LEVEL_1 = asPidNsId(2);
const UNSHARE = 'unshare --fork --pid --mount-proc bash';

function openAttempt(moves = false): LabAttempt {
  const host = new MachineHost('the-figure');
  return new LabAttempt(
    host,
    { view: host.view, fromStart: false },
    { realTime: () => Date.now(), moves: () => moves },
  );
}

async function typed(
  attempt: LabAttempt,
  ...lines: readonly (string | { readonly pts1: string })[]
): Promise<void> {
  for (const line of lines) {
    const [tty, text] = typeof line === 'string' ? [PTS0, line] : [PTS1, line.pts1];
    await attempt.lab.submit({ kind: 'line', tty, text });
  }
}

const screen = (attempt: LabAttempt, tty = PTS0): string =>
  attempt.lab.timeline.screenAt(tty, attempt.lab.seq);
const marks = (attempt: LabAttempt): readonly string[] => attempt.facts.map(({ mark }) => mark);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the facts', () => {
  test('become true as the machine does, and were not true before', async () => {
    const attempt = openAttempt();
    await typed(attempt, UNSHARE);
    expect(marks(attempt).slice(0, 3)).toEqual(['met', 'met', 'unmet']);
    attempt.goTo(0);
    expect(marks(attempt).slice(0, 3)).toEqual(['unmet', 'unmet', 'unmet']);
  });

  test('all of them true is done, and an answer counts', async () => {
    const attempt = openAttempt();
    await typed(attempt, UNSHARE, { pts1: 'sleep 900 &' }, 'sleep 500 &', 'sleep 600 &');
    expect(attempt.isDone).toBe(false);
    expect(attempt.askNext()).toBe(true);
    await attempt.answer('nobody');
    expect([attempt.isDone, attempt.over, attempt.lab.exercise.debrief !== null]).toEqual([true, null, true]);
  });

  test('a question that waits for a fact is not asked before', async () => {
    const attempt = openAttempt();
    expect(attempt.askNext()).toBe(false);
    await typed(attempt, UNSHARE);
    expect(attempt.questions.map(({ id }) => id)).toEqual(['moved']);
  });
});

describe('the inspector', () => {
  test('follows whoever has the terminal until somebody is chosen', async () => {
    const attempt = openAttempt();
    const numbers = (): readonly number[] =>
      numbersOf(attempt.lab.state, attempt.lab.state.tasks.get(attempt.selected!)!);
    expect(numbers()).toEqual([3]);
    await typed(attempt, UNSHARE);
    expect(numbers()).toEqual([6, 1]);
    attempt.lab.selected = asTaskId(1);
    expect(attempt.selected).toBe(1);
  });
});

describe('standing inside', () => {
  test('is said with what can be seen, and left with Escape', async () => {
    const attempt = openAttempt();
    await typed(attempt, UNSHARE);
    expect(attempt.standAtSelected()).toBe(true);
    expect(attempt.narrator.text).toBe(
      'You stand inside level 1, as process 1. 1 of 6 processes can be seen.',
    );
    expect(attempt.terminals.map(({ outOfSight }) => outOfSight)).toEqual([false, true]);
    expect([attempt.closeNearest(), attempt.lab.lens, attempt.closeNearest()]).toEqual([true, null, false]);
  });

  test('is not possible where there is one namespace', () => {
    expect([openAttempt().standAtSelected(), openAttempt().places]).toEqual([false, []]);
  });

  test('ends on a line where that namespace was never made', async () => {
    const attempt = openAttempt();
    await typed(attempt, UNSHARE);
    attempt.stand(LEVEL_1);
    attempt.goTo(0);
    await typed(attempt, 'true');
    expect(attempt.lab.lens).toBeNull();
  });
});

describe('a signal by click', () => {
  test('is the line one would type, in the numbers of that shell', async () => {
    const attempt = openAttempt();
    await typed(attempt, UNSHARE, 'sleep 500 &');
    const sleep = [...attempt.lab.state.tasks.values()].find(({ comm }) => comm === 'sleep');
    attempt.askSignal(sleep!.id);
    expect([attempt.over, attempt.signalLine('KILL')]).toEqual(['signal', { line: 'kill -KILL 2' }]);
    await attempt.typeLine('kill -KILL 2');
    expect(attempt.lab.state.tasks.has(sleep!.id)).toBe(false);
    expect(attempt.signalLine('KILL')).toEqual({ why: 'This process is gone.' });
  });
});

describe('time', () => {
  test('goes on in a foreground sleep, as long as it would in truth', async () => {
    const attempt = openAttempt();
    const stop = attempt.start();
    await typed(attempt, 'sleep 2; echo done');
    vi.advanceTimersByTime(500);
    expect(attempt.clock.seconds).toBe(2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(screen(attempt)).toContain('\ndone\n');
    expect(attempt.clock.seconds).toBeNull();
    stop();
  });

  test('passes at once when it is skipped', async () => {
    const attempt = openAttempt();
    await typed(attempt, 'sleep 600; echo done');
    attempt.clock.tick();
    attempt.clock.skip();
    await vi.advanceTimersByTimeAsync(0);
    expect(screen(attempt)).toContain('\ndone\n');
  });

  test('stands still while one looks at the past', async () => {
    const attempt = openAttempt();
    await typed(attempt, 'sleep 2');
    attempt.goTo(0);
    attempt.clock.tick();
    expect(attempt.clock.seconds).toBeNull();
  });

  test('a typed line is shown event by event in less than a second, its text at once', async () => {
    const attempt = openAttempt(true);
    await typed(attempt, UNSHARE);
    const shown = [attempt.player.seq];
    for (let ms = 0; ms < 950; ms += 10) {
      vi.advanceTimersByTime(10);
      if (shown.at(-1) !== attempt.player.seq) shown.push(attempt.player.seq);
    }
    expect(shown).toEqual([
      ...attempt.lab.timeline.landmarks.slice(0, -1).map(({ seq }) => seq),
      attempt.lab.now,
    ]);
    expect(screen(attempt)).toContain(UNSHARE);
  });

  test('a run plays from the start to now', async () => {
    const attempt = openAttempt();
    await typed(attempt, '/bin/true');
    attempt.player.toggle();
    expect([attempt.player.isPlaying, attempt.lab.isPast]).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([attempt.player.isPlaying, attempt.lab.isPast]).toEqual([false, false]);
  });

  test('a step back and a step on lead to the same moment', async () => {
    const attempt = openAttempt();
    await typed(attempt, '/bin/true', '/bin/false');
    attempt.step('event', -1);
    attempt.step('event', -1);
    const there = attempt.lab.seq;
    attempt.step('event', -1);
    attempt.step('event', 1);
    expect([attempt.lab.seq, attempt.player.isStepped]).toEqual([there, true]);
  });
});

describe('what is said', () => {
  test('is each event of a short input', async () => {
    const attempt = openAttempt();
    await typed(attempt, 'sleep 600 &');
    expect(attempt.narrator.text).toMatch(
      /^Process 3, bash, made process 5\. Process 5 is now sleep\. Its number stays 5\./,
    );
  });

  test('is a summary of a long one', async () => {
    const attempt = openAttempt();
    await typed(attempt, UNSHARE);
    expect(attempt.narrator.text).toMatch(
      /^6 events\. Process 5, unshare, made process 6\. Inside level 1 it is number 1\..* Met: One process is 6 outside and 1 inside\./,
    );
  });

  test('is said again when it is asked for', async () => {
    const attempt = openAttempt();
    await typed(attempt, 'sleep 600 &');
    const { spoken, text } = attempt.narrator;
    attempt.narrator.repeat();
    expect([attempt.narrator.spoken, attempt.narrator.text]).toEqual([spoken + 1, text]);
  });
});

test('a new terminal is the chosen one', async () => {
  const attempt = openAttempt();
  await attempt.openTerminal();
  expect(attempt.terminal?.name).toBe('pts/2');
});

test('hints come one by one', async () => {
  const attempt = openAttempt();
  await attempt.askHint(1);
  expect(attempt.lab.exercise.hints.shown).toHaveLength(1);
  expect(attempt.narrator.text).toBe(attempt.lab.exercise.hints.shown[0]);
});
