// Runs a program with another nice value, or says what it is. nice(1)

import { coreutil, quote, tryHelp } from '../../libc/coreutils.ts';
import { execStatus, execvp } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const CANNOT_RUN = 125;
const USUAL = 10;
/** The range of nice values: what goes beyond is as good as this. */
const MOST = 39;

export const nice = coreutil(
  'nice',
  function* (process: Process): Coroutine<number> {
    const { sys } = process;
    const { adjustment, argv, problem } = parse(process.args);
    if (problem !== null) return yield* tryHelp(process, problem, CANNOT_RUN);
    if (adjustment !== null && !/^\s*[+-]?\d+$/.test(adjustment)) {
      yield* process.error(`invalid adjustment ${quote(process, adjustment)}`);
      return CANNOT_RUN;
    }
    const current = yield* sys.getpriority('PRIO_PROCESS', 0);
    const now = failed(current) ? 0 : current;
    const [command] = argv;
    if (command === undefined) {
      if (adjustment !== null)
        return yield* tryHelp(process, 'a command must be given with an adjustment', CANNOT_RUN);
      process.printLine(String(now));
      return 0;
    }
    const change = adjustment === null ? USUAL : Math.max(-MOST, Math.min(MOST, Number(adjustment)));
    const set = yield* sys.setpriority('PRIO_PROCESS', 0, now + change);
    if (failed(set)) yield* process.error('cannot set niceness', set);
    const refused = yield* execvp(sys, argv, process.env);
    yield* process.error(quote(process, command), refused);
    return execStatus(refused);
  },
  'beforeOperands',
);

interface Parsed {
  readonly adjustment: string | null;
  readonly argv: readonly string[];
  readonly problem: string | null;
}

/** -5 and --5 are adjustments as well, the latter a negative one. */
function parse(args: readonly string[]): Parsed {
  let adjustment: string | null = null;
  for (let at = 0; at < args.length;) {
    const arg = args[at] ?? '';
    if (/^-[-+]?\d/.test(arg)) {
      adjustment = arg.slice(1);
      at += 1;
      continue;
    }
    // one option at a time: what looks like an old one may follow
    const isSplit =
      arg === '-n' || arg === '--adjustment' || (arg.length > 3 && '--adjustment'.startsWith(arg));
    const line = getoptLong(
      args.slice(at, isSplit ? at + 2 : at + 1),
      [['n', 'adjustment', 'required']],
      'stopAtOperand',
    );
    if (line.problem !== null) return { adjustment, argv: [], problem: line.problem };
    const [option] = line.options;
    if (option === undefined)
      return { adjustment, argv: args.slice(arg === '--' ? at + 1 : at), problem: null };
    adjustment = option.value;
    at += isSplit ? 2 : 1;
  }
  return { adjustment, argv: [], problem: null };
}
