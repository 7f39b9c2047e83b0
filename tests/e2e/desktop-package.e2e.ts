// What is in the desktop application that users install? Packed around a stand-in for Electron's binary: this proves what
// the package holds and refuses, and that the helper for the real kernel works from it. It does not prove that it starts.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { runOnKernel } from '../../app/reality/run-on-kernel.ts';
import { parseTrace } from '../../shared/kernel/trace/trace-format.ts';
import { inProject, ROOT } from '../../scripts/paths.mjs';

/** What @electron/fuses looks for in a binary: behind it the version, the number of fuses, and one digit for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const ALL_ON = `\u0001\u0009${'1'.repeat(9)}`;
/** In the order of the digits. */
const FUSES = ['runAsNode', 'cookieEncryption', 'nodeOptions', 'nodeInspect', 'integrity', 'onlyFromAsar', 'browserSnapshot', 'filePrivileges']; // prettier-ignore
const HELPER = inProject('dist/app/reality-helper');
const TRACE = inProject('tests/conformance/traces/named/clone-parent.json');

test.skip(process.platform !== 'linux', 'the package for Linux is made on Linux');

let folder: string;
let application: string;

test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pidnest-package-'));
  const standIn = path.join(folder, 'electron');
  mkdirSync(path.join(standIn, 'resources'), { recursive: true });
  writeFileSync(path.join(standIn, 'electron'), `${SENTINEL}${ALL_ON}`, { mode: 0o755 });
  writeFileSync(path.join(standIn, 'version'), '45.4.1');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      inProject('node_modules/electron-builder/cli.js'),
      ...['--config', 'electron-builder.yml', '--linux', 'dir'],
      `-c.electronDist=${standIn}`,
      `-c.directories.output=${path.join(folder, 'release')}`,
    ],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(status, stdout + stderr).toBe(0);
  application = path.join(folder, 'release/linux-unpacked');
});

test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the binary refuses to be used as something else than the lab', () => {
  const binary = readFileSync(path.join(application, 'pidnest'), 'latin1');
  const digits = binary.slice(binary.indexOf(SENTINEL) + SENTINEL.length + 2);
  const on = FUSES.filter((_, index) => digits[index] === '1');
  expect(on).toEqual(['integrity', 'onlyFromAsar']);
});

test('the archive holds what was built, and nothing of what it was built from', () => {
  const files = filesIn(path.join(application, 'resources/app.asar'));
  for (const needed of ['package.json', 'LICENSE', 'dist/main/main.js', 'dist/renderer/index.html'])
    expect(files).toContain(needed);
  expect(files.filter((file) => file.startsWith('dist/app/builtin/')).length).toBeGreaterThan(10);
  const strange = files.filter(
    (file) => !/^(package\.json|LICENSE|dist\/(main|renderer|app)\/.+)$/.test(file),
  );
  expect(strange).toEqual([]);
  expect(files.filter((file) => /node_modules|\.(ts|svelte)$/.test(file))).toEqual([]);
});

test('the helper for the real kernel stands outside the archive, and works from there', async () => {
  test.skip(!existsSync(HELPER), 'there is no C compiler on this machine');
  const helper = path.join(application, 'resources/reality-helper');
  accessSync(helper, constants.X_OK);
  const trace = parseTrace(JSON.parse(readFileSync(TRACE, 'utf8')));
  const run = await runOnKernel(trace.ok ? trace.value.steps : [], { helper });
  test.skip(run.kind === 'impossible', 'this machine does not let anybody ask its kernel');
  expect(run).toMatchObject({ kind: 'ran' });
  expect(trace.ok && run.kind === 'ran' && run.run.results).toEqual(trace.ok && trace.value.results);
});

/** Paths in an archive of Electron's: four numbers, then the tree of its files as JSON. */
function filesIn(archive: string): string[] {
  const bytes = readFileSync(archive);
  const header: unknown = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  return pathsBelow(header, '');
}

function pathsBelow(node: unknown, at: string): string[] {
  if (typeof node !== 'object' || node === null || !('files' in node)) return [at];
  return Object.entries(node.files as object).flatMap(([name, below]) =>
    pathsBelow(below, at === '' ? name : `${at}/${name}`),
  );
}
