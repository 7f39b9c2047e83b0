// What does one picture of top look like: lines about the machine, then the processes. top(1)

import { cpuShare, fieldNamed } from './fields.ts';
import { passes } from './filters.ts';
import { strftime } from '../../libc/calendar.ts';
import { uptimeText } from '../../libc/uptime-text.ts';
import type { Details } from './details.ts';
import type { FieldView, TopField } from './fields.ts';
import type { Filter } from './filters.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Users } from '../../libc/users.ts';

export interface Snapshot {
  readonly tasks: readonly ProcTask[];
  readonly details: Details;
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
  /** -u and -U: whose processes, or whose not. */
  readonly user: UserFilter | null;
  readonly filters: readonly Filter[];
  /** Columns by name, from left to right. */
  readonly fields: readonly string[];
  /** J and j: numbers to the left, texts to the right. */
  readonly numbersLeft: boolean;
  readonly textsRight: boolean;
  /** X: how much wider names are. */
  readonly extraWidth: number;
  /** How many processes are passed over before the first that is shown. */
  readonly begin: number;
  /** -c: the whole command line. */
  readonly commandLine: boolean;
  readonly hideIdle: boolean;
  readonly threads: boolean;
  /** The name of a field, shown or not. */
  readonly sort: string;
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

export interface UserFilter {
  readonly uid: number;
  /** -U: any of the four ids counts. */
  readonly any: boolean;
  readonly excludes: boolean;
}

/** What is left of a line of 100 % beside its figures. */
const METER_FIGURES = 28;
const WIDEST_METER = 100;

/** The last line has no end: on a screen the next picture takes its place, or begins behind it. */
export function frame(snapshot: Snapshot, style: FrameStyle): string {
  const tasks = snapshot.tasks.filter((task) => style.pids === null || style.pids.includes(task.pid));
  const head = summary(snapshot, tasks, style);
  const width = style.rows === null ? null : style.columns - 1;
  const view = viewOf(snapshot, style);
  const columns = placedColumns(style);
  const table = [
    columns.map(({ field, width: wide }) => aligned(field, field.name.slice(0, wide), wide, style)).join(' '),
    ...shownLines(tasks, snapshot, style)
      .slice(style.begin, style.begin + mostRows(head.length + 2, style))
      .map((line) => row(line, columns, view, style)),
  ].map((line) => line.trimEnd());
  const lines = [...head, '', ...(width === null ? table : table.map((line) => line.padEnd(width)))];
  return lines.map((line) => line.slice(0, width ?? style.columns)).join('\n');
}

function viewOf({ details, uptime, memory, knowsMachine }: Snapshot, style: FrameStyle): FieldView {
  return { ...style, details, uptime, knowsMachine, memoryKib: memory.get('MemTotal') ?? 1 };
}

/** Those that are shown, in their order. */
function shownLines(tasks: readonly ProcTask[], snapshot: Snapshot, style: FrameStyle): readonly Line[] {
  const view = viewOf(snapshot, style);
  return inOrder(tasks.filter((task) => isOf(task, style.user)), snapshot, style).filter(
    ({ task }) => (!style.hideIdle || cpuShare(task, view) > 0) && passes(task, style.filters, style.fields, view),
  );
} // prettier-ignore

function isOf({ uids }: ProcTask, user: UserFilter | null): boolean {
  if (user === null) return true;
  const ids = user.any ? [uids.real, uids.effective, uids.saved, uids.filesystem] : [uids.effective];
  return ids.includes(user.uid) !== user.excludes;
}

/** Below so many lines of other things. */
function mostRows(above: number, { rows, maxTasks }: FrameStyle): number {
  const wanted = maxTasks === 0 ? Infinity : maxTasks;
  return rows === null ? wanted : Math.min(wanted, Math.max(0, rows - above));
}

/** The process that stands first. */
export function firstShown(snapshot: Snapshot, style: FrameStyle): number | null {
  const tasks = snapshot.tasks.filter(({ pid }) => style.pids?.includes(pid) ?? true);
  return shownLines(tasks, snapshot, style)[0]?.task.pid ?? null;
}

export function countShown(snapshot: Snapshot, style: FrameStyle): number {
  const tasks = snapshot.tasks.filter(({ pid }) => style.pids?.includes(pid) ?? true);
  return shownLines(tasks, snapshot, style).length;
}

/** L and &: how many stand before the first line behind `after` with this text in it; null where there is none. */
export function located(snapshot: Snapshot, style: FrameStyle, text: string, after: number): number | null {
  const tasks = snapshot.tasks.filter(({ pid }) => style.pids?.includes(pid) ?? true);
  const [columns, view] = [placedColumns(style), viewOf(snapshot, style)];
  const at = shownLines(tasks, snapshot, style).findIndex(
    (line, index) => index >= after && row(line, columns, view, style).includes(text),
  );
  return at < 0 ? null : at;
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
function sorted(tasks: readonly ProcTask[], snapshot: Snapshot, style: FrameStyle): readonly ProcTask[] {
  const field = fieldNamed(style.sort);
  const view = viewOf(snapshot, style);
  const keyed = tasks.map((task) => ({ task, key: field?.key(task, view) ?? 0 }));
  const order = (a: number | string, b: number | string): number => (a < b ? 1 : a > b ? -1 : 0);
  return keyed
    .sort((a, b) => order(a.key, b.key) * (style.ascending ? -1 : 1) || a.task.pid - b.task.pid)
    .map(({ task }) => task);
}

interface PlacedColumn {
  readonly field: TopField;
  readonly width: number;
}

/** As many columns as fit whole; those without a width of their own share what is left. */
function placedColumns(style: FrameStyle): readonly PlacedColumn[] {
  const fields = style.fields.map(fieldNamed).filter((field) => field !== undefined);
  const least = (field: TopField): number => widthOf(field, style) ?? field.name.length;
  const fitting: TopField[] = [];
  let used = 0;
  for (const field of fields) {
    used += least(field) + 1;
    if (used > style.columns) break;
    fitting.push(field);
  }
  const open = fitting.filter((field) => widthOf(field, style) === null);
  const taken = fitting.reduce((sum, field) => sum + (widthOf(field, style) ?? 0), 0);
  const rest = style.columns - (style.rows === null ? 1 : 2) - taken - (fitting.length - 1);
  const share = open.length === 0 ? 0 : Math.max(1, Math.floor(rest / open.length));
  return fitting.map((field) => ({ field, width: widthOf(field, style) ?? share }));
}

/** Null: what is left. */
function widthOf({ name, width, kind }: TopField, { pidDigits, extraWidth }: FrameStyle): number | null {
  if (width === 'rest') return null;
  if (width === 'pid') return pidDigits;
  return kind === 'text' && width >= NAME_WIDTH && name !== 'Flags' ? width + Math.max(0, extraWidth) : width;
}

const NAME_WIDTH = 8;

function aligned(field: TopField, text: string, width: number, style: FrameStyle): string {
  const right = field.kind === 'number' ? !style.numbersLeft : style.textsRight;
  return right ? text.padStart(width) : text.padEnd(width);
}

function row(
  { task, depth }: Line,
  columns: readonly PlacedColumn[],
  view: FieldView,
  style: FrameStyle,
): string {
  const branch = depth === 0 ? '' : `${' '.repeat(4 * depth - 3)}\`- `;
  return columns
    .map(({ field, width }) => {
      const text = (field.name === 'COMMAND' ? branch : '') + field.show(task, view, width);
      return aligned(field, field.kind === 'text' ? fit(text, width) : text, width, style);
    })
    .join(' ');
}

/** What does not fit ends in a plus. */
function fit(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}+`;
}
