// What is mounted where, and mounting more. mount(8) of util-linux.

import { strerror } from '../../kernel/abi/errno.ts';
import { canonicalize } from '../libc/canonicalize.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { notAvailable } from '../libc/left-out-option.ts';
import { program } from '../libc/process.ts';
import { readMounts } from '../libc/mounts.ts';
import { libmountVersion, tryHelp } from '../libc/util-linux.ts';
import { MOUNT_USAGE } from './util-linux-usage.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { MountFlag, Sys } from '../sys.ts';

const OPTIONS = [
  ['a', 'all'], ['l', 'show-labels'], ['c', 'no-canonicalize'], ['f', 'fake'], ['F', 'fork'], ['i', 'internal-only'], ['s', ''], ['L', 'label', 'required'], ['U', 'uuid', 'required'], ['T', 'fstab', 'required'], ['N', 'namespace', 'required'], ['m', 'mkdir', 'optional'], ['B', 'bind'], ['R', 'rbind'], ['n', 'no-mtab'], ['o', 'options', 'required'], ['O', 'test-opts', 'required'],
  ['r', 'read-only'], ['w', 'rw'], ['w', 'read-write'], ['t', 'types', 'required'], ['v', 'verbose'], ['', 'source', 'required'],
  ['', 'target', 'required'], ['', 'target-prefix', 'required'], ['', 'options-mode', 'required'], ['', 'options-source', 'required'], ['', 'options-source-force'], ['', 'make-shared'], ['', 'make-slave'], ['', 'make-private'], ['', 'make-unbindable'],
  ['', 'make-rshared'], ['', 'make-rslave'], ['', 'make-rprivate'], ['', 'make-runbindable'], ['M', 'move'],
  ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const FAILED = 32;
const DIRECTORY_MODE = 0o755;
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
  /** -f: everything but the call. */
  readonly fake: boolean;
  /** -m: with which mode the place is made where it is missing. */
  readonly mkdir: number | null;
}

export const mount = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const options: string[] = [];
  let type: string | null = null;
  let named: { source?: string; target?: string } = {};
  let mkdir: number | null = null;
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'V') {
      process.print(key === 'V' ? libmountVersion(process) : MOUNT_USAGE); // prettier-ignore
      return 0;
    }
    if (key === 'o') options.push(...(value ?? '').split(','));
    else if (key === 't') type = value;
    else if (key === 'B' || key === 'R') options.push(key === 'B' ? 'bind' : 'rbind');
    else if (key === 'M') options.push('move');
    else if (key === 'r') options.push('ro');
    else if (key === 'w') options.push('rw');
    else if (key === 'source' || key === 'target') named = { ...named, [key]: value ?? '' };
    else if (key === 'm')
      mkdir = value === null ? DIRECTORY_MODE : /^[0-7]{1,4}$/.test(value) ? parseInt(value, 8) : null;
    else if (key === 'N' || key === 'T' || key === 'O')
      return yield* refuse(process, notAvailable(`-${key}`), 1);
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
  const tag = tagOf(line.options, operands);
  if (tag !== null) return yield* refuse(process, `${operands.at(-1) ?? ''}: can't find ${tag}.`, 1);
  const [first = '', second] = operands;
  const onePlace = options.some((option) => option === 'remount' || isPropagation(option));
  if (second === undefined && !onePlace)
    return yield* refuse(process, `${first}: can't find in /etc/fstab.`, 1);
  return yield* mountOne(process, {
    source: second === undefined ? 'none' : first,
    target:
      (line.options.findLast(({ key }) => key === 'target-prefix')?.value ?? '').replace(/(.)\/*$/, '$1/') +
      (second ?? first),
    type,
    options,
    verbose: keys.includes('v'),
    fake: keys.includes('f'),
    mkdir,
  });
});

/** No file system here has a label or a UUID; null where none is asked for. */
function tagOf(
  options: readonly { readonly key: string; readonly value: string | null }[],
  operands: readonly string[],
): string | null {
  const asked = options.find(({ key }) => key === 'L' || key === 'U');
  if (asked !== undefined) return `${asked.key === 'L' ? 'LABEL' : 'UUID'}="${asked.value ?? ''}"`;
  const [source = ''] = operands;
  return operands.length === 2 && /^(LABEL|UUID|PARTLABEL|PARTUUID)=/.test(source) ? source : null;
}

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
    return 2;
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

function* mountOne(process: Process, asked: Request): Coroutine<number> {
  const { sys } = process;
  if (asked.mkdir !== null) yield* makeDirectories(sys, asked.target, asked.mkdir);
  const found = yield* canonicalize(sys, asked.target, 'existing');
  // what is a path is told as it really is
  const source = yield* canonicalize(sys, asked.source, 'existing');
  const request = {
    ...asked,
    source: failed(source) || isOnlyName(asked) ? asked.source : source,
    target: failed(found) ? asked.target : found,
  };
  const result = failed(found) ? found : asked.fake ? 0 : yield* carryOut(sys, request, found);
  if (!failed(result)) {
    if (request.verbose)
      process.printLine(
        `mount: ${request.source} ${request.options.some((option) => /^r?bind$/.test(option)) ? 'bound' : 'mounted'} on ${request.target}.`,
      );
    return 0;
  }
  const { euid } = yield* sys.getresuid();
  const reason = failed(found) ? 'mount point does not exist.' : yield* explain(sys, request, result, euid);
  yield* process.warn(`${request.target}: ${reason}`);
  yield* process.eprint('       dmesg(1) may have more information after failed mount system call.\n');
  return FAILED;
}

function* makeDirectories(sys: Sys, path: string, mode: number): Coroutine<void> {
  const parts = path.split('/');
  for (let length = 1; length <= parts.length; length += 1) {
    const directory = parts.slice(0, length).join('/');
    if (directory !== '') yield* sys.mkdir(directory, mode);
  }
}

/** A file system that is made of nothing has no device. */
function isOnlyName({ type, options }: Request): boolean {
  return type !== null && WITHOUT_DEVICE.includes(type) && !options.some((option) => /^(r?bind|move)$/.test(option)); // prettier-ignore
}

function* carryOut(
  sys: Sys,
  { source, type, options }: Request,
  target: string,
): Coroutine<number | Failure> {
  const propagation = options.find(isPropagation);
  if (propagation !== undefined && type === null && source === 'none')
    return yield* sys.mount('none', target, '', propagationFlags(propagation));
  if (options.includes('move')) return yield* sys.mount(source, target, '', ['MS_MOVE']);
  const { flags, data } = split(options);
  if (options.includes('remount')) return yield* remount(sys, source, target, options);
  if (options.includes('bind') || options.includes('rbind')) {
    const recursive = options.includes('rbind') ? (['MS_REC'] as const) : [];
    const bound = yield* sys.mount(source, target, '', ['MS_BIND', ...recursive]);
    // the kernel takes no other options with a bind: they come with a second call
    if (failed(bound) || flags.length === 0) return bound;
    return yield* sys.mount('none', target, '', ['MS_REMOUNT', 'MS_BIND', ...flags]);
  }
  if (type === null || !WITHOUT_DEVICE.includes(type)) {
    const { euid } = yield* sys.getresuid();
    if (euid !== 0) return { errno: 'EPERM' };
    const device = yield* sys.stat(source);
    return failed(device) ? device : { errno: 'ENODEV' };
  }
  const mounted = yield* sys.mount(source, target, type, flags, data);
  if (failed(mounted) || propagation === undefined) return mounted;
  return yield* sys.mount('none', target, '', propagationFlags(propagation));
}

/** What was given before stays, unless it is taken back. */
function* remount(
  sys: Sys,
  source: string,
  target: string,
  options: readonly string[],
): Coroutine<number | Failure> {
  const mounts = yield* readMounts(sys);
  const old = failed(mounts) ? undefined : mounts.findLast((entry) => entry.target === target);
  const before = old === undefined ? '' : options.includes('bind') ? old.vfsOptions : old.options;
  const { flags, data } = split([...before.split(','), ...options]);
  return yield* sys.mount(source, target, '', ['MS_REMOUNT', ...(options.includes('bind') ? (['MS_BIND'] as const) : []), ...flags], data); // prettier-ignore
}

function propagationFlags(word: string): readonly MountFlag[] {
  const kind = word.replace(/^r(?=shared|slave|private|unbindable)/, '');
  // isPropagation knows these four words alone
  const flag = `MS_${kind.toUpperCase()}` as MountFlag;
  return word === kind ? [flag] : ['MS_REC', flag];
}

const FLAGS: ReadonlyMap<string, readonly [flag: MountFlag, on: boolean]> = new Map([
  ['ro', ['MS_RDONLY', true]], ['rw', ['MS_RDONLY', false]], ['nosuid', ['MS_NOSUID', true]], ['suid', ['MS_NOSUID', false]],
  ['nodev', ['MS_NODEV', true]], ['dev', ['MS_NODEV', false]], ['noexec', ['MS_NOEXEC', true]], ['exec', ['MS_NOEXEC', false]],
  ['noatime', ['MS_NOATIME', true]], ['atime', ['MS_NOATIME', false]], ['nodiratime', ['MS_NODIRATIME', true]],
  ['diratime', ['MS_NODIRATIME', false]], ['relatime', ['MS_RELATIME', true]], ['norelatime', ['MS_RELATIME', false]],
  ['strictatime', ['MS_STRICTATIME', true]], ['nostrictatime', ['MS_STRICTATIME', false]],
] as const); // prettier-ignore

/** Words that are for mount(8) alone. */
const OWN_WORDS = /^(|bind|rbind|move|remount|defaults|auto|noauto|nofail|user|nouser|users|_netdev|x-.*|X-.*|r?(shared|slave|private|unbindable))$/; // prettier-ignore

/** What the kernel knows as flags, and what is for the file system. The last word counts. */
function split(options: readonly string[]): { readonly flags: readonly MountFlag[]; readonly data: string } {
  const flags = new Set<MountFlag>();
  const data = new Map<string, string>();
  for (const word of options) {
    const known = FLAGS.get(word);
    if (known?.[1] === true) flags.add(known[0]);
    else if (known !== undefined) flags.delete(known[0]);
    else if (!OWN_WORDS.test(word)) data.set(word.split('=')[0] ?? word, word);
  }
  return { flags: [...flags], data: [...data.values()].join(',') };
}

/** mnt_context_get_mount_excode() of libmount. */
function* explain(sys: Sys, request: Request, { errno }: Failure, euid: number): Coroutine<string> {
  const { options, source, type } = request;
  const device = yield* sys.stat(source);
  switch (errno) {
    case 'EPERM':
      return euid === 0 ? 'permission denied.' : 'must be superuser to use mount.';
    case 'EBUSY':
      return options.includes('remount')
        ? 'mount point is busy.'
        : `${source} already mounted or mount point busy.`;
    case 'ENOENT':
      return `special device ${source} does not exist.`;
    case 'ENOTDIR': {
      const place = yield* sys.stat(request.target);
      if (failed(place) || place.kind !== 'directory') return 'mount point is not a directory.';
      return 'mount(2) system call failed: Not a directory.';
    }
    case 'EINVAL':
      if (options.includes('remount')) return 'mount point not mounted or bad option.';
      if (type === null && options.some(isPropagation)) return 'not mount point or bad option.';
      return `wrong fs type, bad option, bad superblock on ${source}, missing codepage or helper program, or other error.`;
    case 'ENODEV':
      if (!failed(device) && device.kind !== 'char') return `${source} is not a block device.`;
      if (type === null) return `${source} is not a block device.`;
      return `unknown filesystem type '${type}'.`;
    default:
      return `mount(2) system call failed: ${strerror(errno)}.`;
  }
}
