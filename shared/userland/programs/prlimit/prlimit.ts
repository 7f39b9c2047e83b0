// What limits does a process have, and which should it get? prlimit(1) of util-linux.

import { drawTable, rawTable } from '../../libc/table.ts';
import { execStatus, execvp } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { parseNumber, tryHelp, versionLine } from '../../libc/util-linux.ts';
import { program } from '../../libc/process.ts';
import { exceeds } from '../../resource-limits.ts';
import { PRLIMIT_USAGE } from './usage.ts';
import { parseRange } from './range.ts';
import { LIMITS } from './limits.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { LimitRow } from './limits.ts';
import type { LimitRange } from './range.ts';
import type { Process } from '../../libc/process.ts';
import type { ResourceLimit } from '../../resource-limits.ts';

const OPTIONS = [
  ['p', 'pid', 'required'], ['o', 'output', 'required'], ['', 'noheadings'], ['', 'raw'], ['', 'verbose'], ['h', 'help'], ['V', 'version'],
  ['c', 'core', 'optional'], ['d', 'data', 'optional'], ['e', 'nice', 'optional'], ['f', 'fsize', 'optional'],
  ['i', 'sigpending', 'optional'], ['l', 'memlock', 'optional'], ['m', 'rss', 'optional'], ['n', 'nofile', 'optional'],
  ['q', 'msgqueue', 'optional'], ['r', 'rtprio', 'optional'], ['s', 'stack', 'optional'], ['t', 'cpu', 'optional'],
  ['u', 'nproc', 'optional'], ['v', 'as', 'optional'], ['x', 'locks', 'optional'], ['y', 'rttime', 'optional'],
] as const; // prettier-ignore

const COLUMNS = ['RESOURCE', 'DESCRIPTION', 'SOFT', 'HARD', 'UNITS'] as const;
type Column = (typeof COLUMNS)[number];

interface Wish {
  readonly row: LimitRow;
  /** Null where it is only looked at. */
  readonly range: LimitRange | null;
}

export const prlimit = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const keys = line.options.map((option) => option.key);
  const wishes: Wish[] = [];
  let pid = 0;
  let columns: readonly Column[] = COLUMNS;
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'V') {
      process.print(key === 'h' ? PRLIMIT_USAGE : versionLine(process));
      return 0;
    }
    const row = LIMITS.find(({ letter }) => letter === key);
    if (key === 'p') {
      const number = parseNumber(value ?? '');
      if (number === null) return yield* refuse(process, `invalid PID argument: '${value ?? ''}'`);
      pid = number;
    } else if (key === 'o') {
      const chosen = parseColumns(value ?? '');
      if (typeof chosen === 'string') return yield* refuse(process, `unknown column: ${chosen}`);
      columns = chosen;
    } else if (row !== undefined) {
      const range = value === null ? null : parseRange(value.replace(/^=/, ''));
      if (range === undefined) return yield* refuse(process, `failed to parse ${row.name} limit`);
      wishes.push({ row, range });
    }
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const { operands } = line;
  if (operands.length > 0 && pid !== 0)
    return yield* refuse(process, 'options --pid and COMMAND are mutually exclusive');
  const wanted = wishes.length > 0 ? wishes : LIMITS.map((row) => ({ row, range: null }));
  const shown: (readonly [LimitRow, ResourceLimit])[] = [];
  for (const wish of wanted) {
    const result = yield* carryOut(process, pid, wish, keys.includes('verbose'));
    if (typeof result === 'number') return result;
    if (result !== null) shown.push([wish.row, result]);
  }
  if (shown.length > 0) {
    const rows = shown.map(([row, limit]) => ({ cells: columns.map((column) => cell(column, row, limit)), parent: null })); // prettier-ignore
    const headings = !keys.includes('noheadings');
    const drawn = columns.map((heading) => ({ heading, align: heading === 'SOFT' || heading === 'HARD' ? 'right' : 'left' }) as const); // prettier-ignore
    process.print(
      keys.includes('raw')
        ? rawTable(drawn, rows, headings)
        : drawTable(drawn, rows, { headings, utf8: false, screenColumns: Infinity }),
    );
  }
  return operands.length > 0 ? yield* become(process, operands) : 0;
});

function* refuse(process: Process, message: string, failure?: Failure): Coroutine<number> {
  yield* process.warn(message, failure);
  return 1;
}

/** The limit that is to be shown, null for one that was set, or the exit status of a failure. */
function* carryOut(
  process: Process,
  pid: number,
  { row, range }: Wish,
  verbose: boolean,
): Coroutine<ResourceLimit | null | number> {
  const { sys } = process;
  if (range === null) {
    const limit = yield* sys.prlimit(pid, row.resource, null);
    return failed(limit) ? yield* refuse(process, `failed to get the ${row.name} resource limit`, limit) : limit; // prettier-ignore
  }
  const old =
    range.soft === undefined || range.hard === undefined
      ? yield* sys.prlimit(pid, row.resource, null)
      : { soft: null, hard: null };
  if (failed(old)) return yield* refuse(process, `failed to get old ${row.name} limit`, old);
  const { soft = old.soft, hard = old.hard } = range;
  if (exceeds(soft, hard))
    return yield* refuse(process, `the soft limit ${row.name} cannot exceed the hard limit`);
  if (verbose) {
    const whom = pid === 0 ? yield* sys.getpid() : pid;
    process.printLine(`New ${row.name} limit for pid ${whom}: <${text(soft)}:${text(hard)}>`);
  }
  const set = yield* sys.prlimit(pid, row.resource, { soft, hard });
  return failed(set) ? yield* refuse(process, `failed to set the ${row.name} resource limit`, set) : null;
}

/** What was printed into a pipe is lost with the program. */
function* become(process: Process, argv: readonly string[]): Coroutine<number> {
  yield* process.settle();
  const refused = yield* execvp(process.sys, argv, process.env);
  yield* process.warn(`failed to execute ${argv[0] ?? ''}`, refused);
  return execStatus(refused);
}

function text(value: number | null): string {
  return value === null ? 'unlimited' : String(value);
}

function cell(column: Column, row: LimitRow, limit: ResourceLimit): string {
  switch (column) {
    case 'RESOURCE':
      return row.name;
    case 'DESCRIPTION':
      return row.description;
    case 'SOFT':
      return text(limit.soft);
    case 'HARD':
      return text(limit.hard);
    case 'UNITS':
      return row.units;
  }
}

/** The columns of -o, or the name of the first that there is not. A leading + adds to the usual ones. */
function parseColumns(list: string): readonly Column[] | string {
  const isMore = list.startsWith('+');
  const chosen: Column[] = isMore ? [...COLUMNS] : [];
  for (const name of (isMore ? list.slice(1) : list).split(',')) {
    const column = COLUMNS.find((candidate) => candidate === name.toUpperCase());
    if (column === undefined) return name;
    chosen.push(column);
  }
  return chosen;
}
