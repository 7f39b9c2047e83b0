// Which files does a pack folder hold, and is it one that may be read at all?

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { PackFiles } from '#shared/packs/parse-pack.ts';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import { failure, failureAt } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { Disk } from './disk.ts';
import { diskFailure } from './disk.ts';

/** More than any honest pack needs; a folder beyond them is refused before it is read. */
export const PACK_LIMITS = {
  files: 5_000,
  depth: 12,
  fileBytes: 16 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
} as const;

export interface PackFolder {
  /** In order of paths by code unit. */
  readonly files: PackFiles;
  /** SHA-256 over every path and content in that order, each behind its length. */
  readonly hash: string;
}

interface Found {
  readonly paths: string[];
  bytes: number;
}

/** `folder` is given by the user or ships with the lab; what lies in it is a stranger's. Dot files are left out. */
export async function readPackFolder(disk: Disk, folder: string): Promise<Result<PackFolder, Failure>> {
  try {
    const found: Found = { paths: [], bytes: 0 };
    const refused = await findFiles(disk, folder, '', found);
    if (refused) return err(refused);
    const files = new Map<string, string>();
    const hash = createHash('sha256');
    for (const path of found.paths.sort()) {
      const bytes = await disk.read(join(folder, path));
      const text = utf8(bytes);
      if (text === null) return err(failureAt(path, failure('pack-broken', [`${path} is no UTF-8 text`])));
      files.set(path, text);
      hash.update(`${Buffer.byteLength(path)}:${path}${bytes.length}:`).update(bytes);
    }
    return ok({ files, hash: hash.digest('hex') });
  } catch (error) {
    return err(diskFailure(error));
  }
}

/** Walks in order of names; gives the first reason to refuse the pack, or null. */
async function findFiles(disk: Disk, folder: string, under: string, found: Found): Promise<Failure | null> {
  for (const entry of await disk.list(join(folder, under))) {
    if (entry.name.startsWith('.')) continue;
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    const refuse = (why: string): Failure => failureAt(path, failure('pack-broken', [`${path} ${why}`]));
    if (entry.kind === 'other') return refuse('is neither a file nor a folder; links are not followed');
    if (entry.kind === 'folder') {
      if (path.split('/').length >= PACK_LIMITS.depth) return refuse('lies too deep');
      const refused = await findFiles(disk, folder, path, found);
      if (refused) return refused;
      continue;
    }
    const { size } = await disk.facts(join(folder, path));
    found.paths.push(path);
    found.bytes += size;
    if (size > PACK_LIMITS.fileBytes) return refuse('is too large');
    if (found.paths.length > PACK_LIMITS.files) return refuse('is one file too many');
    if (found.bytes > PACK_LIMITS.totalBytes) return refuse('makes the pack too large');
  }
  return null;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
