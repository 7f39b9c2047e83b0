// Is the built app older than the sources it was built from?
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './paths.mjs';

/** Written last by a build that finished; its time is the build's time. */
export const STAMP = inProject('dist/build-stamp.json');

const SOURCES = [
  'shared',
  'app',
  'main',
  'renderer',
  'scripts/build.mjs',
  'package.json',
  'package-lock.json',
].map((name) => inProject(name));

/** True if there is no finished build, or if any source, or any folder of sources, changed after it. */
export function isStale(stamp = STAMP, sources = SOURCES) {
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.some((source) => existsSync(source) && newestChange(source) > builtAt);
}

/** The newest change in a tree, in ms. Folders count too: a file that was removed changes only its folder. */
export function newestChange(place) {
  const own = statSync(place);
  if (!own.isDirectory()) return own.mtimeMs;
  return readdirSync(place).reduce(
    (newest, name) => Math.max(newest, newestChange(path.join(place, name))),
    own.mtimeMs,
  );
}
