// Is long work on the command line told of where somebody reads it, and ended in good order by Ctrl-C?
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Interrupted, watched } from '#app/cli/watched.ts';
import { nodeDigest } from '#app/adapters/node-digest.ts';
import { recoverLog } from '#shared/log/recover.ts';
import type { BuiltCli } from '../../support/built-cli.ts';
import { builtCli } from '../../support/built-cli.ts';

const TOLD = 'f.pidlog: Still working: 1,234 of 5,000 events. Ctrl-C stops it.';

describe('work that is watched', () => {
  async function toldOf(isTTY: boolean, ms: number): Promise<string> {
    let text = '';
    const words = { isTTY, write: (part: string) => (text += part) };
    await watched(
      'f.pidlog',
      async (watch) => {
        await sleep(ms);
        watch.hear({ events: 1_234, of: 5_000 });
        watch.hear({ events: 1_235, of: 5_000 });
        watch.partDone();
        watch.hear({ events: 1_236, of: 5_000 });
      },
      words,
    );
    return text;
  }

  test('is told of on a terminal once it takes its time, and the words go away', async () => {
    expect(await toldOf(true, 450)).toBe(`\r\x1b[K${TOLD}\r\x1b[K`);
  });

  test.each([
    ['is quick', true, 0],
    ['goes to a file', false, 450],
  ])('is not told of where it %s', async (_what, isTTY, ms) => {
    expect(await toldOf(isTTY, ms)).toBe('');
  });

  test('ends in the name of the signal that came', async () => {
    const work = watched('', async ({ signal }) => {
      const aborted = new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      process.kill(process.pid, 'SIGINT');
      await aborted;
    });
    await expect(work).rejects.toThrow(Interrupted);
    await expect(work).rejects.toMatchObject({ exitCode: 130 });
    expect(process.listenerCount('SIGINT')).toBe(0);
  });
});

describe('a command that is interrupted', () => {
  let cli: BuiltCli;
  let temporary: string;
  beforeAll(async () => {
    cli = await builtCli();
    temporary = path.join(cli.folder, 'tmp');
    mkdirSync(temporary);
  });
  afterAll(() => {
    cli.remove();
  });

  /** Sends the signal once so much has been printed. */
  function interrupted(args: readonly string[], signal: NodeJS.Signals, after: RegExp) {
    return new Promise<{ readonly code: number | null; readonly out: string; readonly error: string }>(
      (resolve) => {
        const child = spawn(process.execPath, [cli.file, ...args], {
          cwd: cli.folder,
          env: { ...process.env, PIDNEST_HOME: path.join(cli.folder, 'home'), TMPDIR: temporary },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let out = '';
        let error = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          out += text;
          // A second one would end it as it ends anything.
          if (!child.killed && after.test(out)) child.kill(signal);
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
        child.on('close', (code) => {
          resolve({ code, out, error });
        });
      },
    );
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s says so, and leaves nothing half written', async (signal, code) => {
    const script = path.join(cli.folder, 'long.cmds');
    writeFileSync(script, ['echo be""gun', ...Array<string>(60).fill('while :; do :; done\n^C')].join('\n'));
    const ended = await interrupted(['run', '4.1', '--commands', script, '--save'], signal, /\nbegun/);
    expect([ended.code, ended.error]).toEqual([code, 'pidnest: Stopped.\n']);
    expect(ended.out).not.toContain('points');
    const attempts = path.join(cli.folder, 'home', 'attempts');
    const files = readdirSync(attempts);
    expect(files.filter((name) => !name.endsWith('.pidlog'))).toEqual([]);
    for (const name of files)
      expect(recoverLog(readFileSync(path.join(attempts, name), 'utf8'), nodeDigest)).toMatchObject({
        ok: true,
        value: { cut: null },
      });
  });

  test('takes the folder of a run that was not to be kept with it', async () => {
    const script = path.join(cli.folder, 'long.cmds');
    const { code } = await interrupted(['run', '4.1', '--commands', script], 'SIGINT', /\nbegun/);
    expect([code, readdirSync(temporary)]).toEqual([130, []]);
  });
});
