// How is a whole file written so that a reader, or a power cut, finds the old one or the new one and nothing between?
//
// Into a file of another name beside it, synced, renamed over it, and the folder synced (fsync(2), rename(2)).

import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import type { Failure } from '../errors.ts';
import type { Disk } from './disk.ts';
import { diskFailure, writeAll } from './disk.ts';

export async function writeFileAtomically(
  disk: Disk,
  path: string,
  content: string | Uint8Array,
): Promise<Result<null, Failure>> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await disk.open(temporary, 'new');
    try {
      await writeAll(file, bytes, 0);
      await file.datasync();
    } finally {
      await file.close();
    }
    await disk.rename(temporary, path);
    await disk.syncFolder(dirname(path));
    return ok(null);
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    return err(diskFailure(error));
  }
}
