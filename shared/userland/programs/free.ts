// How much memory is there, and how much of it is used? free(1)

import { FREE_USAGE } from './procps-usage.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { readMeminfo } from '../libc/machine-facts.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['b', 'bytes'], ['', 'kilo'], ['', 'mega'], ['', 'giga'], ['', 'tera'], ['', 'peta'], ['k', 'kibi'], ['m', 'mebi'], ['g', 'gibi'],
  ['', 'tebi'], ['', 'pebi'], ['h', 'human'], ['', 'si'], ['l', 'lohi'], ['t', 'total'], ['v', 'committed'], ['s', 'seconds', 'required'],
  ['c', 'count', 'required'], ['w', 'wide'], ['', 'help'], ['V', 'version'],
] as const; // prettier-ignore

/** What a number is divided by: a power of 1000 or 1024. */
const UNITS: Readonly<Record<string, readonly [base: number, power: number]>> = {
  b: [1024, 0], kilo: [1000, 1], mega: [1000, 2], giga: [1000, 3], tera: [1000, 4], peta: [1000, 5],
  k: [1024, 1], m: [1024, 2], g: [1024, 3], tebi: [1024, 4], pebi: [1024, 5],
}; // prettier-ignore
const LETTERS = 'BKMGTP';
const WIDTH = 12;

interface Settings {
  readonly keys: readonly string[];
  readonly shown: (kib: number) => string;
}

export const free = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const keys: readonly string[] = line.options.map(({ key }) => key);
  if (line.problem !== null || line.operands.length > 0) {
    if (line.problem !== null) yield* process.error(line.problem);
    yield* process.eprint(FREE_USAGE);
    return 1;
  }
  if (keys.includes('help') || keys.includes('V')) {
    process.print(keys.includes('help') ? FREE_USAGE : 'free from procps-ng 4.0.2\n');
    return 0;
  }
  if (keys.filter((key) => UNITS[key] !== undefined).length > 1) {
    yield* process.error("Multiple unit options don't make sense.");
    return 1;
  }
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const seconds = value('s');
  const count = value('c');
  const problem = problemOf(seconds, count);
  if (problem !== null) {
    yield* process.error(problem);
    return 1;
  }
  const settings = { keys, shown: unitOf(keys) };
  const times = count === null ? (seconds === null ? 1 : Infinity) : Number(count);
  for (let time = 1; time <= times; time += 1) {
    if (!(yield* show(process, settings))) return 1;
    if (time === times) return 0;
    process.print('\n');
    yield* process.flush();
    yield* process.sys.nanosleep(Number(seconds ?? 1) * 1000);
  }
  return 0;
});

function problemOf(seconds: string | null, count: string | null): string | null {
  if (seconds !== null && !/^\d*\.?\d+$/.test(seconds))
    return `seconds argument failed: '${seconds}': Invalid argument`;
  if (seconds !== null && Number(seconds) === 0)
    return `seconds argument \`${seconds}' is not positive number`;
  if (count === null) return null;
  if (!/^\d+$/.test(count)) return `failed to parse count argument: '${count}'`;
  return Number(count) === 0
    ? `failed to parse count argument: '${count}': Numerical result out of range`
    : null;
}

function unitOf(keys: readonly string[]): (kib: number) => string {
  const si = keys.includes('si');
  if (keys.includes('h')) return (kib) => human(kib, si);
  const [base, power] = UNITS[keys.find((key) => UNITS[key] !== undefined) ?? 'k'] ?? [1024, 1];
  return (kib) => String(Math.trunc((kib * 1024) / (si ? 1000 : base) ** power));
}

/** The first unit in which the number takes no more than three letters. */
function human(kib: number, si: boolean): string {
  const bytes = kib * 1024;
  const longest = si ? 4 : 5;
  for (const [power, letter] of [...LETTERS].entries()) {
    const unit = letter + (si || power === 0 ? '' : 'i');
    const value = bytes / (si ? 1000 : 1024) ** power;
    const forms = power < 2 ? [String(Math.trunc(value))] : [value.toFixed(1), String(Math.trunc(value))];
    const fitting = forms.find((form) => form.length + unit.length <= (power === 0 ? 4 : longest));
    if (fitting !== undefined) return fitting + unit;
  }
  return String(bytes);
}

/** False where /proc does not say. */
function* show(process: Process, { keys, shown }: Settings): Coroutine<boolean> {
  const memory = yield* readMeminfo(process.sys);
  if (memory.size === 0) {
    yield* process.eprint('free: Memory information file /proc/meminfo does not exist\n');
    return false;
  }
  const kib = (name: string): number => memory.get(name) ?? 0;
  const row = (label: string, values: readonly number[]): void => {
    process.printLine(label.padEnd(8) + values.map((value) => shown(value).padStart(WIDTH)).join(''));
  };
  const wide = keys.includes('w');
  const cached = kib('Cached') + kib('SReclaimable');
  const [total, unused, buffers] = [kib('MemTotal'), kib('MemFree'), kib('Buffers')];
  const used = Math.max(0, total - kib('MemAvailable'));
  process.print(
    wide
      ? '               total        used        free      shared     buffers       cache   available\n'
      : '               total        used        free      shared  buff/cache   available\n',
  );
  const between = wide ? [buffers, cached] : [buffers + cached];
  row('Mem:', [total, used, unused, kib('Shmem'), ...between, kib('MemAvailable')]);
  if (keys.includes('l')) {
    row('Low:', [total, total - unused, unused]);
    row('High:', [0, 0, 0]);
  }
  const [swap, freeSwap] = [kib('SwapTotal'), kib('SwapFree')];
  row('Swap:', [swap, swap - freeSwap, freeSwap]);
  if (keys.includes('t')) row('Total:', [total + swap, used + swap - freeSwap, unused + freeSwap]);
  const [limit, committed] = [kib('CommitLimit'), kib('Committed_AS')];
  if (keys.includes('v')) row('Comm:', [limit, committed, limit - committed]);
  return true;
}
