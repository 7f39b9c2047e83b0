// How does a log grow so that what was acknowledged is never lost? Write all of it, sync it, and only then say so.
//
// After a write or sync that failed nobody knows what is on the disk (fsync(2)): the file is closed and never written
// through this object again. Whoever wants to go on opens it anew, by recovery.

import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { Disk, OpenFile } from './disk.ts';
import { diskFailure, writeAll } from './disk.ts';

export class AppendFile {
  readonly #file: OpenFile;
  #size: number;
  #closed = false;

  private constructor(file: OpenFile, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /** Opens a file that exists and cuts it to `size` bytes: what lies behind was never acknowledged. */
  static async open(disk: Disk, path: string, size: number): Promise<Result<AppendFile, Failure>> {
    let file: OpenFile | null = null;
    try {
      file = await disk.open(path, 'existing');
      await file.truncate(size);
      await file.datasync();
      return ok(new AppendFile(file, size));
    } catch (error) {
      await file?.close().catch(() => undefined);
      return err(diskFailure(error));
    }
  }

  /** Acknowledged when it resolves with ok. Precondition: the call before it is settled. */
  async append(text: string): Promise<Result<null, Failure>> {
    if (this.#closed) return err(failure('attempt-closed'));
    const bytes = Buffer.from(text, 'utf8');
    try {
      await writeAll(this.#file, bytes, this.#size);
      await this.#file.datasync();
      this.#size += bytes.length;
      return ok(null);
    } catch (error) {
      await this.close();
      return err(diskFailure(error));
    }
  }

  /** Everything acknowledged is on disk already, so a failure to close loses nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#file.close().catch(() => undefined);
  }
}
