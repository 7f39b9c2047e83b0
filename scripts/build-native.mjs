// How does the program that speaks to the real kernel (app/reality/native) become dist/app/reality-helper? Only Linux can
// run it, and nothing else of the project needs it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inProject } from './paths.mjs';

export const HELPER = 'app/reality-helper';

const SOURCES = inProject('app/reality/native');
const WARNINGS = ['-Wall', '-Wextra', '-Werror'];
const FLAGS = ['-std=gnu11', '-D_GNU_SOURCE', '-O2', ...WARNINGS];

/**
 * Builds it into `folder`. What could not be built is null with a reason: a machine without compiler is no error.
 * @returns {{ file: string, reason?: undefined } | { file: null, reason: string, isFailure: boolean }}
 */
export function buildNative(folder, { platform = process.platform, compiler = process.env.CC || 'cc' } = {}) {
  if (platform !== 'linux') return { file: null, reason: 'it runs on Linux only', isFailure: false };
  const sources = readdirSync(SOURCES)
    .filter((name) => name.endsWith('.c'))
    .sort()
    .map((name) => path.join(SOURCES, name));
  const file = path.join(folder, HELPER);
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  // A static program runs on every Linux, but not every machine has what it takes to link one.
  let last;
  for (const linking of [['-static'], []]) {
    last = spawnSync(compiler, [...FLAGS, ...linking, '-o', unfinished, ...sources], { encoding: 'utf8' });
    if (last.error !== undefined) {
      return { file: null, reason: `there is no C compiler (${last.error.message})`, isFailure: false };
    }
    if (last.status === 0) {
      // Whoever runs the old one keeps it.
      renameSync(unfinished, file);
      return { file };
    }
  }
  rmSync(unfinished, { force: true });
  return { file: null, reason: `${compiler} failed:\n${last.stderr}`, isFailure: true };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { file, reason } = buildNative(inProject('dist'));
  console.log(
    file === null
      ? `build:native: not built: ${reason}`
      : `build:native: ${path.relative('.', file)} is ready`,
  );
  process.exitCode = file === null ? 1 : 0;
}
