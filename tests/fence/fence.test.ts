// Do the rules about who may know whom hold, and would they notice if one of them did not?
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { withTemporaryTree } from '../support/temporary-tree.ts';
import configuration from './dependency-cruiser.cjs';
import { cruiseTree } from './cruise.ts';
import { ALLOWED, PLANTED } from './planted-trees.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE_FOLDERS = ['shared', 'app', 'main', 'renderer'];

function foldersOf(names: Iterable<string>): string[] {
  const folders = [...names].filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? '');
  return [...new Set(folders)].filter((folder) => folder !== 'node_modules').sort();
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, ...name.split(path.sep)))
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.d.ts'))
    .filter((name) => !name.includes('/node_modules/'));
}

describe('the fence', () => {
  test.each(PLANTED)('$rule catches: $what', async ({ rule, tree }) => {
    const result = await withTemporaryTree(tree, (folder) =>
      cruiseTree(folder, foldersOf(Object.keys(tree))),
    );
    const rules = result.summary.violations.map((violation) => violation.rule.name);
    expect([...new Set(rules)]).toEqual([rule]);
  });

  test('has a planted tree and a reason for every rule', () => {
    const names = (configuration.forbidden ?? []).map((rule) => rule.name ?? '');
    expect([...new Set(PLANTED.map((planted) => planted.rule))].sort()).toEqual([...new Set(names)].sort());
    for (const rule of configuration.forbidden ?? []) expect(rule.comment ?? '', rule.name).not.toBe('');
  });

  test('lets pass what is allowed, and reads it', async () => {
    const result = await withTemporaryTree(ALLOWED, (folder) =>
      cruiseTree(folder, foldersOf(Object.keys(ALLOWED))),
    );
    expect(result.summary.violations).toEqual([]);
    const read = new Set(result.modules.map((module) => module.source));
    const written = Object.keys(ALLOWED).filter((name) => /^(shared|app|main|renderer|tests)\//.test(name));
    expect(written.filter((name) => !read.has(name))).toEqual([]);
  });

  test('knows every folder of shared', () => {
    const ordered = (configuration.forbidden ?? [])
      .filter((rule) => rule.name === 'shared-inner-order')
      .map((rule) => String(rule.from.path));
    const folders = readdirSync(path.join(ROOT, 'shared'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    for (const { name } of folders) expect(ordered).toContain(`^shared/${name}/`);
  });

  test('holds in this repository, with every source file read', async () => {
    const result = await cruiseTree(ROOT, [...SOURCE_FOLDERS, 'tests', 'scripts']);
    const violations = result.summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`,
    );
    expect(violations).toEqual([]);
    const read = new Set(result.modules.map((module) => module.source));
    const onDisk = SOURCE_FOLDERS.flatMap(sourcesUnder);
    expect(onDisk.length).toBeGreaterThan(0);
    expect(onDisk.filter((name) => !read.has(name))).toEqual([]);
  }, 60_000);
});
