// The same line, for ever. yes(1)

import { coreutil, tryHelp } from '../libc/coreutils.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

/** How much is written at once. */
const BLOCK = 4096;

export const yes = coreutil('yes', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [], 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const text = `${line.operands.length > 0 ? line.operands.join(' ') : 'y'}\n`;
  const block = text.repeat(Math.max(1, Math.floor(BLOCK / text.length)));
  for (;;) {
    process.print(block);
    if (!(yield* process.flush())) return 1;
  }
});
