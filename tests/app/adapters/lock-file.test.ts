// Can two labs ever write to one attempt at the same time?
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '#app/adapters/disk.ts';
import type { Disk } from '#app/adapters/disk.ts';
import { takeLock } from '#app/adapters/lock-file.ts';
import { must } from '../../support/echo-lab.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

const CONTENDER = fileURLToPath(new URL('../../support/lock-contender.ts', import.meta.url));
const LOCKED = { ok: false, error: { id: 'attempt-locked' } };

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('a lock', () => {
  test('keeps a second one of this process out until it is released', () =>
    withTemporaryTree({}, async (folder) => {
      const path = join(folder, 'a.lock');
      const first = must(await takeLock(nodeDisk, path));
      expect(await takeLock(nodeDisk, path)).toMatchObject(LOCKED);
      await first.release();
      const second = must(await takeLock(nodeDisk, path));
      await first.release();
      expect(await takeLock(nodeDisk, path)).toMatchObject(LOCKED);
      await second.release();
      expect(readdirSync(folder)).toEqual([]);
    }));

  test('of a living process is respected', () =>
    withTemporaryTree({ 'a.lock': `${process.ppid}\n` }, async (folder) => {
      expect(await takeLock(nodeDisk, join(folder, 'a.lock'))).toMatchObject(LOCKED);
    }));

  test('of a process that has ended is taken over', () =>
    withTemporaryTree({ 'a.lock': `${deadPid()}\n` }, async (folder) => {
      const lock = must(await takeLock(nodeDisk, join(folder, 'a.lock')));
      expect(readFileSync(join(folder, 'a.lock'), 'utf8')).toBe(`${process.pid}\n`);
      await lock.release();
      expect(readdirSync(folder)).toEqual([]);
    }));

  test('with our own number is that of a process before this one', () =>
    withTemporaryTree({ 'a.lock': `${process.pid}\n` }, async (folder) => {
      expect(await takeLock(nodeDisk, join(folder, 'a.lock'))).toMatchObject({ ok: true });
    }));

  test('is taken over even if the one who took it over was killed at that', () =>
    withTemporaryTree({ 'a.lock': `${deadPid()}\n`, 'a.lock.takeover': `${deadPid()}\n` }, async (folder) => {
      expect(await takeLock(nodeDisk, join(folder, 'a.lock'))).toMatchObject({ ok: true });
      expect(readdirSync(folder)).toEqual(['a.lock']);
    }));

  test('that is being written is respected, one that was left half written is not', () =>
    withTemporaryTree({}, async (folder) => {
      const path = join(folder, 'a.lock');
      writeFileSync(path, '');
      expect(await takeLock(nodeDisk, path)).toMatchObject(LOCKED);
      utimesSync(path, 1, 1);
      expect(await takeLock(nodeDisk, path)).toMatchObject({ ok: true });
    }));

  test('that was released and taken by another in the same moment is respected', () =>
    withTemporaryTree({}, async (folder) => {
      const path = join(folder, 'a.lock');
      writeFileSync(path, `${deadPid()}\n`);
      let reads = 0;
      const disk: Disk = {
        ...nodeDisk,
        async read(which) {
          if (which === path) reads += 1;
          if (which !== path || reads !== 2) return nodeDisk.read(which);
          // Whoever looks finds nothing, and a moment later somebody alive is there.
          rmSync(path);
          const found = nodeDisk.read(path);
          await found.catch(() => undefined);
          writeFileSync(path, `${process.ppid}\n`);
          return found;
        },
      };
      expect(await takeLock(disk, path)).toMatchObject(LOCKED);
      expect(readFileSync(path, 'utf8')).toBe(`${process.ppid}\n`);
    }));

  test('is held by one at a time when processes race for it, whoever dies with it', async () => {
    await withTemporaryTree({ 'a.lock': `${deadPid()}\n`, log: '' }, async (folder) => {
      const contenders = Array.from({ length: 4 }, () =>
        spawn(
          process.execPath,
          ['--import', 'tsx', CONTENDER, join(folder, 'a.lock'), join(folder, 'log'), '25'],
          {
            stdio: 'inherit',
          },
        ),
      );
      const codes = await Promise.all(
        contenders.map((child) => new Promise((resolve) => child.on('close', resolve))),
      );
      expect(codes).toEqual([0, 0, 0, 0]);
      const lines = readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n');
      expect(lines).toHaveLength(2 * 4 * 25);
      // Whoever begins is the one who ends: nobody came between.
      const pairs = lines.flatMap((line, index) => (index % 2 === 0 ? [[line, lines[index + 1]]] : []));
      expect(pairs.filter(([begin, end]) => end !== begin?.replace('begin', 'end'))).toEqual([]);
    });
  }, 60_000);
});
