// The same command again and again. watch(1)

import { CaughtSignals } from '../../libc/caught-signals.ts';
import { execvp } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { leftOutOption } from '../../libc/left-out-option.ts';
import { Picture } from './picture.ts';
import { program } from '../../libc/process.ts';
import { readAll } from '../../libc/read.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { screenColumns, UNLIMITED } from '../../libc/screen.ts';
import { strftime } from '../../libc/calendar.ts';
import { terminfoOf } from '../../libc/terminfo.ts';
import { WATCH_USAGE } from '../procps-usage.ts';
import type { Coroutine } from '../../program.ts';
import type { FoundOption } from '../../libc/getopt-long.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['b', 'beep'], ['c', 'color'], ['d', 'differences', 'optional', 'optional'], ['e', 'errexit'], ['g', 'chgexit'], ['n', 'interval', 'required'],
  ['p', 'precise'], ['q', 'equexit', 'required'], ['t', 'no-title'], ['w', 'no-wrap'], ['x', 'exec'], ['h', 'help'], ['v', 'version'],
] as const; // prettier-ignore

const DEFAULT_SECONDS = 2;
const LEAST_SECONDS = 0.1;
const MOST_SECONDS = 2_678_400;
const USUAL_COLUMNS = 80;
const COMMAND_FAILED = 8;

interface Settings {
  readonly seconds: number;
  /** -q: leaves after so many pictures that are the same; null: never. */
  readonly equalCycles: number | null;
  readonly differences: 'no' | 'last' | 'permanent';
  readonly has: (key: string) => boolean;
  readonly argv: readonly string[];
}

export const watch = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('v')) {
    process.print(has('h') ? WATCH_USAGE : 'watch from procps-ng 4.0.2\n');
    return 0;
  }
  const skipped = line.problem === null ? null : leftOutOption(line.problem, WATCH_USAGE);
  if (line.problem !== null) yield* process.error(skipped ?? line.problem);
  if (skipped !== null) return 1;
  const wrong = line.options.find(({ key, value }) => (key === 'n' || key === 'q') && !isNumber(value ?? ''));
  if (wrong !== undefined) {
    yield* process.error(`failed to parse argument: '${wrong.value ?? ''}': Invalid argument`);
    return 1;
  }
  if (line.problem !== null || line.operands.length === 0) {
    yield* process.eprint(WATCH_USAGE);
    return 1;
  }
  return yield* watchCommand(process, settingsOf(line.options, has, line.operands));
});

function isNumber(text: string): boolean {
  return /^\s*[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text);
}

function settingsOf(
  options: readonly FoundOption<string>[],
  has: (key: string) => boolean,
  argv: readonly string[],
): Settings {
  const last = (key: string): string | null =>
    options.findLast((option) => option.key === key)?.value ?? null;
  const seconds = Number((last('n') ?? String(DEFAULT_SECONDS)).replace(',', '.'));
  const equal = last('q');
  return {
    seconds: Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds)),
    equalCycles: equal === null ? null : Math.max(1, Math.floor(Number(equal))),
    differences: !has('d') ? 'no' : options.some(({ key, value }) => key === 'd' && value !== null) ? 'permanent' : 'last',
    has,
    argv,
  };
} // prettier-ignore

function* watchCommand(process: Process, settings: Settings): Coroutine<number> {
  const { sys } = process;
  const { has, seconds, equalCycles } = settings;
  const caught = new CaughtSignals(sys);
  yield* caught.catch(['SIGINT', 'SIGTERM', 'SIGHUP']);
  const columns = yield* screenColumns(process);
  const picture = new Picture(terminfoOf(process.env), {
    columns: columns === UNLIMITED ? USUAL_COLUMNS : columns,
    wraps: !has('w'),
    differences: settings.differences,
  });
  const command = settings.argv.join(' ');
  let before: string | null = null;
  let equal = 0;
  for (;;) {
    const heading = has('t') ? '' : yield* title(process, seconds, command);
    const ran = yield* runCommand(process, settings, command);
    if (ran === null) return 1;
    if (has('b') && ran.status !== 0) process.print('\x07');
    process.print(picture.draw(heading, ran.shown));
    yield* process.flush();
    if (has('e') && ran.status !== 0) {
      process.print('command exit with a non-zero status, press a key to exit');
      yield* process.flush();
      yield* process.readInput();
      return COMMAND_FAILED;
    }
    if (has('g') && before !== null && before !== ran.shown) return 0;
    equal = before === ran.shown ? equal + 1 : 0;
    if (equalCycles !== null && equal >= equalCycles) return 0;
    before = ran.shown;
    if ((yield* caught.look()) !== null) return 0;
    yield* sys.nanosleep(seconds * 1000);
    if ((yield* caught.look()) !== null) return 0;
  }
}

/** What it wrote, and how it ended; null where it could not be started. */
function* runCommand(
  process: Process,
  { has, argv }: Settings,
  command: string,
): Coroutine<{ readonly shown: string; readonly status: number } | null> {
  const { sys } = process;
  const ends = yield* sys.pipe();
  if (failed(ends)) return null;
  const { read: readEnd, write: writeEnd } = ends;
  const child = yield* sys.fork(function* () {
    yield* sys.dup2(writeEnd, 1);
    yield* sys.dup2(writeEnd, 2);
    for (const fd of [readEnd, writeEnd]) yield* sys.close(fd);
    const words = has('x') ? argv : ['sh', '-c', command];
    const refused = yield* execvp(sys, words, process.env);
    yield* process.warn(`unable to execute '${words[0] ?? ''}'`, refused);
    return 1;
  });
  yield* sys.close(writeEnd);
  if (failed(child)) return null;
  const shown = yield* readAll(sys, readEnd);
  yield* sys.close(readEnd);
  const waited = yield* sys.wait4(child);
  const status = failed(waited) ? null : waited.status;
  const ended = status !== null && 'exited' in status ? status.exited : 1;
  return { shown: failed(shown) ? '' : shown, status: ended };
}

function* title(process: Process, seconds: number, command: string): Coroutine<string> {
  const left = `Every ${seconds.toFixed(1)}s: ${command}`;
  const right = `${yield* process.sys.gethostname()}: ${strftime('%a %b %e %H:%M:%S %Y', yield* readNow(process.sys))}`;
  const columns = Math.min(yield* screenColumns(process), 132);
  return `${left}${right.padStart(Math.max(right.length + 1, columns - left.length))}\n\n`;
}
