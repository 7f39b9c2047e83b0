// Takes mounts away. umount(8) of util-linux.

import { strerror } from '../../kernel/abi/errno.ts';
import { canonicalize } from '../libc/canonicalize.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { notAvailable } from '../libc/left-out-option.ts';
import { program } from '../libc/process.ts';
import { readMounts } from '../libc/mounts.ts';
import { libmountVersion, tryHelp } from '../libc/util-linux.ts';
import { UMOUNT_USAGE } from './util-linux-usage.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const OPTIONS = [
  ['a', 'all'], ['A', 'all-targets'], ['c', 'no-canonicalize'], ['d', 'detach-loop'], ['', 'fake'], ['i', 'internal-only'], ['O', 'test-opts', 'required'], ['N', 'namespace', 'required'], ['f', 'force'], ['l', 'lazy'], ['n', 'no-mtab'], ['q', 'quiet'], ['R', 'recursive'], ['r', 'read-only'],
  ['t', 'types', 'required'], ['v', 'verbose'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const MOST_STATUS = 255;
const FAILED = 32;

export const umount = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    process.print(has('V') ? libmountVersion(process) : UMOUNT_USAGE); // prettier-ignore
    return 0;
  }
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  if (has('N')) {
    yield* process.warn(notAvailable('-N'));
    return 1;
  }
  const style: Style = {
    lazy: has('l'),
    fake: has('fake'),
    verbose: has('v'),
    types: value('t'),
    options: value('O'),
  };
  if (has('a')) return yield* unmountAll(process, style);
  if (line.operands.length === 0) {
    yield* process.warn('bad usage');
    yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
    return 1;
  }
  let status = 0;
  for (const operand of line.operands) {
    const mounts = yield* readMounts(process.sys);
    const target = yield* mountPointOf(process.sys, operand);
    const places = has('R')
      ? yield* mountsBelow(process.sys, target)
      : has('A')
        ? yield* mountsOfSame(process.sys, target)
        : [target];
    for (const path of places) {
      const done = yield* unmount(process.sys, path, style);
      if (failed(done)) {
        // what statfs(2) does not find is looked for in the table of mounts
        const isUnknown = failed(mounts) && done.errno === 'ENOENT';
        if (isUnknown) yield* process.warn(`${operand}: umount failed: ${strerror(mounts.errno)}.`);
        else if (!has('q'))
          yield* process.warn(`${done.errno === 'EBUSY' ? path : operand}: ${explain(done)}`);
        status += FAILED;
      } else if (has('v')) {
        // only what was looked for in the table of mounts has a source that can be told
        const source =
          failed(mounts) || operand.startsWith('/')
            ? undefined
            : mounts.findLast((mount) => mount.target === path)?.source;
        const what = source === undefined ? (has('A') ? path : operand) : `${path} (${source})`;
        process.printLine(`umount: ${what} unmounted`);
      }
    }
  }
  return Math.min(status, MOST_STATUS);
});

interface Style {
  readonly lazy: boolean;
  /** --fake: everything but the call. */
  readonly fake: boolean;
  readonly verbose: boolean;
  /** -t and -O, with -a. */
  readonly types: string | null;
  readonly options: string | null;
}

function* unmount(sys: Sys, path: string, { lazy, fake }: Style): Coroutine<number | Failure> {
  return fake ? 0 : yield* sys.umount(path, lazy ? ['MNT_DETACH'] : []);
}

/** `tmpfs,ext4`, or with `no` in front all but these. */
function isChosen(list: string | null, values: readonly string[]): boolean {
  if (list === null) return true;
  const names = list.split(',');
  return names[0]?.startsWith('no') === true
    ? !names.some((name) => values.includes(name.replace(/^no/, '')))
    : names.some((name) => values.includes(name));
}

/** All but what the kernel shows itself, the last one mounted first. */
function* unmountAll(process: Process, style: Style): Coroutine<number> {
  const mounts = yield* readMounts(process.sys);
  let status = 0;
  for (const { target, type, options } of failed(mounts) ? [] : mounts.toReversed()) {
    if (['proc', 'sysfs', 'devpts'].includes(type)) continue;
    if (!isChosen(style.types, [type]) || !isChosen(style.options, options.split(','))) continue;
    const done = yield* unmount(process.sys, target, style);
    if (!failed(done)) {
      if (style.verbose) process.printLine(`umount: ${target} unmounted`);
      continue;
    }
    yield* process.warn(`${target}: ${explain(done)}`);
    status = FAILED;
  }
  return status;
}

/** A source instead of a place stands for the last place where it is mounted. */
function* mountPointOf(sys: Sys, operand: string): Coroutine<string> {
  const path = yield* canonicalize(sys, operand, 'missing');
  const mounts = yield* readMounts(sys);
  if (failed(mounts) || mounts.some((entry) => entry.target === path)) return failed(path) ? operand : path;
  return mounts.findLast((entry) => entry.source === operand)?.target ?? (failed(path) ? operand : path);
}

/** -A: all places where the file system that is mounted there shows, the last one first. */
function* mountsOfSame(sys: Sys, target: string): Coroutine<readonly string[]> {
  const mounts = yield* readMounts(sys);
  const device = failed(mounts) ? undefined : mounts.findLast((entry) => entry.target === target)?.device;
  if (failed(mounts) || device === undefined) return [target];
  return mounts.filter((entry) => entry.device === device).toReversed().map((entry) => entry.target); // prettier-ignore
}

/** The innermost first. */
function* mountsBelow(sys: Sys, target: string): Coroutine<readonly string[]> {
  const mounts = yield* readMounts(sys);
  if (failed(mounts)) return [target];
  const below = mounts.filter((entry) => entry.target === target || entry.target.startsWith(`${target}/`));
  return below.length === 0 ? [target] : below.map((entry) => entry.target).reverse();
}

function explain({ errno }: Failure): string {
  switch (errno) {
    case 'EPERM':
      return 'must be superuser to unmount.';
    case 'EBUSY':
      return 'target is busy.';
    case 'ENOENT':
      return 'no mount point specified.';
    default:
      return 'not mounted.';
  }
}
