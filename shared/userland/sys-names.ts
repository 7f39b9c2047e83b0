// The system calls that change names and what they belong to: mkdir, mknod, link, unlink, rename, chmod, chown, utimensat.

import { isInGroup } from '../kernel/cred/in-group.ts';
import { makeKgid, makeKuid } from '../kernel/cred/user-ns.ts';
import { asGid } from '../kernel/ids.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import type { Sys } from './sys.ts';
import { onPath } from './sys-paths.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { System } from './system.ts';
import { NamedPipe } from './vfs/named-pipe.ts';
import type { DirectoryInode, DirectoryNames, Inode } from './vfs/inode.ts';
import type { Location } from './vfs/location.ts';
import { isOwnerOrPrivileged, mayAccess, mayRemoveFromSticky, maySetGroupIdBit, newInodeIn, overridesPermissions } from './vfs/permission.ts'; // prettier-ignore
import { isReadOnly } from './vfs/read-only.ts';
import type { LastName } from './vfs/vfs.ts';

type NameCalls = Pick<
  Sys,
  'mkdir' | 'mkfifo' | 'link' | 'unlink' | 'rmdir' | 'symlink' | 'rename' | 'chmod' | 'chown' | 'utimes' | 'truncate'
>; // prettier-ignore

const S_ISUID = 0o4000;
const S_ISGID = 0o2000;
const S_IXGRP = 0o010;

export function nameCalls(gate: SyscallGate): NameCalls {
  const { system } = gate;
  return {
    mkdir: (path, mode = 0o777) =>
      onPath(gate, null, (process) =>
        make(system, process, path, ({ directory, names, name }) => {
          const wanted = mode & ~process.umask;
          const made = newInodeIn(process, directory.inode, 'directory', wanted);
          names.makeDirectory(name, made.owner, made.mode);
        }),
      ),
    mkfifo: (path, mode = 0o666) =>
      onPath(gate, null, (process) =>
        make(system, process, path, ({ directory, names, name }) => {
          const made = newInodeIn(process, directory.inode, 'other', mode & ~process.umask);
          const identity = { ...made.owner, mode: made.mode };
          names.link(name, new NamedPipe(names.identity(), identity, () => system.newWaitQueue()));
        }),
      ),
    symlink: (target, path) =>
      onPath(gate, null, (process) =>
        make(system, process, path, ({ directory, names, name }) => {
          names.makeSymlink(name, newInodeIn(process, directory.inode, 'other', 0).owner, target);
        }),
      ),
    link: (from, to) => onPath(gate, null, (process) => link(system, process, from, to)),
    unlink: (path) => onPath(gate, null, (process) => remove(system, process, path, 'file')),
    rmdir: (path) => onPath(gate, null, (process) => remove(system, process, path, 'directory')),
    rename: (from, to) => onPath(gate, null, (process) => rename(system, process, from, to)),
    chmod: (path, mode) =>
      onPath(gate, null, (process) => {
        const found = changeable(system, process, system.vfs.resolve(process, path));
        if (failed(found)) return found;
        if (found.inode.chmod === undefined || !isOwnerOrPrivileged(process, found.inode))
          return { errno: 'EPERM' };
        const wanted = mode & 0o7777;
        const keepsGroup = maySetGroupIdBit(process, found.inode.attributes());
        found.inode.chmod(keepsGroup ? wanted : wanted & ~S_ISGID);
        return 0;
      }),
    chown: (path, ids, { follow }) =>
      onPath(gate, null, (process) => {
        const { vfs } = system;
        const found = follow ? vfs.resolve(process, path) : vfs.resolveNoFollow(process, path);
        return chown(process, changeable(system, process, found), ids);
      }),
    utimes: (path, mtime, { follow } = { follow: true }) =>
      onPath(gate, null, (process) => {
        const { vfs } = system;
        const place = follow ? vfs.resolve(process, path) : vfs.resolveNoFollow(process, path);
        const found = changeable(system, process, place);
        if (failed(found)) return found;
        const { inode } = found;
        const mayTouch = isOwnerOrPrivileged(process, inode) || (mtime === null && mayAccess(process, inode, 'write')); // prettier-ignore
        if (!mayTouch) return { errno: mtime === null ? 'EACCES' : 'EPERM' };
        inode.touch?.(mtime);
        return 0;
      }),
    truncate: (path, length) =>
      onPath(gate, null, (process) => {
        const found = changeable(system, process, system.vfs.resolve(process, path));
        if (failed(found)) return found;
        const { inode } = found;
        if (inode.kind === 'directory') return { errno: 'EISDIR' };
        if (inode.kind !== 'file') return { errno: 'EINVAL' };
        if (!mayAccess(process, inode, 'write')) return { errno: 'EACCES' };
        return inode.resize?.(length) ?? { errno: 'EINVAL' };
      }),
  };
}

/** mnt_want_write. Errno: EROFS. */
function changeable(system: System, _process: Process, found: Location | Failure): Location | Failure {
  if (failed(found)) return found;
  return isReadOnly(system, found) ? { errno: 'EROFS' } : found;
}

interface Writable {
  readonly directory: LastName['directory'];
  readonly names: DirectoryNames;
  readonly name: string;
}

/** The directory a name is to be added to or removed from. */
function writable(system: System, process: Process, path: string): Writable | Failure {
  const last = system.vfs.resolveLastName(process, path);
  if (failed(last)) return last;
  const { directory, name } = last;
  const { names } = directory.inode;
  if (isReadOnly(system, directory)) return { errno: 'EROFS' };
  if (names === undefined) return { errno: 'EPERM' };
  if (!mayAccess(process, directory.inode, 'search')) return { errno: 'EACCES' };
  return { directory, names, name };
}

/** Errno: EEXIST before EROFS, for a name that is there needs no writing. */
function make(
  system: System,
  process: Process,
  path: string,
  add: (place: Writable) => void,
): number | Failure {
  const place = writable(system, process, path);
  if (failed(place)) {
    const exists = place.errno === 'EROFS' && !failed(system.vfs.resolveNoFollow(process, path));
    if (exists) return { errno: 'EEXIST' };
    // where nothing can be made, a name that is not there stays so: procfs and its kin have no way to add one
    return place.errno === 'EPERM' ? { errno: 'ENOENT' } : place;
  }
  if (!failed(system.vfs.child(process, place.directory, place.name))) return { errno: 'EEXIST' };
  if (!mayAccess(process, place.directory.inode, 'write')) return { errno: 'EACCES' };
  add(place);
  return 0;
}

/** Errno: EPERM a directory; EXDEV another file system, or another mount of the same; what making a name answers. */
function link(system: System, process: Process, from: string, to: string): number | Failure {
  const source = system.vfs.resolveNoFollow(process, from);
  if (failed(source)) return source;
  let other = false;
  const made = make(system, process, to, ({ directory, names, name }) => {
    other = directory.mount !== source.mount;
    if (!other && source.inode.kind !== 'directory') names.link(name, source.inode);
  });
  if (failed(made)) return made;
  if (other) return { errno: 'EXDEV' };
  return source.inode.kind === 'directory' ? { errno: 'EPERM' } : 0;
}

function remove(
  system: System,
  process: Process,
  path: string,
  kind: 'file' | 'directory',
): number | Failure {
  const place = writable(system, process, path);
  if (failed(place)) return place;
  const victim = removable(system, process, place);
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
function removable(
  system: System,
  process: Process,
  { directory, name }: { readonly directory: Location & { readonly inode: DirectoryInode }; name: string },
): Inode | Failure {
  const found = system.vfs.child(process, directory, name);
  if (failed(found)) return found;
  if (!mayAccess(process, directory.inode, 'write')) return { errno: 'EACCES' };
  const sticky = (directory.inode.attributes().mode & 0o1000) !== 0;
  if (sticky && !mayRemoveFromSticky(process, directory.inode, found.inode)) return { errno: 'EPERM' };
  return found.mount === directory.mount ? found.inode : { errno: 'EBUSY' };
}

function rename(system: System, process: Process, from: string, to: string): number | Failure {
  const [here, there] = [system.vfs.resolveLastName(process, from), system.vfs.resolveLastName(process, to)];
  if (failed(here)) return here;
  if (failed(there)) return there;
  if (here.directory.mount !== there.directory.mount) return { errno: 'EXDEV' };
  const source = writable(system, process, from);
  if (failed(source)) return source;
  const target = writable(system, process, to);
  if (failed(target)) return target;
  const inode = removable(system, process, source);
  if (failed(inode)) return inode;
  const replaced = removable(system, process, target);
  if (failed(replaced) && replaced.errno !== 'ENOENT') return replaced;
  if (!failed(replaced)) {
    if (replaced === inode) return 0;
    if (replaced.kind === 'directory' && inode.kind !== 'directory') return { errno: 'EISDIR' };
    if (replaced.kind !== 'directory' && inode.kind === 'directory') return { errno: 'ENOTDIR' };
    const inside = replaced.kind === 'directory' ? replaced.list(process) : [];
    if (!failed(inside) && inside.length > 0) return { errno: 'ENOTEMPTY' };
  }
  source.names.unlink(source.name);
  target.names.link(target.name, inode);
  return 0;
}

/**
 * chown_common, setattr_prepare.
 *
 * Errno: EINVAL an id that the user namespace does not know; EPERM an owner may only give a file to a group of its own.
 */
function chown(
  process: Process,
  found: Location | Failure,
  { uid, gid }: Parameters<Sys['chown']>[1],
): number | Failure {
  if (failed(found)) return found;
  const { inode } = found;
  const { cred } = process.task;
  const old = inode.attributes();
  const kuid = uid === undefined ? old.uid : makeKuid(process.kernelState, cred.userNs, uid);
  const kgid = gid === undefined ? asGid(old.gid) : makeKgid(process.kernelState, cred.userNs, gid);
  if (kuid === undefined || kgid === undefined) return { errno: 'EINVAL' };
  const isOwner = cred.euid === old.uid;
  const keepsOwner = uid === undefined || (isOwner && kuid === old.uid);
  const ownGroup = gid === undefined || (isOwner && (isInGroup(cred, kgid) || kgid === old.gid));
  const privileged = overridesPermissions(process, old, 'CAP_CHOWN');
  if (!privileged && !(keepsOwner && ownGroup)) return { errno: 'EPERM' };
  if (inode.chown === undefined) return { errno: 'EPERM' };
  // setattr_should_drop_sgid: without S_IXGRP the bit once meant mandatory locking, and stays with members of the group
  const dropsGroup = (old.mode & S_IXGRP) !== 0 || !maySetGroupIdBit(process, old);
  inode.chown(kuid, kgid);
  if (inode.kind !== 'directory') inode.chmod?.(old.mode & ~(S_ISUID | (dropsGroup ? S_ISGID : 0)));
  return 0;
}
