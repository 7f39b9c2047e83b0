// What would a process find if it looked at a directory or a file now? For those who ask from outside of every task.

import type { SeenFile, Sight } from './completion.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { DirEntry } from './sys.ts';
import { mayAccess } from './vfs/permission.ts';
import type { Vfs } from './vfs/vfs.ts';

const MOST_READ = 65_536;

/** The sight of this process: its directory, its mounts, its permissions. */
export function sightOf(process: Process, vfs: Vfs): Sight {
  return {
    list(path) {
      const found = vfs.resolve(process, path);
      if (failed(found) || found.inode.kind !== 'directory') return [];
      if (!mayAccess(process, found.inode, 'read')) return [];
      const entries = found.inode.list(process);
      const directory = path.endsWith('/') ? path : `${path}/`;
      return failed(entries) ? [] : entries.map((entry) => seenFile(process, vfs, directory, entry));
    },
    read(path) {
      const found = vfs.resolve(process, path);
      if (failed(found) || found.inode.kind !== 'file') return '';
      if (!mayAccess(process, found.inode, 'read')) return '';
      const file = found.inode.open(process, { readable: true, writable: false, append: false }, found);
      if (failed(file) || !('read' in file)) return '';
      const text = file.read(process, MOST_READ);
      return typeof text === 'string' ? text : '';
    },
  };
}

function seenFile(process: Process, vfs: Vfs, directory: string, { name, kind }: DirEntry): SeenFile {
  if (kind === 'directory') return { name, kind };
  const target = vfs.resolve(process, directory + name);
  if (failed(target)) return { name, kind: 'other' };
  const { inode } = target;
  if (inode.kind === 'directory') return { name, kind: 'link-to-directory' };
  return {
    name,
    kind: inode.kind === 'file' && mayAccess(process, inode, 'search') ? 'executable' : 'other',
  };
}
