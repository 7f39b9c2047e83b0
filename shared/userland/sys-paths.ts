// The system calls that look at paths: stat, readlink, readdir, access, chdir.

import type { CallName } from '../kernel/call.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import { chroot, workingDirectory } from './root-directory.ts';
import { statOf } from './stat.ts';
import { HeldFile } from './open-file.ts';
import type { DirEntry, Fd, Stat, Statfs, Sys, Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { System } from './system.ts';
import type { Inode } from './vfs/inode.ts';
import type { Location } from './vfs/location.ts';
import { mayAccess } from './vfs/permission.ts';
import { isReadOnly, isSpecial } from './vfs/read-only.ts';
import type { Vfs } from './vfs/vfs.ts';

type PathCalls = Pick<
  Sys,
  | 'stat' | 'lstat' | 'statfs' | 'readlink' | 'readdir' | 'access' | 'chdir' | 'fchdir' | 'chroot' | 'getcwd' | 'umask'
>; // prettier-ignore

export function pathCalls(gate: SyscallGate): PathCalls {
  const { vfs } = gate.system;
  return {
    stat: (path) => onPath(gate, null, (process) => statAt(process, vfs.resolve(process, path))),
    lstat: (path) => onPath(gate, null, (process) => statAt(process, vfs.resolveNoFollow(process, path))),
    readlink: (path) => onPath(gate, 'readlink', (process) => readlink(vfs, process, path)),
    readdir: (place) => onPath(gate, 'open', (process) => readdir(vfs, process, place)),
    access: (path, mode) => onPath(gate, null, (process) => access(gate.system, process, path, mode)),
    chdir: (path) => onPath(gate, 'chdir', (process) => chdir(vfs, process, path)),
    *fchdir(fd) {
      const process = yield* gate.enter();
      const file = process.files.get(fd);
      return file === undefined ? { errno: 'EBADF' } : stand(process, file.at);
    },
    chroot: (path) => onPath(gate, null, (process) => chroot(vfs, process, path)),
    *getcwd() {
      return workingDirectory(yield* gate.enter());
    },
    statfs: (path) => onPath(gate, null, (process) => statfs(gate.system, process, path)),
    *umask(mask) {
      const process = yield* gate.enter();
      const old = process.umask;
      process.umask = mask & 0o777;
      return old;
    },
  };
}

/** One call that answers at once; `of` names it for the log, null where the log does not care that it failed. */
export function* onPath<T>(
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
  system: System,
  process: Process,
  path: string,
  mode: Parameters<Sys['access']>[1],
): number | Failure {
  const found = system.vfs.resolve(process, path);
  if (failed(found)) return found;
  switch (mode) {
    case 'F_OK':
      return 0;
    case 'R_OK':
      return mayAccess(process, found.inode, 'read') ? 0 : { errno: 'EACCES' };
    case 'W_OK':
      if (isReadOnly(system, found) && !isSpecial(found.inode)) return { errno: 'EROFS' };
      return mayAccess(process, found.inode, 'write') ? 0 : { errno: 'EACCES' };
    case 'X_OK':
      return mayAccess(process, found.inode, 'search') ? 0 : { errno: 'EACCES' };
  }
}

function statfs(system: System, process: Process, path: string): Statfs | Failure {
  const found = system.vfs.resolve(process, path);
  if (failed(found)) return found;
  if (found.mount === 0) return { errno: 'ENOSYS' };
  const { type, dev, usage } = system.filesystems.superblockOf(found.mount);
  return { type, dev, ...(usage?.() ?? { capacity: 0, used: 0, files: 0 }) };
}

function chdir(vfs: Vfs, process: Process, path: string): number | Failure {
  const found = vfs.resolve(process, path);
  return failed(found) ? found : stand(process, found);
}

function stand(process: Process, at: Location): number | Failure {
  if (at.inode.kind !== 'directory') return { errno: 'ENOTDIR' };
  if (!mayAccess(process, at.inode, 'search')) return { errno: 'EACCES' };
  const refused = at.inode.enter?.(process);
  if (refused) return refused;
  process.cwd = at;
  return 0;
}
