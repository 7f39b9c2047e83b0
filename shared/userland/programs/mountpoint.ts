// Is a directory a mount point? mountpoint(1) of util-linux.

import { canonicalize } from '../libc/canonicalize.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { MOUNTPOINT_USAGE } from './util-linux-usage.ts';
import { program } from '../libc/process.ts';
import { readMounts } from '../libc/mounts.ts';
import { tryHelp, versionLine } from '../libc/util-linux.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const NOT_A_MOUNTPOINT = 32;

export const mountpoint = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, [['q', 'quiet'], ['', 'nofollow'], ['d', 'fs-devno'], ['x', 'devno'], ['h', 'help'], ['V', 'version']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    process.print(has('h') ? MOUNTPOINT_USAGE : versionLine(process));
    return 0;
  }
  const [path, ...more] = line.operands;
  if (path === undefined || more.length > 0) return yield* tryHelp(process, 'bad usage');
  const stat = yield* sys.stat(path);
  if (failed(stat)) {
    if (!has('q')) yield* process.warn(path, stat);
    return 1;
  }
  if (has('d')) {
    process.printLine(`${stat.dev >> 8}:${stat.dev & 0xff}`);
    return 0;
  }
  const place = yield* canonicalize(sys, path, 'existing');
  const mounts = yield* readMounts(sys);
  const isMounted = !failed(mounts) && mounts.some((entry) => entry.target === place);
  if (!has('q')) process.printLine(`${path} is ${isMounted ? '' : 'not '}a mountpoint`);
  return isMounted ? 0 : NOT_A_MOUNTPOINT;
});
