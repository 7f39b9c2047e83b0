// Takes mounts away. umount(8) of util-linux.

import { canonicalize } from '../libc/canonicalize.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
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

const FAILED = 32;

export const umount = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    process.print(has('V') ? libmountVersion(process) : UMOUNT_USAGE); // prettier-ignore
    return 0;
  }
  if (has('a')) return yield* unmountAll(process, has('l'));
  if (line.operands.length === 0) {
    yield* process.warn('bad usage');
    yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
    return 1;
  }
  let status = 0;
  for (const operand of line.operands) {
    const mounts = yield* readMounts(process.sys);
    const target = yield* mountPointOf(process.sys, operand);
    for (const path of has('R') ? yield* mountsBelow(process.sys, target) : [target]) {
      const done = yield* process.sys.umount(path, has('l') ? ['MNT_DETACH'] : []);
      if (failed(done)) {
        // without a table of mounts it has to do without the reason
        const isUnknown = failed(mounts) && done.errno === 'EINVAL';
        if (isUnknown) yield* process.warn(`${operand}: umount failed`, mounts);
        else if (!has('q'))
          yield* process.warn(`${done.errno === 'EBUSY' ? path : operand}: ${explain(done)}`);
        status += FAILED;
      } else if (has('v')) process.printLine(`umount: ${operand} unmounted`);
    }
  }
  return status;
});

/** All but what the kernel shows itself, the last one mounted first. */
function* unmountAll(process: Process, lazy: boolean): Coroutine<number> {
  const mounts = yield* readMounts(process.sys);
  let status = 0;
  for (const { target, type } of failed(mounts) ? [] : mounts.toReversed()) {
    if (['proc', 'sysfs', 'devpts'].includes(type)) continue;
    const done = yield* process.sys.umount(target, lazy ? ['MNT_DETACH'] : []);
    if (!failed(done)) continue;
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
