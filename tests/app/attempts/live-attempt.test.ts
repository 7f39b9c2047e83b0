// What happens to an attempt while it is worked on: inputs, branches, answers, hints, and everything that stops it?
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeLock } from '#app/adapters/lock-file.ts';
import { nodeDisk } from '#app/adapters/disk.ts';
import type { LiveAttempt } from '#app/attempts/live-attempt.ts';
import { makeMachine } from '#app/attempts/make-machine.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { verifyLog } from '#shared/log/verify.ts';
import type { EchoLab } from '../../support/echo-lab.ts';
import { echoLab, FIGURE, linesOf, must, PACK, typed } from '../../support/echo-lab.ts';
import { EchoMachine } from '../../support/echo-machine.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

function inLab<T>(use: (lab: EchoLab, folder: string) => Promise<T>): Promise<T> {
  return withTemporaryTree({}, async (folder) => {
    const lab = echoLab(folder);
    try {
      return await use(lab, folder);
    } finally {
      await lab.attempts.close();
    }
  });
}

function fileOf(folder: string, { attempt }: LiveAttempt): string {
  return join(folder, 'attempts', `${attempt}.pidlog`);
}

/** Another lab on the same folder, as after a restart. */
async function reopened(folder: string, attempt: string, lab = echoLab(folder)): Promise<LiveAttempt> {
  const live = must(await lab.attempts.open(attempt));
  await lab.attempts.close();
  return live;
}

async function typeLines(live: LiveAttempt, ...lines: readonly string[]): Promise<void> {
  for (const line of lines) must(await live.submit(0, typed(line)));
}

describe('an attempt', () => {
  test('completes a line with what was there in the moment that is asked about', () =>
    withTemporaryTree({}, async (folder) => {
      const { attempts } = echoLab(folder, { makeMachine });
      const live = must(await attempts.start(FIGURE.id));
      await typeLines(live, 'mkdir early', 'mkdir late');
      const records = live.records.length;
      const ways = async (afterInput: number) =>
        must(await live.complete(0, afterInput, asTtyId(0), 'cd ')).candidates;
      expect([await ways(0), await ways(1), await ways(2), await ways(99)]).toMatchObject([
        [],
        [],
        ['early/', 'late/'],
        ['early/', 'late/'],
      ]);
      expect(must(await live.complete(0, 1, asTtyId(0), 'cd ')).text).toBe('early/');
      expect((await live.complete(7, 0, asTtyId(0), 'cd ')).ok).toBe(false);
      expect(live.records).toHaveLength(records);
      await attempts.close();
    }));

  test('brings back the lines that the shell of that moment remembers', () =>
    withTemporaryTree({}, async (folder) => {
      const { attempts } = echoLab(folder, { makeMachine });
      const live = must(await attempts.start(FIGURE.id));
      await typeLines(
        live,
        'echo outer',
        'bash',
        'HISTCONTROL=ignorespace',
        ' echo secret',
        'echo inner',
        'exit',
        'for i in 1',
      );
      const lines = async (afterInput: number) => must(await live.history(0, afterInput, asTtyId(0)));
      expect(await lines(2)).toEqual([]);
      expect(await lines(5)).toEqual(['HISTCONTROL=ignorespace', 'echo inner']);
      expect(await lines(6)).toEqual(['echo outer', 'bash']);
      expect(await lines(7)).toEqual(['echo outer', 'bash', 'for i in 1']);
      await attempts.close();
    }));

  test('begins with its header and its boot on disk, under a name that tells the exercise', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      expect(live.attempt).toMatch(/^the-figure-[0-9a-f]{8}$/);
      const [header, boot] = readFileSync(fileOf(folder, live), 'utf8')
        .split('\n')
        .map((line) => JSON.parse(line || '{}'));
      expect(header).toMatchObject({
        t: 'header',
        attempt: live.attempt,
        exercise: FIGURE.id,
        pack: { hash: PACK.hash },
      });
      expect(boot).toMatchObject({ t: 'input', branch: 0, n: 0, input: { kind: 'boot' } });
      expect(live.view).toMatchObject({
        readOnly: null,
        recovered: null,
        exercise: { number: '4.1', debrief: null },
      });
    }));

  test('of an exercise that is not here cannot begin', () =>
    inLab(async ({ attempts }) => {
      expect(await attempts.start('7d1f')).toMatchObject({ ok: false, error: { id: 'unknown-exercise' } });
    }));

  test('has an input on disk before it says so, and replies with what was written', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      const before = readFileSync(fileOf(folder, live), 'utf8');
      const { records, limit } = must(await live.submit(0, typed('one two')));
      const written = readFileSync(fileOf(folder, live), 'utf8').slice(before.length).trimEnd().split('\n');
      expect(written.map((line) => JSON.parse(line))).toEqual(records);
      expect(records.map(({ t }) => t)).toEqual(['input', 'event', 'event', 'event', 'event', 'seal']);
      expect(limit).toBeNull();
    }));

  test('is the same after the lab was closed and opened again', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      await typeLines(live, 'one', 'two');
      const { view } = live;
      await attempts.close();
      expect((await reopened(folder, live.attempt)).view).toEqual(view);
    }));

  test('that was closed takes no more input until it is opened again', () =>
    inLab(async ({ attempts }) => {
      const live = must(await attempts.start(FIGURE.id));
      await attempts.close();
      expect(await live.submit(0, typed('late'))).toMatchObject({
        ok: false,
        error: { id: 'attempt-closed' },
      });
      expect(await attempts.use(live.attempt, (open) => open.submit(0, typed('late')))).toMatchObject({
        ok: false,
        error: { id: 'attempt-closed' },
      });
      const again = must(await attempts.open(live.attempt));
      must(await again.submit(0, typed('in time')));
      expect(linesOf(again)).toEqual(['in time']);
    }));

  test('branches behind any of its inputs, and each branch goes on by itself', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      await typeLines(live, 'one', 'two');
      const { records, assessment } = must(await live.branch(0, 1, 'what if'));
      expect(records[0]).toEqual({ t: 'branch', branch: 1, parent: 0, afterInput: 1, name: 'what if' });
      expect(assessment.branch).toBe(1);
      must(await live.submit(1, typed('other')));
      must(await live.submit(0, typed('three')));
      must(await live.submit(1, typed('another')));
      expect([linesOf(live, 0), linesOf(live, 1)]).toEqual([
        ['one', 'two', 'three'],
        ['other', 'another'],
      ]);
      // The echo machine counts its lines: line 3 on either branch shows that each went on from its own past.
      const texts = live.records.flatMap((r) =>
        r.t === 'event' && r.event.type === 'TtyWrote' ? [r.event.text] : [],
      );
      expect(texts).toContain('3: three\r\n');
      expect(texts).toContain('3: another\r\n');
      expect(verifyLog(live.records, () => new EchoMachine())).toBeNull();
      await attempts.close();
      expect((await reopened(folder, live.attempt)).view.assessments.map(({ branch }) => branch)).toEqual([
        0, 1,
      ]);
    }));

  test('has no branch where none was made, and none behind an input that was never given', () =>
    inLab(async ({ attempts }) => {
      const live = must(await attempts.start(FIGURE.id));
      const rejected = { ok: false, error: { id: 'input-rejected' } };
      expect(await live.submit(1, typed('x'))).toMatchObject(rejected);
      expect(await live.branch(1, 0, 'x')).toMatchObject(rejected);
      expect(await live.branch(0, 1, 'x')).toMatchObject(rejected);
    }));

  test('keeps answers as inputs, and judges by them', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      const { records, assessment } = must(
        await live.submit(0, { kind: 'answer', question: 'moved', value: 'creator' }),
      );
      expect(records.map(({ t }) => t)).toEqual(['input', 'seal']);
      expect(assessment.beliefs.map(({ misconception }) => misconception)).toEqual(['M3']);
      await attempts.close();
      const again = await reopened(folder, live.attempt);
      expect(again.view.assessments[0]?.beliefs).toEqual(assessment.beliefs);
    }));

  test.each([
    { kind: 'answer', question: 'nonsense', value: 'creator' },
    { kind: 'answer', question: 'moved', value: 'nonsense' },
    { kind: 'hint', step: 2 },
    { kind: 'hint', step: 20 },
  ] as const)('refuses $kind $question$step $value, and writes nothing', (input) =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      const before = readFileSync(fileOf(folder, live), 'utf8');
      expect(await live.submit(0, input)).toMatchObject({ ok: false, error: { id: 'input-rejected' } });
      expect(readFileSync(fileOf(folder, live), 'utf8')).toBe(before);
    }),
  );

  test('shows a hint from the moment it is asked for, and never the next one', () =>
    inLab(async ({ attempts }) => {
      const live = must(await attempts.start(FIGURE.id));
      expect(live.view.exercise.hints).toEqual({ shown: [], total: FIGURE.hints.length });
      const { exercise } = must(await live.submit(0, { kind: 'hint', step: 1 }));
      expect(exercise.hints.shown).toEqual(FIGURE.hints.slice(0, 1));
    }));
});

describe('an attempt that is open elsewhere', () => {
  test('is locked for another lab until it is let go', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      const other = echoLab(folder);
      // Another lab of this process is as strange as one of another process.
      expect(await other.attempts.open(live.attempt)).toMatchObject({
        ok: false,
        error: { id: 'attempt-locked' },
      });
      await attempts.close();
      expect(must(await other.attempts.open(live.attempt)).readOnly).toBeNull();
      await other.attempts.close();
    }));

  test('that is only looked at keeps nobody out', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      await attempts.close();
      const other = echoLab(folder, { pack: { ...PACK, hash: 'f'.repeat(64) } });
      expect(must(await other.attempts.open(live.attempt)).readOnly).not.toBeNull();
      expect(must(await takeLock(nodeDisk, join(folder, 'attempts', `${live.attempt}.lock`)))).toBeDefined();
    }));
});

describe('an attempt that can only be looked at', () => {
  async function spoiled(change: (text: string) => string): Promise<LiveAttempt> {
    return inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      await typeLines(live, 'one', 'two');
      await attempts.close();
      writeFileSync(fileOf(folder, live), change(readFileSync(fileOf(folder, live), 'utf8')));
      return reopened(folder, live.attempt);
    });
  }

  test('says that it belongs to another version of the pack, and checks no fact by this one', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      await attempts.close();
      const other = echoLab(folder, { pack: { ...PACK, hash: 'f'.repeat(64) } });
      const { view } = await reopened(folder, live.attempt, other);
      expect(view.readOnly).toBe('This run belongs to another version of the pack.');
      expect(view.assessments[0]).toMatchObject({
        points: 0,
        verdicts: FIGURE.checkpoints.map(() => ({ status: 'error' })),
      });
    }));

  test('says which records do not match their seal, and shows those before them', async () => {
    const live = await spoiled((text) => text.replace('1: one', '1: eno'));
    expect(live.readOnly).toMatch(/^A record between \d+ and \d+ doesn't match its seal\. You can look/);
    expect(linesOf(live)).toEqual([]);
    expect(await live.submit(0, typed('x'))).toMatchObject({ ok: false, error: { id: 'attempt-read-only' } });
    expect(await live.branch(0, 0, 'x')).toMatchObject({ ok: false, error: { id: 'attempt-read-only' } });
  });

  test('says which record is damaged', async () => {
    const live = await spoiled((text) => text.replace('"kind":"line"', '"kind":"lime"'));
    expect(live.readOnly).toMatch(/^Record \d+ is damaged: /);
  });

  test('says that its records are not what comes of running it again', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      await typeLines(live, 'one');
      await attempts.close();
      class OtherMachine extends EchoMachine {
        override carryOut(input: Parameters<EchoMachine['carryOut']>[0]) {
          return super.carryOut(input.kind === 'line' ? { ...input, text: `${input.text}!` } : input);
        }
      }
      const other = echoLab(folder, { makeMachine: () => new OtherMachine() });
      const { view } = await reopened(folder, live.attempt, other);
      expect(view.readOnly).toMatch(/^Record \d+ is not what comes of running the inputs again\./);
      expect(view.records).toEqual(live.records);
    }));
});

describe('an attempt whose writing was interrupted', () => {
  test('is cut behind its last whole block, and the rest is kept beside it', () =>
    inLab(async ({ attempts }, folder) => {
      const live = must(await attempts.start(FIGURE.id));
      await typeLines(live, 'one');
      const whole = readFileSync(fileOf(folder, live), 'utf8');
      await typeLines(live, 'two');
      await attempts.close();
      const torn = readFileSync(fileOf(folder, live), 'utf8').slice(0, -20);
      writeFileSync(fileOf(folder, live), torn);

      const again = echoLab(folder);
      const open = must(await again.attempts.open(live.attempt));
      expect(open.view.recovered).toBe(
        'The recording stops in the middle of input 2. Everything before it is safe and open.',
      );
      must(await open.submit(0, typed('two again')));
      await again.attempts.close();
      expect(linesOf(open)).toEqual(['one', 'two again']);
      expect(readFileSync(fileOf(folder, live), 'utf8').startsWith(whole)).toBe(true);
      expect(readFileSync(`${fileOf(folder, live)}.torn`, 'utf8')).toBe(torn);
      expect(readdirSync(join(folder, 'attempts')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }));

  test(
    'opens from every prefix of its file, or says why not',
    () =>
      inLab(async ({ attempts }, folder) => {
        const live = must(await attempts.start(FIGURE.id));
        await typeLines(live, 'one', 'zw\u{F6}lf', '\u{1F333}');
        await attempts.close();
        const path = fileOf(folder, live);
        const bytes = readFileSync(path);
        const outcomes = new Set<string>();
        for (let length = 0; length <= bytes.length; length++) {
          writeFileSync(path, bytes.subarray(0, length));
          const lab = echoLab(folder);
          const opened = await lab.attempts.open(live.attempt);
          await lab.attempts.close();
          outcomes.add(
            opened.ok
              ? `open ${linesOf(opened.value).length} ${String(opened.value.readOnly)}`
              : opened.error.id,
          );
          if (opened.ok)
            expect(opened.value.view.recovered === null).toBe(readFileSync(path).length === length);
        }
        expect([...outcomes]).toEqual([
          'not-a-log',
          'log-damaged',
          'open 0 null',
          'open 1 null',
          'open 2 null',
          'open 3 null',
        ]);
        expect(existsSync(path)).toBe(true);
      }),
    60_000,
  );
});
