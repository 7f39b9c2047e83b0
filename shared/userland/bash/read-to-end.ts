// What is left to read from a descriptor, through signals and pieces?

import { allocateText } from '../libc/exhaustion.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Shell } from './shell.ts';
import { restarting } from './wait-pid.ts';

/** Whatever came before a failure counts. */
export function* readToEnd(shell: Shell, fd: Fd): Coroutine<string> {
  let text = '';
  for (;;) {
    const part = yield* restarting(shell, () => shell.sys.read(fd));
    if (failed(part) || part === '') return text;
    allocateText(text.length + part.length);
    text += part;
  }
}
