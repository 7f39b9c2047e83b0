// What stat(2) says about an inode, to whom it is said: ids are those of the caller's user namespace.

import { mappedGid, mappedUid } from '../kernel/cred/user-ns.ts';
import { asGid, asUid } from '../kernel/ids.ts';
import type { Process } from './process.ts';
import type { Stat } from './sys.ts';
import type { Inode } from './vfs/inode.ts';

export function statOf(caller: Process, inode: Inode): Stat {
  const { uid, gid, ...attributes } = inode.attributes();
  const { kernelState: state, task } = caller;
  const { userNs } = task.cred;
  return {
    ...attributes,
    blocks: attributes.blocks ?? 0,
    kind: inode.kind,
    uid: mappedUid(state, asUid(uid), userNs),
    gid: mappedGid(state, asGid(gid), userNs),
    ino: inode.ino,
    dev: inode.dev,
    device: inode.kind === 'char' ? (inode.device ?? null) : null,
  };
}
