// What is in the memory of a process? pmap(1) of procps, by /proc/PID/maps, and with -x by smaps; -X is left out. (fidelity: options)

import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { leftOutOption, notAvailable } from '../libc/left-out-option.ts';
import { joinedCommandLine, readTask } from '../libc/proc.ts';
import { linesOf, readFile } from '../libc/read.ts';
import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { ProcTask } from '../libc/proc.ts';

const OPTIONS = [
  ['x', 'extended'], ['d', 'device'], ['q', 'quiet'], ['p', 'show-path'], ['A', 'range', 'required'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const USAGE = `
Usage:
 pmap [options] PID [PID ...]

Options:
 -x, --extended              show details
 -X                          show even more details
            WARNING: format changes according to /proc/PID/smaps
 -XX                         show everything the kernel provides
 -c, --read-rc               read the default rc
 -C, --read-rc-from=<file>   read the rc from file
 -n, --create-rc             create new default rc
 -N, --create-rc-to=<file>   create new rc to file
            NOTE: pid arguments are not allowed with -n, -N
 -d, --device                show the device format
 -q, --quiet                 do not display header and footer
 -p, --show-path             show path in the mapping
 -A, --range=<low>[,<high>]  limit results to the given range

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see pmap(1).
`;

const NO_SUCH_PROCESS = 42;

interface Mapping {
  readonly start: number;
  readonly kib: number;
  /** r, w, x and s, each or a dash. */
  readonly mode: string;
  readonly offset: string;
  readonly device: string;
  readonly name: string;
  /** -x: KiB in memory, and those of them that were written to. */
  readonly rss: number;
  readonly dirty: number;
}

interface Settings {
  readonly low: number;
  readonly high: number;
  readonly quiet: boolean;
  readonly device: boolean;
  readonly extended: boolean;
  readonly wholePath: boolean;
}

export const pmap = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const asked = line.options.find(({ key }) => key === 'h' || key === 'V');
  if (asked !== undefined) {
    process.print(asked.key === 'h' ? USAGE : 'pmap from procps-ng 4.0.2\n');
    return 0;
  }
  if (process.args.length === 0) return yield* usage(process, null);
  if (line.problem !== null) return yield* usage(process, line.problem);
  const range = line.options.findLast(({ key }) => key === 'A')?.value ?? null;
  const bounds = range === null ? { low: 0, high: Infinity } : parseRange(range);
  if (bounds === null) {
    yield* process.warn(`failed to parse argument: '${range ?? ''}'`);
    return 1;
  }
  if (line.operands.length === 0) {
    yield* process.warn('argument missing');
    return 1;
  }
  const pids = line.operands.map((operand) => operand.replace(/^\/proc\//, ''));
  if (!pids.every((pid) => /^\d+$/.test(pid) && Number(pid) > 0)) return yield* usage(process, null);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const settings = { ...bounds, quiet: has('q'), device: has('d'), extended: has('x'), wholePath: has('p') };
  let status = 0;
  let shown = 0;
  for (const pid of new Set(pids.map(Number))) {
    const task = yield* readTask(process.sys, pid);
    if (task === null) continue;
    shown += 1;
    status |= yield* showTask(process, task, settings);
  }
  return shown < pids.length ? NO_SUCH_PROCESS : status;
});

function* usage(process: Process, problem: string | null): Coroutine<number> {
  const leftOut = problem === "invalid option -- 'X'" ? notAvailable('-X') : leftOutOption(problem ?? '', USAGE); // prettier-ignore
  if (problem !== null) yield* process.error(leftOut ?? problem);
  if (leftOut === null) yield* process.eprint(USAGE);
  return 1;
}

/** Two addresses in hexadecimal; one alone is both. */
function parseRange(text: string): { readonly low: number; readonly high: number } | null {
  const [, low, high = low] = /^(?:0x)?([\da-f]+)(?:,(?:0x)?([\da-f]+))?$/i.exec(text) ?? [];
  return low === undefined || high === undefined
    ? null
    : { low: parseInt(low, 16), high: parseInt(high, 16) };
}

function* showTask(process: Process, task: ProcTask, settings: Settings): Coroutine<number> {
  process.printLine(`${task.pid}:   ${commandOf(task)}`);
  const text = yield* readFile(process.sys, `/proc/${task.pid}/${settings.extended ? 'smaps' : 'maps'}`);
  if (failed(text)) return 1;
  const mappings = parseMappings(text, settings.wholePath);
  if (settings.extended && !settings.quiet)
    process.printLine('Address           Kbytes     RSS   Dirty Mode  Mapping');
  if (settings.device && !settings.quiet)
    process.printLine('Address           Kbytes Mode  Offset           Device    Mapping');
  for (const mapping of mappings) {
    if (mapping.start > settings.high || mapping.start + mapping.kib * 1024 <= settings.low) continue;
    const address = mapping.start.toString(16).padStart(16, '0');
    process.printLine(
      settings.extended
        ? `${address} ${[mapping.kib, mapping.rss, mapping.dirty].map((kib) => String(kib).padStart(7)).join(' ')} ${mapping.mode} ${mapping.name}`
        : settings.device
          ? `${address} ${String(mapping.kib).padStart(7)} ${mapping.mode} ${mapping.offset} ${mapping.device} ${mapping.name}`
          : `${address} ${String(mapping.kib).padStart(6)}K ${mapping.mode} ${mapping.name}`,
    );
  }
  if (!settings.quiet) process.printLine(footer(mappings, settings));
  return 0;
}

function footer(mappings: readonly Mapping[], { low, high, device, extended }: Settings): string {
  const within = mappings.filter(({ start, kib }) => start <= high && start + kib * 1024 > low);
  const sum = (some: readonly Mapping[]): number => some.reduce((total, { kib }) => total + kib, 0);
  if (extended) {
    const total = (key: 'rss' | 'dirty'): string =>
      String(within.reduce((all, mapping) => all + mapping[key], 0)).padStart(7);
    return `---------------- ------- ------- ------- \ntotal kB${String(sum(within)).padStart(16)} ${total('rss')} ${total('dirty')}`;
  }
  if (!device) return ` total ${String(sum(within)).padStart(16)}K`;
  const shared = within.filter(({ mode }) => mode[3] === 's');
  const ownToWrite = within.filter(({ mode }) => mode[3] !== 's' && mode[1] === 'w');
  return `mapped: ${sum(within)}K    writeable/private: ${sum(ownToWrite)}K    shared: ${sum(shared)}K`;
}

function commandOf({ cmdline, comm, state }: ProcTask): string {
  if (cmdline.length > 0) return joinedCommandLine(cmdline);
  return state === 'Z' ? `[${comm}] <defunct>` : `[${comm}]`;
}

/** Lines of maps; those of smaps have what is in memory behind them. */
function parseMappings(text: string, wholePath: boolean): readonly Mapping[] {
  const mappings: Mapping[] = [];
  for (const line of linesOf(text)) {
    const [, key, kib] = /^(Rss|Shared_Dirty|Private_Dirty): +(\d+) kB/.exec(line) ?? [];
    const last = mappings.at(-1);
    if (key !== undefined && last !== undefined) {
      const more = Number(kib);
      mappings[mappings.length - 1] =
        key === 'Rss' ? { ...last, rss: more } : { ...last, dirty: last.dirty + more };
    } else if (/^[\da-f]+-[\da-f]+ /.test(line)) mappings.push(parseMapping(line, wholePath));
  }
  return mappings;
}

/** A line of maps; what has no file is anonymous, but for the stack. */
function parseMapping(line: string, wholePath: boolean): Mapping {
  const [range = '', mode = '', offset = '', device = '', , ...words] = line.split(/ +/);
  const [start = 0, end = 0] = range.split('-').map((address) => parseInt(address, 16));
  const [major = '', minor = ''] = device.split(':');
  const path = words.join(' ');
  const file = wholePath ? path : path.slice(path.lastIndexOf('/') + 1);
  return {
    start,
    kib: (end - start) / 1024,
    mode: `${mode.slice(0, 3)}${mode[3] === 's' ? 's' : '-'}-`,
    offset: offset.padStart(16, '0'),
    device: `${major.padStart(3, '0')}:${minor.padStart(5, '0')}`,
    name: path.includes('/') ? file : path === '[stack]' ? '  [ stack ]' : '  [ anon ]',
    rss: 0,
    dirty: 0,
  };
}
