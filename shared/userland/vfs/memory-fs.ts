// An ordinary file system: directories, files and symbolic links that live in memory. ext4 without the disk.
//
// A directory lists its names in the order they were made.

import type { SimTime } from '../../kernel/ids.ts';
import { OpenFile, readAt } from '../open-file.ts';
import type { OpenMode } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { DirEntry } from '../sys.ts';
import type { DirectoryInode, DirectoryNames, FileInode, Inode, SymlinkInode } from './inode.ts';
import type { Attributes, Location } from './location.ts';
import { gidOf } from './permission.ts';

/** When the machine was switched on, in seconds since 1970: 2026-01-05 09:00:00 UTC. */
export const BOOT_EPOCH = 1767603600;

/** How much text fits on one file system; then it is full (ENOSPC). */
const CAPACITY = 32 * 1024 * 1024;

/** One file system: hands out inode numbers and knows the time. */
export class MemoryFilesystem {
  readonly dev: number;
  readonly root: MemoryDirectory;
  /** Characters in all its files together. */
  used = 0;
  readonly #now: () => SimTime;
  #nextInode = 2;

  constructor(dev: number, now: () => SimTime, rootMode: number, rootOwner = 0) {
    this.dev = dev;
    this.#now = now;
    this.root = new MemoryDirectory(this, rootOwner, rootMode);
  }

  nextInode(): number {
    return this.#nextInode++;
  }

  seconds(): number {
    return BOOT_EPOCH + Math.floor(this.#now() / 1000);
  }
}

abstract class MemoryInode {
  readonly fs: MemoryFilesystem;
  readonly ino: number;
  readonly #uid: number;
  #mode: number;
  #mtime: number;

  constructor(fs: MemoryFilesystem, uid: number, mode: number) {
    this.fs = fs;
    this.ino = fs.nextInode();
    this.#uid = uid;
    this.#mode = mode;
    this.#mtime = fs.seconds();
  }

  get dev(): number {
    return this.fs.dev;
  }

  protected abstract size(): number;

  protected linkCount(): number {
    return 1;
  }

  attributes(): Attributes {
    const uid = this.#uid;
    return {
      mode: this.#mode,
      uid,
      gid: gidOf(uid),
      size: this.size(),
      nlink: this.linkCount(),
      mtime: this.#mtime,
    };
  }

  chmod(mode: number): void {
    this.#mode = mode;
  }

  touch(): void {
    this.#mtime = this.fs.seconds();
  }
}

export class MemoryDirectory extends MemoryInode implements DirectoryInode, DirectoryNames {
  readonly kind = 'directory';
  readonly #entries = new Map<string, Inode>();

  protected override size(): number {
    return 4096;
  }

  protected override linkCount(): number {
    return 2 + [...this.#entries.values()].filter((inode) => inode.kind === 'directory').length;
  }

  lookup(name: string): Inode | Failure {
    return this.#entries.get(name) ?? { errno: 'ENOENT' };
  }

  list(): readonly DirEntry[] {
    return [...this.#entries].map(([name, inode]) => ({ name, kind: inode.kind }));
  }

  get names(): DirectoryNames {
    return this;
  }

  makeFile(name: string, owner: number, mode: number): MemoryFile {
    return this.#add(name, new MemoryFile(this.fs, owner, mode));
  }

  makeDirectory(name: string, owner: number, mode: number): MemoryDirectory {
    return this.#add(name, new MemoryDirectory(this.fs, owner, mode));
  }

  makeSymlink(name: string, owner: number, target: string): SymlinkInode {
    return this.#add(name, new MemorySymlink(this.fs, owner, target));
  }

  link(name: string, inode: Inode): void {
    this.#add(name, inode);
  }

  unlink(name: string): void {
    this.#entries.delete(name);
    this.touch();
  }

  #add<I extends Inode>(name: string, inode: I): I {
    this.#entries.set(name, inode);
    this.touch();
    return inode;
  }
}

export class MemoryFile extends MemoryInode implements FileInode {
  readonly kind = 'file';
  #text = '';

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.fs.used += text.length - this.#text.length;
    this.#text = text;
    this.touch();
  }

  protected override size(): number {
    return utf8Length(this.#text);
  }

  truncate(): void {
    this.text = '';
  }

  open(_caller: Process, mode: OpenMode, at: Location): OpenFile {
    return new OpenMemoryFile(this, at, mode);
  }
}

class OpenMemoryFile extends OpenFile {
  readonly #file: MemoryFile;
  #offset = 0;

  constructor(file: MemoryFile, at: Location, mode: OpenMode) {
    super(at, mode);
    this.#file = file;
  }

  override read(_caller: Process, max: number): string {
    const { part, offset } = readAt(this.#file.text, this.#offset, max);
    this.#offset = offset;
    return part;
  }

  override write(_caller: Process, text: string): number | Failure {
    if (this.#file.fs.used + text.length > CAPACITY) return { errno: 'ENOSPC' };
    const old = this.#file.text;
    const at = this.mode.append ? old.length : this.#offset;
    // writing behind the end leaves a hole, which reads as NULs
    this.#file.text =
      at === old.length ? old + text : old.slice(0, at).padEnd(at, '\0') + text + old.slice(at + text.length);
    this.#offset = at + text.length;
    return text.length;
  }
}

export class MemorySymlink extends MemoryInode implements SymlinkInode {
  readonly kind = 'symlink';
  readonly #target: string;

  constructor(fs: MemoryFilesystem, uid: number, target: string) {
    super(fs, uid, 0o777);
    this.#target = target;
  }

  protected override size(): number {
    return utf8Length(this.#target);
  }

  readlink(): string {
    return this.#target;
  }
}

/** How many bytes a text takes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
