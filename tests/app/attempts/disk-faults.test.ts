// A disk that fails at operation k, for every k: is the error told, and is everything acknowledged still there?
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '#app/adapters/disk.ts';
import type { LiveAttempt } from '#app/attempts/live-attempt.ts';
import type { Failure } from '#app/errors.ts';
import { verifyLog } from '#shared/log/verify.ts';
import type { Result } from '#shared/result.ts';
import type { EchoLab } from '../../support/echo-lab.ts';
import { echoLab, FIGURE, linesOf, must, typed } from '../../support/echo-lab.ts';
import { EchoMachine } from '../../support/echo-machine.ts';
import type { Fault } from '../../support/faulty-disk.ts';
import { faultyDisk } from '../../support/faulty-disk.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

const LINES = ['one', 'two', 'three'];
const TOLD = ['attempt-closed', 'attempt-read-only', 'disk-failed', 'disk-full', 'unknown-attempt'];

interface Lesson {
  readonly attempt: string | null;
  readonly acknowledged: readonly string[];
  readonly errors: readonly string[];
}

/** Types three lines, and goes on after an error as a person would: opens the run again and types the next one. */
async function lesson({ attempts }: EchoLab): Promise<Lesson> {
  const errors: string[] = [];
  const told = <T>(result: Result<T, Failure>): T | null => {
    if (result.ok) return result.value;
    errors.push(result.error.id);
    return null;
  };
  const acknowledged: string[] = [];
  const started = told(await attempts.start(FIGURE.id));
  let live: LiveAttempt | null = started;
  for (const line of LINES) {
    if (live && !live.isOpen) live = told(await attempts.open(live.attempt));
    if (live && told(await live.submit(0, typed(line)))) acknowledged.push(line);
  }
  await attempts.close();
  return { attempt: started?.attempt ?? null, acknowledged, errors };
}

/** Runs the lesson with the fault at 1, 2, ... until it is reached no more; hands each outcome to `check`. */
async function atEvery(
  fault: Omit<Fault, 'at'>,
  check: (lesson: Lesson, reopened: EchoLab) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at++) {
    const reached = await withTemporaryTree({}, async (folder) => {
      const { disk, count } = faultyDisk(nodeDisk, { ...fault, at });
      const outcome = await lesson(echoLab(folder, { disk }));
      if (count() < at) return false;
      const reopened = echoLab(folder);
      await check(outcome, reopened);
      await reopened.attempts.close();
      return true;
    });
    if (!reached) return at - 1;
  }
}

describe('a disk that fails', () => {
  for (const code of ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EMFILE', 'short-write'] as const) {
    for (const persistent of [false, true]) {
      test(`with ${code}${persistent ? ' from then on' : ' once'} loses nothing that was acknowledged`, async () => {
        const tried = await atEvery({ code, persistent }, async (outcome, reopened) => {
          expect(outcome.errors.filter((id) => !TOLD.includes(id))).toEqual([]);
          if (outcome.attempt === null) return;
          const live = must(await reopened.attempts.open(outcome.attempt));
          expect(live.readOnly).toBeNull();
          const lines = linesOf(live);
          expect(lines.filter((line) => outcome.acknowledged.includes(line))).toEqual(outcome.acknowledged);
          expect(LINES).toEqual(expect.arrayContaining([...lines]));
          expect(verifyLog(live.records, () => new EchoMachine())).toBeNull();
        });
        // Creating, locking, opening, and a write and a sync for each line.
        expect(tried).toBeGreaterThan(15);
      });
    }
  }

  test('is said to be full in so many words', () =>
    withTemporaryTree({}, async (folder) => {
      const { attempt } = await lesson(echoLab(folder));
      const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
      const disk = { ...nodeDisk, open: () => Promise.reject(full) };
      const live = must(await echoLab(folder, { disk }).attempts.open(attempt ?? ''));
      expect(live.readOnly).toMatch(/^Can't save: the disk is full\./);
      expect(linesOf(live)).toEqual(LINES);
    }));
});
