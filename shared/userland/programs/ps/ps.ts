// Which processes are there, as far as this /proc shows? ps(1) of procps.

import { BadUsage } from './settings.ts';
import { COLUMNS } from './columns.ts';
import { fitScreen, headingLine, line } from './layout.ts';
import { forest } from './forest.ts';
import { formatFields } from './formats.ts';
import { help, INFO, SHORT_HELP, specifierList } from './help.ts';
import { isRunning, isWanted } from './select.ts';
import { parseCommandLine } from './parse.ts';
import { failed } from '../../program.ts';
import { parseFormat } from './user-format.ts';
import { personalityOf } from './personality.ts';
import { terminalPaths } from './lists.ts';
import { pidDigits, readTask, readTasks } from '../../libc/proc.ts';
import { program } from '../../libc/process.ts';
import { readBootTime, readMemoryKib, readUptime } from '../../libc/machine-facts.ts';
import { readFileOrEmpty } from '../../libc/read.ts';
import { readUsers } from '../../libc/users.ts';
import { screenColumns } from '../../libc/screen.ts';
import type { Column } from './columns.ts';
import type { Coroutine } from '../../program.ts';
import type { Field } from './layout.ts';
import type { Names } from './lists.ts';
import type { Process } from '../../libc/process.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { PsTask, PsView } from './view.ts';
import type { Settings } from './settings.ts';
import type { Sys, WindowSize } from '../../sys.ts';
import type { Users } from '../../libc/users.ts';

/** What libproc answers where /proc does not know the caller. */
const NO_PROC = 47;

export const ps = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  if (failed(yield* sys.stat('/proc/self/stat'))) {
    yield* process.eprint('Error, do this: mount -t proc proc /proc\n');
    return NO_PROC;
  }
  // By its own number, although in a foreign /proc that is somebody else, or nobody.
  const self = yield* readTask(sys, yield* sys.getpid());
  if (self === null) {
    yield* process.eprint('fatal library error, lookup self\n');
    return 1;
  }
  const screen = yield* screenSize(process);
  const users = yield* readUsers(sys);
  const settings = parseCommandLine(process.args, yield* names(process, users), personalityOf(process.env));
  if (settings instanceof BadUsage) return yield* complain(process, settings);
  if (settings.instead !== null) {
    process.print(answerInstead(settings.instead));
    return 0;
  }
  yield* takeDefaultFormat(process, settings);
  const fields = formatFields(settings, yield* pidDigits(sys));
  if (fields instanceof BadUsage) return yield* complain(process, fields);

  const asker = { euid: (yield* sys.getresuid()).euid, ttyNr: self.ttyNr };
  const all = yield* readTasks(sys);
  const wanted =
    settings.quick?.flatMap((pid) =>
      all.filter((task) => task.pid === pid && (!settings.runningOnly || isRunning(task))),
    ) ?? all.filter((task) => isWanted(task, settings, asker));
  const rows: PsTask[] = [];
  for (const task of wanted) rows.push(yield* withDetails(sys, task, settings, fields));
  const missing = yield* show(process, settings, screen, fields, rows, users);
  if (missing === null) return rows.length > 0 ? 0 : 1;
  yield* process.error(`Unable to get ${missing}`);
  return 1;
});

/** PS_FORMAT stands in for a line that asks for no format. */
function* takeDefaultFormat(process: Process, settings: Settings): Coroutine<void> {
  const format = process.env.get('PS_FORMAT') ?? '';
  const { flags, modifiers, ownFormats } = settings;
  if (format === '' || flags.size + modifiers.size + ownFormats.length > 0) return;
  const fields = parseFormat(format, 5);
  if (!(fields instanceof BadUsage)) ownFormats.push({ option: 'o', text: format });
  else yield* process.eprint(`warning: $PS_FORMAT ignored. (${fields.message})\n`);
}

function* complain(process: Process, usage: BadUsage): Coroutine<number> {
  yield* process.eprint(usage.bare ? `${usage.message}\n` : `error: ${usage.message}\n${SHORT_HELP}`);
  return 1;
}

function answerInstead(instead: NonNullable<Settings['instead']>): string {
  switch (instead.what) {
    case 'help':
      return help(instead.section);
    case 'specifiers':
      return specifierList();
    case 'info':
      return INFO;
    case 'version':
      return 'ps from procps-ng 4.0.2\n';
  }
}

/** What the machine has to tell for some columns; a procfs of processes alone has it not. */
type Fact = 'system boot time' | 'total memory';

const NEEDS: ReadonlyMap<Column | undefined, Fact> = new Map([
  ...['stime', 'start_time', 'bsdstart', 'start', 'lstart'].map((name) => [COLUMNS.get(name), 'system boot time'] as const), // prettier-ignore
  ...['pmem', '%mem'].map((name) => [COLUMNS.get(name), 'total memory'] as const),
]);

function isMissing(fact: Fact | undefined, { bootTime, memoryKib }: PsView): boolean {
  if (fact === undefined) return false;
  return (fact === 'total memory' ? memoryKib : bootTime) === 0;
}

/** Prints the table up to the first cell that cannot be told, and answers what is missing for it. */
function* show(
  process: Process,
  settings: Settings,
  { columns, rows: screenRows }: WindowSize,
  fields: readonly Field[],
  rows: readonly PsTask[],
  users: Users,
): Coroutine<Fact | null> {
  const { sys } = process;
  const screen = fitScreen(fields, wantedColumns(settings, columns));
  const view: PsView = {
    users,
    bootTime: yield* readBootTime(sys),
    uptime: yield* readUptime(sys),
    memoryKib: yield* readMemoryKib(sys),
    numeric: settings.numeric,
    commOnly: settings.commOnly,
    wideSignals: screen.wideSignals,
  };
  const heading =
    settings.header === 'repeated' ||
    (settings.header === null && fields.some((field) => field.heading.trim() !== ''))
      ? headingLine(fields, screen, settings.numeric)
      : null;
  const headingEvery =
    settings.header === 'repeated' ? Math.max(0, (settings.screenRows ?? screenRows) - 1) : 0;
  let shown = 0;
  if (heading !== null) process.printLine(heading);
  const hole = fields.findIndex(({ column }) => isMissing(NEEDS.get(column), view));
  const told = hole < 0 ? fields : fields.slice(0, hole);
  const kinds = settings.threadLines ? (['process', 'thread'] as const) : (['whole'] as const);
  for (const task of inOrder(rows, settings, view)) {
    for (const kind of kinds) {
      if (heading !== null && headingEvery > 0 && shown > 0 && shown % headingEvery === 0)
        process.printLine(heading);
      shown += 1;
      const cells = told.map(({ column }) => cell(column, task, view, kind));
      process.print(line(told, cells, screen, settings.numeric));
      if (hole >= 0) return NEEDS.get(fields[hole]?.column) ?? null;
      process.print('\n');
    }
  }
  return null;
}

function cell(column: Column, task: PsTask, view: PsView, kind: 'whole' | 'process' | 'thread'): string {
  const elsewhere = kind !== 'whole' && column.only !== null && column.only !== kind;
  return elsewhere ? '-' : column.show(task, view);
}

/** COLUMNS and LINES first, then the terminal; what is no terminal is 24 lines high and has no limit to the right. */
function* screenSize(process: Process): Coroutine<WindowSize> {
  const size = yield* process.sys.windowSize(1);
  const lines = Number(process.env.get('LINES') ?? '');
  const columns = yield* screenColumns(process);
  const rows = Number.isInteger(lines) && lines > 0 ? lines : failed(size) ? 24 : size.rows;
  if (columns < 9 || rows < 2)
    yield* process.eprint(`your ${columns}x${rows} screen size is bogus. expect trouble\n`);
  return { columns, rows };
}

/** -w is 132 columns at least, -ww as many as there are. */
function wantedColumns({ wide, screenColumns: asked }: Settings, screen: number): number {
  const columns = asked ?? screen;
  if (wide > 1) return Number.MAX_SAFE_INTEGER;
  return wide === 1 ? Math.max(132, columns) : columns;
}

/**
 * Order: by the sort keys, then by number. A forest looks for children that stand together, so without keys it is sorted
 * by parent first; with keys it may lose some, as ps does.
 */
function inOrder(rows: readonly PsTask[], settings: Settings, view: PsView): readonly PsTask[] {
  const isForest = settings.forest !== 'none';
  const sorted = [...rows].sort((a, b) => {
    for (const { spec, descending } of settings.sort) {
      const column = COLUMNS.get(spec);
      const order = column === undefined ? 0 : compare(column, a, b, view);
      if (order !== 0) return descending ? -order : order;
    }
    if (settings.quick !== null) return 0;
    const byParent =
      isForest && settings.sort.length === 0 ? a.ppid - b.ppid || a.startTime - b.startTime : 0;
    return byParent || a.pid - b.pid;
  });
  if (settings.forest === 'none') return sorted;
  return forest(sorted, settings.forest).map(({ task, prefix }) => ({ ...task, prefix }));
}

function compare(column: Column, a: PsTask, b: PsTask, view: PsView): number {
  if (column.key !== null) return column.key(a, view) - column.key(b, view);
  const [left, right] = [column.show(a, view), column.show(b, view)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const NAMESPACES = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'];

/** Reads the files that only some columns need. */
function* withDetails(
  sys: Sys,
  task: ProcTask,
  settings: Settings,
  fields: readonly Field[],
): Coroutine<PsTask> {
  const wants = (name: string): boolean => [...fields.map((field) => field.column), ...sortColumns(settings)].some((column) => column === COLUMNS.get(name)); // prettier-ignore
  const namespaces = new Map<string, string>();
  for (const kind of NAMESPACES) {
    if (!wants(`${kind}ns`)) continue;
    const link = yield* sys.readlink(`/proc/${task.pid}/ns/${kind}`);
    if (!failed(link)) namespaces.set(kind, link.replace(/\D/g, ''));
  }
  const exe = wants('exe') ? yield* sys.readlink(`/proc/${task.pid}/exe`) : '';
  const environ = settings.environ ? yield* readFileOrEmpty(sys, `/proc/${task.pid}/environ`) : '';
  return {
    ...task,
    namespaces,
    exe: failed(exe) ? '' : exe,
    wchan: wants('wchan') || wants('wname') ? yield* readFileOrEmpty(sys, `/proc/${task.pid}/wchan`) : '',
    cgroup: wants('cgroup') || wants('cgname') ? yield* cgroupText(sys, task.pid) : '',
    oomScore: wants('oom') ? (yield* readFileOrEmpty(sys, `/proc/${task.pid}/oom_score`)).trim() : '',
    environ: environ.replace(/\0$/, '').replaceAll('\0', ' '),
    prefix: '',
  };
}

function* cgroupText(sys: Sys, pid: number): Coroutine<string> {
  const text = yield* readFileOrEmpty(sys, `/proc/${pid}/cgroup`);
  return text.trimEnd().replaceAll('\n', ',') || '-';
}

function sortColumns(settings: Settings): readonly (Column | undefined)[] {
  return settings.sort.map((key) => COLUMNS.get(key.spec));
}

/** The devices that a list of terminals may name. */
function* names(process: Process, users: Users): Coroutine<Names> {
  const devices = new Map<string, number | 'other'>();
  const asksForOne = process.args.some((arg) => /^-?[a-zA-Z]*t|^--tty/.test(arg));
  const words = asksForOne
    ? process.args.flatMap((arg) => [arg.replace(/^[^/]*?t/, ''), ...arg.split(/[ ,\t=]/)])
    : [];
  for (const path of new Set(words.flatMap((word) => word.split(/[ ,\t]/)).flatMap(terminalPaths))) {
    const found = yield* process.sys.stat(path);
    if (failed(found)) continue;
    const { device } = found;
    devices.set(path, device === null ? 'other' : (device.major << 8) | device.minor);
  }
  return { users, devices };
}
