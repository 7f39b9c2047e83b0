// Which file names match a word? (bash(1), Pathname Expansion)

import { allocateItems, appendAll } from '../../libc/exhaustion.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Sys } from '../../sys.ts';
import { matches } from './match.ts';
import { compilePattern, hasWildcard, literalOf } from './pattern.ts';

export interface GlobOptions {
  readonly dotglob: boolean;
  readonly extglob: boolean;
  readonly globstar: boolean;
  readonly ignoreCase: boolean;
  /** `.` and `..` are never matched (globskipdots). */
  readonly skipDots: boolean;
}

/** How deep `**` goes down: as deep as a path can be long. */
const DEEPEST = 128;

/** Order: by code unit. Empty when nothing matches. */
export function* glob(sys: Sys, pattern: string, options: GlobOptions): Coroutine<readonly string[]> {
  const segments = pattern.split('/');
  let found: readonly string[] = [''];
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '**' && options.globstar) {
      found = yield* descend(sys, found, last, options);
      continue;
    }
    const next: string[] = [];
    for (const path of found) appendAll(next, yield* matchSegment(sys, path, segment, last, options));
    if (!last) found = next.map((path) => `${path}/`);
    else found = next;
  }
  return [...new Set(found)].filter((path) => path !== '').sort();
}

/** A dot is only matched by a dot, which may begin one of several patterns. */
function startsWithDot(segment: string, extglob: boolean): boolean {
  return /^\\?\./.test(segment) || (extglob && /^[?*+@]\((?:[^)]*\|)?\\?\./.test(segment));
}

/** A pattern's star does not go beyond a slash. (FNM_PATHNAME) */
export function matchesPath(
  pattern: string,
  path: string,
  { extglob, ignoreCase }: Pick<GlobOptions, 'extglob' | 'ignoreCase'>,
): boolean {
  const wanted = pattern.split('/');
  const steps = path.split('/');
  // only the last star of all does
  const open = /(^|[^\\])\*$/.test(pattern) && steps.length > wanted.length;
  const last = wanted.length - 1;
  const names = open ? [...steps.slice(0, last), steps.slice(last).join('/')] : steps;
  return (
    wanted.length === names.length &&
    names.every((name, at) => matches(compilePattern(wanted[at] ?? '', extglob, ignoreCase), name))
  );
}

/** `**`: every directory below, itself included; at the end of the pattern the files too. */
function* descend(
  sys: Sys,
  from: readonly string[],
  last: boolean,
  options: GlobOptions,
): Coroutine<readonly string[]> {
  const found: string[] = [...from];
  let level: readonly string[] = from;
  for (let depth = 0; level.length > 0 && depth < DEEPEST; depth += 1) {
    const below: string[] = [];
    for (const path of level) {
      const entries = yield* sys.readdir(path === '' ? '.' : path);
      if (failed(entries)) continue;
      allocateItems(found.length + entries.length);
      for (const entry of entries) {
        if (entry.name === '.' || entry.name === '..') continue;
        if (entry.name.startsWith('.') && !options.dotglob) continue;
        const directory = entry.kind === 'directory';
        if (last) found.push(path + entry.name);
        else if (directory) found.push(`${path}${entry.name}/`);
        if (directory) below.push(`${path}${entry.name}/`);
      }
    }
    level = below;
  }
  return found;
}

function* matchSegment(
  sys: Sys,
  path: string,
  segment: string,
  last: boolean,
  options: GlobOptions,
): Coroutine<readonly string[]> {
  if (!hasWildcard(segment, options.extglob)) {
    const literal = path + literalOf(segment);
    // Whether a directory on the way exists shows when it is read.
    if (!last || segment === '') return [literal];
    return failed(yield* sys.lstat(literal)) ? [] : [literal];
  }
  const entries = yield* sys.readdir(path === '' ? '.' : path);
  if (failed(entries)) return [];
  const compiled = compilePattern(segment, options.extglob, options.ignoreCase);
  const dot = startsWithDot(segment, options.extglob);
  const hidden = (name: string): boolean => {
    if (name === '.' || name === '..') return options.skipDots || !dot;
    return name.startsWith('.') && !dot && !options.dotglob;
  };
  return entries
    .filter((entry) => !hidden(entry.name) && matches(compiled, entry.name))
    .filter((entry) => last || entry.kind === 'directory' || entry.kind === 'symlink')
    .map((entry) => path + entry.name);
}
