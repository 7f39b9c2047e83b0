// May this process read, write or search that file? inode_permission, capabilities(7) CAP_DAC_OVERRIDE

import type { Capability } from '../../kernel/abi/capability.ts';
import { capRaised } from '../../kernel/abi/capability.ts';
import { fromKuid } from '../../kernel/cred/user-ns.ts';
import { asUid } from '../../kernel/ids.ts';
import type { Process } from '../process.ts';
import type { Inode } from './inode.ts';

export type Access = 'read' | 'write' | 'search';

const BIT: Readonly<Record<Access, number>> = { read: 4, write: 2, search: 1 };

/** Whether the mode bits, or privilege over the owner, allow it. */
export function mayAccess(caller: Process, inode: Inode, access: Access): boolean {
  const { mode, uid, gid } = inode.attributes();
  const { euid } = caller.task.cred;
  const shift = euid === uid ? 6 : gidOf(euid) === gid ? 3 : 0;
  if (((mode >> shift) & BIT[access]) !== 0) return true;
  if (!overridesPermissions(caller, uid)) return false;
  // privilege does not make a file executable that nobody may execute
  return access !== 'search' || inode.kind === 'directory' || (mode & 0o111) !== 0;
}

/** capable_wrt_inode_uidgid: the capability counts only for owners that the caller's user namespace knows. */
export function overridesPermissions(
  caller: Process,
  owner: number,
  capability: Capability = 'CAP_DAC_OVERRIDE',
): boolean {
  const { effective, userNs } = caller.task.cred;
  return capRaised(effective, capability) && fromKuid(caller.kernelState, userNs, asUid(owner)) !== undefined;
}

/** Whether the caller may change the file's mode or remove it from a sticky directory. */
export function isOwnerOrPrivileged(caller: Process, inode: Inode): boolean {
  const { uid } = inode.attributes();
  return caller.task.cred.euid === uid || overridesPermissions(caller, uid, 'CAP_FOWNER');
}

/** Here everybody's group has the number of its user (fidelity: groups). */
export function gidOf(uid: number): number {
  return uid;
}
