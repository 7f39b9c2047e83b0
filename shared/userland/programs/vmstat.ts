// What is the machine as a whole doing: processes, memory, paging, processor? vmstat(8)

import { getoptLong } from '../libc/getopt-long.ts';
import { notAvailable } from '../libc/left-out-option.ts';
import { program } from '../libc/process.ts';
import { readFileOrEmpty } from '../libc/read.ts';
import { readMeminfo, readNow, readUptime } from '../libc/machine-facts.ts';
import { strftime } from '../libc/calendar.ts';
import { VMSTAT_USAGE } from './procps-usage.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const OPTIONS = [
  ['a', 'active'], ['f', 'forks'], ['m', 'slabs'], ['n', 'one-header'], ['s', 'stats'], ['d', 'disk'], ['D', 'disk-sum'],
  ['p', 'partition', 'required'], ['S', 'unit', 'required'], ['w', 'wide'], ['t', 'timestamp'], ['y', 'no-first'], ['h', 'help'],
  ['V', 'version'],
] as const; // prettier-ignore

/** Bytes in each unit of -S. */
const UNITS: Readonly<Record<string, number>> = { k: 1000, K: 1024, m: 1_000_000, M: 1_048_576 };
/** After so many rows the head is shown again. */
const ROWS_PER_HEAD = 21;
const TICKS_PER_SECOND = 100;

interface Settings {
  readonly keys: readonly string[];
  readonly unit: number;
}

/** What /proc/stat and its kin say at one moment. */
interface Sample {
  readonly running: number;
  readonly blocked: number;
  /** user nice system idle iowait irq softirq steal guest guest_nice, in ticks. */
  readonly cpu: readonly number[];
  readonly interrupts: number;
  readonly switches: number;
  readonly forks: number;
  readonly bootTime: number;
  readonly memory: ReadonlyMap<string, number>;
  readonly paging: ReadonlyMap<string, number>;
}

export const vmstat = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const keys: readonly string[] = line.options.map(({ key }) => key);
  const badNumber = line.operands.slice(0, 2).some((operand) => !/^\d+$/.test(operand));
  if (line.problem !== null || (line.operands.length > 2 && !badNumber)) {
    if (line.problem !== null) yield* process.error(line.problem);
    yield* process.eprint(VMSTAT_USAGE);
    return 1;
  }
  if (keys.includes('h') || keys.includes('V')) {
    process.print(keys.includes('h') ? VMSTAT_USAGE : 'vmstat from procps-ng 4.0.2\n');
    return 0;
  }
  const leftOut = (['m', 'p'] as const).find((key) => keys.includes(key));
  const unit = UNITS[line.options.findLast(({ key }) => key === 'S')?.value?.charAt(0) ?? 'K'];
  const problem = leftOut !== undefined ? notAvailable(`-${leftOut}`) : unit === undefined ? '-S requires k, K, m or M (default is KiB)' : problemOf(line.operands); // prettier-ignore
  if (problem !== null || unit === undefined) {
    yield* process.error(problem ?? '');
    return 1;
  }
  const [delay, count] = line.operands.map(Number);
  const sample = yield* takeSample(process.sys);
  if (keys.includes('f')) process.printLine(`${String(sample.forks).padStart(13)} forks`);
  else if (keys.includes('s')) process.print(statistics(sample, unit));
  else if (keys.includes('d')) process.print(diskTable(yield* readDisks(process.sys)));
  else if (keys.includes('D')) process.print(diskSummary(yield* readDisks(process.sys)));
  else yield* rows(process, { keys, unit }, delay ?? null, count ?? null);
  return 0;
});

function problemOf(operands: readonly string[]): string | null {
  const bad = operands.find((operand) => !/^\d+$/.test(operand));
  if (bad !== undefined) return `failed to parse argument: '${bad}'`;
  return operands[0] !== undefined && Number(operands[0]) === 0 ? 'delay must be positive integer' : null;
}

/** One row, or one after every `delay` seconds. The first tells of all the time since the machine was started. */
function* rows(
  process: Process,
  settings: Settings,
  delay: number | null,
  count: number | null,
): Coroutine<void> {
  const { sys } = process;
  const { keys } = settings;
  const wanted = delay === null ? 1 : Math.max(1, count ?? Infinity);
  let before: Sample | null = null;
  let seconds = yield* readUptime(sys);
  process.print(head(keys));
  if (keys.includes('y') && delay !== null) {
    before = yield* takeSample(sys);
    yield* process.flush();
    yield* sys.nanosleep(delay * 1000);
    seconds = delay;
  }
  for (let done = 1; done <= wanted; done += 1) {
    const sample: Sample = yield* takeSample(sys);
    const stamp = keys.includes('t')
      ? ` ${strftime('%Y-%m-%d %H:%M:%S', Math.floor(yield* readNow(sys)))}`
      : '';
    process.printLine(row(settings, sample, before, seconds) + stamp);
    yield* process.flush();
    if (done === wanted || delay === null) return;
    before = sample;
    seconds = delay;
    yield* sys.nanosleep(delay * 1000);
    if (!keys.includes('n') && done % ROWS_PER_HEAD === 0) process.print(head(keys));
  }
}

function head(keys: readonly string[]): string {
  const stamp = keys.includes('t') ? [' -----timestamp-----', ` ${'UTC'.padStart(19)}`] : ['', ''];
  const memory = keys.includes('a') ? ['inact', 'active'] : ['buff', 'cache'];
  if (!keys.includes('w')) {
    return (
      `procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----${stamp[0] ?? ''}\n` +
      ` r  b   swpd   free ${memory.map((name) => name.padStart(6)).join(' ')}   si   so    bi    bo   in   cs us sy id wa st${stamp[1] ?? ''}\n`
    );
  }
  return (
    `--procs-- -----------------------memory---------------------- ---swap-- -----io---- -system-- ----------cpu----------${stamp[0] ?? ''}\n` +
    `   r    b         swpd         free ${memory.map((name) => name.padStart(12)).join(' ')}   si   so    bi    bo   in   cs  us  sy  id  wa  st  gu${stamp[1] ?? ''}\n`
  );
}

function row({ keys, unit }: Settings, now: Sample, before: Sample | null, seconds: number): string {
  const size = (kib: number): number => Math.trunc(Math.fround(Math.fround(kib * 1024) / unit));
  const kib = (name: string): number => size(now.memory.get(name) ?? 0);
  const rate = (name: string): number =>
    Math.round(((now.paging.get(name) ?? 0) - (before?.paging.get(name) ?? 0)) / seconds);
  const memory = keys.includes('a')
    ? [kib('Inactive'), kib('Active')]
    : [kib('Buffers'), size((now.memory.get('Cached') ?? 0) + (now.memory.get('SReclaimable') ?? 0))];
  const swapped = size((now.memory.get('SwapTotal') ?? 0) - (now.memory.get('SwapFree') ?? 0));
  const values = [now.running, now.blocked, swapped, kib('MemFree'), ...memory, rate('pswpin'), rate('pswpout'), rate('pgpgin'), rate('pgpgout'), Math.round((now.interrupts - (before?.interrupts ?? 0)) / seconds), Math.round((now.switches - (before?.switches ?? 0)) / seconds), ...shares(now, before)]; // prettier-ignore
  const widths = keys.includes('w') ? [4, 4, 12, 12, 12, 12, 4, 4, 5, 5, 4, 4, 3, 3, 3, 3, 3, 3] : [2, 2, 6, 6, 6, 6, 4, 4, 5, 5, 4, 4, 2, 2, 2, 2, 2]; // prettier-ignore
  return widths.map((width, at) => String(values[at] ?? 0).padStart(width)).join(' ');
}

/** Percent of the time: user, system, idle, waiting, stolen, guests. */
function shares(now: Sample, before: Sample | null): readonly number[] {
  const spent = now.cpu.map((ticks, at) => ticks - (before?.cpu[at] ?? 0));
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0, guest = 0, guestNice = 0] = spent; // prettier-ignore
  const total = Math.max(1, user + nice + system + idle + wait + irq + softirq + steal);
  return [user + nice, system + irq + softirq, idle, wait, steal, guest + guestNice].map((ticks) =>
    Math.round((100 * ticks) / total),
  );
}

function statistics(
  { memory, cpu, paging, interrupts, switches, bootTime, forks }: Sample,
  unit: number,
): string {
  const letter =
    unit === 1024 ? 'K' : (Object.entries(UNITS).find(([, bytes]) => bytes === unit)?.[0] ?? 'K');
  const size = (kib: number): number => Math.trunc(Math.fround(Math.fround(kib * 1024) / unit));
  const kib = (name: string): number => memory.get(name) ?? 0;
  const cache = kib('Cached') + kib('SReclaimable');
  const memoryRows = [
    [kib('MemTotal'), 'total memory'], [kib('MemTotal') - kib('MemAvailable'), 'used memory'], [kib('Active'), 'active memory'],
    [kib('Inactive'), 'inactive memory'], [kib('MemFree'), 'free memory'], [kib('Buffers'), 'buffer memory'], [cache, 'swap cache'],
    [kib('SwapTotal'), 'total swap'], [kib('SwapTotal') - kib('SwapFree'), 'used swap'], [kib('SwapFree'), 'free swap'],
  ] as const; // prettier-ignore
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0, guest = 0, guestNice = 0] = cpu; // prettier-ignore
  const counts = [
    [user - guest, 'non-nice user cpu ticks'], [nice - guestNice, 'nice user cpu ticks'], [system, 'system cpu ticks'],
    [idle, 'idle cpu ticks'], [wait, 'IO-wait cpu ticks'], [irq, 'IRQ cpu ticks'], [softirq, 'softirq cpu ticks'],
    [steal, 'stolen cpu ticks'], [guest, 'non-nice guest cpu ticks'], [guestNice, 'nice guest cpu ticks'],
    [paging.get('pgpgin') ?? 0, 'K paged in'], [paging.get('pgpgout') ?? 0, 'K paged out'], [paging.get('pswpin') ?? 0, 'pages swapped in'],
    [paging.get('pswpout') ?? 0, 'pages swapped out'], [interrupts, 'interrupts'], [switches, 'CPU context switches'],
    [bootTime, 'boot time'], [forks, 'forks'],
  ] as const; // prettier-ignore
  return [
    ...memoryRows.map(([value, what]) => `${String(size(value)).padStart(13)} ${letter} ${what}\n`),
    ...counts.map(([value, what]) => `${String(value).padStart(13)} ${what}\n`),
  ].join('');
}

function* takeSample(sys: Sys): Coroutine<Sample> {
  const stat = yield* readFileOrEmpty(sys, '/proc/stat');
  const number = (name: string): number => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(stat)?.[1] ?? 0);
  const vmstatText = yield* readFileOrEmpty(sys, '/proc/vmstat');
  return {
    running: number('procs_running'),
    blocked: number('procs_blocked'),
    cpu: (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').map(Number),
    interrupts: number('intr'),
    switches: number('ctxt'),
    forks: number('processes'),
    bootTime: number('btime'),
    memory: yield* readMeminfo(sys),
    paging: new Map(
      vmstatText.split('\n').map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]),
    ),
  };
}

interface Disk {
  readonly name: string;
  readonly isPartition: boolean;
  /** As /proc/diskstats has them. */
  readonly counts: readonly number[];
}

function* readDisks(sys: Sys): Coroutine<readonly Disk[]> {
  const text = yield* readFileOrEmpty(sys, '/proc/diskstats');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, , name = '', ...counts] = line.trim().split(/\s+/);
      return {
        name,
        isPartition: /^[a-z]+\d/.test(name) && !/^(loop|ram|zram)/.test(name),
        counts: counts.map(Number),
      };
    });
}

function diskTable(disks: readonly Disk[]): string {
  const widths = [6, 6, 7, 7, 6, 6, 7, 7, 6, 6];
  const rowsOfDisks = disks
    .filter(({ isPartition }) => !isPartition)
    .map(({ name, counts }) => {
      const shown = counts.slice(0, 10).map((count, at) => (at === 9 ? Math.trunc(count / 1000) : count));
      return `${name.padEnd(5)} ${widths.map((width, at) => String(shown[at] ?? 0).padStart(width)).join(' ')}\n`;
    });
  return (
    'disk- ------------reads------------ ------------writes----------- -----IO------\n' +
    `       total merged sectors      ms  total merged sectors      ms    cur    sec\n${rowsOfDisks.join('')}`
  );
}

function diskSummary(disks: readonly Disk[]): string {
  const whole = disks.filter(({ isPartition }) => !isPartition);
  const sum = (at: number): number => whole.reduce((total, { counts }) => total + (counts[at] ?? 0), 0);
  const labels = ['total reads', 'merged reads', 'read sectors', 'milli reading', 'writes', 'merged writes', 'written sectors', 'milli writing', 'inprogress IO', 'milli spent IO', 'milli weighted IO']; // prettier-ignore
  return [
    [whole.length, 'disks'] as const,
    [disks.length - whole.length, 'partitions'] as const,
    ...labels.map((label, at) => [/spent|weighted/.test(label) ? Math.trunc(sum(at) / TICKS_PER_SECOND) : sum(at), label] as const), // prettier-ignore
  ]
    .map(([value, label]) => `${String(value).padStart(13)} ${label}\n`)
    .join('');
}
