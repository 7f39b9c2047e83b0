// What does one picture of top look like: lines about the machine, then the processes. top(1)

import { joinedCommandLine, PAGE_KIB, TICKS_PER_SECOND } from '../../libc/proc.ts';
import { strftime } from '../../libc/calendar.ts';
import { uptimeText } from '../../libc/uptime-text.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Users } from '../../libc/users.ts';

/** From left to right. */
export const COLUMNS = [
  'PID', 'USER', 'PR', 'NI', 'VIRT', 'RES', 'SHR', 'S', '%CPU', '%MEM', 'TIME+', 'COMMAND',
] as const; // prettier-ignore

/** What -o can sort by. */
export const SORT_FIELDS = ['PPID', ...COLUMNS] as const;

export type SortField = (typeof SORT_FIELDS)[number];

export interface Snapshot {
  readonly tasks: readonly ProcTask[];
  /** False in a procfs of processes alone: nothing is known of the machine then. */
  readonly knowsMachine: boolean;
  /** Seconds since boot, and since 1970. */
  readonly uptime: number;
  readonly now: number;
  readonly load: readonly string[];
  readonly memory: ReadonlyMap<string, number>;
}

/** How the processor and the memory are shown: in figures, as bars of two kinds, or not at all. */
export const METERS = ['figures', '|', ' ', 'off'] as const;
export type Meter = (typeof METERS)[number];

/** What the keys change, and options before them. */
export interface FrameStyle {
  readonly pids: readonly number[] | null;
  readonly uid: number | null;
  /** -c: the whole command line. */
  readonly commandLine: boolean;
  readonly hideIdle: boolean;
  readonly threads: boolean;
  readonly sort: SortField;
  /** -o with a minus: the smallest first. */
  readonly ascending: boolean;
  /** -E and -e: how often the sizes in KiB are divided by 1024. */
  readonly summaryScale: number;
  readonly taskScale: number;
  readonly pidDigits: number;
  readonly columns: number;
  /** Of the screen that a picture has to fit on; null where it may be as long as it is. */
  readonly rows: number | null;
  /** At most so many processes; 0 for no limit. */
  readonly maxTasks: number;
  readonly loadLine: boolean;
  readonly cpuMeter: Meter;
  readonly memoryMeter: Meter;
  /** A line for each processor. There is one. */
  readonly perCpu: boolean;
  /** Children stand below their parents. */
  readonly forest: boolean;
  /** A figure that is nothing is left out. */
  readonly hideZeros: boolean;
  readonly users: Users;
}

/** What is left of a line of 100 % beside its figures. */
const METER_FIGURES = 28;
const WIDEST_METER = 100;

/** The last line has no end: on a screen the next picture takes its place, or begins behind it. */
export function frame(snapshot: Snapshot, style: FrameStyle): string {
  const tasks = snapshot.tasks
    .filter((task) => style.pids === null || style.pids.includes(task.pid))
    .filter((task) => style.uid === null || task.uids.effective === style.uid);
  const head = summary(snapshot, tasks, style);
  const width = style.rows === null ? null : style.columns - 1;
  const table = [
    `${'PID'.padStart(style.pidDigits)} USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND`,
    ...inOrder(tasks, snapshot, style)
      .filter(({ task }) => !style.hideIdle || task.state === 'R')
      .slice(0, mostRows(head.length + 2, style))
      .map(({ task, depth }) => row(task, depth, snapshot, style)),
  ];
  const lines = [...head, '', ...(width === null ? table : table.map((line) => line.padEnd(width)))];
  return lines.map((line) => line.slice(0, width ?? style.columns)).join('\n');
}

/** Below so many lines of other things. */
function mostRows(above: number, { rows, maxTasks }: FrameStyle): number {
  const wanted = maxTasks === 0 ? Infinity : maxTasks;
  return rows === null ? wanted : Math.min(wanted, Math.max(0, rows - above));
}

/** The process that stands first. */
export function firstShown(snapshot: Snapshot, style: FrameStyle): number | null {
  const tasks = snapshot.tasks.filter(
    ({ pid, uids }) =>
      (style.pids?.includes(pid) ?? true) && (style.uid === null || uids.effective === style.uid),
  );
  return inOrder(tasks, snapshot, style)[0]?.task.pid ?? null;
}

function summary(
  { knowsMachine, uptime, now, load, memory }: Snapshot,
  tasks: readonly ProcTask[],
  style: FrameStyle,
): readonly string[] {
  const { threads, summaryScale, cpuMeter, memoryMeter } = style;
  const count = (...states: readonly string[]): number =>
    tasks.filter((task) => states.includes(task.state)).length;
  const scaled = (name: string): number => (memory.get(name) ?? 0) / 1024 ** summaryScale;
  const cached = scaled('Buffers') + scaled('Cached') + scaled('SReclaimable');
  const used = Math.max(0, scaled('MemTotal') - scaled('MemAvailable'));
  const swapUsed = scaled('SwapTotal') - scaled('SwapFree');
  const size = (value: number): string => value.toFixed(summaryScale === 0 ? 0 : 1).padStart(8);
  const unit = `${'KMGTPE'.charAt(summaryScale)}iB`;
  const number = (value: number): string => String(value).padStart(3);
  const loads = load.length === 3 ? load.join(', ') : '0.00, 0.00, 0.00';
  const machine = `top - ${strftime('%H:%M:%S', now)} up ${uptimeText(uptime)},  0 user,  load average: ${loads}`;
  const taskLine = `${threads ? 'Threads' : 'Tasks'}: ${number(tasks.length)} total, ${number(count('R'))} running, ${number(count('S', 'D', 'I'))} sleeping, ${number(count('T', 't'))} stopped, ${number(count('Z'))} zombie`;
  if (!knowsMachine) return cpuMeter === 'off' ? [] : [taskLine];
  const figures = [
    `${unit} Mem : ${size(scaled('MemTotal'))} total, ${size(scaled('MemFree'))} free, ${size(used)} used, ${size(cached)} buff/cache     `,
    `${unit} Swap: ${size(scaled('SwapTotal'))} total, ${size(scaled('SwapFree'))} free, ${size(swapUsed)} used. ${size(scaled('MemAvailable'))} avail Mem `,
  ];
  const bars = [
    memoryBar(`${unit} Mem :`, used, scaled('MemTotal'), style),
    memoryBar(`${unit} Swap:`, swapUsed, scaled('SwapTotal'), style),
  ];
  return [
    ...(style.loadLine ? [machine] : []),
    ...(cpuMeter === 'off' ? [] : [taskLine, cpuLine(style)]),
    ...(memoryMeter === 'off' ? [] : memoryMeter === 'figures' ? figures : bars),
  ];
}

/** Nothing here takes measurable time of a processor. */
function cpuLine(style: FrameStyle): string {
  const name = style.perCpu ? '%Cpu0  :' : '%Cpu(s):';
  return style.cpuMeter === 'figures'
    ? `${name}  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st `
    : `${name}   0.0/0.0     0[${bar(0, style.cpuMeter, style)}] `;
}

function memoryBar(name: string, used: number, total: number, style: FrameStyle): string {
  const share = total === 0 ? 0 : (used * 100) / total;
  return `${name}${share.toFixed(1).padStart(5)}/${total.toFixed(1).padEnd(9)}[${bar(share, style.memoryMeter, style)}] `;
}

function bar(share: number, mark: Meter, { columns }: FrameStyle): string {
  const width = Math.max(0, Math.min(columns - METER_FIGURES, WIDEST_METER));
  return mark.repeat(Math.round((share * width) / 100)).padEnd(width);
}

interface Line {
  readonly task: ProcTask;
  /** How many of its forebears stand above it. */
  readonly depth: number;
}

function inOrder(tasks: readonly ProcTask[], snapshot: Snapshot, style: FrameStyle): readonly Line[] {
  const lines = sorted(tasks, snapshot, style).map((task) => ({ task, depth: 0 }));
  return style.forest ? asForest(lines) : lines;
}

/** Children of one parent by number. */
function asForest(lines: readonly Line[]): readonly Line[] {
  const pids = new Set(lines.map(({ task }) => task.pid));
  const children = new Map<number, Line[]>();
  const roots: Line[] = [];
  for (const line of lines.toSorted((a, b) => a.task.pid - b.task.pid)) {
    if (!pids.has(line.task.ppid)) roots.push(line);
    else children.set(line.task.ppid, [...(children.get(line.task.ppid) ?? []), line]);
  }
  const forest: Line[] = [];
  const open = roots.reverse();
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    forest.push(line);
    for (const { task } of children.get(line.task.pid)?.toReversed() ?? []) open.push({ task, depth: line.depth + 1 }); // prettier-ignore
  }
  return forest;
}

/** Order: the largest first, equal ones by number. */
function sorted(
  tasks: readonly ProcTask[],
  snapshot: Snapshot,
  { sort: field, ascending }: FrameStyle,
): readonly ProcTask[] {
  const text = (task: ProcTask): string =>
    field === 'S' ? task.state : field === 'COMMAND' ? task.comm : '';
  const number = (task: ProcTask): number => {
    switch (field) {
      case 'PID':
        return task.pid;
      case 'PPID':
        return task.ppid;
      case 'USER':
        return task.uids.effective;
      case 'PR':
        return task.priority;
      case 'NI':
        return task.nice;
      case 'VIRT':
        return task.vsize;
      case 'RES':
      case 'SHR':
      case '%MEM':
        return task.rss;
      case 'TIME+':
        return task.utime + task.stime;
      case '%CPU':
        return cpuShare(task, snapshot);
      default:
        return 0;
    }
  };
  return [...tasks].sort(
    (a, b) =>
      (number(b) - number(a) || (text(a) < text(b) ? 1 : text(a) > text(b) ? -1 : 0)) *
        (ascending ? -1 : 1) || a.pid - b.pid,
  );
}

function cpuShare(task: ProcTask, { uptime }: Snapshot): number {
  const age = uptime - task.startTime / TICKS_PER_SECOND;
  return age <= 0 ? 0 : ((task.utime + task.stime) / TICKS_PER_SECOND / age) * 100;
}

/** KiB as they are, or in a larger unit with one place. */
function scaledSize(kib: number, scale: number, width: number): string {
  if (scale === 0) return String(kib).padStart(width);
  return ((kib / 1024 ** scale).toFixed(1) + 'kmgtp'.charAt(scale)).padStart(width);
}

function row(
  task: ProcTask,
  depth: number,
  snapshot: Snapshot,
  { users, commandLine, pidDigits, columns, rows, taskScale, hideZeros }: FrameStyle,
): string {
  const rss = task.rss * PAGE_KIB;
  const share = (rss * 100) / Math.max(1, snapshot.memory.get('MemTotal') ?? 1);
  const figure = (value: number, text: string, width: number): string =>
    (hideZeros && value === 0 ? '' : text).padStart(width);
  const percent = (part: number): string =>
    snapshot.knowsMachine ? figure(part, part.toFixed(1), 5) : '?'.padStart(5);
  const cells = [
    String(task.pid).padStart(pidDigits),
    fit(users.userName(task.uids.effective), 8).padEnd(8),
    (task.priority < -99 ? 'rt' : String(task.priority)).padStart(3),
    figure(task.nice, String(task.nice), 3),
    scaledSize(Math.floor(task.vsize / 1024), taskScale, 7),
    scaledSize(rss, taskScale, 6),
    scaledSize(Math.floor(rss * 0.9), taskScale, 6),
    task.state,
    percent(cpuShare(task, snapshot)),
    percent(share),
    figure(task.utime + task.stime, cpuTime(task), 9),
  ];
  const before = cells.join(' ');
  const command = commandLine ? commandLineOf(task) : task.comm;
  const branch = depth === 0 ? '' : `${' '.repeat(4 * depth - 3)}\`- `;
  const width = rows === null ? columns : columns - 1;
  return `${before} ${fit(branch + command, Math.max(1, width - before.length - 1))}`;
}

/** Of a zombie there is only its name left. */
function commandLineOf({ cmdline, comm }: ProcTask): string {
  return cmdline.length > 0 ? joinedCommandLine(cmdline) : `[${comm}]`;
}

/** What does not fit ends in a plus. */
function fit(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}+`;
}

/** m:ss.hh */
function cpuTime(task: ProcTask): string {
  const ticks = task.utime + task.stime;
  const seconds = Math.floor(ticks / TICKS_PER_SECOND);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}.${two(ticks % TICKS_PER_SECOND)}`;
}
