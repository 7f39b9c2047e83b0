// Does a window get what the table of operations promises, from an empty data folder to a recording that is handed in?
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '#app/adapters/disk.ts';
import type { Lab } from '#app/host/lab.ts';
import { openLab } from '#app/host/lab.ts';
import { VERSION } from '#app/version.ts';
import type { SealRecord } from '#shared/log/record.ts';
import { sealDigest } from '#shared/log/seal.ts';
import type { OperationName, OperationResult, Params, Reply } from '#shared/protocol/operations.ts';
import { FIGURE, must, PACK } from '../../support/echo-lab.ts';
import { EchoMachine } from '../../support/echo-machine.ts';
import { nodeDigest } from '../../support/sample-log.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

class Window {
  readonly lab: Lab;

  constructor(lab: Lab) {
    this.lab = lab;
  }

  /** What a window holds: the reply is what the table says, because both sides are built from it. */
  call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
    return this.lab.dispatch(name, params) as Promise<Reply<Name>>;
  }

  async ask<Name extends OperationName>(name: Name, params: Params<Name>): Promise<OperationResult<Name>> {
    return must(await this.call(name, params));
  }
}

async function windowOn(dataFolder: string, broken: unknown[] = []): Promise<Window> {
  const lab = await openLab({
    disk: nodeDisk,
    dataFolder,
    makeMachine: () => new EchoMachine(),
    host: 'web',
    report: (error) => broken.push(error),
  });
  return new Window(lab);
}

function inWindow(use: (window: Window, folder: string) => Promise<void>): Promise<void> {
  return withTemporaryTree({}, async (folder) => {
    const broken: unknown[] = [];
    const window = await windowOn(folder, broken);
    try {
      await use(window, folder);
    } finally {
      await window.lab.close();
    }
    expect(broken).toEqual([]);
  });
}

const SOLVED = { kind: 'answer', question: 'moved', value: 'nobody' } as const;

describe('a lab', () => {
  test('says what it is', () =>
    inWindow(async (window) => {
      expect(await window.ask('host.about', {})).toEqual({ host: 'web', version: VERSION });
    }));

  test('shows every exercise of its packs untouched at first, and nothing to resume', () =>
    inWindow(async (window) => {
      const { packs, resume } = await window.ask('library.read', {});
      const shown = packs.flatMap(({ units }) => units.flatMap(({ exercises }) => exercises));
      const all = PACK.units.flatMap(({ exercises }) => exercises);
      expect(shown.map(({ number, progress }) => [number, progress])).toEqual(
        all.map(({ number }) => [number, 'untouched']),
      );
      const [figure] = shown.filter(({ id }) => id === FIGURE.id);
      expect(figure?.prerequisites).toEqual([all.find(({ slug }) => slug === 'may-i-watch')?.id]);
      expect(resume).toBeNull();
    }));

  test('lists what was worked on, the latest first, and offers it to resume', () =>
    inWindow(async (window) => {
      const first = await window.ask('attempt.start', { exercise: FIGURE.id });
      const second = await window.ask('attempt.start', { exercise: FIGURE.id });
      await window.ask('attempt.input', {
        attempt: first.attempt,
        branch: 0,
        input: { kind: 'line', tty: 0, text: 'x' },
      });
      const list = await window.ask('attempt.list', {});
      expect(list.map(({ attempt }) => attempt).sort()).toEqual([first.attempt, second.attempt].sort());
      expect(list.find(({ attempt }) => attempt === first.attempt)).toMatchObject({
        title: 'The figure',
        number: '4.1',
        points: 0,
        maxPoints: 8,
        facts: { met: 0, of: 5 },
        branches: 1,
      });
      expect((await window.ask('library.read', {})).resume?.attempt).toBe(list[0]?.attempt);
    }));

  test('finds out how far attempts came that another lab wrote, once, and remembers it', () =>
    inWindow(async (window, folder) => {
      const { attempt } = await window.ask('attempt.start', { exercise: FIGURE.id });
      const before = await window.ask('attempt.list', {});
      await window.lab.close();
      const second = await windowOn(folder);
      expect(await second.ask('attempt.list', {})).toEqual(before);
      expect(readdirSync(folder).sort()).toEqual(['attempts', 'summaries.json']);
      // What is remembered stands for the file only as long as the file is of that size.
      const third = await windowOn(folder);
      await third.ask('attempt.open', { attempt });
      await third.ask('attempt.input', { attempt, branch: 0, input: SOLVED });
      await third.lab.close();
      const [summary] = await (await windowOn(folder)).ask('attempt.list', {});
      expect(summary?.changedAt).toBeGreaterThan(before[0]?.changedAt ?? 0);
    }));

  test('is not misled by summaries that somebody else wrote', () =>
    inWindow(async (window, folder) => {
      await window.ask('attempt.start', { exercise: FIGURE.id });
      const list = await window.ask('attempt.list', {});
      await window.lab.close();
      for (const text of ['', 'null', '{"made":"x","attempts":[]}', '{"attempts":[{"size":1}]}']) {
        writeFileSync(join(folder, 'summaries.json'), text);
        const again = await windowOn(folder);
        expect(await again.ask('attempt.list', {})).toEqual(list);
      }
    }));

  test('hands out a recording with its receipt, and takes it in again as one to work on', () =>
    inWindow(async (window) => {
      const { attempt } = await window.ask('attempt.start', { exercise: FIGURE.id });
      await window.ask('attempt.input', { attempt, branch: 0, input: { kind: 'line', tty: 0, text: 'x' } });
      const { fileName, text, receipt } = await window.ask('attempt.export', { attempt });
      expect(fileName).toBe('the-figure.pidlog');
      const lines = text.trimEnd().split('\n');
      expect(receipt.records).toBe(lines.length - 1);
      expect(lines.at(-1)).toContain(receipt.digest);
      const imported = await window.ask('attempt.import', { text });
      expect(imported.attempt).not.toBe(attempt);
      expect(imported).toMatchObject({ readOnly: null, recovered: null });
      expect(imported.records).toHaveLength(lines.length);
      const again = await window.ask('attempt.import', { text });
      expect(again.attempt).toBe(imported.attempt);
    }));

  test('only looks at a recording whose events no machine made, however well it is sealed', () =>
    inWindow(async (window) => {
      const { attempt } = await window.ask('attempt.start', { exercise: FIGURE.id });
      await window.ask('attempt.input', { attempt, branch: 0, input: { kind: 'line', tty: 0, text: 'x' } });
      const { text } = await window.ask('attempt.export', { attempt });
      const forged = resealed(text.replace('1: x', '1: y'));
      const view = await window.ask('attempt.import', { text: forged });
      expect(view.readOnly).toMatch(/^Record \d+ is not what comes of running the inputs again\./);
      expect(view.assessments[0]?.points).toBe(0);
      expect(
        await window.call('attempt.input', { attempt: view.attempt, branch: 0, input: SOLVED }),
      ).toMatchObject({ ok: false, error: { id: 'attempt-read-only' } });
    }));

  test.each([
    ['', 'not-a-log'],
    ['hello\n', 'not-a-log'],
    ['\uFEFF{"t":"header"}\n', 'not-a-log'],
    ['{"t":"header","format":4}\n', 'log-too-new'],
    ['{"t":"header","format":1}\n', 'log-damaged'],
  ])('keeps nothing of the file %j: %s', (text, id) =>
    inWindow(async (window, folder) => {
      expect(await window.call('attempt.import', { text })).toMatchObject({ ok: false, error: { id } });
      expect(readdirSync(folder)).toEqual([]);
    }),
  );

  test.each(['nothing-here-00000000', 'settings', 'CON', 'a.b', 'the-figure-0000000G'])(
    'knows no attempt %s',
    (attempt) =>
      inWindow(async (window) => {
        expect(await window.call('attempt.open', { attempt })).toMatchObject({
          ok: false,
          error: { id: 'unknown-attempt' },
        });
        expect(await window.call('attempt.export', { attempt })).toMatchObject({
          ok: false,
          error: { id: 'unknown-attempt' },
        });
      }),
  );

  test('keeps settings, and falls back to its own where they cannot be read', () =>
    inWindow(async (window, folder) => {
      const settings = await window.ask('settings.read', {});
      expect(settings).toMatchObject({ theme: 'system', welcomed: false });
      const changed = { ...settings, theme: 'dark', welcomed: true } as const;
      expect(await window.ask('settings.write', changed)).toEqual(changed);
      expect(await (await windowOn(folder)).ask('settings.read', {})).toEqual(changed);
      writeFileSync(join(folder, 'settings.json'), '{"theme":"plaid"}');
      expect(await window.ask('settings.read', {})).toEqual(settings);
    }));

  test('answers many requests for one attempt in the order in which they came', () =>
    inWindow(async (window) => {
      const { attempt } = await window.ask('attempt.start', { exercise: FIGURE.id });
      const texts = Array.from({ length: 20 }, (_, n) => `line ${n}`);
      const outcomes = await Promise.all(
        texts.map((text) =>
          window.ask('attempt.input', { attempt, branch: 0, input: { kind: 'line', tty: 0, text } }),
        ),
      );
      const numbers = outcomes.map(({ records: [first] }) => (first?.t === 'input' ? first.n : -1));
      expect(numbers).toEqual(texts.map((_, n) => n + 1));
    }));

  test('keeps eight attempts open, and lets go of the one that was used longest ago', () =>
    inWindow(async (window, folder) => {
      const opened: string[] = [];
      for (let n = 0; n < 9; n++)
        opened.push((await window.ask('attempt.start', { exercise: FIGURE.id })).attempt);
      const [oldest = '', ...others] = opened;
      const input = { branch: 0, input: SOLVED };
      expect(await window.call('attempt.input', { attempt: oldest, ...input })).toMatchObject({
        error: { id: 'attempt-closed' },
      });
      for (const attempt of others) await window.ask('attempt.input', { attempt, ...input });
      const locks = readdirSync(join(folder, 'attempts')).filter((name) => name.endsWith('.lock'));
      expect(locks.sort()).toEqual(others.map((attempt) => `${attempt}.lock`).sort());
    }));
});

/** The file with seals that fit what is in it now: what a forger would do. */
function resealed(text: string): string {
  let last: SealRecord | null = null;
  let block = '';
  let out = '';
  for (const line of text.trimEnd().split('\n')) {
    const record = JSON.parse(line) as { t: string; records: number };
    if (record.t !== 'seal') {
      block += `${line}\n`;
      continue;
    }
    const seal: SealRecord = {
      t: 'seal',
      records: record.records,
      digest: sealDigest(last, block, nodeDigest),
    };
    out += `${block}${JSON.stringify(seal)}\n`;
    last = seal;
    block = '';
  }
  return out;
}
