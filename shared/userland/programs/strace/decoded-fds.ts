// What stands behind the descriptors in a line of strace -y? Each number gets its path, and with -yy a device its numbers.

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Described } from './describe.ts';
import type { Sys } from '../../sys.ts';

/** Calls whose first argument is a descriptor. */
const OF_DESCRIPTOR: ReadonlySet<string> = new Set([
  'read', 'write', 'close', 'dup2', 'fcntl', 'ioctl', 'getdents64', 'lseek', 'flock', 'setns',
]); // prettier-ignore

/** Before the call is carried out: what `close` closes is still there. */
export function* withPaths(
  sys: Sys,
  pid: number,
  described: Described,
  devices: boolean,
): Coroutine<Described> {
  const { name, given } = described;
  if (given.startsWith('AT_FDCWD,')) {
    const place = yield* sys.readlink(`/proc/${pid}/cwd`);
    if (failed(place)) return described;
    return { ...described, given: given.replace('AT_FDCWD', () => `AT_FDCWD<${place}>`) };
  }
  const [number] = /^\d+/.exec(given) ?? [];
  if (number === undefined || !(OF_DESCRIPTOR.has(name) || given.startsWith(`${number}, ""`)))
    return described;
  const path = yield* pathOf(sys, pid, number, devices);
  return { ...described, given: `${number}${path}${given.slice(number.length)}` };
}

/** The descriptor that a call has opened. */
export function* withOpened(
  sys: Sys,
  pid: number,
  described: Described,
  devices: boolean,
): Coroutine<Described> {
  const { name, result } = described;
  if (!['openat', 'dup2', 'pidfd_open'].includes(name) || !/^\d+$/.test(result)) return described;
  return { ...described, result: result + (yield* pathOf(sys, pid, result, devices)) };
}

function* pathOf(sys: Sys, pid: number, number: string, devices: boolean): Coroutine<string> {
  const link = `/proc/${pid}/fd/${number}`;
  const path = yield* sys.readlink(link);
  if (failed(path)) return '';
  const stat = devices ? yield* sys.stat(link) : null;
  const device = stat === null || failed(stat) ? null : stat.device;
  return device === null ? `<${path}>` : `<${path}<char ${device.major}:${device.minor}>>`;
}
