// What is mounted where, as the caller sees it? /proc/self/mountinfo, proc_pid_mountinfo(5)

import { failed } from '../program.ts';
import { linesOf, readFile } from './read.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Sys } from '../sys.ts';

export interface MountEntry {
  readonly id: number;
  readonly parent: number;
  /** `254:1` */
  readonly device: string;
  /** What of its file system it shows. */
  readonly root: string;
  readonly source: string;
  readonly target: string;
  readonly type: string;
  /** Those of the mount and of its file system as one. */
  readonly options: string;
  readonly vfsOptions: string;
  readonly fsOptions: string;
  /** `shared:1`, `master:2` */
  readonly groups: readonly string[];
}

/** In the order of mounting. */
export function* readMounts(sys: Sys): Coroutine<readonly MountEntry[] | Failure> {
  const text = yield* readFile(sys, '/proc/self/mountinfo');
  return failed(text) ? text : linesOf(text).map(parseMount);
}

function parseMount(line: string): MountEntry {
  const [place = '', filesystem = ''] = line.split(' - ');
  const [id, parent, device = '', root = '', target = '', vfsOptions = '', ...groups] = place.split(' ');
  const [type = '', source = '', fsOptions = ''] = filesystem.split(' ');
  return {
    id: Number(id),
    parent: Number(parent),
    device,
    root: unescaped(root),
    source: unescaped(source),
    target: unescaped(target),
    type,
    options: merged(vfsOptions, fsOptions),
    vfsOptions,
    fsOptions,
    groups,
  };
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

/** merge_optstr() of libmount: read-only where either is. */
function merged(vfs: string, fs: string): string {
  const [access = 'rw', ...own] = vfs.split(',');
  const [fsAccess = 'rw', ...rest] = fs.split(',');
  return [access === 'ro' || fsAccess === 'ro' ? 'ro' : 'rw', ...own, ...rest].join(',');
}

/** The mount that is seen where a path leads: the one on the longest way to it, of several the last. */
export function mountOf(mounts: readonly MountEntry[], path: string): MountEntry | undefined {
  const above = mounts.filter(
    ({ target }) => target === '/' || path === target || path.startsWith(`${target}/`),
  );
  const longest = Math.max(...above.map(({ target }) => target.length));
  return above.findLast(({ target }) => target.length === longest);
}
