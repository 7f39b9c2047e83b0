// What do descriptors share that were duplicated or inherited? The open file description. open(2)

import type { Answer, Blocked } from './blocking.ts';
import type { Process } from './process.ts';
import type { Inode } from './vfs/inode.ts';
import type { Location } from './vfs/location.ts';

export interface OpenMode {
  readonly readable: boolean;
  readonly writable: boolean;
  readonly append: boolean;
  /** O_NONBLOCK; left out where it means nothing. */
  readonly nonblock?: boolean;
}

/** One end of a pipe is open; open(2) comes back once somebody is at the other. */
export interface PartlyOpen {
  readonly file: OpenFile;
  readonly partner: Blocked;
}

export const READ_WRITE: OpenMode = { readable: true, writable: true, append: false };

export abstract class OpenFile {
  readonly at: Location;
  readonly mode: OpenMode;
  /** How many descriptors refer to it. */
  #references = 0;
  #whenReleased: (() => void) | null = null;

  constructor(at: Location, mode: OpenMode) {
    this.at = at;
    this.mode = mode;
  }

  get inode(): Inode {
    return this.at.inode;
  }

  /** At most `max` characters; '' at the end. */
  abstract read(caller: Process, max: number): Answer<string>;

  /** How many characters were taken, at least one unless it failed or blocks. */
  abstract write(caller: Process, text: string): Answer<number>;

  /** Null where there is no place to go to: pipes, terminals. */
  seek(_offset: number, _whence: 'SEEK_SET' | 'SEEK_CUR' | 'SEEK_END'): number | null {
    return null;
  }

  /** The last descriptor is gone. */
  protected released(): void {
    // Most files have nothing to tell anybody.
  }

  /** What is done once the last descriptor is gone: a lock on the file ends with it. */
  whenReleased(done: () => void): void {
    this.#whenReleased = done;
  }

  addReference(): void {
    this.#references += 1;
  }

  /** What kept it open for a while is not needed any more: a descriptor does so now. */
  forgetReference(): void {
    this.#references -= 1;
  }

  dropReference(): void {
    this.#references -= 1;
    if (this.#references > 0) return;
    this.released();
    this.#whenReleased?.();
  }
}

/** A directory or a namespace: it can be held, and nothing else. */
export class HeldFile extends OpenFile {
  override read(): Answer<string> {
    return { errno: this.inode.kind === 'directory' ? 'EISDIR' : 'EINVAL' };
  }

  override write(): Answer<number> {
    return { errno: 'EINVAL' };
  }
}

/** Text from `offset`, and where the next read goes on. */
export function readAt(
  text: string,
  offset: number,
  max: number,
): { readonly part: string; readonly offset: number } {
  const part = text.slice(offset, offset + max);
  return { part, offset: offset + part.length };
}
