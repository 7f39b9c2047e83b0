// How does the learner like the lab to look? Kept in one small file; what can't be read is as if never set.

import type { Settings } from '#shared/protocol/operations.ts';
import { settingsSchema } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import { dirname } from 'node:path';
import { writeFileAtomically } from '../adapters/atomic-file.ts';
import type { Disk } from '../adapters/disk.ts';
import { diskFailure } from '../adapters/disk.ts';
import type { Failure } from '../errors.ts';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  contrast: 'normal',
  motion: 'system',
  textSize: 100,
  screenReader: false,
  welcomed: false,
};

export class SettingsFile {
  readonly #disk: Disk;
  readonly #path: string;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  async read(): Promise<Settings> {
    try {
      const text = Buffer.from(await this.#disk.read(this.#path)).toString('utf8');
      return settingsSchema.parse(JSON.parse(text));
    } catch {
      return DEFAULT_SETTINGS;
    }
  }

  async write(settings: Settings): Promise<Result<Settings, Failure>> {
    try {
      await this.#disk.makeFolder(dirname(this.#path));
    } catch (error) {
      return err(diskFailure(error));
    }
    const written = await writeFileAtomically(this.#disk, this.#path, JSON.stringify(settings));
    return written.ok ? ok(settings) : written;
  }
}
