// How do two running labs keep from writing one log? By a file beside it that names the process which writes.
//
// A holder that was killed leaves its file behind: the next one sees that the process is gone and takes over. Taking
// over is guarded by a lock of its own, so that of several who see it at once only one removes the file.

import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { Disk } from './disk.ts';
import { diskFailure, systemCode, writeAll } from './disk.ts';

export interface LockFile {
  release(): Promise<void>;
}

/** How long an unreadable lock counts as one that is just being written. */
const WRITING_MS = 10_000;
/** A takeover of a takeover of a takeover: each level needs one more process killed at that very moment. */
const MAX_DEPTH = 3;

/** The locks of this process: its own number in any other file is that of a process before it. */
const held = new Set<string>();

/** Fails with `attempt-locked` while another process, or another part of this one, holds it. */
export async function takeLock(disk: Disk, path: string, depth = 0): Promise<Result<LockFile, Failure>> {
  if (held.has(path) || depth > MAX_DEPTH) return err(failure('attempt-locked'));
  held.add(path);
  try {
    const taken = (await create(disk, path)) || (await takeOver(disk, path, depth));
    if (taken) return ok({ release: releaser(disk, path) });
    held.delete(path);
    return err(failure('attempt-locked'));
  } catch (error) {
    held.delete(path);
    return err(diskFailure(error));
  }
}

/** False when there is such a file already. */
async function create(disk: Disk, path: string): Promise<boolean> {
  let file;
  try {
    file = await disk.open(path, 'new');
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await writeAll(file, Buffer.from(`${process.pid}\n`), 0);
    return true;
  } catch (error) {
    // A lock that names nobody would keep everybody out.
    await disk.remove(path).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

async function takeOver(disk: Disk, path: string, depth: number): Promise<boolean> {
  if ((await conditionOf(disk, path)) === 'held') return false;
  const guard = await takeLock(disk, `${path}.takeover`, depth + 1);
  if (!guard.ok) return false;
  try {
    // Whoever held the guard before may have taken over, and be alive. Where there is no file, nothing is removed: the
    // next moment there may be one, of somebody alive.
    if ((await conditionOf(disk, path)) === 'abandoned') await removeIfThere(disk, path);
    return await create(disk, path);
  } finally {
    await guard.value.release();
  }
}

async function removeIfThere(disk: Disk, path: string): Promise<void> {
  try {
    await disk.remove(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/** `missing`: it was released in the meantime, and there is nothing to take over, only to create. */
async function conditionOf(disk: Disk, path: string): Promise<'held' | 'abandoned' | 'missing'> {
  try {
    const text = Buffer.from(await disk.read(path)).toString('latin1');
    if (/^\d{1,10}\n$/.test(text)) return isAlive(Number(text)) ? 'held' : 'abandoned';
    const { changedAt } = await disk.facts(path);
    return Date.now() - changedAt > WRITING_MS ? 'abandoned' : 'held';
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'missing';
    throw error;
  }
}

function isAlive(pid: number): boolean {
  // This process holds no lock of that path, so the file is of one that had its number before.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/** Once: after that the lock may be somebody else's. */
function releaser(disk: Disk, path: string): () => Promise<void> {
  let released = false;
  return async () => {
    if (released) return;
    released = true;
    await disk.remove(path).catch(() => undefined);
    // Only now: as long as there is a file with our number, it must be known as ours.
    held.delete(path);
  };
}
