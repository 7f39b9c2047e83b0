// May this process read, write or search that file? inode_permission, capabilities(7) CAP_DAC_OVERRIDE

import type { Capability } from '../../kernel/abi/capability.ts';
import { capRaised } from '../../kernel/abi/capability.ts';
import { isInGroup } from '../../kernel/cred/in-group.ts';
import { fromKgid, fromKuid } from '../../kernel/cred/user-ns.ts';
import { asGid, asUid } from '../../kernel/ids.ts';
import type { Process } from '../process.ts';
import type { Inode, Owner } from './inode.ts';

export type Access = 'read' | 'write' | 'search';

const BIT: Readonly<Record<Access, number>> = { read: 4, write: 2, search: 1 };
const S_ISGID = 0o2000;

/** Whether the mode bits, or privilege over the owner, allow it. */
export function mayAccess(caller: Process, inode: Inode, access: Access): boolean {
  if (inode.permission !== undefined) return inode.permission(caller, access);
  const { mode, uid, gid } = inode.attributes();
  const { cred } = caller.task;
  const shift = cred.euid === uid ? 6 : isInGroup(cred, asGid(gid)) ? 3 : 0;
  if (((mode >> shift) & BIT[access]) !== 0) return true;
  if (!overridesPermissions(caller, { uid, gid })) return false;
  // privilege does not make a file executable that nobody may execute
  return access !== 'search' || inode.kind === 'directory' || (mode & 0o111) !== 0;
}

/** capable_wrt_inode_uidgid: the capability counts only for owners and groups that the caller's user namespace knows. */
export function overridesPermissions(
  caller: Process,
  { uid, gid }: Owner,
  capability: Capability = 'CAP_DAC_OVERRIDE',
): boolean {
  const { kernelState: state, task } = caller;
  const { effective, userNs } = task.cred;
  const isKnown =
    fromKuid(state, userNs, asUid(uid)) !== undefined && fromKgid(state, userNs, asGid(gid)) !== undefined;
  return capRaised(effective, capability) && isKnown;
}

/** inode_owner_or_capable: whether the caller may change the file's mode. Here the owner alone has to be known. */
export function isOwnerOrPrivileged(caller: Process, inode: Inode): boolean {
  const { uid } = inode.attributes();
  const { euid, effective, userNs } = caller.task.cred;
  const isKnown = fromKuid(caller.kernelState, userNs, asUid(uid)) !== undefined;
  return euid === uid || (isKnown && capRaised(effective, 'CAP_FOWNER'));
}

/** check_sticky: whether the caller may remove a file from a directory in which everybody removes only what is theirs. */
export function mayRemoveFromSticky(caller: Process, directory: Inode, inode: Inode): boolean {
  const { euid } = caller.task.cred;
  const owner = inode.attributes();
  const isOwn = euid === owner.uid || euid === directory.attributes().uid;
  return isOwn || overridesPermissions(caller, owner, 'CAP_FOWNER');
}

/** in_group_or_capable: who is neither in the file's group nor privileged can't give it the set-group-ID bit. */
export function maySetGroupIdBit(caller: Process, group: Owner): boolean {
  return isInGroup(caller.task.cred, asGid(group.gid)) || overridesPermissions(caller, group, 'CAP_FSETID');
}

/** inode_init_owner: what is made in a directory with the set-group-ID bit belongs to its group, and directories pass it on. */
export function newInodeIn(
  caller: Process,
  directory: Inode,
  kind: 'directory' | 'other',
  mode: number,
): { readonly owner: Owner; readonly mode: number } {
  const { mode: above, gid } = directory.attributes();
  const { euid, egid } = caller.task.cred;
  if ((above & S_ISGID) === 0) return { owner: { uid: euid, gid: egid }, mode };
  return { owner: { uid: euid, gid }, mode: kind === 'directory' ? mode | S_ISGID : mode };
}
