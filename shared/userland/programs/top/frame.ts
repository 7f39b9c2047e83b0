// What does one picture of top look like: five lines about the machine, then the processes.

import { joinedCommandLine, PAGE_KIB, TICKS_PER_SECOND } from '../../libc/proc.ts';
import { strftime } from '../../libc/calendar.ts';
import { uptimeText } from '../../libc/uptime-text.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Users } from '../../libc/users.ts';

/** What -o can sort by: the fields that differ from process to process here. */
export const SORT_FIELDS = [
  'PID',
  'PPID',
  'USER',
  'S',
  '%CPU',
  '%MEM',
  'TIME+',
  'VIRT',
  'RES',
  'COMMAND',
] as const;

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
  readonly users: Users;
}

export function frame(snapshot: Snapshot, style: FrameStyle): string {
  const tasks = snapshot.tasks
    .filter((task) => style.pids === null || style.pids.includes(task.pid))
    .filter((task) => style.uid === null || task.uids.effective === style.uid);
  const shown = style.hideIdle ? tasks.filter((task) => task.state === 'R') : tasks;
  const pid = 'PID'.padStart(style.pidDigits);
  const lines = [
    ...summary(snapshot, tasks, style),
    '',
    `${pid} USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND`,
    ...sorted(shown, snapshot, style).map((task) => row(task, snapshot, style)),
  ];
  return lines.map((line) => `${line.slice(0, style.columns)}\n`).join('');
}

function summary(
  { knowsMachine, uptime, now, load, memory }: Snapshot,
  tasks: readonly ProcTask[],
  { threads, summaryScale }: FrameStyle,
): readonly string[] {
  const count = (...states: readonly string[]): number =>
    tasks.filter((task) => states.includes(task.state)).length;
  const scaled = (name: string): number => (memory.get(name) ?? 0) / 1024 ** summaryScale;
  const cached = scaled('Buffers') + scaled('Cached') + scaled('SReclaimable');
  const used = Math.max(0, scaled('MemTotal') - scaled('MemFree') - cached);
  const size = (value: number): string => value.toFixed(summaryScale === 0 ? 0 : 1).padStart(8);
  const unit = `${'KMGTPE'.charAt(summaryScale)}iB`;
  const number = (value: number): string => String(value).padStart(3);
  const loads = load.length === 3 ? load.join(', ') : '0.00, 0.00, 0.00';
  const counts = `${threads ? 'Threads' : 'Tasks'}: ${number(tasks.length)} total, ${number(count('R'))} running, ${number(count('S', 'D', 'I'))} sleeping, ${number(count('T', 't'))} stopped, ${number(count('Z'))} zombie`;
  if (!knowsMachine) return [counts];
  return [
    `top - ${strftime('%H:%M:%S', now)} up ${uptimeText(uptime)},  0 user,  load average: ${loads}`,
    counts,
    '%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ',
    `${unit} Mem : ${size(scaled('MemTotal'))} total, ${size(scaled('MemFree'))} free, ${size(used)} used, ${size(cached)} buff/cache     `,
    `${unit} Swap: ${size(scaled('SwapTotal'))} total, ${size(scaled('SwapFree'))} free, ${size(scaled('SwapTotal') - scaled('SwapFree'))} used. ${size(scaled('MemAvailable'))} avail Mem `,
  ];
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
      case 'VIRT':
        return task.vsize;
      case 'RES':
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
  snapshot: Snapshot,
  { users, commandLine, pidDigits, columns, taskScale }: FrameStyle,
): string {
  const rss = task.rss * PAGE_KIB;
  const share = (rss * 100) / Math.max(1, snapshot.memory.get('MemTotal') ?? 1);
  const percent = (part: number): string => (snapshot.knowsMachine ? part.toFixed(1) : '?').padStart(5);
  const cells = [
    String(task.pid).padStart(pidDigits),
    fit(users.userName(task.uids.effective), 8).padEnd(8),
    (task.priority < -99 ? 'rt' : String(task.priority)).padStart(3),
    String(task.nice).padStart(3),
    scaledSize(Math.floor(task.vsize / 1024), taskScale, 7),
    scaledSize(rss, taskScale, 6),
    scaledSize(Math.floor(rss * 0.9), taskScale, 6),
    task.state,
    percent(cpuShare(task, snapshot)),
    percent(share),
    cpuTime(task).padStart(9),
  ];
  const before = cells.join(' ');
  const command = commandLine && task.cmdline.length > 0 ? joinedCommandLine(task.cmdline) : task.comm;
  return `${before} ${fit(command, Math.max(1, columns - before.length - 1))}`;
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
