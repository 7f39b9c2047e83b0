// What is mounted where, and mounting more. mount(8) of util-linux.

import { canonicalize } from '../libc/canonicalize.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { readMounts } from '../libc/mounts.ts';
import { libmountVersion, tryHelp } from '../libc/util-linux.ts';
import { MOUNT_USAGE } from './util-linux-usage.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const OPTIONS = [
  ['a', 'all'], ['l', 'show-labels'], ['c', 'no-canonicalize'], ['f', 'fake'], ['F', 'fork'], ['i', 'internal-only'], ['s', ''], ['L', 'label', 'required'], ['U', 'uuid', 'required'], ['T', 'fstab', 'required'], ['N', 'namespace', 'required'], ['', 'onlyonce'], ['m', 'mkdir', 'optional'], ['B', 'bind'], ['R', 'rbind'], ['n', 'no-mtab'], ['o', 'options', 'required'], ['O', 'test-opts', 'required'],
  ['r', 'read-only'], ['w', 'rw'], ['w', 'read-write'], ['t', 'types', 'required'], ['v', 'verbose'], ['', 'source', 'required'],
  ['', 'target', 'required'], ['', 'make-shared'], ['', 'make-slave'], ['', 'make-private'], ['', 'make-unbindable'],
  ['', 'make-rshared'], ['', 'make-rslave'], ['', 'make-rprivate'], ['', 'make-runbindable'], ['M', 'move'],
  ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const FAILED = 32;
/** Types whose source is only a name. */
const WITHOUT_DEVICE = [
  'proc',
  'sysfs',
  'tmpfs',
  'devpts',
  'cgroup',
  'cgroup2',
  'mqueue',
  'devtmpfs',
  'debugfs',
  'overlay',
  'ramfs',
];

interface Request {
  readonly source: string;
  readonly target: string;
  readonly type: string | null;
  readonly options: readonly string[];
  readonly verbose: boolean;
}

export const mount = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const options: string[] = [];
  let type: string | null = null;
  let named: { source?: string; target?: string } = {};
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'V') {
      process.print(key === 'V' ? libmountVersion(process) : MOUNT_USAGE); // prettier-ignore
      return 0;
    }
    if (key === 'o') options.push(...(value ?? '').split(','));
    else if (key === 't') type = value;
    else if (key === 'B' || key === 'R') options.push(key === 'B' ? 'bind' : 'rbind');
    else if (key === 'r') options.push('ro');
    else if (key === 'w') options.push('rw');
    else if (key === 'source' || key === 'target') named = { ...named, [key]: value ?? '' };
    else if (key.startsWith('make-')) options.push(key.slice('make-'.length));
  }
  const keys = line.options.map((option) => option.key);
  if (keys.includes('a')) return 0;
  const operands = [
    ...(named.source === undefined ? [] : [named.source]),
    ...line.operands,
    ...(named.target === undefined ? [] : [named.target]),
  ];
  if (operands.length > 2 || (operands.length === 0 && options.length > 0)) return yield* badUsage(process);
  if (operands.length === 0) return yield* list(process, type);
  const [first = '', second] = operands;
  const onePlace = options.some((option) => option === 'remount' || isPropagation(option));
  if (second === undefined && !onePlace)
    return yield* refuse(process, `${first}: can't find in /etc/fstab.`, 1);
  return yield* mountOne(process, {
    source: second === undefined ? 'none' : first,
    target: second ?? first,
    type,
    options,
    verbose: keys.includes('v'),
  });
});

function* badUsage(process: Process): Coroutine<number> {
  yield* process.warn('bad usage');
  yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
  return 1;
}

function* refuse(process: Process, message: string, status: number): Coroutine<number> {
  yield* process.warn(message);
  return status;
}

/** Like the file /etc/mtab of old; -t chooses types, `noproc` all others. */
function* list(process: Process, type: string | null): Coroutine<number> {
  const mounts = yield* readMounts(process.sys);
  if (failed(mounts)) {
    yield* process.warn('failed to read mtab', mounts);
    return 1;
  }
  const wanted = type?.split(',') ?? [];
  for (const entry of mounts) {
    const excluded = wanted.some((name) => name === `no${entry.type}`);
    const included =
      wanted.length === 0 ||
      wanted.includes(entry.type) ||
      (!excluded && wanted.every((name) => name.startsWith('no')));
    if (included)
      process.printLine(`${entry.source} on ${entry.target} type ${entry.type} (${entry.options})`);
  }
  return 0;
}

function isPropagation(option: string): boolean {
  return /^r?(shared|slave|private|unbindable)$/.test(option);
}

function* mountOne(process: Process, request: Request): Coroutine<number> {
  const { sys } = process;
  const target = yield* canonicalize(sys, request.target, 'existing');
  const result = failed(target) ? target : yield* carryOut(sys, request, target);
  if (!failed(result)) {
    if (request.verbose)
      process.printLine(
        `mount: ${request.source} ${request.options.some((option) => /^r?bind$/.test(option)) ? 'bound' : 'mounted'} on ${request.target}.`,
      );
    return 0;
  }
  const { euid } = yield* sys.getresuid();
  const reason = failed(target) ? 'mount point does not exist.' : yield* explain(sys, request, result, euid);
  yield* process.warn(`${request.target}: ${reason}`);
  yield* process.eprint('       dmesg(1) may have more information after failed mount system call.\n');
  return FAILED;
}

function* carryOut(
  sys: Sys,
  { source, type, options }: Request,
  target: string,
): Coroutine<number | Failure> {
  const propagation = options.find(isPropagation);
  if (propagation !== undefined) {
    if (!(yield* isMountPoint(sys, target))) return { errno: 'EINVAL' };
    return yield* sys.mount('none', target, '', [
      'MS_REC',
      propagation.endsWith('shared') ? 'MS_SHARED' : 'MS_PRIVATE',
    ]);
  }
  const data = options
    .filter((option) => !['bind', 'rbind', 'remount', 'defaults', ''].includes(option))
    .join(',');
  if (options.includes('remount') && !(yield* isMountPoint(sys, target))) return { errno: 'EINVAL' };
  if (options.includes('remount')) return yield* sys.mount(source, target, '', ['MS_REMOUNT'], data);
  if (options.includes('bind') || options.includes('rbind')) {
    return yield* sys.mount(
      source,
      target,
      '',
      options.includes('rbind') ? ['MS_BIND', 'MS_REC'] : ['MS_BIND'],
      data,
    );
  }
  if (type === null || !WITHOUT_DEVICE.includes(type)) {
    const { euid } = yield* sys.getresuid();
    if (euid !== 0) return { errno: 'EPERM' };
    const device = yield* sys.stat(source);
    return failed(device) ? device : { errno: 'ENODEV' };
  }
  return yield* sys.mount(source, target, type, [], data);
}

function* isMountPoint(sys: Sys, target: string): Coroutine<boolean> {
  const mounts = yield* readMounts(sys);
  return failed(mounts) || mounts.some((entry) => entry.target === target);
}

/** mnt_context_get_mount_excode() of libmount. */
function* explain(sys: Sys, request: Request, { errno }: Failure, euid: number): Coroutine<string> {
  const source = yield* sys.stat(request.source);
  switch (errno) {
    case 'EPERM':
      return euid === 0 ? 'permission denied.' : 'must be superuser to use mount.';
    case 'EBUSY':
      return `${request.source} already mounted or mount point busy.`;
    case 'ENOENT':
      return `special device ${request.source} does not exist.`;
    case 'ENOTDIR':
      return 'mount point is not a directory.';
    case 'EINVAL':
      return request.options.includes('remount')
        ? 'mount point not mounted or bad option.'
        : 'not mount point or bad option.';
    case 'ENODEV':
      if (!failed(source) && source.kind !== 'char') return `${request.source} is not a block device.`;
      return `unknown filesystem type '${request.type ?? ''}'.`;
    default:
      return `mount(2) system call failed: ${errno}.`;
  }
}
