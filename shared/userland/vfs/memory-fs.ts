// An ordinary file system: directories, files and symbolic links that live in memory. ext4 without the disk.
//
// A directory lists its names in the order they were made.

import type { SimTime } from '../../kernel/ids.ts';
import { OpenFile, readAt } from '../open-file.ts';
import type { OpenMode } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { DirEntry } from '../sys.ts';
import type {
  DirectoryInode,
  DirectoryNames,
  FileInode,
  Inode,
  InodeIdentity,
  Owner,
  SymlinkInode,
} from './inode.ts';
import type { Attributes, Location } from './location.ts';

/** When the machine was switched on, in seconds since 1970: 2026-01-05 09:00:00 UTC. */
export const BOOT_EPOCH = 1767603600;

/** How much text fits on one file system that was given no size; then it is full (ENOSPC). */
const CAPACITY = 32 * 1024 * 1024;

const BLOCK_BYTES = 4096;
/** What a name takes in a directory of tmpfs. */
const DIRENT_BYTES = 20;

/** One file system: hands out inode numbers and knows the time. */
export class MemoryFilesystem {
  readonly dev: number;
  readonly root: MemoryDirectory;
  readonly capacity: number;
  /** tmpfs: directories take no blocks, and list what is new first. */
  readonly inMemory: boolean;
  /** Bytes in whole blocks of all its files together. */
  used = 0;
  readonly #now: () => SimTime;
  #nextInode = 2;

  constructor(
    dev: number,
    now: () => SimTime,
    root: Owner & { readonly mode: number },
    {
      capacity = CAPACITY,
      inMemory = false,
    }: { readonly capacity?: number; readonly inMemory?: boolean } = {},
  ) {
    this.dev = dev;
    this.#now = now;
    this.capacity = capacity;
    this.inMemory = inMemory;
    this.root = new MemoryDirectory(this, root, root.mode);
  }

  /** Bytes, and how many files there are. */
  usage(): { readonly capacity: number; readonly used: number; readonly files: number } {
    return { capacity: this.capacity, used: this.used, files: this.#nextInode - 2 };
  }

  nextInode(): number {
    return this.#nextInode++;
  }

  seconds(): number {
    return BOOT_EPOCH + this.#now() / 1000;
  }
}

abstract class MemoryInode {
  readonly fs: MemoryFilesystem;
  readonly ino: number;
  #uid: number;
  #gid: number;
  #mode: number;
  #mtime: number;
  #links = 0;

  constructor(fs: MemoryFilesystem, { uid, gid }: Owner, mode: number) {
    this.fs = fs;
    this.ino = fs.nextInode();
    this.#uid = uid;
    this.#gid = gid;
    this.#mode = mode;
    this.#mtime = fs.seconds();
  }

  get dev(): number {
    return this.fs.dev;
  }

  protected abstract size(): number;

  /** Of 512 bytes. */
  protected blocks(): number {
    return 0;
  }

  protected linkCount(): number {
    return this.#links;
  }

  protected get links(): number {
    return this.#links;
  }

  get isRemoved(): boolean {
    return this.#links === 0 && this.ino !== this.fs.root.ino;
  }

  linked(by: 1 | -1): void {
    this.#links += by;
  }

  attributes(): Attributes {
    return {
      mode: this.#mode,
      uid: this.#uid,
      gid: this.#gid,
      size: this.size(),
      blocks: this.blocks(),
      nlink: this.linkCount(),
      mtime: this.#mtime,
    };
  }

  chmod(mode: number): void {
    this.#mode = mode;
  }

  chown(uid: number, gid: number): void {
    this.#uid = uid;
    this.#gid = gid;
  }

  touch(mtime: number | null = null): void {
    this.#mtime = mtime ?? this.fs.seconds();
  }
}

export class MemoryDirectory extends MemoryInode implements DirectoryInode, DirectoryNames {
  readonly kind = 'directory';
  readonly #entries = new Map<string, Inode>();
  #directories = 0;

  protected override size(): number {
    return this.fs.inMemory ? (2 + this.#entries.size) * DIRENT_BYTES : BLOCK_BYTES;
  }

  protected override blocks(): number {
    return this.fs.inMemory ? 0 : BLOCK_BYTES / 512;
  }

  protected override linkCount(): number {
    return 2 + this.#directories;
  }

  lookup(name: string): Inode | Failure {
    return this.#entries.get(name) ?? { errno: 'ENOENT' };
  }

  list(): readonly DirEntry[] {
    const entries = [...this.#entries].map(([name, inode]) => ({ name, kind: inode.kind }));
    return this.fs.inMemory ? entries.reverse() : entries;
  }

  get names(): DirectoryNames {
    return this;
  }

  makeFile(name: string, owner: Owner, mode: number): MemoryFile {
    return this.#add(name, new MemoryFile(this.fs, owner, mode));
  }

  makeDirectory(name: string, owner: Owner, mode: number): MemoryDirectory {
    return this.#add(name, new MemoryDirectory(this.fs, owner, mode));
  }

  makeSymlink(name: string, owner: Owner, target: string): SymlinkInode {
    return this.#add(name, new MemorySymlink(this.fs, owner, target));
  }

  link(name: string, inode: Inode): void {
    this.#add(name, inode);
  }

  unlink(name: string): void {
    this.#entries.get(name)?.linked?.(-1);
    this.#forget(name);
    this.#entries.delete(name);
    this.touch();
  }

  identity(): InodeIdentity {
    return { ino: this.fs.nextInode(), dev: this.dev, now: () => this.fs.seconds() };
  }

  #forget(name: string): void {
    if (this.#entries.get(name)?.kind === 'directory') this.#directories -= 1;
  }

  /** Whatever had the name before has lost it; the place in the list stays. */
  #add<I extends Inode>(name: string, inode: I): I {
    this.#entries.get(name)?.linked?.(-1);
    this.#forget(name);
    if (inode.kind === 'directory') this.#directories += 1;
    inode.linked?.(1);
    this.#entries.set(name, inode);
    this.touch();
    return inode;
  }
}

export class MemoryFile extends MemoryInode implements FileInode {
  readonly kind = 'file';
  #text = '';
  /** How many bytes it has; null until somebody asks. */
  #bytes: number | null = 0;
  /** It ends in the first half of a character. */
  #endsInHalf = false;

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (this.links > 0) this.fs.used += pages(text.length) - pages(this.#text.length);
    this.#text = text;
    this.#bytes = null;
    this.#endsInHalf = endsInHalf(text);
    this.touch();
  }

  /** What grows bit by bit is neither copied nor counted anew each time. */
  append(text: string): void {
    if (text === '') return;
    if (this.links > 0) this.fs.used += pages(this.#text.length + text.length) - pages(this.#text.length);
    this.#text += text;
    if (this.#bytes !== null) this.#bytes = this.#endsInHalf ? null : this.#bytes + utf8Length(text);
    this.#endsInHalf = endsInHalf(text);
    this.touch();
  }

  /** Without a name it takes no room any more, though it may still be open. */
  override linked(by: 1 | -1): void {
    super.linked(by);
    const size = pages(this.#text.length);
    if (by === -1 && this.links === 0) this.fs.used -= size;
    if (by === 1 && this.links === 1) this.fs.used += size;
  }

  /** How long it can become. */
  mostLength(): number {
    return pages(this.#text.length) + Math.max(0, this.fs.capacity - this.fs.used);
  }

  protected override size(): number {
    return (this.#bytes ??= utf8Length(this.#text));
  }

  protected override blocks(): number {
    return Math.ceil(this.size() / BLOCK_BYTES) * (BLOCK_BYTES / 512);
  }

  truncate(): void {
    this.text = '';
  }

  resize(length: number): number | Failure {
    const more = length - this.#text.length;
    if (more > 0 && this.fs.used + more > this.fs.capacity) return { errno: 'ENOSPC' };
    this.text = this.#text.slice(0, length).padEnd(length, '\0');
    return 0;
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

  override seek(offset: number, whence: 'SEEK_SET' | 'SEEK_CUR' | 'SEEK_END'): number {
    const from = { SEEK_SET: 0, SEEK_CUR: this.#offset, SEEK_END: this.#file.text.length }[whence];
    this.#offset = Math.max(0, from + offset);
    return this.#offset;
  }

  override write(caller: Process, text: string): number | Failure {
    const old = this.#file.text;
    const at = this.mode.append ? old.length : this.#offset;
    const room = this.#file.mostLength() - at;
    if (room <= 0 && text !== '') return { errno: 'ENOSPC' };
    if (text.length > room) return this.write(caller, text.slice(0, room));
    if (at === old.length) this.#file.append(text);
    // writing behind the end leaves a hole, which reads as NULs
    else this.#file.text = old.slice(0, at).padEnd(at, '\0') + text + old.slice(at + text.length);
    this.#offset = at + text.length;
    return text.length;
  }
}

export class MemorySymlink extends MemoryInode implements SymlinkInode {
  readonly kind = 'symlink';
  readonly #target: string;

  constructor(fs: MemoryFilesystem, owner: Owner, target: string) {
    super(fs, owner, 0o777);
    this.#target = target;
  }

  protected override size(): number {
    return utf8Length(this.#target);
  }

  readlink(): string {
    return this.#target;
  }
}

/** Bytes in whole blocks. */
function pages(length: number): number {
  return Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
}

function endsInHalf(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last < 0xdc00;
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
