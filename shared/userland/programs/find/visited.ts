// A file that find(1) has come to: where, how deep, and what the inode says.

import type { Stat } from '../../sys.ts';

export interface Visited {
  readonly path: string;
  /** The operand it was found below. */
  readonly operand: string;
  readonly depth: number;
  readonly stat: Stat;
}

const LETTERS: Readonly<Record<Stat['kind'], string>> = { file: 'f', directory: 'd', symlink: 'l', char: 'c', fifo: 'p', ns: 'f' }; // prettier-ignore

/** As -type has it. */
export function typeLetter(stat: Stat): string {
  return LETTERS[stat.kind];
}

/** Where a file stands; nothing for a bare name. */
export function directoryOf(path: string): string {
  const bare = path.replace(/(?<=[^/])\/+$/, '');
  const slash = bare.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : bare.slice(0, slash);
}

/** Without what leads to it and without slashes at its end. */
export function baseName(path: string): string {
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? path.slice(0, 1) : bare.slice(bare.lastIndexOf('/') + 1);
}
