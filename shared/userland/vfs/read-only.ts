// May anything be written there? mnt_want_write, sb_prepare_remount_readonly

import type { System } from '../system.ts';
import type { Inode } from './inode.ts';
import type { Location } from './location.ts';
import { mountNamespace } from './mounts.ts';
import type { Superblock } from './superblock.ts';

/** Whether the mount or its file system is read-only. What is no file of a file system can always be written. */
export function isReadOnly(system: System, { mntNs, mount }: Location): boolean {
  if (mount === 0) return false;
  return system.filesystems.superblockOf(mount).readOnly || optionsOf(system, mntNs, mount).includes('ro');
}

/** What is written there does not go to the file system: devices and pipes. */
export function isSpecial({ kind }: Inode): boolean {
  return kind === 'char' || kind === 'fifo';
}

/** A mount option: `nosuid`, `noexec`. */
export function hasMountOption(system: System, { mntNs, mount }: Location, option: string): boolean {
  return mount !== 0 && optionsOf(system, mntNs, mount).includes(option);
}

function optionsOf({ kernel }: System, mntNs: Location['mntNs'], mount: number): readonly string[] {
  const { mounts } = mountNamespace(kernel.state, mntNs);
  return mounts.find(({ id }) => id === mount)?.options.split(',') ?? [];
}

/** Whether a file below one mount, or anywhere on a file system, is open for writing. */
export function isOpenForWriting(system: System, what: Superblock | number): boolean {
  return [...system.processes.values()].some(({ files }) =>
    files.files().some(({ at, inode, mode }) => {
      if (!mode.writable || inode.kind !== 'file' || at.mount === 0) return false;
      return typeof what === 'number'
        ? at.mount === what
        : system.filesystems.superblockOf(at.mount) === what;
    }),
  );
}
