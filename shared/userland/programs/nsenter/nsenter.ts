// Runs a program in namespaces of other processes. nsenter(1) of util-linux.

import {
  execOrFail,
  execShell,
  parseNumber,
  parseUnsigned,
  tryHelp,
  versionLine,
} from '../../libc/util-linux.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { program } from '../../libc/process.ts';
import { USAGE } from './usage.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { CloneFlag } from '../../../kernel/call.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Fd, Sys } from '../../sys.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['a', 'all'], ['t', 'target', 'required'], ['m', 'mount', 'optional'], ['u', 'uts', 'optional'], ['i', 'ipc', 'optional'],
  ['n', 'net', 'optional'], ['p', 'pid', 'optional'], ['C', 'cgroup', 'optional'], ['U', 'user', 'optional'], ['T', 'time', 'optional'],
  ['S', 'setuid', 'required'], ['G', 'setgid', 'required'], ['', 'preserve-credentials'], ['r', 'root', 'optional'],
  ['w', 'wd', 'optional'], ['W', 'wdns', 'required'], ['F', 'no-fork'], ['Z', 'follow-context'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

/**
 * Order matters: a first pass begins behind the user namespace, so that privileges that would be lost in it are still
 * there; what is refused then is tried again after it.
 */
const NAMESPACES = [
  { key: 'U', flag: 'CLONE_NEWUSER', name: 'ns/user' },
  { key: 'C', flag: 'CLONE_NEWCGROUP', name: 'ns/cgroup' },
  { key: 'i', flag: 'CLONE_NEWIPC', name: 'ns/ipc' },
  { key: 'u', flag: 'CLONE_NEWUTS', name: 'ns/uts' },
  { key: 'n', flag: 'CLONE_NEWNET', name: 'ns/net' },
  { key: 'p', flag: 'CLONE_NEWPID', name: 'ns/pid' },
  { key: 'm', flag: 'CLONE_NEWNS', name: 'ns/mnt' },
  { key: 'T', flag: 'CLONE_NEWTIME', name: 'ns/time' },
] as const satisfies readonly { key: string; flag: CloneFlag; name: string }[];

type Wanted = (typeof NAMESPACES)[number] & { readonly path: string };

interface Settings {
  readonly wanted: readonly Wanted[];
  /** Null: as the namespaces demand. */
  readonly fork: boolean | null;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly preserve: boolean;
  readonly directory: string | null;
  readonly directoryInside: string | null;
  readonly root: string | null;
  readonly command: readonly string[];
}

export const nsenter = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const given = new Map<string, string | null>();
  for (const { key, value } of line.options) {
    given.set(key, value);
    if (key === 'h' || key === 'V') {
      process.print(key === 'h' ? USAGE : versionLine(process));
      return 0;
    }
    const what = key === 't' ? 'pid' : key === 'S' ? 'uid' : key === 'G' ? 'gid' : null;
    if (what !== null && parseNumber(value ?? '') === null)
      return yield* refuse(process, `failed to parse ${what}: '${value ?? ''}'`);
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const settings = yield* readSettings(process.sys, given, line.operands);
  if (typeof settings === 'string') return yield* refuse(process, settings);
  return yield* enter(process, settings);
});

function* refuse(process: Process, message: string, failure?: Failure): Coroutine<number> {
  yield* process.warn(message, failure);
  return 1;
}

/** The settings, or what is wrong with them. */
function* readSettings(
  sys: Sys,
  given: ReadonlyMap<string, string | null>,
  command: readonly string[],
): Coroutine<Settings | string> {
  // 0 is as if there were none
  const target = Number(given.get('t') ?? 0) === 0 ? null : (given.get('t') ?? null);
  const ofTarget = (name: string): string | null =>
    target === null ? null : `/proc/${parseUnsigned(target) ?? 0}/${name}`;
  if (given.has('a') && target === null) return 'no target PID specified for --all';
  const wanted: Wanted[] = [];
  for (const namespace of NAMESPACES) {
    const explicit = given.has(namespace.key);
    if (!explicit && !given.has('a')) continue;
    if (!explicit && !(yield* isKnown(sys, namespace.name))) continue;
    if (!explicit && namespace.key === 'U') {
      const own = yield* isOwnNamespace(sys, namespace.name, Number(target));
      if (typeof own === 'string') return own;
      if (own) continue;
    }
    const path = given.get(namespace.key) ?? ofTarget(namespace.name);
    if (path === null) return `neither filename nor target pid supplied for ${namespace.name}`;
    wanted.push({ ...namespace, path });
  }
  for (const [key, name] of [
    ['r', 'root'],
    ['w', 'cwd'],
  ] as const) {
    if (given.get(key) === null && target === null)
      return `neither filename nor target pid supplied for ${name}`;
  }
  const ids = (key: string): number | null => (given.has(key) ? parseUnsigned(given.get(key) ?? '') : null);
  return {
    wanted,
    fork: given.has('F') ? false : null,
    uid: ids('S'),
    gid: ids('G'),
    preserve: given.has('preserve-credentials'),
    directory: given.has('w') ? (given.get('w') ?? ofTarget('cwd')) : null,
    directoryInside: given.get('W') ?? null,
    root: given.has('r') ? (given.get('r') ?? ofTarget('root')) : null,
    command,
  };
}

/** --all leaves out what the kernel has no link for, and so everything where /proc has no number for the caller. */
function* isKnown(sys: Sys, name: string): Coroutine<boolean> {
  const stat = yield* sys.stat(`/proc/${yield* sys.getpid()}/${name}`);
  return !failed(stat) || stat.errno !== 'ENOENT';
}

/** setns(2) refuses the user namespace one is in already, so --all leaves it out. What is wrong where that can't be told. */
function* isOwnNamespace(sys: Sys, name: string, target: number): Coroutine<boolean | string> {
  const numbers: number[] = [];
  for (const pid of [yield* sys.getpid(), target]) {
    const path = `/proc/${pid}/${name}`;
    const stat = yield* sys.stat(path);
    if (failed(stat)) return `stat of ${path} failed: ${strerror(stat.errno)}`;
    numbers.push(stat.ino);
  }
  return numbers[0] === numbers[1];
}

function* enter(process: Process, settings: Settings): Coroutine<number> {
  const { sys } = process;
  const open = new Map<Wanted, Fd>();
  for (const namespace of settings.wanted) {
    const fd = yield* sys.open(namespace.path);
    if (failed(fd)) return yield* refuse(process, `cannot open ${namespace.path}`, fd);
    open.set(namespace, fd);
  }
  // what they name is found before the namespaces are entered
  const places = new Map<string, Fd>();
  for (const path of [settings.root, settings.directory]) {
    if (path === null) continue;
    const fd = yield* sys.open(path);
    if (failed(fd)) return yield* refuse(process, `cannot open ${path}`, fd);
    places.set(path, fd);
  }
  // outside its user namespace it may lack the right, inside it may be denied: once is enough
  const cleared = !entersUserAsRoot(settings) || !failed(yield* sys.setgroups([]));
  for (const pass of [1, 2]) {
    for (const [namespace, fd] of [...open]) {
      if (pass === 1 && namespace.key === 'U') continue;
      const joined = yield* sys.setns(fd, namespace.flag);
      if (failed(joined)) {
        if (pass === 1) continue;
        return yield* refuse(process, `reassociate to namespace '${namespace.name}' failed`, joined);
      }
      yield* sys.close(fd);
      open.delete(namespace);
    }
  }
  const root = places.get(settings.root ?? '');
  const directory =
    places.get(settings.directory ?? '') ?? (root === undefined ? undefined : yield* sys.open('.'));
  if (root !== undefined) {
    yield* sys.fchdir(root);
    const done = yield* sys.chroot('.');
    if (failed(done)) return yield* refuse(process, 'chroot failed', done);
  }
  if (directory !== undefined && !failed(directory)) yield* sys.fchdir(directory);
  if (settings.directoryInside !== null) {
    const moved = yield* sys.chdir(settings.directoryInside);
    if (failed(moved)) return yield* refuse(process, 'cannot open current working directory', moved);
  }
  const forks = settings.fork ?? settings.wanted.some((namespace) => namespace.key === 'p');
  if (!forks) return yield* becomeProgram(process, settings, cleared);
  const child = yield* sys.fork(() => becomeProgram(process, settings, cleared));
  if (failed(child)) return yield* refuse(process, 'fork failed', child);
  return yield* continueAsChild(sys, child);
}

/** Waits; stops when the child stops and lets it go on afterwards; ends as it ended. */
function* continueAsChild(sys: Sys, child: number): Coroutine<number> {
  const self = yield* sys.getpid();
  for (;;) {
    const waited = yield* sys.wait4(child, ['WUNTRACED']);
    if (failed(waited)) return 1;
    const { status } = waited;
    if (status !== null && 'stopped' in status) {
      yield* sys.kill(self, 'SIGSTOP');
      yield* sys.kill(child, 'SIGCONT');
      continue;
    }
    if (status !== null && 'exited' in status) return status.exited;
    if (status !== null && 'signaled' in status) yield* sys.kill(self, status.signaled);
    return 1;
  }
}

function entersUserAsRoot({ wanted, preserve }: Settings): boolean {
  return wanted.some((namespace) => namespace.key === 'U') && !preserve;
}

/** Groups are given up before and after the user namespace is entered; `cleared` tells that the first time was enough. */
function* becomeProgram(process: Process, settings: Settings, cleared: boolean): Coroutine<number> {
  const { sys } = process;
  const entersUser = entersUserAsRoot(settings);
  if (entersUser || settings.gid !== null) {
    const gid = settings.gid ?? 0;
    const again = yield* sys.setgroups([]);
    if (failed(again) && !cleared) return yield* refuse(process, 'setgroups failed', again);
    const set = yield* sys.setgid(gid);
    if (failed(set)) return yield* refuse(process, 'setgid failed', set);
  }
  if (entersUser || settings.uid !== null) {
    const uid = settings.uid ?? 0;
    const done = yield* sys.setuid(uid);
    if (failed(done)) return yield* refuse(process, 'setuid failed', done);
  }
  return settings.command.length > 0
    ? yield* execOrFail(process, settings.command)
    : yield* execShell(process);
}
