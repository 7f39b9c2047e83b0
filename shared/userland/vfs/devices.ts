// The character devices below /dev that are no terminals: null, zero, full, random. null(4), random(4)

import { OpenFile } from '../open-file.ts';
import type { OpenMode } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { DeviceNumbers, FileInode } from './inode.ts';
import type { Attributes, Location } from './location.ts';
import { BOOT_EPOCH } from './memory-fs.ts';

export type DeviceName = 'null' | 'zero' | 'full' | 'random' | 'urandom';
export const DEVICES: readonly DeviceName[] = ['null', 'zero', 'full', 'random', 'urandom'];

/** Documentation/admin-guide/devices.txt, 1 char */
const MEMORY_MAJOR = 1;
const MINOR: Readonly<Record<DeviceName, number>> = { null: 3, zero: 5, full: 7, random: 8, urandom: 9 };

export class DeviceInode implements FileInode {
  readonly kind = 'char';
  readonly ino: number;
  readonly dev: number;
  readonly device: DeviceNumbers;
  readonly #name: DeviceName;
  readonly #random: () => number;

  /** `random` gives numbers from 0 to 255. */
  constructor(name: DeviceName, ino: number, dev: number, random: () => number) {
    this.#name = name;
    this.device = { major: MEMORY_MAJOR, minor: MINOR[name] };
    this.ino = ino;
    this.dev = dev;
    this.#random = random;
  }

  attributes(): Attributes {
    return { mode: 0o666, uid: 0, gid: 0, size: 0, nlink: 1, mtime: BOOT_EPOCH };
  }

  open(_caller: Process, mode: OpenMode, at: Location): OpenFile {
    return new OpenDevice(this.#name, this.#random, at, mode);
  }
}

class OpenDevice extends OpenFile {
  readonly #name: DeviceName;
  readonly #random: () => number;

  constructor(name: DeviceName, random: () => number, at: Location, mode: OpenMode) {
    super(at, mode);
    this.#name = name;
    this.#random = random;
  }

  override read(_caller: Process, max: number): string {
    switch (this.#name) {
      case 'null':
        return '';
      case 'zero':
      case 'full':
        return '\0'.repeat(max);
      case 'random':
      case 'urandom':
        return Array.from({ length: max }, () => String.fromCharCode(this.#random())).join('');
    }
  }

  override write(_caller: Process, text: string): number | Failure {
    return this.#name === 'full' ? { errno: 'ENOSPC' } : text.length;
  }
}
