// How are namespaces related? A descriptor of one gives descriptors of its owner and of its parent. ioctl_nsfs(2)

import type { UserNsId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';
import { userNamespace } from '../kernel/cred/user-ns.ts';
import { pidNamespace } from '../kernel/selectors.ts';
import { HeldFile } from './open-file.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import type { Fd, Sys, Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import { mountNamespace } from './vfs/mounts.ts';
import { NsInode, nsInode } from './vfs/ns-file.ts';
import type { NsHandle } from './vfs/ns-file.ts';

export function nsIoctlCalls(gate: SyscallGate): Pick<Sys, 'nsIoctl'> {
  return { nsIoctl: (fd, request) => nsIoctl(gate, fd, request) };
}

/** Errno: EBADF no descriptor; ENOTTY no namespace; EINVAL a kind that is not nested; EPERM out of the caller's own namespaces. */
function* nsIoctl(gate: SyscallGate, fd: Fd, request: Parameters<Sys['nsIoctl']>[1]): Sysc<Fd> {
  const process = yield* gate.enter();
  const file = process.files.get(fd);
  if (file === undefined) return { errno: 'EBADF' };
  if (!(file.inode instanceof NsInode)) return { errno: 'ENOTTY' };
  const { handle } = file.inode;
  const related =
    request === 'NS_GET_USERNS' ? ownerOf(process, handle) : yield* parentOf(gate, process, handle);
  if (failed(related)) return related;
  const inode = nsInode(gate.system.kernel, related);
  const at = { mntNs: process.task.nsproxy.mntNs, mount: 0, path: inode.label, inode, parent: null };
  const opened = new HeldFile(at, { readable: true, writable: false, append: false });
  return process.files.add(opened, true) ?? { errno: 'EMFILE' };
}

/** ns_get_owner(): the owner must be the caller's own user namespace or lie below it. */
function ownerOf({ kernelState, task }: Process, handle: NsHandle): NsHandle | Failure {
  const owner = ownerId(kernelState, handle);
  for (let id = owner; id !== null; id = userNamespace(kernelState, id).parent) {
    if (id === task.cred.userNs && owner !== null) return { kind: 'user', id: owner };
  }
  return { errno: 'EPERM' };
}

function ownerId(state: KernelState, handle: NsHandle): UserNsId | null {
  switch (handle.kind) {
    case 'pid':
      return pidNamespace(state, handle.id).owner;
    case 'mnt':
      return mountNamespace(state, handle.id).owner;
    case 'user':
      return userNamespace(state, handle.id).parent;
    case 'other':
      return handle.namespace.owner;
  }
}

function* parentOf(gate: SyscallGate, process: Process, handle: NsHandle): Sysc<NsHandle> {
  if (handle.kind === 'user') return ownerOf(process, handle);
  if (handle.kind !== 'pid') return { errno: 'EINVAL' };
  const allowed = yield* gate.number({ call: 'ns_ioctl', request: 'NS_GET_PARENT', ns: handle.id });
  const { parent } = pidNamespace(process.kernelState, handle.id);
  return failed(allowed) || parent === null ? { errno: 'EPERM' } : { kind: 'pid', id: parent };
}
