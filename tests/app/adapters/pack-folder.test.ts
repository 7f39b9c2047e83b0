// Is a folder that strangers filled read only within its limits, and does its hash stand for every byte?
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '#app/adapters/disk.ts';
import { PACK_LIMITS, readPackFolder } from '#app/adapters/pack-folder.ts';
import { must } from '../../support/echo-lab.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

const TREE = { 'pack.yaml': 'a: 1\n', 'units/one/unit.yaml': 'b: 2\n', 'units/two.md': 'text' };

function broken(file: string) {
  return { ok: false, error: { id: 'pack-broken', at: file } };
}

async function hashOf(tree: Readonly<Record<string, string>>): Promise<string> {
  return withTemporaryTree(tree, async (folder) => must(await readPackFolder(nodeDisk, folder)).hash);
}

describe('a pack folder', () => {
  test('is read as paths with slashes, in order', () =>
    withTemporaryTree({ ...TREE, '.DS_Store': 'not of the pack' }, async (folder) => {
      const { files } = must(await readPackFolder(nodeDisk, folder));
      expect([...files]).toEqual(Object.entries(TREE));
    }));

  test('has one hash for the same files, and another for any difference', async () => {
    const hash = await hashOf(TREE);
    expect(await hashOf(Object.fromEntries(Object.entries(TREE).reverse()))).toBe(hash);
    const others = [
      { ...TREE, 'pack.yaml': 'a: 2\n' },
      { ...TREE, 'units/two.md': 'tex', 'units/twot.md': '' },
      { 'pack.yaml': 'a: 1\n', 'units/one/unit.yaml': 'b: 2\n', 'units/two.mdt': 'ext' },
      { ...TREE, 'units/three.md': '' },
    ];
    const hashes = await Promise.all(others.map(hashOf));
    expect(new Set([hash, ...hashes]).size).toBe(5);
  });

  test('with a symbolic link is refused, wherever it leads', () =>
    withTemporaryTree(TREE, async (folder) => {
      symlinkSync('pack.yaml', join(folder, 'units', 'link.md'));
      expect(await readPackFolder(nodeDisk, folder)).toMatchObject(broken('units/link.md'));
    }));

  test('with a file that is too large is refused before it is read', () =>
    withTemporaryTree(TREE, async (folder) => {
      writeFileSync(join(folder, 'big.md'), '');
      truncateSync(join(folder, 'big.md'), PACK_LIMITS.fileBytes + 1);
      expect(await readPackFolder(nodeDisk, folder)).toMatchObject(broken('big.md'));
    }));

  test('that is too large as a whole is refused', () =>
    withTemporaryTree({}, async (folder) => {
      const count = PACK_LIMITS.totalBytes / PACK_LIMITS.fileBytes + 1;
      for (let n = 0; n < count; n++) {
        writeFileSync(join(folder, `f${n + 10}`), '');
        truncateSync(join(folder, `f${n + 10}`), PACK_LIMITS.fileBytes);
      }
      expect(await readPackFolder(nodeDisk, folder)).toMatchObject(broken(`f${count + 9}`));
    }));

  test('with too many files is refused', () =>
    withTemporaryTree({}, async (folder) => {
      for (let n = 0; n <= PACK_LIMITS.files; n++) writeFileSync(join(folder, `f${n + 10_000}`), '');
      expect(await readPackFolder(nodeDisk, folder)).toMatchObject(broken(`f${PACK_LIMITS.files + 10_000}`));
    }));

  test('that is too deep is refused', () =>
    withTemporaryTree({}, async (folder) => {
      const deep = Array.from({ length: PACK_LIMITS.depth }, () => 'd').join('/');
      mkdirSync(join(folder, deep), { recursive: true });
      expect(await readPackFolder(nodeDisk, folder)).toMatchObject(broken(deep));
    }));

  test('with a file that is no text is refused', () =>
    withTemporaryTree(TREE, async (folder) => {
      writeFileSync(join(folder, 'task.md'), Buffer.from([0x66, 0xff, 0xfe]));
      expect(await readPackFolder(nodeDisk, folder)).toMatchObject(broken('task.md'));
    }));

  test('that does not exist is said to be missing', async () => {
    expect(await readPackFolder(nodeDisk, '/nowhere/at/all')).toMatchObject({
      ok: false,
      error: { id: 'disk-failed', message: expect.stringContaining('ENOENT') },
    });
  });
});
