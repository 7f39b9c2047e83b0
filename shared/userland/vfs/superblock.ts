// One file system that is mounted, perhaps in many places: its type, what it was given, and whether it may be written. struct super_block

import type { UserNsId } from '../../kernel/ids.ts';
import type { Inode } from './inode.ts';

export interface Superblock {
  /** As /proc/mounts names it. */
  readonly type: string;
  readonly dev: number;
  /** The user namespace of whoever mounted it: whoever has no privilege there can't change it. */
  readonly owner: UserNsId;
  readOnly: boolean;
  /** What it was given: `mode=700`, `hidepid=invisible`. In the order in which /proc/mounts tells it. */
  options: readonly string[];
  /** Bytes it can hold, and holds; null for one that is made of nothing. */
  readonly usage: (() => { readonly capacity: number; readonly used: number; readonly files: number }) | null;
}

/** What a mount shows at its target. */
export interface Shown {
  readonly superblock: Superblock;
  readonly root: Inode;
}
