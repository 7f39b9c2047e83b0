// Does npm start notice every way in which the build can be older than the sources?
import { mkdirSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isStale } from '../../scripts/stale.mjs';
import { withTemporaryTree } from '../support/temporary-tree.ts';

const TREE = { 'dist/stamp': '', 'shared/kernel/a.ts': '', 'shared/b.ts': '' };
const SOURCES_AT = 1_000_000;
const BUILT_AT = SOURCES_AT + 60;

function withBuiltTree(change: (folder: string) => void): Promise<boolean> {
  return withTemporaryTree(TREE, (folder) => {
    for (const name of ['shared/kernel/a.ts', 'shared/b.ts', 'shared/kernel', 'shared']) {
      utimesSync(path.join(folder, name), SOURCES_AT, SOURCES_AT);
    }
    utimesSync(path.join(folder, 'dist/stamp'), BUILT_AT, BUILT_AT);
    change(folder);
    return isStale(path.join(folder, 'dist/stamp'), [
      path.join(folder, 'shared'),
      path.join(folder, 'missing'),
    ]);
  });
}

describe('a build', () => {
  test('is fresh while nothing changed', async () => {
    expect(await withBuiltTree(() => undefined)).toBe(false);
  });

  test('is stale without its stamp', async () => {
    expect(await withBuiltTree((folder) => rmSync(path.join(folder, 'dist/stamp')))).toBe(true);
  });

  test('is stale when a file deep inside changed', async () => {
    const change = (folder: string) =>
      utimesSync(path.join(folder, 'shared/kernel/a.ts'), BUILT_AT + 1, BUILT_AT + 1);
    expect(await withBuiltTree(change)).toBe(true);
  });

  test('is stale when a file went away', async () => {
    expect(await withBuiltTree((folder) => rmSync(path.join(folder, 'shared/kernel/a.ts')))).toBe(true);
  });

  test('is stale when a folder came', async () => {
    expect(await withBuiltTree((folder) => mkdirSync(path.join(folder, 'shared/log')))).toBe(true);
  });
});
