// Which file systems are mounted, and where? findmnt(8) of util-linux.

import { asksSize, COLUMNS, sizeOf } from './columns.ts';
import { canonicalize } from '../../libc/canonicalize.ts';
import { drawTable, rawTable } from '../../libc/table.ts';
import { failed } from '../../program.ts';
import { notAvailable } from '../../libc/left-out-option.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { isUtf8 } from '../../libc/locale.ts';
import { mountOf, readMounts } from '../../libc/mounts.ts';
import { program } from '../../libc/process.ts';
import { terminalColumns } from '../../libc/screen.ts';
import { tryHelp, versionLine } from '../../libc/util-linux.ts';
import { USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { FindmntColumn } from './columns.ts';
import type { MountEntry } from '../../libc/mounts.ts';
import type { Process } from '../../libc/process.ts';
import type { TableRow } from '../../libc/table.ts';

const OPTIONS = [
  ['s', 'fstab'], ['m', 'mtab'], ['k', 'kernel'], ['A', 'all'], ['a', 'ascii'], ['b', 'bytes'], ['C', 'nocanonicalize'],
  ['c', 'canonicalize'], ['d', 'direction', 'required'], ['D', 'df'], ['e', 'evaluate'], ['F', 'tab-file', 'required'],
  ['f', 'first-only'], ['i', 'invert'], ['J', 'json'], ['l', 'list'], ['N', 'task', 'required'], ['n', 'noheadings'],
  ['o', 'output', 'required'], ['', 'output-all'], ['O', 'options', 'required'], ['P', 'pairs'], ['p', 'poll', 'optional'],
  ['', 'pseudo'], ['', 'real'], ['', 'shadow'], ['R', 'submounts'], ['r', 'raw'], ['S', 'source', 'required'],
  ['T', 'target', 'required'], ['M', 'mountpoint', 'required'], ['t', 'types', 'required'], ['U', 'uniq'], ['u', 'notruncate'],
  ['v', 'nofsroot'], ['w', 'timeout', 'required'], ['x', 'verify'], ['', 'verbose'], ['', 'tree'],
  ['', 'vfs-all'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const LEFT_OUT: readonly string[] = ['m', 'N', 'shadow', 'U', 'w', 'vfs-all'];

const PSEUDO = ['proc', 'sysfs', 'tmpfs', 'devpts', 'devtmpfs', 'nsfs', 'cgroup2', 'mqueue'];

interface Wanted {
  readonly source: string | null;
  readonly target: string | null;
  readonly types: string | null;
  readonly options: string | null;
  /** What -i turns round. */
  readonly invert: boolean;
  readonly kind: 'pseudo' | 'real' | null;
}

export const findmnt = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  if (has('h') || has('V')) {
    process.print(has('h') ? USAGE : versionLine(process));
    return 0;
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem, USAGE);
  if (has('s') || has('x') || has('F')) {
    // there is no fstab here
    yield* process.warn(`can't read ${value('F') ?? '(null)'}: No such file or directory`);
    return 1;
  }
  if (has('p')) {
    yield* process.warn('--poll is not available here');
    return 1;
  }
  const leftOut = line.options.find(({ key }) => LEFT_OUT.includes(key))?.key;
  if (leftOut !== undefined) {
    yield* process.warn(notAvailable(leftOut.length === 1 ? `-${leftOut}` : `--${leftOut}`));
    return 1;
  }
  const columns = chosen(value('o'), has('output-all'), has('D'));
  if (typeof columns === 'string') {
    yield* process.warn(`unknown column: ${columns}`);
    return 1;
  }
  const mounts = yield* readMounts(process.sys);
  if (failed(mounts)) {
    yield* process.warn("can't read /proc/mounts", mounts);
    return 1;
  }
  const wanted: Wanted = {
    source: value('S'),
    target: value('M') ?? value('T'),
    types: value('t'),
    options: value('O'),
    invert: has('i'),
    kind: has('pseudo') ? 'pseudo' : has('real') ? 'real' : null,
  };
  const found = yield* search(process, mounts, wanted, line.operands, has('T') && !has('M'));
  const first = has('f') ? found.slice(0, 1) : found;
  const [top] = first;
  if (top === undefined) return 1;
  const isFiltered = line.operands.length > 0 || Object.values(wanted).some((each) => each !== null && each !== false); // prettier-ignore
  const shown = has('R') ? first.flatMap((entry) => [entry, ...below(mounts, entry)]) : first;
  // a filter hides the tree unless what it leaves hangs together
  const asTree = !has('l') && !has('D') && (!isFiltered || has('R') || has('tree') || isTree(shown));
  const real = has('D') ? yield* withSize(process, shown) : shown;
  yield* show(process, real, columns, has, asTree);
  return 0;
});

/** Filters by type and the like leave a tree where the topmost mount is among what they leave. */
function isTree(entries: readonly MountEntry[]): boolean {
  const [first] = entries;
  return entries.length > 1 && entries.some(({ parent }) => parent === first?.id) && first?.target === '/';
}

function* withSize(process: Process, entries: readonly MountEntry[]): Coroutine<readonly MountEntry[]> {
  const kept: MountEntry[] = [];
  for (const entry of entries) if ((yield* sizeOf(process.sys, entry)) !== null) kept.push(entry);
  return kept;
}

/** The columns, or the name of one that there is not. */
function chosen(list: string | null, all: boolean, df: boolean): readonly FindmntColumn[] | string {
  const standard = df
    ? ['SOURCE', 'FSTYPE', 'SIZE', 'USED', 'AVAIL', 'USE%', 'TARGET']
    : all
      ? [...COLUMNS.keys()]
      : ['TARGET', 'SOURCE', 'FSTYPE', 'OPTIONS'];
  const named = list === null ? standard : list.startsWith('+') ? [...standard, ...list.slice(1).split(',')] : list.split(','); // prettier-ignore
  const columns: FindmntColumn[] = [];
  for (const name of named) {
    const column = COLUMNS.get(name.toUpperCase());
    if (column === undefined) return name;
    columns.push(column);
  }
  return columns;
}

function* search(
  process: Process,
  mounts: readonly MountEntry[],
  wanted: Wanted,
  operands: readonly string[],
  anyPath: boolean,
): Coroutine<readonly MountEntry[]> {
  const { sys } = process;
  const [first, second] = operands;
  const place = second ?? wanted.target;
  const path = place === null ? null : yield* canonicalize(sys, place, 'missing');
  const target = path === null || failed(path) ? place : path;
  const device = second === undefined ? wanted.source : (first ?? null);
  const isThere = anyPath && target !== null && !failed(yield* sys.stat(target));
  const covering = isThere ? mountOf(mounts, target) : undefined;
  const either = second === undefined && first !== undefined ? first : null;
  const eitherPath = either === null ? null : yield* canonicalize(sys, either, 'missing');
  const fits = (entry: MountEntry): boolean => {
    const place = entry.target === (anyPath ? covering?.target : target);
    const named = entry.source === either || entry.target === (eitherPath === null || failed(eitherPath) ? either : eitherPath); // prettier-ignore
    const all =
      (target === null || place) &&
      (device === null || entry.source === device) &&
      (either === null || named) &&
      (wanted.types === null || matchesTypes(entry.type, wanted.types)) &&
      (wanted.options === null || matchesOptions(entry.options, wanted.options)) &&
      (wanted.kind === null || PSEUDO.includes(entry.type) === (wanted.kind === 'pseudo'));
    return all !== wanted.invert;
  };
  return mounts.filter(fits);
}

function below(mounts: readonly MountEntry[], { id }: MountEntry): readonly MountEntry[] {
  return mounts.filter(({ parent }) => parent === id).flatMap((entry) => [entry, ...below(mounts, entry)]);
}

/** `proc,tmpfs`, or `noproc,tmpfs` for all others. */
function matchesTypes(type: string, list: string): boolean {
  const isNegative = list.startsWith('no');
  const names = (isNegative ? list.slice(2) : list).split(',');
  return names.includes(type) !== isNegative;
}

function matchesOptions(options: string, list: string): boolean {
  const there = options.split(',');
  return list.split(',').every((word) => (word.startsWith('no') && !there.includes(word) ? !there.includes(word.slice(2)) : there.includes(word))); // prettier-ignore
}

function* show(
  process: Process,
  entries: readonly MountEntry[],
  columns: readonly FindmntColumn[],
  has: (key: string) => boolean,
  asTree: boolean,
): Coroutine<void> {
  const view = { plainSource: has('v'), bytes: has('b'), self: yield* process.sys.getpid() };
  const rows: TableRow[] = [];
  for (const entry of entries) {
    const size = asksSize(columns) ? yield* sizeOf(process.sys, entry) : null;
    const above = asTree ? entries.findIndex(({ id }) => id === entry.parent) : -1;
    rows.push({
      cells: columns.map((column) => column.show(entry, size, view)),
      parent: above < 0 ? null : above,
    });
  }
  const headings = !has('n');
  if (has('J')) process.print(json(columns, rows));
  else if (has('P')) for (const { cells } of rows) process.printLine(pairs(columns, cells));
  else if (has('r')) process.print(rawTable(columns, rows, headings));
  else {
    const screenColumns = has('u') ? Infinity : yield* terminalColumns(process);
    const drawn = columns.map(({ heading, align }) => ({
      heading,
      align,
      tree: heading === 'TARGET',
      truncate: heading === 'OPTIONS',
    }));
    process.print(
      drawTable(drawn, rows, { headings, utf8: isUtf8(process.env) && !has('a'), screenColumns }),
    );
  }
}

function pairs(columns: readonly FindmntColumn[], cells: readonly string[]): string {
  return columns
    .map(({ heading }, at) => `${heading.replace(/[%:-]/g, (sign) => (sign === '%' ? 'PCT' : '_'))}="${cells[at] ?? ''}"`)
    .join(' '); // prettier-ignore
}

/** Objects inside each other, as the mounts hang. */
function json(columns: readonly FindmntColumn[], rows: readonly TableRow[]): string {
  const children = (index: number | null): readonly number[] =>
    rows.flatMap((row, at) => (row.parent === index ? [at] : []));
  const list = (indices: readonly number[], indent: string): string =>
    indices.map((index) => object(index, indent)).join(',');
  const object = (index: number, indent: string): string => {
    const inner = `${indent}   `;
    const fields = columns.map(({ heading }, at) => {
      const cell = rows[index]?.cells[at] ?? '';
      return `${inner}"${heading.toLowerCase()}": ${cell === '' ? 'null' : JSON.stringify(cell)}`;
    });
    const hanging = children(index);
    const nested = hanging.length === 0 ? [] : [`${inner}"children": [\n${inner}   ${list(hanging, `${inner}   `)}\n${inner}]`]; // prettier-ignore
    return `{\n${[...fields, ...nested].join(',\n')}\n${indent}}`;
  };
  return `{\n   "filesystems": [\n      ${list(children(null), '      ')}\n   ]\n}\n`;
}
