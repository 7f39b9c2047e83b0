// What does the application ask of a disk? Only this, so that a test can let any single operation fail.

import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';

export interface OpenFile {
  /** Writes from `position` on; tells how many bytes were taken, which may be fewer than were given. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Resolves once what was written will survive a power cut. */
  datasync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

export interface FileFacts {
  readonly kind: Entry['kind'];
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** Every method rejects with the system's error (`code`), as node:fs does. */
export interface Disk {
  read(path: string): Promise<Uint8Array>;
  /** `new` fails with EEXIST where there is one, `existing` with ENOENT where there is none. */
  open(path: string, which: 'new' | 'existing'): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Makes a created or renamed name survive a power cut. */
  syncFolder(path: string): Promise<void>;
  /** In order of names by code unit. Symbolic links are `other`. */
  list(path: string): Promise<readonly Entry[]>;
  /** Does not follow a symbolic link. */
  facts(path: string): Promise<FileFacts>;
}

const FLAGS = {
  new: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
  existing: constants.O_WRONLY,
};

export const nodeDisk: Disk = {
  read: (path) => readFile(path),
  async open(path, which) {
    const handle = await open(path, FLAGS[which], 0o600);
    return {
      write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
      datasync: () => handle.datasync(),
      truncate: (size) => handle.truncate(size),
      close: () => handle.close(),
    };
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  async syncFolder(path) {
    // Windows opens no folders; it keeps names in its own journal.
    if (process.platform === 'win32') return;
    const handle = await open(path, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async list(path) {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  async facts(path) {
    const stats = await lstat(path);
    return { kind: kindOf(stats), size: stats.size, changedAt: stats.mtimeMs };
  },
};

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): Entry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

/** A system may take fewer bytes than it is given; one that takes none will never take the rest. */
export async function writeAll(file: OpenFile, bytes: Uint8Array, from: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const taken = await file.write(bytes.subarray(done), from + done);
    if (taken === 0) throw Object.assign(new Error('no byte was written'), { code: 'EIO' });
    done += taken;
  }
}

/** The system's own name of an error, such as ENOENT; null for anything that is no system error. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** What a disk's refusal is called in a reply. What is no system error is thrown on: it is a mistake of ours. */
export function diskFailure(error: unknown): Failure {
  const code = systemCode(error);
  if (code === null) throw error;
  return code === 'ENOSPC' || code === 'EDQUOT' ? failure('disk-full') : failure('disk-failed', code);
}
