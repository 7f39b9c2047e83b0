// The same command again and again. watch(1)

import { execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { WATCH_USAGE } from './procps-usage.ts';
import { program } from '../libc/process.ts';
import { readNow } from '../libc/machine-facts.ts';
import { screenColumns } from '../libc/screen.ts';
import { leftOutOption, notAvailable } from '../libc/left-out-option.ts';
import { readAll } from '../libc/read.ts';
import { strftime } from '../libc/calendar.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['b', 'beep'], ['c', 'color'], ['d', 'differences', 'optional', 'none'], ['e', 'errexit'], ['g', 'chgexit'], ['n', 'interval', 'required'],
  ['p', 'precise'], ['t', 'no-title'], ['x', 'exec'], ['h', 'help'], ['v', 'version'],
] as const; // prettier-ignore

const DEFAULT_SECONDS = 2;
const LEAST_SECONDS = 0.1;

export const watch = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('v')) {
    process.print(has('h') ? WATCH_USAGE : 'watch from procps-ng 4.0.2\n');
    return 0;
  }
  const skipped = line.problem === null ? null : leftOutOption(line.problem, WATCH_USAGE);
  if (line.problem !== null) yield* process.error(skipped ?? line.problem);
  if (skipped !== null) return 1;
  if (line.problem !== null || line.operands.length === 0) {
    yield* process.eprint(WATCH_USAGE);
    return 1;
  }
  const seconds = Math.max(
    LEAST_SECONDS,
    Number(line.options.findLast(({ key }) => key === 'n')?.value ?? DEFAULT_SECONDS) || DEFAULT_SECONDS,
  );
  // a picture that is drawn over the last one is needed for what these show
  const leftOut = (['b', 'd'] as const).find(has);
  if (leftOut !== undefined) {
    yield* process.error(notAvailable(`-${leftOut}`));
    return 1;
  }
  const command = line.operands.join(' ');
  let last: string | null = null;
  for (;;) {
    process.print('\u001b[H\u001b[2J');
    if (!has('t')) process.print(yield* title(process, seconds, command));
    yield* process.flush();
    const ends = yield* sys.pipe();
    if (failed(ends)) return 1;
    const { read: readEnd, write: writeEnd } = ends;
    const child = yield* sys.fork(function* () {
      yield* sys.dup2(writeEnd, 1);
      yield* sys.dup2(writeEnd, 2);
      for (const fd of [readEnd, writeEnd]) yield* sys.close(fd);
      const argv = has('x') ? line.operands : ['sh', '-c', command];
      const refused = yield* execvp(sys, argv, process.env);
      yield* process.warn(`unable to execute '${argv[0] ?? ''}'`, refused);
      return 1;
    });
    if (failed(child)) return 1;
    yield* sys.close(writeEnd);
    const shown = yield* readAll(sys, readEnd);
    yield* sys.close(readEnd);
    if (!failed(shown)) process.print(shown);
    yield* process.flush();
    const waited = yield* sys.wait4(child);
    const status = failed(waited) ? null : waited.status;
    if (has('e') && status !== null && 'exited' in status && status.exited !== 0) return status.exited;
    if (has('g') && last !== null && last !== shown) return 0;
    last = failed(shown) ? null : shown;
    yield* sys.nanosleep(seconds * 1000);
  }
});

function* title(process: Process, seconds: number, command: string): Coroutine<string> {
  const left = `Every ${seconds.toFixed(1)}s: ${command}`;
  const right = `${yield* process.sys.gethostname()}: ${strftime('%a %b %e %H:%M:%S %Y', yield* readNow(process.sys))}`;
  const columns = Math.min(yield* screenColumns(process), 132);
  return `${left}${right.padStart(Math.max(right.length + 1, columns - left.length))}\n\n`;
}
