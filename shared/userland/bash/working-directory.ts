// What does a shell say when the directory it stands in has been removed? (builtins/common.c, get_working_directory)

import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

/** `who`: what wanted to know. */
export function* complainOfDirectory(sys: Sys, who: string): Coroutine<void> {
  const reason = 'getcwd: cannot access parent directories: No such file or directory';
  yield* sys.write(2, `${who}: error retrieving current directory: ${reason}\n`);
}
