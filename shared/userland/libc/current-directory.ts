// Which path leads to the directory a process stands in? getcwd(3)

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

/** Null when no path leads to it any more. */
export function* currentDirectory(sys: Sys): Coroutine<string | null> {
  const path = yield* sys.getcwd();
  const here = yield* sys.stat('.');
  const there = yield* sys.stat(path);
  // What is above may be closed to the user; the kernel knows the path all the same.
  if ([here, there].some((stat) => failed(stat) && stat.errno === 'EACCES')) return path;
  if (failed(here) || failed(there)) return null;
  return here.ino === there.ino && here.dev === there.dev ? path : null;
}

/** Whether a name that was handed on, as PWD is, still leads here. */
export function* leadsHere(sys: Sys, path: string): Coroutine<boolean> {
  const here = yield* sys.stat('.');
  const there = yield* sys.stat(path);
  return !failed(here) && !failed(there) && here.ino === there.ino && here.dev === there.dev;
}
