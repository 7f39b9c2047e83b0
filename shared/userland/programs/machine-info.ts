// Facts about the whole machine: uname(1), arch(1), nproc(1), uptime(1)

import { failed } from '../program.ts';
import { readFile } from '../libc/read.ts';
import { coreutil, extraOperand, quote, tryHelp } from '../libc/coreutils.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { UPTIME_USAGE } from './procps-usage.ts';
import { program } from '../libc/process.ts';
import { readBootTime, readUptime } from '../libc/machine-facts.ts';
import { readFileOrEmpty } from '../libc/read.ts';
import { strftime } from '../libc/calendar.ts';
import { readUptimeLine } from '../libc/uptime-line.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const uname = coreutil('uname', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['a', 'all'], ['s', 'kernel-name'], ['n', 'nodename'], ['r', 'kernel-release'], ['v', 'kernel-version'], ['m', 'machine'], ['p', 'processor'], ['i', 'hardware-platform'], ['o', 'operating-system']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const { sys } = process;
  const has = (key: string): boolean =>
    line.options.some((option) => option.key === key || option.key === 'a');
  const release = (yield* readFileOrEmpty(sys, '/proc/sys/kernel/osrelease')).trim() || '6.18.0';
  const version =
    (yield* readFileOrEmpty(sys, '/proc/sys/kernel/version')).trim() || '#1 SMP PREEMPT_DYNAMIC';
  const all = line.options.some((option) => option.key === 'a');
  const parts = [
    ...(has('s') || line.options.length === 0 ? ['Linux'] : []),
    ...(has('n') ? [yield* sys.gethostname()] : []),
    ...(has('r') ? [release] : []),
    ...(has('v') ? [version] : []),
    ...(has('m') ? ['x86_64'] : []),
    ...(has('p') && !all ? ['unknown'] : []),
    ...(has('i') && !all ? ['unknown'] : []),
    ...(has('o') ? ['GNU/Linux'] : []),
  ];
  process.printLine(parts.join(' '));
  return 0;
});

export const arch = coreutil('arch', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, []);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  process.printLine('x86_64');
  return 0;
});

export const nproc = coreutil('nproc', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['', 'all'],
    ['', 'ignore', 'required'],
  ]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const ignored = line.options.findLast(({ key }) => key === 'ignore')?.value ?? '0';
  if (!/^\d+$/.test(ignored)) {
    yield* process.error(`invalid number: ${quote(process, ignored)}`);
    return 1;
  }
  const processors =
    (yield* readFileOrEmpty(process.sys, '/proc/cpuinfo')).match(/^processor\b/gm)?.length ?? 1;
  process.printLine(String(Math.max(1, processors - Number(ignored))));
  return 0;
});

export const uptime = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, [
    ['p', 'pretty'],
    ['s', 'since'],
    ['h', 'help'],
    ['V', 'version'],
  ]);
  if (line.problem !== null || line.operands.length > 0) {
    if (line.problem !== null) yield* process.error(line.problem);
    yield* process.eprint(UPTIME_USAGE);
    return 1;
  }
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    process.print(has('h') ? UPTIME_USAGE : 'uptime from procps-ng 4.0.2\n');
    return 0;
  }
  const known = yield* readFile(sys, '/proc/uptime');
  if (failed(known)) {
    yield* process.error('Cannot get system uptime', known);
    return 1;
  }
  if (has('s')) process.printLine(strftime('%Y-%m-%d %H:%M:%S', yield* readBootTime(sys)));
  else if (has('p')) process.printLine(`up ${prettyUptime(yield* readUptime(sys))}`);
  else process.printLine(yield* readUptimeLine(sys));
  return 0;
});

function prettyUptime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [[Math.floor(minutes / 1440), 'day'], [Math.floor(minutes / 60) % 24, 'hour'], [minutes % 60, 'minute']] as const; // prettier-ignore
  const shown = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return shown.length > 0 ? shown.join(', ') : '0 minutes';
}
