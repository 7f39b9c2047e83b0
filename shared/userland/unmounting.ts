// Unmounting: what stands in the way. umount(2)

import { nsCapable } from '../kernel/cred/capable.ts';
import { isMountRoot, mayMount } from './mounting.ts';
import { failed } from './program.ts';
import type { Process } from './process.ts';
import type { Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { Location } from './vfs/location.ts';
import { mountNamespace } from './vfs/mounts.ts';
import { isOpenForWriting } from './vfs/read-only.ts';

/** Errno: ENOENT, EINVAL nothing is mounted there, or it is locked; EBUSY somebody stands in it or has a file of it open; EPERM. */
export function* umountCall(gate: SyscallGate, path: string, detach: boolean): Sysc<number> {
  const process = yield* gate.enter();
  const target = gate.system.vfs.resolve(process, path);
  if (failed(target)) return gate.fail(process, 'umount', target.errno);
  if (!isMountRoot(process, target)) return gate.fail(process, 'umount', 'EINVAL');
  if (target.path === '/') return yield* umountRoot(gate, process, target, detach);
  if (!detach && mayMount(process) && !isLocked(process, target) && isInUse(gate, target))
    return gate.fail(process, 'umount', 'EBUSY');
  return yield* gate.number({ call: 'umount', target: target.path, detach });
}

/** do_umount_root: the root can't go, so that it can't be written any more is all that happens. EBUSY to detach it (fidelity: mounts). */
function* umountRoot(gate: SyscallGate, process: Process, root: Location, detach: boolean): Sysc<number> {
  const superblock = gate.system.filesystems.superblockOf(root.mount);
  const { kernelState, task } = process;
  if (!nsCapable(kernelState, task.cred, superblock.owner, 'CAP_SYS_ADMIN'))
    return gate.fail(process, 'umount', 'EPERM');
  if (detach || isOpenForWriting(gate.system, superblock)) return gate.fail(process, 'umount', 'EBUSY');
  superblock.readOnly = true;
  return 0;
}

/** can_umount comes before the look at who uses it; the call itself says EINVAL then. */
function isLocked({ kernelState }: Process, { mntNs, mount }: Location): boolean {
  return mountNamespace(kernelState, mntNs).mounts.some(({ id, locked }) => id === mount && locked === true);
}

/** Whether a process stands in it or has a file of it open; that other mounts stand below it the kernel knows. */
function isInUse({ system }: SyscallGate, { mntNs, mount }: Location): boolean {
  const inside = (place: Location): boolean => place.mntNs === mntNs && place.mount === mount;
  return [...system.processes.values()].some(
    ({ cwd, files }) => inside(cwd) || files.files().some((file) => inside(file.at)),
  );
}
