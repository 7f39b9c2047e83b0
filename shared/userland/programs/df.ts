// How full are the file systems that are mounted? df(1)

import { canonicalize } from '../libc/canonicalize.ts';
import { coreutil, quote, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { humanSize, sizeUnit } from '../libc/human-size.ts';
import { mountOf, readMounts } from '../libc/mounts.ts';
import type { Coroutine } from '../program.ts';
import type { MountEntry } from '../libc/mounts.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['a', 'all'], ['B', 'block-size', 'required'], ['h', 'human-readable'], ['H', 'si'], ['i', 'inodes'], ['k', ''], ['m', ''],
  ['l', 'local'], ['', 'no-sync'], ['', 'output', 'optional'], ['P', 'portability'], ['', 'sync'], ['', 'total'],
  ['t', 'type', 'required'], ['T', 'print-type'], ['x', 'exclude-type', 'required'], ['v', ''],
] as const; // prettier-ignore

const FIELDS = [
  'source', 'fstype', 'itotal', 'iused', 'iavail', 'ipcent', 'size', 'used', 'avail', 'pcent', 'file', 'target',
] as const; // prettier-ignore
type Field = (typeof FIELDS)[number];
const LEFT: readonly Field[] = ['source', 'fstype', 'file', 'target'];
/** No column of numbers is narrower than this. */
const LEAST: Readonly<Partial<Record<Field, number>>> = { source: 14, fstype: 4, size: 5, used: 5, avail: 5, itotal: 5, iused: 5, iavail: 5, pcent: 4, ipcent: 4 }; // prettier-ignore
/** As many inodes as pages: tmpfs gives each file of a page. */
const INODES = 3_085_511;

interface Line {
  readonly entry: Pick<MountEntry, 'source' | 'type' | 'target'>;
  readonly file: string;
  readonly size: number;
  readonly used: number;
  readonly files: number;
  readonly inodes: number;
}

export const df = coreutil('df', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const values = (key: string): readonly string[] =>
    line.options.filter((option) => option.key === key).map((option) => option.value ?? '');
  const unit = sizeUnit(line.options);
  if (unit === null) {
    yield* process.error(`invalid -B argument '${values('B').at(-1) ?? ''}'`);
    return 1;
  }
  const unknown = values('output').join(',').split(',').find((name) => name !== '' && !FIELDS.some((field) => field === name)); // prettier-ignore
  if (unknown !== undefined)
    return yield* tryHelp(process, `option --output: field ${quote(process, unknown)} unknown`);
  const mounts = yield* readMounts(process.sys);
  if (failed(mounts)) {
    yield* process.error('cannot read table of mounted file systems', mounts);
    return 1;
  }
  let status = 0;
  const chosen: { readonly entry: MountEntry; readonly file: string }[] = [];
  for (const operand of line.operands) {
    const stat = yield* process.sys.stat(operand);
    const path = yield* canonicalize(process.sys, operand, 'existing');
    const entry = failed(path) ? undefined : mountOf(mounts, path);
    if (failed(stat) || entry === undefined) {
      yield* process.error(quotef(operand), failed(stat) ? stat : { errno: 'ENOENT' });
      status = 1;
    } else chosen.push({ entry, file: operand });
  }
  const all =
    line.operands.length > 0 ? chosen : seen(mounts, has('a')).map((entry) => ({ entry, file: '-' }));
  const [only, without] = [values('t'), values('x')];
  const lines: Line[] = [];
  for (const { entry, file } of all) {
    if ((only.length > 0 && !only.includes(entry.type)) || without.includes(entry.type)) continue;
    const size = yield* process.sys.statfs(entry.target);
    if (failed(size) || (size.capacity === 0 && line.operands.length === 0 && !has('a'))) continue;
    const inodes = size.capacity === 0 ? 0 : INODES;
    lines.push({
      entry,
      file,
      size: size.capacity,
      used: size.used,
      files: inodes === 0 ? 0 : size.files,
      inodes,
    });
  }
  if (lines.length === 0) {
    if (status === 0) yield* process.error('no file systems processed');
    return 1;
  }
  const fields = chosenFields(has, values('output'));
  if (has('total')) lines.push(totalOf(lines));
  draw(process, lines, fields, unit, has('P'), has('output'));
  return status;
});

/** One line for each file system: of several mounts of one the one with the shortest place, of those at one place the last. */
function seen(mounts: readonly MountEntry[], all: boolean): readonly MountEntry[] {
  if (all) return mounts;
  const byDevice = new Map<string, MountEntry>();
  for (const entry of mounts) {
    const known = byDevice.get(entry.device);
    const better =
      known === undefined ||
      entry.target.length < known.target.length ||
      (entry.root === '/' && known.root !== '/') ||
      entry.target === known.target;
    if (better) byDevice.set(entry.device, entry);
  }
  return mounts.filter((entry) => byDevice.get(entry.device) === entry);
}

function chosenFields(has: (key: string) => boolean, output: readonly string[]): readonly Field[] {
  if (output.length > 0) {
    const named = output.join(',').split(',');
    return named.some((name) => name !== '') ? FIELDS.filter((field) => named.includes(field)).sort((a, b) => named.indexOf(a) - named.indexOf(b)) : FIELDS; // prettier-ignore
  }
  const numbers: readonly Field[] = has('i') ? ['itotal', 'iused', 'iavail', 'ipcent'] : ['size', 'used', 'avail', 'pcent']; // prettier-ignore
  return ['source', ...(has('T') ? (['fstype'] as const) : []), ...numbers, 'target'];
}

function totalOf(lines: readonly Line[]): Line {
  const sum = (of: (line: Line) => number): number => lines.reduce((total, line) => total + of(line), 0);
  return {
    entry: { source: 'total', type: '-', target: '-' },
    file: '-',
    size: sum(({ size }) => size),
    used: sum(({ used }) => used),
    files: sum(({ files }) => files),
    inodes: sum(({ inodes }) => inodes),
  };
}

function draw(
  process: Process,
  lines: readonly Line[],
  fields: readonly Field[],
  unit: ReturnType<typeof sizeUnit>,
  posix: boolean,
  isChosen: boolean,
): void {
  const size = (bytes: number): string => humanSize(bytes, unit);
  const headings: Readonly<Record<Field, string>> = {
    source: 'Filesystem', fstype: 'Type', itotal: 'Inodes', iused: 'IUsed', iavail: 'IFree', ipcent: 'IUse%',
    size: posix && typeof unit === 'number' ? `${unit}-blocks` : unit === 'binary' || unit === 'decimal' ? 'Size' : `${blockName(unit)}-blocks`,
    used: 'Used', avail: unit === 'binary' || unit === 'decimal' || isChosen ? 'Avail' : 'Available',
    pcent: posix && typeof unit === 'number' ? 'Capacity' : 'Use%', file: 'File', target: 'Mounted on',
  }; // prettier-ignore
  const cell = (field: Field, { entry, file, size: capacity, used, files, inodes }: Line): string => {
    switch (field) {
      case 'source':
        return entry.source;
      case 'fstype':
        return entry.type;
      case 'file':
        return file;
      case 'target':
        return entry.target;
      case 'size':
        return size(capacity);
      case 'used':
        return size(used);
      case 'avail':
        return size(capacity - used);
      case 'pcent':
        return percent(used, capacity);
      case 'itotal':
        return String(inodes);
      case 'iused':
        return String(files);
      case 'iavail':
        return String(inodes - files);
      case 'ipcent':
        return percent(files, inodes);
    }
  };
  const rows = [fields.map((field) => headings[field]), ...lines.map((line) => fields.map((field) => cell(field, line)))]; // prettier-ignore
  const widths = fields.map((field, at) =>
    Math.max(LEAST[field] ?? 0, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  for (const row of rows) {
    const cells = row.map((text, at) => {
      const isLeft = LEFT.includes(fields[at] ?? 'target');
      if (isLeft && at === row.length - 1) return text;
      return isLeft ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0);
    });
    process.printLine(cells.join(' '));
  }
}

/** `1K` for 1024. */
function blockName(unit: number | null | string): string {
  const bytes = Number(unit);
  if (bytes % 1024 ** 3 === 0) return `${bytes / 1024 ** 3}G`;
  if (bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2}M`;
  return bytes % 1024 === 0 ? `${bytes / 1024}K` : `${bytes}B`;
}

function percent(used: number, capacity: number): string {
  return capacity === 0 ? '-' : `${Math.ceil((used * 100) / capacity)}%`;
}
