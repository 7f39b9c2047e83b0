// Where do attempts lie, and who may write to one? One file each: NAME.pidlog, with NAME.lock beside it while it is open.

import { join } from 'node:path';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import { AppendFile } from '../adapters/append-file.ts';
import { writeFileAtomically } from '../adapters/atomic-file.ts';
import type { Disk } from '../adapters/disk.ts';
import { diskFailure, systemCode } from '../adapters/disk.ts';
import type { LockFile } from '../adapters/lock-file.ts';
import { takeLock } from '../adapters/lock-file.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import { isAttemptId } from './attempt-id.ts';

const EXTENSION = '.pidlog';

export interface StoredAttempt {
  readonly attempt: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** The right to append to one attempt, until it is closed. */
export interface AttemptWriter {
  append(text: string): Promise<Result<null, Failure>>;
  close(): Promise<void>;
}

export class AttemptStore {
  readonly #disk: Disk;
  readonly #folder: string;

  constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#folder = folder;
  }

  /** In order of ids. */
  async list(): Promise<Result<readonly StoredAttempt[], Failure>> {
    try {
      const found: StoredAttempt[] = [];
      for (const { name, kind } of await this.#disk.list(this.#folder)) {
        const attempt = name.slice(0, -EXTENSION.length);
        if (kind !== 'file' || !name.endsWith(EXTENSION) || !isAttemptId(attempt)) continue;
        const { size, changedAt } = await this.#disk.facts(this.#path(attempt));
        found.push({ attempt, size, changedAt });
      }
      return ok(found);
    } catch (error) {
      return systemCode(error) === 'ENOENT' ? ok([]) : err(diskFailure(error));
    }
  }

  async has(attempt: string): Promise<boolean> {
    if (!isAttemptId(attempt)) return false;
    try {
      return (await this.#disk.facts(this.#path(attempt))).kind === 'file';
    } catch {
      return false;
    }
  }

  async read(attempt: string): Promise<Result<Uint8Array, Failure>> {
    if (!isAttemptId(attempt)) return err(failure('unknown-attempt', attempt));
    try {
      return ok(await this.#disk.read(this.#path(attempt)));
    } catch (error) {
      return err(systemCode(error) === 'ENOENT' ? failure('unknown-attempt', attempt) : diskFailure(error));
    }
  }

  /** All or nothing: there is never an attempt without its first block. Precondition: the id is new. */
  async create(attempt: string, content: string | Uint8Array): Promise<Result<null, Failure>> {
    try {
      await this.#disk.makeFolder(this.#folder);
    } catch (error) {
      return err(diskFailure(error));
    }
    return writeFileAtomically(this.#disk, this.#path(attempt), content);
  }

  /** Keeps others out; fails with `attempt-locked` while another lab has it. Whoever locks reads what it goes on from. */
  lock(attempt: string): Promise<Result<LockFile, Failure>> {
    return takeLock(this.#disk, join(this.#folder, `${attempt}.lock`));
  }

  /** Opens a locked attempt behind its first `kept` bytes. The whole is kept in a copy if any are cut: NAME.pidlog.torn. */
  async openWriter(
    attempt: string,
    content: Uint8Array,
    kept: number,
    lock: LockFile,
  ): Promise<Result<AttemptWriter, Failure>> {
    if (kept < content.length) {
      const copied = await writeFileAtomically(this.#disk, `${this.#path(attempt)}.torn`, content);
      if (!copied.ok) return copied;
    }
    const file = await AppendFile.open(this.#disk, this.#path(attempt), kept);
    if (!file.ok) return file;
    return ok({
      append: (text) => file.value.append(text),
      close: async () => {
        await file.value.close();
        await lock.release();
      },
    });
  }

  #path(attempt: string): string {
    return join(this.#folder, attempt + EXTENSION);
  }
}
