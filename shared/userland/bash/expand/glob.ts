// Which file names match a word? (bash(1), Pathname Expansion)

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Sys } from '../../sys.ts';
import { compilePattern, hasWildcard, literalOf, matches } from './pattern.ts';

export interface GlobOptions {
  readonly dotglob: boolean;
}

/** Order: by code unit. Empty when nothing matches. */
export function* glob(sys: Sys, pattern: string, options: GlobOptions): Coroutine<readonly string[]> {
  const segments = pattern.split('/');
  let found: readonly string[] = [''];
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    const next: string[] = [];
    for (const path of found) next.push(...(yield* matchSegment(sys, path, segment, last, options)));
    if (!last) found = next.map((path) => `${path}/`);
    else found = next;
  }
  return [...found].sort();
}

function* matchSegment(
  sys: Sys,
  path: string,
  segment: string,
  last: boolean,
  options: GlobOptions,
): Coroutine<readonly string[]> {
  if (!hasWildcard(segment)) {
    const literal = path + literalOf(segment);
    // Whether a directory on the way exists shows when it is read.
    if (!last || segment === '') return [literal];
    return failed(yield* sys.lstat(literal)) ? [] : [literal];
  }
  const entries = yield* sys.readdir(path === '' ? '.' : path);
  if (failed(entries)) return [];
  const compiled = compilePattern(segment);
  const hidden = options.dotglob || segment.startsWith('.') || segment.startsWith('\\.');
  return entries
    .filter((entry) => (hidden || !entry.name.startsWith('.')) && matches(compiled, entry.name))
    .filter((entry) => last || entry.kind === 'directory' || entry.kind === 'symlink')
    .map((entry) => path + entry.name);
}
