// A disk whose k-th operation fails, once or from then on: for tests that try every k until the work succeeds.
import type { Disk, OpenFile } from '#app/adapters/disk.ts';

export interface Fault {
  /** Which operation, from 1. */
  readonly at: number;
  /** A system's error, or a write that takes only half of its bytes. */
  readonly code: 'ENOSPC' | 'EIO' | 'EACCES' | 'EROFS' | 'EMFILE' | 'short-write';
  /** Every operation after it fails, too. */
  readonly persistent: boolean;
}

export interface FaultyDisk {
  readonly disk: Disk;
  /** Operations so far. */
  readonly count: () => number;
}

export function faultyDisk(real: Disk, fault: Fault): FaultyDisk {
  let count = 0;
  const isDue = () => {
    count += 1;
    return count === fault.at || (fault.persistent && count > fault.at);
  };
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isDue() && fault.code !== 'short-write')
      throw Object.assign(new Error(fault.code), { code: fault.code });
    return work();
  };
  const file = (open: OpenFile): OpenFile => ({
    write: async (bytes, position) => {
      if (!isDue()) return open.write(bytes, position);
      const half = Math.floor(bytes.length / 2);
      if (fault.code === 'short-write') return open.write(bytes.subarray(0, Math.max(1, half)), position);
      // What a full disk does: some of it is written, then no more.
      if (half > 0) await open.write(bytes.subarray(0, half), position);
      throw Object.assign(new Error(fault.code), { code: fault.code });
    },
    datasync: () => guard(() => open.datasync()),
    truncate: (size) => guard(() => open.truncate(size)),
    // Closing gives the descriptor back, whatever it reports: the file itself must not leak in a test.
    close: () => open.close(),
  });
  const disk: Disk = {
    read: (path) => guard(() => real.read(path)),
    open: (path, which) => guard(async () => file(await real.open(path, which))),
    rename: (from, to) => guard(() => real.rename(from, to)),
    remove: (path) => guard(() => real.remove(path)),
    makeFolder: (path) => guard(() => real.makeFolder(path)),
    syncFolder: (path) => guard(() => real.syncFolder(path)),
    list: (path) => guard(() => real.list(path)),
    facts: (path) => guard(() => real.facts(path)),
  };
  return { disk, count: () => count };
}
