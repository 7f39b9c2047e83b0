// What may a file system be given when it is mounted, and how does /proc/mounts tell it? tmpfs(5), proc(5)

import { ownEntry } from '../../own-entry.ts';
import { MEMORY_KIB } from '../machine-memory.ts';
import type { Failure } from '../program.ts';

export interface TmpfsOptions {
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Bytes. */
  readonly capacity?: number;
  /** As /proc/mounts tells them. */
  readonly shown?: readonly string[];
}

const PAGE = 4096;
const UNIT: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
const STICKY_ALL = 0o1777;

/** Errno: EINVAL an option that it does not know, or a value that is none. */
export function tmpfsOptions(words: readonly string[]): TmpfsOptions | Failure {
  const values = new Map<string, string>();
  for (const word of words) {
    const [name = '', value = ''] = word.split('=');
    const fits =
      name === 'size' ? sizeOf(value) !== null
      : name === 'mode' ? /^[0-7]+$/.test(value)
      : ['uid', 'gid', 'nr_inodes', 'nr_blocks'].includes(name) ? /^\d+[kmg]?$/i.test(value)
      : name === 'inode64' || name === 'inode32' || name === 'huge' || name === 'noswap'; // prettier-ignore
    if (!fits) return { errno: 'EINVAL' };
    values.set(name, value);
  }
  const size = sizeOf(values.get('size') ?? '');
  const mode = parseInt(values.get('mode') ?? '1777', 8) & 0o7777;
  const [uid, gid] = [Number(values.get('uid') ?? 0), Number(values.get('gid') ?? 0)];
  const inodes = values.get('nr_inodes');
  const shown = [
    ...(size === null ? [] : [`size=${size / 1024}k`]),
    ...(inodes === undefined ? [] : [`nr_inodes=${inodes}`]),
    ...(mode === STICKY_ALL ? [] : [`mode=${mode.toString(8).padStart(3, '0')}`]),
  ];
  return { mode, uid, gid, shown, ...(size !== null && { capacity: size }) };
}

/** Whom a tmpfs belongs to is told in the kernel's own ids, whatever the user namespace of its mounter calls them. */
export function ownerShown(uid: number, gid: number): readonly string[] {
  return [...(uid === 0 ? [] : [`uid=${uid}`]), ...(gid === 0 ? [] : [`gid=${gid}`])];
}

/** Whole pages, in bytes. */
function sizeOf(text: string): number | null {
  const [, digits, unit = ''] = /^(\d+)([kmg%]?)$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const bytes = unit === '%' ? (MEMORY_KIB.total * 1024 * Number(digits)) / 100 : Number(digits) * (ownEntry(UNIT, unit.toLowerCase()) ?? 1); // prettier-ignore
  return Math.ceil(bytes / PAGE) * PAGE;
}

const HIDEPID = ['off', 'noaccess', 'invisible', null, 'ptraceable'] as const; // by number

/** What procfs was given beside what it has: gid, hidepid, subset, in this order. Errno: EINVAL. */
export function procOptions(old: readonly string[], words: readonly string[]): readonly string[] | Failure {
  const values = new Map(
    old.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  for (const word of words) {
    const [name = '', value = ''] = word.split('=');
    const hide = HIDEPID[Number(value)] ?? HIDEPID.find((each) => each === value) ?? undefined;
    if (name === 'gid' && /^\d+$/.test(value)) values.set('gid', value);
    else if (name === 'hidepid' && hide !== undefined && value !== '') values.set('hidepid', hide);
    else if (name === 'subset' && value === 'pid') values.set('subset', value);
    else return { errno: 'EINVAL' };
  }
  if (values.get('hidepid') === 'off') values.delete('hidepid');
  if (values.get('gid') === '0') values.delete('gid');
  return ['gid', 'hidepid', 'subset'].flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [`${name}=${value}`];
  });
}

export function optionValue(options: readonly string[], name: string): string | undefined {
  return options.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
