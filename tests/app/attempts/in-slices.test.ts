// When does long work let everything else have its turn, and when is it given up?
import { describe, expect, test } from 'vitest';
import { inSlices, NOBODY } from '#app/attempts/in-slices.ts';
import type { Divisible } from '#shared/divisible.ts';

/** A clock that only moves when the work moves it. */
class StillClock {
  rests = 0;
  ms = 0;

  now(): number {
    return this.ms;
  }

  rest(): Promise<void> {
    this.rests += 1;
    return Promise.resolve();
  }
}

function* steps(clock: StillClock, count: number, msEach: number): Divisible<string> {
  for (let done = 1; done <= count; done += 1) {
    clock.ms += msEach;
    yield done;
  }
  return 'done';
}

describe('work in slices', () => {
  test('that is short never rests', async () => {
    const clock = new StillClock();
    expect(await inSlices(steps(clock, 20, 1), clock, NOBODY)).toEqual({ ok: true, value: 'done' });
    expect(clock.rests).toBe(0);
  });

  test('rests every 25 ms, and says then how far it is', async () => {
    const clock = new StillClock();
    const heard: unknown[] = [];
    const overseer = { ...NOBODY, hear: (progress: unknown) => heard.push(progress) };
    await inSlices(steps(clock, 10, 10), clock, overseer, 10);
    expect(heard).toEqual([3, 6, 9].map((events) => ({ events, of: 10 })));
    expect(clock.rests).toBe(3);
  });

  test('is given up at the next rest once it was called off, and not begun where it was before', async () => {
    const clock = new StillClock();
    const controller = new AbortController();
    const overseer = {
      signal: controller.signal,
      hear: () => {
        controller.abort();
      },
    };
    const work = steps(clock, 100, 10);
    const cancelled = { ok: false, error: { id: 'call-cancelled' } };
    expect(await inSlices(work, clock, overseer)).toMatchObject(cancelled);
    expect(clock.ms).toBe(30);
    expect(await inSlices(work, clock, overseer)).toMatchObject(cancelled);
    expect(clock.ms).toBe(30);
  });
});
