// What is the name of a file without links, dots and double slashes? canonicalize_filename_mode() of gnulib

import { failed } from '../program.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Sys } from '../sys.ts';

/** Whether the path, all but its last part, or nothing of it must be there. */
export type CanonicalMode = 'existing' | 'allButLast' | 'missing';

const MOST_LINKS = 40;

export function* canonicalize(sys: Sys, path: string, mode: CanonicalMode): Coroutine<string | Failure> {
  if (path === '') return { errno: 'ENOENT' };
  const todo = path.split('/');
  let done = path.startsWith('/') ? '' : (yield* sys.getcwd()).replace(/\/$/, '');
  let links = 0;
  for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      done = done.slice(0, Math.max(0, done.lastIndexOf('/')));
      continue;
    }
    const next = `${done}/${part}`;
    const target = yield* sys.readlink(next);
    if (!failed(target)) {
      links += 1;
      if (links > MOST_LINKS) return { errno: 'ELOOP' };
      todo.unshift(...target.split('/'));
      if (target.startsWith('/')) done = '';
      continue;
    }
    const mustExist = mode === 'existing' || (mode === 'allButLast' && todo.some((rest) => rest !== ''));
    if (mustExist) {
      const stat = yield* sys.lstat(next);
      if (failed(stat)) return stat;
    }
    done = next;
  }
  return done === '' ? '/' : done;
}
