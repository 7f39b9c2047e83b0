// Where does a shell stand, and what does it say when that directory has been removed? (builtins/common.c, get_working_directory)

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

/** getcwd(3): null when no path leads to it any more. */
export function* currentDirectory(sys: Sys): Coroutine<string | null> {
  const path = yield* sys.getcwd();
  const here = yield* sys.stat('.');
  const there = yield* sys.stat(path);
  // What is above may be closed to the user; the kernel knows the path all the same.
  if ([here, there].some((stat) => failed(stat) && stat.errno === 'EACCES')) return path;
  if (failed(here) || failed(there)) return null;
  return here.ino === there.ino && here.dev === there.dev ? path : null;
}

/** `who`: what wanted to know. */
export function* complainOfDirectory(sys: Sys, who: string): Coroutine<void> {
  const reason = 'getcwd: cannot access parent directories: No such file or directory';
  yield* sys.write(2, `${who}: error retrieving current directory: ${reason}\n`);
}
