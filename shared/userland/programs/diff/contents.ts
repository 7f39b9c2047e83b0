// All of a file, or of standard input, as diff and cmp read it.

import { closeInput, openInput } from '../../libc/coreutils.ts';
import { failed } from '../../program.ts';
import { readAll } from '../../libc/read.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Sys } from '../../sys.ts';

export function* contents(sys: Sys, name: string): Coroutine<string | Failure> {
  const fd = yield* openInput(sys, name);
  if (failed(fd)) return fd;
  const text = yield* readAll(sys, fd);
  yield* closeInput(sys, fd);
  return text;
}
