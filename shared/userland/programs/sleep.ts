// Waits for a time. sleep(1)

import { coreutil, missingOperand, quote, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseInterval } from '../libc/duration.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

/** The clock of a machine goes no further, in milliseconds: some thirty thousand years. */
const END_OF_TIME = 1e15;

export const sleep = coreutil('sleep', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, []);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  let total = 0;
  let wrong = false;
  for (const operand of line.operands) {
    const ms = parseInterval(operand);
    if (ms === null) {
      yield* process.error(`invalid time interval ${quote(process, operand)}`);
      wrong = true;
    } else total += ms;
  }
  if (wrong) return yield* tryHelp(process, null);
  return yield* sleepFully(process, total);
});

/** A handler cannot shorten it: xnanosleep() sleeps the rest. */
function* sleepFully(process: Process, ms: number): Coroutine<number> {
  const { sys } = process;
  const until = (yield* sys.clock()) + ms;
  for (;;) {
    if (until > END_OF_TIME) yield* sys.pause();
    else if (!failed(yield* sys.nanosleep(until - (yield* sys.clock())))) return 0;
  }
}
