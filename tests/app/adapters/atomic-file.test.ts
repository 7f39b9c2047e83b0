// Does a reader find the old file or the new one, and never anything between, whichever operation fails?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFileAtomically } from '#app/adapters/atomic-file.ts';
import { nodeDisk } from '#app/adapters/disk.ts';
import { faultyDisk } from '../../support/faulty-disk.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

const OLD = 'the old content';
const NEW = 'the new content, which is longer';

describe('an atomic file', () => {
  for (const persistent of [false, true]) {
    test(`is whole after a fault at any operation${persistent ? ', and at all behind it' : ''}`, async () => {
      let at = 0;
      for (let done = false; !done;) {
        at += 1;
        await withTemporaryTree({ 'a.json': OLD }, async (folder) => {
          const path = join(folder, 'a.json');
          const { disk, count } = faultyDisk(nodeDisk, { at, code: 'EIO', persistent });
          const written = await writeFileAtomically(disk, path, NEW);
          done = written.ok && count() < at;
          expect([OLD, NEW]).toContain(readFileSync(path, 'utf8'));
          if (written.ok) expect(readFileSync(path, 'utf8')).toBe(NEW);
          if (!persistent) expect(readdirSync(folder)).toEqual(['a.json']);
        });
      }
      // open, write, datasync, rename, sync of the folder
      expect(at).toBe(6);
    });
  }

  test('gathers the pieces of short writes', () =>
    withTemporaryTree({}, async (folder) => {
      const { disk } = faultyDisk(nodeDisk, { at: 2, code: 'short-write', persistent: true });
      expect(await writeFileAtomically(disk, join(folder, 'a.json'), NEW)).toEqual({ ok: true, value: null });
      expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe(NEW);
    }));
});
