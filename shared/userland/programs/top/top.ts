// The processes and the load of the machine at a glance. top(1) of procps.

import { catchSignals } from './signals.ts';
import { watchTasks } from './interactive.ts';
import { failed } from '../../program.ts';
import { FIELDS } from './fields.ts';
import { frame } from './frame.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { program } from '../../libc/process.ts';
import { readSettings } from './settings.ts';
import { readTask } from '../../libc/proc.ts';
import { snapshot } from './snapshot.ts';
import { USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Settings } from './settings.ts';

const OPTIONS = [
  ['b', 'batch-mode'], ['c', 'cmdline-toggle'], ['d', 'delay', 'required'], ['E', 'scale-summary-mem', 'required'],
  ['e', 'scale-task-mem', 'required'], ['H', 'threads-show'], ['i', 'idle-toggle'], ['n', 'iterations', 'required'],
  ['O', 'list-fields'], ['o', 'sort-override', 'required'], ['p', 'pid', 'required'], ['S', 'accum-time-toggle'],
  ['s', 'secure-mode'], ['U', 'filter-any-user', 'required'], ['u', 'filter-only-euser', 'required'], ['w', 'width', 'optional'],
  ['1', 'single-cpu-toggle'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const NO_PROC = 47;
/** The pause before the first picture, from which top measures shares of the processor. */
const SETTLE_MS = 100;

export const top = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  if ((yield* readTask(sys, 'self')) === null) {
    yield* process.eprint('Error, do this: mount -t proc proc /proc\n');
    return NO_PROC;
  }
  process.writeTrouble = { describe: () => 'write error', status: 1 };
  const line = getoptLong(withWidth(process.args), OPTIONS);
  switch (line.options.find(({ key }) => key === 'h' || key === 'V' || key === 'O')?.key) {
    case 'h':
      process.print(USAGE);
      return 0;
    case 'V':
      process.print('top from procps-ng 4.0.2\n');
      return 0;
    case 'O':
      process.print(FIELDS.map(({ name }) => `${name}\n`).join(''));
      return 0;
    default:
  }
  if (line.problem !== null) {
    // a screen that was given up in batch mode ends its line
    if (line.options.some(({ key }) => key === 'b')) yield* process.eprint('\n');
    yield* process.error(line.problem);
    // it leaves as after --help
    return 0;
  }
  const settings = yield* readSettings(process, line.options, line.operands);
  if (typeof settings === 'string') {
    yield* process.error(settings);
    return 1;
  }
  yield* sys.nanosleep(SETTLE_MS);
  return yield* settings.batch ? printFrames(process, settings) : watchTasks(process, settings);
});

/** The number behind -w may stand apart. */
function withWidth(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, at) => {
    const isWidth = /^(-[^-]*w|--width)$/.test(args[at - 1] ?? '') && !arg.startsWith('-');
    if (isWidth) return [];
    const next = args[at + 1];
    const takesNext = /^(-[^-]*w|--width)$/.test(arg) && next !== undefined && !next.startsWith('-');
    return takesNext ? [arg.startsWith('--') ? `${arg}=${next}` : arg + next] : [arg];
  });
}

/** -b: one after the other, for a file or a pipe. */
function* printFrames(process: Process, settings: Settings): Coroutine<number> {
  const caught = yield* catchSignals(process);
  for (let shown = 0; shown < settings.iterations && !caught.end; shown += 1) {
    if (shown > 0) {
      if (failed(yield* process.sys.nanosleep(settings.delayMs)) && caught.end) return 0;
      process.print('\n');
    }
    process.print(`${frame(yield* snapshot(process, [...settings.fields, settings.sort]), settings)}\n`);
    if (!(yield* process.flush())) return 1;
  }
  return 0;
}
