// Mounting and unmounting: what the machine checks of the paths before the kernel checks the right to do it. mount(2), umount(2)

import type { NsReference } from '../kernel/call.ts';
import type { Mount } from '../kernel/state.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Sys, Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { Location } from './vfs/location.ts';
import { mountNamespace } from './vfs/mounts.ts';
import { NsInode } from './vfs/ns-file.ts';

interface MountRequest {
  readonly source: string;
  readonly target: string;
  readonly fstype: string;
  readonly flags: Parameters<Sys['mount']>[3];
  /** Options as /proc/mounts is to show them, without rw. */
  readonly data: string;
}

const TYPES = ['proc', 'sysfs', 'tmpfs', 'devpts'] as const;

/** Errno: ENOENT, ENOTDIR the target; EPERM; ENODEV a type the kernel does not know; ENOTDIR a file over a directory or the reverse. */
export function* mountCall(gate: SyscallGate, request: MountRequest): Sysc<number> {
  const process = yield* gate.enter();
  const target = gate.system.vfs.resolve(process, request.target);
  if (failed(target)) return gate.fail(process, 'mount', target.errno);
  const { flags } = request;
  if (!flags.includes('MS_BIND') && (flags.includes('MS_PRIVATE') || flags.includes('MS_SHARED'))) {
    return yield* gate.number({
      call: 'set_propagation',
      propagation: flags.includes('MS_SHARED') ? 'shared' : 'private',
    });
  }
  if (flags.includes('MS_REMOUNT')) return 0;
  return yield* flags.includes('MS_BIND')
    ? bindMount(gate, process, request, target)
    : newMount(gate, process, request, target);
}

function* newMount(
  gate: SyscallGate,
  process: Process,
  request: MountRequest,
  target: Location,
): Sysc<number> {
  const fstype = TYPES.find((type) => type === request.fstype);
  if (fstype === undefined) return gate.fail(process, 'mount', 'ENODEV');
  if (target.inode.kind !== 'directory') return gate.fail(process, 'mount', 'ENOTDIR');
  const { system } = gate;
  const before = system.kernel.state.nextMount;
  const done = yield* gate.number({
    call: 'mount',
    mount: {
      target: target.path,
      source: request.source,
      fstype,
      options: optionsText(request),
      nsFile: null,
      propagation: 'private',
    },
  });
  // where propagation copied it, every copy shows the one new file system
  if (!failed(done) && fstype === 'tmpfs') {
    const root = system.filesystems.newRoot(before);
    for (let id = before + 1; id < system.kernel.state.nextMount; id += 1) system.filesystems.bind(id, root);
  }
  return done;
}

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
  const before = system.kernel.state.nextMount;
  const nsFile = source.inode instanceof NsInode ? followedNamespace(source.inode) : null;
  const done = yield* gate.number({
    call: 'mount',
    mount: {
      target: target.path,
      source: source.path,
      fstype: 'bind',
      options: optionsText(request),
      nsFile,
      propagation: 'private',
    },
  });
  // the mount, and the copies of it that shared propagation made
  if (!failed(done)) {
    for (let id = before; id < system.kernel.state.nextMount; id += 1)
      system.filesystems.bind(id, source.inode);
  }
  return done;
}

function followedNamespace({ handle }: NsInode): Mount['nsFile'] {
  return handle.kind === 'other' ? null : (handle satisfies NsReference);
}

function optionsText({ data, fstype }: MountRequest): string {
  const given = data.split(',').filter((word) => word !== '' && word !== 'rw' && word !== 'ro');
  const access = data.split(',').includes('ro') ? 'ro' : 'rw';
  return [access, ...given, ...(fstype === 'devpts' || given.includes('relatime') ? [] : ['relatime'])].join(
    ',',
  );
}

/** Errno: ENOENT, EINVAL nothing is mounted there; EBUSY the root, or somebody stands in it or has a file of it open; EPERM. */
export function* umountCall(gate: SyscallGate, path: string, detach: boolean): Sysc<number> {
  const process = yield* gate.enter();
  const target = gate.system.vfs.resolve(process, path);
  if (failed(target)) return gate.fail(process, 'umount', target.errno);
  if (!isMountRoot(process, target)) return gate.fail(process, 'umount', 'EINVAL');
  if (target.path === '/') return gate.fail(process, 'umount', 'EBUSY');
  if (!detach && isInUse(gate, target)) return gate.fail(process, 'umount', 'EBUSY');
  return yield* gate.number({ call: 'umount', target: target.path, detach });
}

function isMountRoot({ kernelState }: Process, { mntNs, mount, path }: Location): boolean {
  return mountNamespace(kernelState, mntNs).mounts.some(({ id, target }) => id === mount && target === path);
}

/** Whether a process stands in it or has a file of it open; that other mounts stand below it the kernel knows. */
function isInUse({ system }: SyscallGate, { mntNs, mount }: Location): boolean {
  const inside = (place: Location): boolean => place.mntNs === mntNs && place.mount === mount;
  return [...system.processes.values()].some(
    ({ cwd, files }) => inside(cwd) || files.files().some((file) => inside(file.at)),
  );
}
