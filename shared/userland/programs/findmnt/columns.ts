// Which columns can findmnt show? findmnt(8), OUTPUT COLUMNS

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { MountEntry } from '../../libc/mounts.ts';
import type { Statfs, Sys } from '../../sys.ts';

export interface FindmntView {
  /** -v: the source without what of it is mounted. */
  readonly plainSource: boolean;
  /** -b */
  readonly bytes: boolean;
  readonly self: number;
}

export interface FindmntColumn {
  readonly heading: string;
  readonly align: 'left' | 'right';
  readonly show: (entry: MountEntry, size: Statfs | null, view: FindmntView) => string;
}

const text = (
  heading: string,
  show: FindmntColumn['show'],
  align: FindmntColumn['align'] = 'left',
): FindmntColumn => ({ heading, align, show });
const nothing = (): string => '';

const TABLE: readonly FindmntColumn[] = [
  text('ACTION', nothing),
  text('AVAIL', (_entry, size, view) => amount(size === null ? null : size.capacity - size.used, view), 'right'), // prettier-ignore
  text('FREQ', () => '0', 'right'),
  text('FSROOT', ({ root }) => root),
  text('FSTYPE', ({ type }) => type),
  text('FS-OPTIONS', ({ fsOptions }) => fsOptions),
  text('ID', ({ id }) => String(id), 'right'),
  text('LABEL', nothing),
  text('MAJ:MIN', ({ device }) => deviceText(device)),
  text('OLD-OPTIONS', nothing),
  text('OLD-TARGET', nothing),
  text('OPTIONS', ({ options }) => options),
  text('OPT-FIELDS', ({ groups }) => groups.join(' ')),
  text('PARENT', ({ parent }) => String(parent), 'right'),
  text('PARTLABEL', nothing),
  text('PARTUUID', nothing),
  text('PASSNO', () => '0', 'right'),
  text('PROPAGATION', propagation),
  text('SIZE', (_entry, size, view) => amount(size?.capacity ?? null, view), 'right'),
  text('SOURCE', source),
  text('SOURCES', source),
  text('TARGET', ({ target }) => target),
  text('TID', (_entry, _size, { self }) => String(self), 'right'),
  text('USED', (_entry, size, view) => amount(size?.used ?? null, view), 'right'),
  text('USE%', (_entry, size) => percent(size), 'right'),
  text('UUID', nothing),
  text('VFS-OPTIONS', ({ vfsOptions }) => vfsOptions),
];

export const COLUMNS: ReadonlyMap<string, FindmntColumn> = new Map(TABLE.map((column) => [column.heading, column])); // prettier-ignore

/** Whether any of them asks for the size of the file system. */
export function asksSize(columns: readonly FindmntColumn[]): boolean {
  return columns.some(({ heading }) => ['SIZE', 'AVAIL', 'USED', 'USE%'].includes(heading));
}

/** Null for one that holds nothing. */
export function* sizeOf(sys: Sys, { target }: MountEntry): Coroutine<Statfs | null> {
  const size = yield* sys.statfs(target);
  return failed(size) || size.capacity === 0 ? null : size;
}

function source({ source: device, root }: MountEntry, _size: Statfs | null, view: FindmntView): string {
  return root === '/' || view.plainSource ? device : `${device}[${root}]`;
}

function propagation({ groups }: MountEntry): string {
  const shared = groups.some((group) => group.startsWith('shared:')) ? 'shared' : 'private';
  const slave = groups.some((group) => group.startsWith('master:')) ? ',slave' : '';
  return shared + slave + (groups.includes('unbindable') ? ',unbindable' : '');
}

function deviceText(device: string): string {
  const [major = '', minor = ''] = device.split(':');
  return `${major.padStart(3)}:${minor.padEnd(3)}`;
}

function percent(size: Statfs | null): string {
  return size === null ? '' : `${Math.ceil((size.used * 100) / size.capacity)}%`;
}

const UNITS = ['B', 'K', 'M', 'G', 'T'];

/** size_to_human_string() of util-linux: one digit behind the point where it is not zero. */
function amount(bytes: number | null, { bytes: exact }: FindmntView): string {
  if (bytes === null) return '';
  if (exact || bytes === 0) return String(bytes);
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${String(Math.round(value * 10) / 10)}${UNITS[unit] ?? ''}`;
}
