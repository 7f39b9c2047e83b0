// What is left of work on an attempt that was called off in the middle? Nothing, wherever that was.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '#app/adapters/disk.ts';
import { AttemptSummaries } from '#app/attempts/attempt-summaries.ts';
import type { Overseer } from '#app/attempts/in-slices.ts';
import { NOBODY } from '#app/attempts/in-slices.ts';
import type { LiveAttempt } from '#app/attempts/live-attempt.ts';
import { makeMachine } from '#app/attempts/make-machine.ts';
import type { EchoLab } from '../../support/echo-lab.ts';
import { echoLab, FIGURE, linesOf, must, typed } from '../../support/echo-lab.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

/** Every step is a slice, so that how often one hears of the work does not depend on the machine. */
function stepByStep() {
  let ms = 0;
  return { now: () => (ms += 100), rest: () => Promise.resolve() };
}

/** Calls it off when it has been heard of so often. */
function patientFor(times: number): Overseer & { heard: number } {
  const controller = new AbortController();
  const overseer = {
    signal: controller.signal,
    heard: 0,
    hear: () => {
      overseer.heard += 1;
      if (overseer.heard === times) controller.abort();
    },
  };
  return overseer;
}

function inLab(use: (lab: EchoLab, folder: string) => Promise<void>): Promise<void> {
  return withTemporaryTree({}, async (folder) => {
    const lab = labIn(folder);
    try {
      await use(lab, folder);
    } finally {
      await lab.attempts.close();
    }
  });
}

function labIn(folder: string): EchoLab {
  return echoLab(folder, { makeMachine, pace: stepByStep() });
}

function bytesOf(folder: string, { attempt }: LiveAttempt): string {
  return readFileSync(join(folder, 'attempts', `${attempt}.pidlog`), 'utf8');
}

async function begun({ attempts }: EchoLab): Promise<LiveAttempt> {
  const live = must(await attempts.start(FIGURE.id));
  must(await live.submit(0, typed('x=1; mkdir kept')));
  must(await live.submit(0, typed('echo $x')));
  return live;
}

const LINES = [':(){ :|:& };:', 'while :; do :; done', 'for i in 1 2 3 4 5 6 7 8; do ps; done'];
const CANCELLED = { ok: false, error: { id: 'input-cancelled' } };

describe('an input that was called off', () => {
  test.each(LINES)('leaves no trace: %s', (line) =>
    inLab(async (lab, folder) => {
      const live = await begun(lab);
      const [bytes, { records, view }] = [bytesOf(folder, live), live];
      for (const times of [1, 2, 40]) {
        expect(await live.submit(0, typed(line), patientFor(times))).toMatchObject(CANCELLED);
        expect(bytesOf(folder, live)).toBe(bytes);
        expect(live.view).toEqual(view);
        expect(live.records).toEqual(records);
      }
      const { records: next } = must(await live.submit(0, typed('x=$((x+1)); echo $x $! *')));
      const shown = next.flatMap((r) =>
        r.t === 'event' && r.event.type === 'TtyWrote' ? [r.event.text] : [],
      );
      // The shell has its variables and files as they were, and knows of no job.
      expect(shown.join('')).toMatch(/\r?\n2 kept\r?\n/);
      await lab.attempts.close();
      expect(must(await lab.attempts.open(live.attempt)).readOnly).toBeNull();
    }),
  );

  test('may be called off again while the machine is built anew', () =>
    inLab(async (lab) => {
      const live = await begun(lab);
      expect(await live.submit(0, typed('ps'), patientFor(3))).toMatchObject(CANCELLED);
      // What is heard of first are the inputs before, with how many events they are.
      const seen: unknown[] = [];
      const watching = patientFor(5);
      const overseer = {
        signal: watching.signal,
        hear: (progress: { readonly of: number | null }) => {
          seen.push(progress.of);
          watching.hear({ events: 0, of: 0 });
        },
      };
      expect(await live.submit(0, typed('ps'), overseer)).toMatchObject(CANCELLED);
      const events = live.records.filter(({ t }) => t === 'event').length;
      expect(seen).toEqual(Array.from({ length: 5 }, () => events));
      must(await live.submit(0, typed('ps')));
      expect(linesOf(live).at(-1)).toBe('ps');
    }));

  test('was over if it was called off too late', () =>
    inLab(async (lab) => {
      const live = await begun(lab);
      const heard = patientFor(Infinity);
      must(await live.submit(0, typed('ps'), heard));
      const late = patientFor(heard.heard + 1);
      must(await live.submit(0, typed('ps'), late));
      expect(linesOf(live).slice(-2)).toEqual(['ps', 'ps']);
    }));
});

describe('what was called off', () => {
  test('as a branch was never made', () =>
    inLab(async (lab, folder) => {
      const live = await begun(lab);
      const [bytes, { view }] = [bytesOf(folder, live), live];
      const cancelled = { ok: false, error: { id: 'call-cancelled' } };
      expect(await live.branch(0, 1, 'what if', patientFor(2))).toMatchObject(cancelled);
      expect([bytesOf(folder, live), live.view]).toEqual([bytes, view]);
      expect(must(await live.branch(0, 1, 'what if')).assessment.branch).toBe(1);
    }));

  test('as an opening leaves the attempt free for others', () =>
    inLab(async (lab, folder) => {
      const live = await begun(lab);
      const bytes = bytesOf(folder, live);
      await lab.attempts.close();
      for (const times of [1, 2, 30])
        expect(await lab.attempts.open(live.attempt, patientFor(times))).toMatchObject({
          ok: false,
          error: { id: 'call-cancelled' },
        });
      expect(readdirSync(join(folder, 'attempts'))).toEqual([`${live.attempt}.pidlog`]);
      expect(bytesOf(folder, live)).toBe(bytes);
      const other = labIn(folder);
      expect(must(await other.attempts.open(live.attempt)).view).toEqual(live.view);
      await other.attempts.close();
    }));

  test('as an import, or as a start, made no file', () =>
    inLab(async (lab, folder) => {
      const live = await begun(lab);
      const files = () => readdirSync(join(folder, 'attempts')).toSorted();
      const before = files();
      for (const times of [1, 5, 50])
        expect((await lab.attempts.import(bytesOf(folder, live), patientFor(times))).ok).toBe(false);
      expect((await lab.attempts.start(FIGURE.id, patientFor(1))).ok).toBe(false);
      expect(files()).toEqual(before);
    }));

  test('as a list leaves out what it did not get to, until the lab is opened again', () =>
    inLab(async (lab, folder) => {
      const live = await begun(lab);
      await lab.attempts.close();
      const file = join(folder, 'summaries.json');
      const listed = async (summaries: AttemptSummaries, overseer: Overseer) =>
        must(await summaries.list(() => new Map(), overseer)).map(({ attempt }) => attempt);
      const here = new AttemptSummaries(lab.sources, nodeDisk, file);
      expect(await listed(here, patientFor(1))).toEqual([]);
      expect(await listed(here, NOBODY)).toEqual([]);
      expect(await listed(new AttemptSummaries(lab.sources, nodeDisk, file), NOBODY)).toEqual([live.attempt]);
    }));

  test('while it waited behind other work was never begun', () =>
    inLab(async (lab) => {
      const live = await begun(lab);
      const controller = new AbortController();
      const first = lab.attempts.use(live.attempt, (open) => open.submit(0, typed('echo first')));
      const second = lab.attempts.use(live.attempt, (open) =>
        open.submit(0, typed('echo second'), { ...NOBODY, signal: controller.signal }),
      );
      controller.abort();
      must(await first);
      expect(await second).toMatchObject(CANCELLED);
      expect(linesOf(live).at(-1)).toBe('echo first');
    }));
});
