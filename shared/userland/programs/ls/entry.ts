// What does ls know about one name, and how does it show it?

import { humanSize as decimalSize } from '../../libc/human-size.ts';
import { gmtime, strftime } from '../../libc/calendar.ts';
import { shownNames } from './quoting.ts';
import type { QuotingStyle } from './quoting.ts';
import type { Stat } from '../../sys.ts';
import type { Users } from '../../libc/users.ts';

export interface Entry {
  readonly name: string;
  /** Null when it was not asked for, or is not there any more. */
  readonly stat: Stat | null;
  /** Where a link leads, in the long format. */
  readonly target: string | null;
}

const KIND_LETTERS: Readonly<Record<Stat['kind'], string>> = {
  file: '-', directory: 'd', symlink: 'l', char: 'c', fifo: 'p', ns: '-',
}; // prettier-ignore

const HALF_YEAR = 15_778_476;

/** -rwxr-xr-x */
export function modeText({ kind, mode }: Stat): string {
  return KIND_LETTERS[kind] + permissionText(mode);
}

/** rwxr-xr-x */
export function permissionText(mode: number): string {
  const three = (bits: number, special: boolean, letter: string): string => {
    const execute = (bits & 1) !== 0 ? (special ? letter : 'x') : special ? letter.toUpperCase() : '-';
    return ((bits & 4) !== 0 ? 'r' : '-') + ((bits & 2) !== 0 ? 'w' : '-') + execute;
  };
  const user = three((mode >> 6) & 7, (mode & 0o4000) !== 0, 's');
  const group = three((mode >> 3) & 7, (mode & 0o2000) !== 0, 's');
  const other = three(mode & 7, (mode & 0o1000) !== 0, 't');
  return user + group + other;
}

/** -F, --file-type, which leaves out the star, and -p. */
export function indicator({ stat }: Entry, style: 'slash' | 'file-type' | 'classify'): string {
  if (stat === null) return '';
  if (stat.kind === 'directory') return '/';
  if (style === 'slash') return '';
  if (stat.kind === 'symlink') return '@';
  if (stat.kind === 'fifo') return '|';
  return style === 'classify' && stat.kind === 'file' && (stat.mode & 0o111) !== 0 ? '*' : '';
}

export interface LongView {
  readonly quoting: QuotingStyle;
  readonly users: Users;
  readonly now: number;
  readonly numeric: boolean;
  readonly showOwner: boolean;
  readonly showGroup: boolean;
  readonly human: boolean;
  /** --si: in units of 1000. */
  readonly si: boolean;
  readonly showAuthor: boolean;
  /** `locale`, `full-iso`, `long-iso`, `iso` or +FORMAT. */
  readonly timeStyle: string;
  readonly inode: boolean;
  /** Blocks of 1 KiB in front of the name. */
  readonly blocks: boolean;
}

/** The lines of -l; every column as wide as its widest value. `names` are as they are shown. */
export function longLines(
  entries: readonly Entry[],
  names: readonly string[],
  view: LongView,
): readonly string[] {
  const rows = entries.map(({ stat }) => cells(stat, view));
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map(({ text }, at) => Math.max(widest[at] ?? 0, text.length)),
    [],
  );
  return entries.map((entry, index) => {
    const columns = (rows[index] ?? []).map(({ text, right }, at) =>
      right ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0),
    );
    const arrow =
      entry.target === null ? '' : ` -> ${shownNames([entry.target], view.quoting, false).join('')}`;
    return `${columns.join(' ')} ${names[index] ?? ''}${arrow}`;
  });
}

interface Cell {
  readonly text: string;
  readonly right: boolean;
}

function cells(stat: Stat | null, view: LongView): readonly Cell[] {
  const owner = stat === null ? '?' : view.numeric ? String(stat.uid) : view.users.userName(stat.uid);
  const group = stat === null ? '?' : view.numeric ? String(stat.gid) : view.users.groupName(stat.gid);
  return [
    ...(view.inode ? [{ text: String(stat?.ino ?? '?'), right: true }] : []),
    ...(view.blocks ? [{ text: String(stat === null ? '?' : blocksOf(stat)), right: true }] : []),
    { text: stat === null ? '-?????????' : modeText(stat), right: false },
    { text: String(stat?.nlink ?? '?'), right: true },
    ...(view.showOwner ? [{ text: owner, right: view.numeric }] : []),
    ...(view.showGroup ? [{ text: group, right: view.numeric }] : []),
    // nobody but the owner is kept as the author
    ...(view.showAuthor ? [{ text: owner, right: view.numeric }] : []),
    { text: stat === null ? '?' : sizeText(stat, view), right: true },
    { text: stat === null ? '?' : dateText(stat.mtime, view.now, view.timeStyle), right: false },
  ];
}

/** KiB on the disk. */
export function blocksOf({ blocks }: Stat): number {
  return blocks / 2;
}

/** A device shows its numbers instead. */
function sizeText({ size, device }: Stat, { human, si }: LongView): string {
  if (device !== null) return `${device.major}, ${device.minor}`;
  return si ? decimalSize(size, 'decimal') : human ? humanSize(size) : String(size);
}

export function humanSize(size: number): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let value = size;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  if (unit === 0) return String(size);
  return (
    (value < 10
      ? String(Math.ceil(value * 10) / 10).padEnd(3, value % 1 === 0 ? '.0' : '0')
      : String(Math.ceil(value))) + (units[unit] ?? '')
  );
}

/** Something older than half a year, or in the future, shows its year instead of the time. */
export function dateText(mtime: number, now: number, style = 'locale'): string {
  const recent = mtime <= now && mtime > now - HALF_YEAR;
  if (style.startsWith('+')) {
    const [usual = '', forRecent] = style.slice(1).split('\n');
    return strftime(recent ? (forRecent ?? usual) : usual, mtime);
  }
  if (style === 'full-iso') return strftime('%Y-%m-%d %H:%M:%S.%N %z', mtime);
  if (style === 'long-iso') return strftime('%Y-%m-%d %H:%M', mtime);
  if (style === 'iso') return strftime(recent ? '%m-%d %H:%M' : '%Y-%m-%d ', mtime);
  return strftime(recent ? '%b %e %H:%M' : '%b %e  %Y', gmtime(mtime).year < 1970 ? 0 : mtime);
}
