// Where does a link lead? readlink(1)

import { coreutil, missingOperand, quotef, tryHelp } from '../libc/coreutils.ts';
import { canonicalize } from '../libc/canonicalize.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { CanonicalMode } from '../libc/canonicalize.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['f', 'canonicalize'], ['e', 'canonicalize-existing'], ['m', 'canonicalize-missing'], ['n', 'no-newline'], ['q', 'quiet'],
  ['s', 'silent'], ['v', 'verbose'], ['z', 'zero'],
] as const; // prettier-ignore

const MODES: Readonly<Record<string, CanonicalMode>> = { f: 'allButLast', e: 'existing', m: 'missing' };

export const readlink = coreutil('readlink', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  const keys = line.options.map((option) => option.key);
  const mode = keys.map((key) => MODES[key]).findLast((found) => found !== undefined);
  const ending = keys.includes('z') ? '\0' : keys.includes('n') && line.operands.length === 1 ? '' : '\n';
  if (keys.includes('n') && line.operands.length > 1)
    yield* process.error('ignoring --no-newline with multiple arguments');
  let status = 0;
  for (const operand of line.operands) {
    const target =
      mode === undefined
        ? yield* process.sys.readlink(operand)
        : yield* canonicalize(process.sys, operand, mode);
    if (failed(target)) {
      status = 1;
      // the last of -q, -s and -v; POSIXLY_CORRECT would be as -v
      if (keys.findLast((key) => 'qsv'.includes(key)) === 'v') yield* process.error(quotef(operand), target);
    } else process.print(target + ending);
  }
  return status;
});
