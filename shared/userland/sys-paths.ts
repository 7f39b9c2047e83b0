// The system calls on paths: stat, readlink, readdir, access, chdir, and making and removing names.

import type { CallName } from '../kernel/call.ts';
import { nsCapable } from '../kernel/cred/capable.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import { statOf } from './stat.ts';
import { HeldFile } from './open-file.ts';
import type { DirEntry, Fd, Stat, Sys, Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { DirectoryInode, DirectoryNames, Inode } from './vfs/inode.ts';
import type { Location } from './vfs/location.ts';
import { isOwnerOrPrivileged, mayAccess } from './vfs/permission.ts';
import type { Vfs } from './vfs/vfs.ts';

type PathCalls = Pick<
  Sys,
  | 'stat' | 'lstat' | 'readlink' | 'readdir' | 'access' | 'chdir' | 'fchdir' | 'chroot' | 'getcwd' | 'mkdir' | 'unlink' | 'rmdir' | 'symlink' | 'rename'
  | 'chmod' | 'umask'
>; // prettier-ignore

export function pathCalls(gate: SyscallGate): PathCalls {
  const { vfs } = gate.system;
  return {
    stat: (path) => onPath(gate, null, (process) => statAt(process, vfs.resolve(process, path))),
    lstat: (path) => onPath(gate, null, (process) => statAt(process, vfs.resolveNoFollow(process, path))),
    readlink: (path) => onPath(gate, 'readlink', (process) => readlink(vfs, process, path)),
    readdir: (place) => onPath(gate, 'open', (process) => readdir(vfs, process, place)),
    access: (path, mode) => onPath(gate, null, (process) => access(vfs, process, path, mode)),
    chdir: (path) => onPath(gate, 'chdir', (process) => chdir(vfs, process, path)),
    *fchdir(fd) {
      const process = yield* gate.enter();
      const file = process.files.get(fd);
      return file === undefined ? { errno: 'EBADF' } : stand(process, file.at);
    },
    chroot: (path) => onPath(gate, null, (process) => chroot(vfs, process, path)),
    *getcwd() {
      return (yield* gate.enter()).cwd.path;
    },
    mkdir: (path, mode = 0o777) =>
      onPath(gate, null, (process) =>
        make(vfs, process, path, (names, name) => {
          names.makeDirectory(name, process.task.cred.euid, mode & ~process.umask);
        }),
      ),
    symlink: (target, path) =>
      onPath(gate, null, (process) =>
        make(vfs, process, path, (names, name) => {
          names.makeSymlink(name, process.task.cred.euid, target);
        }),
      ),
    unlink: (path) => onPath(gate, null, (process) => remove(vfs, process, path, 'file')),
    rmdir: (path) => onPath(gate, null, (process) => remove(vfs, process, path, 'directory')),
    rename: (from, to) => onPath(gate, null, (process) => rename(vfs, process, from, to)),
    chmod: (path, mode) => onPath(gate, null, (process) => chmod(vfs, process, path, mode)),
    *umask(mask) {
      const process = yield* gate.enter();
      const old = process.umask;
      process.umask = mask & 0o777;
      return old;
    },
  };
}

/** One call that answers at once; `of` names it for the log, null where the log does not care that it failed. */
function* onPath<T>(
  gate: SyscallGate,
  of: CallName | null,
  call: (process: Process) => T | Failure,
): Sysc<T> {
  const process = yield* gate.enter();
  const answer = call(process);
  return failed(answer) ? gate.fail(process, of, answer.errno) : answer;
}

function statAt(process: Process, found: Location | Failure): Stat | Failure {
  return failed(found) ? found : statOf(process, found.inode);
}

function readlink(vfs: Vfs, process: Process, path: string): string | Failure {
  const found = vfs.resolveNoFollow(process, path);
  if (failed(found)) return found;
  return found.inode.kind === 'symlink' ? found.inode.readlink(process) : { errno: 'EINVAL' };
}

/** opendir, readdir, closedir of a path, or getdents of what is open already. */
function readdir(vfs: Vfs, process: Process, place: string | Fd): readonly DirEntry[] | Failure {
  if (typeof place === 'number') {
    const held = process.files.get(place);
    return held === undefined ? { errno: 'EBADF' } : entriesOf(process, held.inode);
  }
  const found = vfs.resolve(process, place);
  if (failed(found)) return found;
  if (found.inode.kind === 'directory' && !mayAccess(process, found.inode, 'read'))
    return { errno: 'EACCES' };
  // Whoever lists its own descriptors sees the one it does so with.
  const fd = process.files.add(new HeldFile(found, { readable: true, writable: false, append: false }), true);
  if (fd === null) return { errno: 'EMFILE' };
  const entries = entriesOf(process, found.inode);
  process.files.close(fd);
  return entries;
}

function entriesOf(process: Process, inode: Inode): readonly DirEntry[] | Failure {
  return inode.kind === 'directory' ? inode.list(process) : { errno: 'ENOTDIR' };
}

function access(
  vfs: Vfs,
  process: Process,
  path: string,
  mode: Parameters<Sys['access']>[1],
): number | Failure {
  const found = vfs.resolve(process, path);
  if (failed(found)) return found;
  switch (mode) {
    case 'F_OK':
      return 0;
    case 'R_OK':
      return mayAccess(process, found.inode, 'read') ? 0 : { errno: 'EACCES' };
    case 'W_OK':
      return mayAccess(process, found.inode, 'write') ? 0 : { errno: 'EACCES' };
    case 'X_OK':
      return mayAccess(process, found.inode, 'search') ? 0 : { errno: 'EACCES' };
  }
}

function chdir(vfs: Vfs, process: Process, path: string): number | Failure {
  const found = vfs.resolve(process, path);
  return failed(found) ? found : stand(process, found);
}

function chroot(vfs: Vfs, process: Process, path: string): number | Failure {
  const found = vfs.resolve(process, path);
  if (failed(found)) return found;
  if (found.inode.kind !== 'directory') return { errno: 'ENOTDIR' };
  if (!isPrivileged(process)) return { errno: 'EPERM' };
  const isRoot = found.path === '/' && found.mntNs === process.task.nsproxy.mntNs;
  return isRoot ? 0 : { errno: 'ENOSYS' };
}

function isPrivileged({ kernelState, task }: Process): boolean {
  return nsCapable(kernelState, task.cred, task.cred.userNs, 'CAP_SYS_ADMIN');
}

function stand(process: Process, at: Location): number | Failure {
  if (at.inode.kind !== 'directory') return { errno: 'ENOTDIR' };
  if (!mayAccess(process, at.inode, 'search')) return { errno: 'EACCES' };
  process.cwd = at;
  return 0;
}

interface Writable {
  readonly directory: Location & { readonly inode: DirectoryInode };
  readonly names: DirectoryNames;
  readonly name: string;
}

/** The directory a name is to be added to or removed from. */
function writable(vfs: Vfs, process: Process, path: string): Writable | Failure {
  const last = vfs.resolveLastName(process, path);
  if (failed(last)) return last;
  const { directory, name } = last;
  const { names } = directory.inode;
  if (names === undefined) return { errno: 'EPERM' };
  if (!mayAccess(process, directory.inode, 'search')) return { errno: 'EACCES' };
  return { directory, names, name };
}

function make(
  vfs: Vfs,
  process: Process,
  path: string,
  add: (names: DirectoryNames, name: string) => void,
): number | Failure {
  const place = writable(vfs, process, path);
  // where nothing can be made, a name that is not there stays so: procfs and its kin have no way to add one
  if (failed(place)) return place.errno === 'EPERM' ? { errno: 'ENOENT' } : place;
  if (!failed(vfs.child(process, place.directory, place.name))) return { errno: 'EEXIST' };
  if (!mayAccess(process, place.directory.inode, 'write')) return { errno: 'EACCES' };
  add(place.names, place.name);
  return 0;
}

function remove(vfs: Vfs, process: Process, path: string, kind: 'file' | 'directory'): number | Failure {
  const place = writable(vfs, process, path);
  if (failed(place)) return place;
  const victim = removable(vfs, process, place);
  if (failed(victim)) return victim;
  if (kind === 'file' && victim.kind === 'directory') return { errno: 'EISDIR' };
  if (kind === 'directory') {
    if (victim.kind !== 'directory') return { errno: 'ENOTDIR' };
    const inside = victim.list(process);
    if (!failed(inside) && inside.length > 0) return { errno: 'ENOTEMPTY' };
  }
  place.names.unlink(place.name);
  return 0;
}

/** Errno: ENOENT; EACCES the directory can't be written; EPERM somebody else's in a sticky one; EBUSY something is mounted there. */
function removable(vfs: Vfs, process: Process, { directory, name }: Writable): Inode | Failure {
  const found = vfs.child(process, directory, name);
  if (failed(found)) return found;
  if (!mayAccess(process, directory.inode, 'write')) return { errno: 'EACCES' };
  const sticky = (directory.inode.attributes().mode & 0o1000) !== 0;
  const owns = isOwnerOrPrivileged(process, directory.inode) || isOwnerOrPrivileged(process, found.inode);
  if (sticky && !owns) return { errno: 'EPERM' };
  return found.mount === directory.mount ? found.inode : { errno: 'EBUSY' };
}

function rename(vfs: Vfs, process: Process, from: string, to: string): number | Failure {
  const source = writable(vfs, process, from);
  if (failed(source)) return source;
  const inode = removable(vfs, process, source);
  if (failed(inode)) return inode;
  const target = writable(vfs, process, to);
  if (failed(target)) return target;
  if (target.directory.mount !== source.directory.mount) return { errno: 'EXDEV' };
  const replaced = removable(vfs, process, target);
  if (failed(replaced) && replaced.errno !== 'ENOENT') return replaced;
  if (!failed(replaced) && replaced.kind === 'directory' && inode.kind !== 'directory')
    return { errno: 'EISDIR' };
  source.names.unlink(source.name);
  target.names.link(target.name, inode);
  return 0;
}

function chmod(vfs: Vfs, process: Process, path: string, mode: number): number | Failure {
  const found = vfs.resolve(process, path);
  if (failed(found)) return found;
  if (found.inode.chmod === undefined || !isOwnerOrPrivileged(process, found.inode))
    return { errno: 'EPERM' };
  found.inode.chmod(mode & 0o7777);
  return 0;
}
