// Where do the paths of a process begin, and what does chroot(2) change? struct fs_struct

import { nsCapable } from '../kernel/cred/capable.ts';
import type { MntNsId } from '../kernel/ids.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import { inMountNamespace, isSamePlace, pathBelow } from './vfs/location.ts';
import { mayAccess } from './vfs/permission.ts';
import type { Vfs } from './vfs/vfs.ts';

/** Errno, in this order: ENOENT and its kin, ENOTDIR, EACCES, EPERM without CAP_SYS_CHROOT. */
export function chroot(vfs: Vfs, process: Process, path: string): number | Failure {
  const found = vfs.resolve(process, path);
  if (failed(found)) return found;
  if (found.inode.kind !== 'directory') return { errno: 'ENOTDIR' };
  if (!mayAccess(process, found.inode, 'search')) return { errno: 'EACCES' };
  const { kernelState, task } = process;
  if (!nsCapable(kernelState, task.cred, task.cred.userNs, 'CAP_SYS_CHROOT')) return { errno: 'EPERM' };
  process.root = isSamePlace(found, vfs.root(task.nsproxy.mntNs)) ? null : found;
  return 0;
}

/** d_absolute_path, as getcwd(2) tells it: a directory outside the root can't be reached from there. */
export function workingDirectory({ root, cwd }: Process): string {
  if (root === null) return cwd.path;
  return (root.mntNs === cwd.mntNs ? pathBelow(root.path, cwd.path) : null) ?? `(unreachable)${cwd.path}`;
}

/** copy_mnt_ns: root and working directory are those of the copy. */
export function moveToCopy(process: Process, mntNs: MntNsId): void {
  const { kernelState: state, root } = process;
  process.cwd = inMountNamespace(state, process.cwd, mntNs);
  process.root = root === null ? null : inMountNamespace(state, root, mntNs);
}

/** current_chrooted: what the kernel has to know of it. */
export function whereRooted({ root }: Process): { readonly chrooted?: true } {
  return root === null ? {} : { chrooted: true };
}
