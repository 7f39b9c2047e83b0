// What do stat, rm and diff call the kind of a file (file_type of gnulib)?

import type { Stat } from '../sys.ts';

export function fileType({ kind, size }: Pick<Stat, 'kind' | 'size'>): string {
  switch (kind) {
    case 'directory':
      return 'directory';
    case 'symlink':
      return 'symbolic link';
    case 'fifo':
      return 'fifo';
    case 'char':
      return 'character special file';
    case 'file':
    case 'ns':
      return size === 0 ? 'regular empty file' : 'regular file';
  }
}
