// The processes and the load of the machine at a glance. top(1) of procps.

import { notAvailable } from '../../libc/left-out-option.ts';
import { failed } from '../../program.ts';
import { frame, SORT_FIELDS } from './frame.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { pidDigits, readTask, readTasks } from '../../libc/proc.ts';
import { program } from '../../libc/process.ts';
import { readBootTime, readMeminfo, readUptime } from '../../libc/machine-facts.ts';
import { readFileOrEmpty } from '../../libc/read.ts';
import { readUsers } from '../../libc/users.ts';
import { screenColumns } from '../../libc/screen.ts';
import { USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { FrameStyle, Snapshot } from './frame.ts';
import type { Process } from '../../libc/process.ts';

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
const DEFAULT_DELAY_MS = 3000;
interface Settings extends FrameStyle {
  readonly batch: boolean;
  readonly delayMs: number;
  readonly iterations: number;
}

export const top = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  if ((yield* readTask(sys, 'self')) === null) {
    yield* process.eprint('Error, do this: mount -t proc proc /proc\n');
    return NO_PROC;
  }
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) {
    yield* process.error(line.problem);
    // it leaves as after --help
    return 0;
  }
  const keys = line.options.map((option) => option.key);
  if (keys.includes('h') || keys.includes('V')) {
    process.print(keys.includes('h') ? USAGE : 'top from procps-ng 4.0.2\n');
    return 0;
  }
  const settings = yield* readSettings(process, line.options, line.operands);
  if (typeof settings === 'string') {
    yield* process.error(settings);
    return 1;
  }
  yield* sys.nanosleep(SETTLE_MS);
  yield* show(process, settings);
  return 0;
});

/** The settings, or what is wrong with them. */
function* readSettings(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
  operands: readonly string[],
): Coroutine<Settings | string> {
  const [operand] = operands;
  if (operand !== undefined) return `unknown option '${operand}'`;
  const users = yield* readUsers(process.sys);
  const columns = yield* screenColumns(process);
  let settings: Settings = {
    batch: false, delayMs: DEFAULT_DELAY_MS, iterations: Infinity, pids: null, uid: null, commandLine: false, hideIdle: false,
    threads: false, sort: '%CPU', ascending: false, summaryScale: 1, taskScale: 0, pidDigits: yield* pidDigits(process.sys), columns, users,
  }; // prettier-ignore
  for (const { key, value } of options) {
    const next = withOption(settings, key, value ?? '');
    if (typeof next === 'string') return next;
    settings = next;
  }
  return settings;
}

function withOption(settings: Settings, key: string, value: string): Settings | string {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : null;
  switch (key) {
    case 'b':
      return { ...settings, batch: true };
    case 'c':
      return { ...settings, commandLine: true };
    case 'i':
      return { ...settings, hideIdle: true };
    case 'H':
      return { ...settings, threads: true };
    case 'd':
      return number === null ? `bad delay interval '${value}'` : { ...settings, delayMs: number * 1000 };
    case 'n':
      return number === null || number < 1
        ? `bad iterations argument '${value}'`
        : { ...settings, iterations: number };
    case 'w':
      return number === null ? settings : { ...settings, columns: number };
    case 'p':
      return withPids(settings, value);
    case 'u':
    case 'U': {
      const uid = settings.users.byName(value)?.uid ?? number;
      return uid === null ? 'Invalid user' : { ...settings, uid };
    }
    case 'o': {
      const sort = SORT_FIELDS.find((field) => field === value.replace(/^[+-]/, ''));
      if (sort === undefined) return `unrecognized field name '${value}'`;
      return { ...settings, sort, ascending: value.startsWith('-') };
    }
    case 'E':
    case 'e': {
      const scale = (key === 'E' ? 'kmgtpe' : 'kmgtp').indexOf(value.charAt(0).toLowerCase());
      if (value === '' || scale < 0) return `bad memory scaling arg '${value}'`;
      return key === 'E' ? { ...settings, summaryScale: scale } : { ...settings, taskScale: scale };
    }
    case 'O':
    case '1':
    case 'S':
      return notAvailable(`-${key}`);
    default:
      return settings;
  }
}

function withPids(settings: Settings, value: string): Settings | string {
  const bad = value.split(',').find((item) => !/^\d+$/.test(item));
  return bad === undefined
    ? { ...settings, pids: [...(settings.pids ?? []), ...value.split(',').map(Number)] }
    : `bad pid '${bad}'`;
}

/** In batch mode frame after frame; on a terminal each Enter brings the next one, and q ends it. */
function* show(process: Process, settings: Settings): Coroutine<void> {
  for (let shown = 0; shown < settings.iterations; shown += 1) {
    if (shown > 0) process.print('\n');
    process.print(frame(yield* snapshot(process), settings));
    if (shown + 1 >= settings.iterations) return;
    if (!settings.batch) {
      const key = yield* process.readInput();
      if (failed(key) || key === '' || /^q/i.test(key)) return;
    } else {
      yield* process.flush();
      yield* process.sys.nanosleep(settings.delayMs);
    }
  }
}

function* snapshot({ sys }: Process): Coroutine<Snapshot> {
  return {
    tasks: yield* readTasks(sys),
    knowsMachine: !failed(yield* sys.stat('/proc/uptime')),
    uptime: yield* readUptime(sys),
    now: (yield* readBootTime(sys)) + (yield* readUptime(sys)),
    load: (yield* readFileOrEmpty(sys, '/proc/loadavg')).split(' ').slice(0, 3),
    memory: yield* readMeminfo(sys),
  };
}
