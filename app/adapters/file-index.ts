// Which files make up the window? All of them, read once at start: a request is looked up by name and never becomes a path.

import { extname, join } from 'node:path';
import type { Disk } from './disk.ts';

export interface ServedFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The path part of a URL -> file. */
export type FileIndex = ReadonlyMap<string, ServedFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

/** Files of other types are not served. index.html answers to `/`. Rejects when the folder can't be read. */
export async function indexFiles(disk: Disk, folder: string): Promise<FileIndex> {
  const index = new Map<string, ServedFile>();
  const walk = async (under: string): Promise<void> => {
    for (const entry of await disk.list(join(folder, under))) {
      const path = `${under}/${entry.name}`;
      if (entry.kind === 'folder') await walk(path);
      const type = TYPES[extname(entry.name)];
      if (entry.kind !== 'file' || type === undefined) continue;
      index.set(path === '/index.html' ? '/' : path, { type, bytes: await disk.read(join(folder, path)) });
    }
  };
  await walk('');
  return index;
}
