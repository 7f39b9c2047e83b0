// Mounting: what the machine checks of the paths before the kernel checks the right to do it. mount(2)

import type { NewMount, NsReference } from '../kernel/call.ts';
import { nsCapable } from '../kernel/cred/capable.ts';
import { makeKgid, makeKuid } from '../kernel/cred/user-ns.ts';
import { mountsBelow } from '../kernel/namespaces/mount-tree.ts';
import { pidNsOf } from '../kernel/selectors.ts';
import type { Mount, Propagation } from '../kernel/state.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import type { MountFlag, Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import { ownerShown, procOptions, tmpfsOptions } from './vfs/filesystem-options.ts';
import type { Location } from './vfs/location.ts';
import { mountNamespace } from './vfs/mounts.ts';
import { NsInode } from './vfs/ns-file.ts';
import { isOpenForWriting } from './vfs/read-only.ts';
import type { Shown } from './vfs/superblock.ts';

export interface MountRequest {
  readonly source: string;
  readonly target: string;
  readonly fstype: string;
  readonly flags: readonly MountFlag[];
  readonly data: string;
}

const TYPES = ['proc', 'sysfs', 'tmpfs', 'devpts'] as const;
type Type = (typeof TYPES)[number];

const PROPAGATION: Readonly<Partial<Record<MountFlag, Propagation>>> = {
  MS_SHARED: 'shared',
  MS_PRIVATE: 'private',
  MS_SLAVE: 'slave',
  MS_UNBINDABLE: 'unbindable',
};

/** path_mount. Errno: ENOENT, ENOTDIR the target; EPERM, and what each kind of mounting refuses. */
export function* mountCall(gate: SyscallGate, request: MountRequest): Sysc<number> {
  const process = yield* gate.enter();
  const target = gate.system.vfs.resolve(process, request.target);
  if (failed(target)) return gate.fail(process, 'mount', target.errno);
  if (!mayMount(process)) return gate.fail(process, 'mount', 'EPERM');
  const { flags } = request;
  if (flags.includes('MS_REMOUNT')) return yield* remount(gate, process, request, target);
  if (flags.includes('MS_BIND')) return yield* bindMount(gate, process, request, target);
  const propagation = flags.map((flag) => PROPAGATION[flag]).find((wanted) => wanted !== undefined);
  if (propagation !== undefined) {
    if (!isMountRoot(process, target)) return gate.fail(process, 'mount', 'EINVAL');
    const recursive = flags.includes('MS_REC');
    return yield* gate.number({ call: 'set_propagation', mount: target.mount, recursive, propagation });
  }
  if (flags.includes('MS_MOVE')) return yield* moveMount(gate, process, request, target);
  return yield* newMount(gate, process, request, target);
}

/** may_mount: the kernel looks at this before it looks at what is to be mounted. */
export function mayMount({ kernelState, task }: Process): boolean {
  const { owner } = mountNamespace(kernelState, task.nsproxy.mntNs);
  return nsCapable(kernelState, task.cred, owner, 'CAP_SYS_ADMIN');
}

/** Errno: ENODEV a type the kernel does not know; EPERM; EINVAL an option it does not know; ENOTDIR. */
function* newMount(
  gate: SyscallGate,
  process: Process,
  request: MountRequest,
  target: Location,
): Sysc<number> {
  const fstype = TYPES.find((type) => type === request.fstype);
  if (fstype === undefined) return gate.fail(process, 'mount', 'ENODEV');
  const { data, flags, source } = request;
  const shown = newFilesystem(gate, process, fstype, wordsOf(data));
  if (typeof shown !== 'function') return gate.fail(process, 'mount', shown.errno);
  if (target.inode.kind !== 'directory') return gate.fail(process, 'mount', 'ENOTDIR');
  const options = optionsText(flags);
  const mount = { target: target.path, source: source === '' ? 'none' : source, fstype, options, nsFile: null, propagation: 'private' } as const; // prettier-ignore
  return yield* attach(gate, [{ mount, shown: () => withAccess(shown(), flags) }]);
}

function withAccess(shown: Shown, flags: readonly MountFlag[]): Shown {
  shown.superblock.readOnly = flags.includes('MS_RDONLY');
  return shown;
}

/** It is made only once the kernel has agreed. A sysfs shows the network namespace, which its mounter has to rule (EPERM). */
function newFilesystem(
  { system }: SyscallGate,
  process: Process,
  fstype: Type,
  words: readonly string[],
): (() => Shown) | Failure {
  const { userNs } = process.task.cred;
  const { filesystems } = system;
  switch (fstype) {
    case 'tmpfs': {
      const options = tmpfsOptions(words);
      if (failed(options)) return options;
      const uid = makeKuid(process.kernelState, userNs, options.uid ?? 0);
      const gid = makeKgid(process.kernelState, userNs, options.gid ?? 0);
      if (uid === undefined || gid === undefined) return { errno: 'EINVAL' };
      const shown = [...(options.shown ?? []), ...ownerShown(uid, gid)];
      return () => filesystems.newTmpfs(userNs, { ...options, uid, gid, shown });
    }
    case 'proc': {
      const options = procOptions([], words);
      return failed(options)
        ? options
        : () => filesystems.newProc(pidNsOf(process.kernelState, process.task), userNs, options);
    }
    case 'devpts':
      return () => filesystems.newDevpts(userNs, words);
    case 'sysfs': {
      const { kernelState, task, others } = process;
      const rules = nsCapable(kernelState, task.cred, others.net.owner, 'CAP_SYS_ADMIN');
      return rules ? () => filesystems.newSysfs(userNs) : { errno: 'EPERM' };
    }
  }
}

interface Tree extends NewMount {
  readonly shown: () => Shown;
}

/** Where propagation copied it, every copy shows the same: the kernel makes whole trees, one after the other. */
function* attach(gate: SyscallGate, trees: readonly Tree[]): Sysc<number> {
  const { system } = gate;
  const before = system.kernel.state.nextMount;
  const [top, ...below] = trees.map(({ shown: _shown, ...tree }) => tree);
  if (top === undefined) return { errno: 'EINVAL' };
  const done = yield* gate.number({ call: 'mount', ...top, below });
  if (failed(done)) return done;
  const shown = trees.map((tree) => tree.shown());
  for (let id = before; id < system.kernel.state.nextMount; id += 1) {
    const each = shown[(id - before) % shown.length];
    if (each !== undefined) system.filesystems.show(id, each);
  }
  return done;
}

/** Errno: ENOENT the source; ENOTDIR a file over a directory or the reverse; EINVAL what is unbindable. */
function* bindMount(
  gate: SyscallGate,
  process: Process,
  request: MountRequest,
  target: Location,
): Sysc<number> {
  const { system } = gate;
  const source = system.vfs.resolve(process, request.source);
  if (failed(source)) return gate.fail(process, 'mount', source.errno);
  if ((source.inode.kind === 'directory') !== (target.inode.kind === 'directory')) {
    return gate.fail(process, 'mount', 'ENOTDIR');
  }
  const mounts = mountNamespace(process.kernelState, source.mntNs).mounts;
  const from = mounts.find(({ id }) => id === source.mount);
  if (source.inode instanceof NsInode) return yield* keepNamespace(gate, source.inode, target, from);
  if (from === undefined) return gate.fail(process, 'mount', 'EINVAL');
  const bound = (mount: Mount, at: string, root: string): NewMount => ({
    mount: { target: at, source: mount.source, fstype: 'bind', options: mount.options, nsFile: mount.nsFile, propagation: 'private', ...(root !== '/' && { root }) },
    of: mount.id,
  }); // prettier-ignore
  const inside = source.path.slice(from.target === '/' ? 0 : from.target.length);
  const base = from.root ?? '/';
  const root = inside === '' || inside === '/' ? base : base === '/' ? inside : base + inside;
  const top = { ...bound(from, target.path, root), shown: () => system.filesystems.shownAt(from.id, source.inode) }; // prettier-ignore
  const hanging = request.flags.includes('MS_REC')
    ? mountsBelow(mounts, { ...from, target: source.path }).filter((mount) => mount.id !== from.id && mount.propagation !== 'unbindable')
    : []; // prettier-ignore
  const below = hanging.map((mount) => {
    const at = joined(target.path, mount.target.slice(source.path === '/' ? 0 : source.path.length));
    return { ...bound(mount, at, mount.root ?? '/'), shown: () => system.filesystems.shownAt(mount.id, system.filesystems.rootInodeOf(mount)) }; // prettier-ignore
  });
  return yield* attach(gate, [top, ...below]);
}

function joined(directory: string, below: string): string {
  return directory === '/' ? below : directory + below;
}

/** A bind mount of its file keeps a namespace when everybody has left. */
function* keepNamespace(
  gate: SyscallGate,
  inode: NsInode,
  target: Location,
  from: Mount | undefined,
): Sysc<number> {
  const { handle } = inode;
  const nsFile: Mount['nsFile'] = handle.kind === 'other' ? null : (handle satisfies NsReference);
  const mount = { target: target.path, source: 'nsfs', fstype: 'bind', options: 'rw', nsFile, propagation: 'private' } as const; // prettier-ignore
  const isCopy = from?.fstype === 'bind' && from.source === 'nsfs';
  return yield* attach(gate, [
    {
      mount,
      ...(isCopy && { of: from.id }),
      shown: () => gate.system.filesystems.newKept({ ...mount, id: 0, pidNs: null, peerGroup: null }, inode),
    },
  ]);
}

/**
 * With MS_BIND only the mount changes, else its file system too. Errno: EINVAL no mount point, or an option it does not
 * know; EPERM; EBUSY a file of it is open for writing.
 */
function* remount(
  gate: SyscallGate,
  process: Process,
  { flags, data }: MountRequest,
  target: Location,
): Sysc<number> {
  const { system } = gate;
  if (!isMountRoot(process, target)) return gate.fail(process, 'mount', 'EINVAL');
  const superblock = system.filesystems.superblockOf(target.mount);
  const alsoFilesystem = !flags.includes('MS_BIND');
  const { cred } = process.task;
  if (alsoFilesystem && !nsCapable(process.kernelState, cred, superblock.owner, 'CAP_SYS_ADMIN'))
    return gate.fail(process, 'mount', 'EPERM');
  const words = wordsOf(data);
  const changed = alsoFilesystem ? changedOptions(superblock.type, superblock.options, words) : superblock.options; // prettier-ignore
  if (failed(changed)) return gate.fail(process, 'mount', changed.errno);
  const readOnly = flags.includes('MS_RDONLY');
  if (readOnly && isOpenForWriting(system, alsoFilesystem ? superblock : target.mount))
    return gate.fail(process, 'mount', 'EBUSY');
  const done = yield* gate.number({ call: 'remount', mount: target.mount, options: optionsText(flags) });
  if (!failed(done) && alsoFilesystem) {
    superblock.readOnly = readOnly;
    superblock.options = changed;
  }
  return done;
}

function changedOptions(
  type: string,
  old: readonly string[],
  words: readonly string[],
): readonly string[] | Failure {
  if (type === 'proc') return procOptions(old, words);
  if (type !== 'tmpfs') return old;
  const kept = old.filter((word) => !words.some((other) => other.split('=')[0] === word.split('=')[0]));
  const options = tmpfsOptions([...kept, ...words]);
  // whom it belongs to stays
  const owners = old.filter((word) => /^[ug]id=/.test(word));
  return failed(options) ? options : [...(options.shown ?? []), ...owners];
}

/** Errno: ENOENT, EINVAL the source is no mount point, is locked or below a shared one; ELOOP into itself; ENOTDIR; EPERM. */
function* moveMount(
  gate: SyscallGate,
  process: Process,
  request: MountRequest,
  target: Location,
): Sysc<number> {
  const source = gate.system.vfs.resolve(process, request.source);
  if (failed(source)) return gate.fail(process, 'mount', source.errno);
  if (!isMountRoot(process, source) || source.path === '/') return gate.fail(process, 'mount', 'EINVAL');
  if (target.path === source.path || target.path.startsWith(`${source.path}/`))
    return gate.fail(process, 'mount', 'ELOOP');
  if ((source.inode.kind === 'directory') !== (target.inode.kind === 'directory'))
    return gate.fail(process, 'mount', 'ENOTDIR');
  return yield* gate.number({ call: 'move_mount', mount: source.mount, target: target.path });
}

export function isMountRoot({ kernelState }: Process, { mntNs, mount, path }: Location): boolean {
  return mountNamespace(kernelState, mntNs).mounts.some(({ id, target }) => id === mount && target === path);
}

function wordsOf(data: string): readonly string[] {
  return data.split(',').filter((word) => word !== '');
}

/** show_mnt_opts. */
function optionsText(flags: readonly MountFlag[]): string {
  const words: readonly (readonly [MountFlag, string])[] = [
    ['MS_NOSUID', 'nosuid'],
    ['MS_NODEV', 'nodev'],
    ['MS_NOEXEC', 'noexec'],
    ['MS_NOATIME', 'noatime'],
    ['MS_NODIRATIME', 'nodiratime'],
  ];
  const shown = words.filter(([flag]) => flags.includes(flag)).map(([, word]) => word);
  const relative = !flags.includes('MS_NOATIME') && !flags.includes('MS_STRICTATIME');
  const access = flags.includes('MS_RDONLY') ? 'ro' : 'rw';
  return [access, ...shown, ...(relative ? ['relatime'] : [])].join(',');
}
