// Is what was acknowledged on the disk, whatever the disk does in between?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppendFile } from '#app/adapters/append-file.ts';
import { nodeDisk } from '#app/adapters/disk.ts';
import { must } from '../../support/echo-lab.ts';
import { faultyDisk } from '../../support/faulty-disk.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

describe('an append file', () => {
  test('cuts what stands behind the given size, and goes on there', () =>
    withTemporaryTree({ log: 'one\ntorn' }, async (folder) => {
      const path = join(folder, 'log');
      const file = must(await AppendFile.open(nodeDisk, path, 4));
      must(await file.append('two\n'));
      must(await file.append('drei \u{1F333}\n'));
      await file.close();
      expect(readFileSync(path, 'utf8')).toBe('one\ntwo\ndrei \u{1F333}\n');
    }));

  test('writes the rest when the system takes only a part', () =>
    withTemporaryTree({ log: '' }, async (folder) => {
      const path = join(folder, 'log');
      // Operations: open, truncate, datasync, write.
      const { disk } = faultyDisk(nodeDisk, { at: 4, code: 'short-write', persistent: false });
      const file = must(await AppendFile.open(disk, path, 0));
      must(await file.append('all of it\n'));
      await file.close();
      expect(readFileSync(path, 'utf8')).toBe('all of it\n');
    }));

  test.each([
    { what: 'a failed write', at: 4, code: 'EIO', id: 'disk-failed' },
    { what: 'a full disk', at: 4, code: 'ENOSPC', id: 'disk-full' },
    { what: 'a failed sync', at: 5, code: 'EIO', id: 'disk-failed' },
  ] as const)('is closed for good by $what, even if the disk works again', ({ at, code, id }) =>
    withTemporaryTree({ log: '' }, async (folder) => {
      const { disk } = faultyDisk(nodeDisk, { at, code, persistent: false });
      const file = must(await AppendFile.open(disk, join(folder, 'log'), 0));
      expect(await file.append('first\n')).toMatchObject({ ok: false, error: { id } });
      expect(await file.append('second\n')).toMatchObject({ ok: false, error: { id: 'attempt-closed' } });
      expect(readFileSync(join(folder, 'log'), 'utf8')).not.toContain('second');
    }),
  );

  test('says why it cannot be opened', () =>
    withTemporaryTree({}, async (folder) => {
      expect(await AppendFile.open(nodeDisk, join(folder, 'none'), 0)).toMatchObject({
        ok: false,
        error: { id: 'disk-failed', message: expect.stringContaining('ENOENT') },
      });
    }));
});
