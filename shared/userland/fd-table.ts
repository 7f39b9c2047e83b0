// Which open file is behind which descriptor of a process? struct files_struct, dup(2)

import type { OpenFile } from './open-file.ts';
import type { Fd } from './sys.ts';

interface Slot {
  readonly file: OpenFile;
  readonly cloexec: boolean;
}

/** RLIMIT_NOFILE, the soft limit every process starts with. */
export const OPEN_MAX = 1024;

export class FdTable {
  readonly #slots = new Map<Fd, Slot>();

  get(fd: Fd): OpenFile | undefined {
    return this.#slots.get(fd)?.file;
  }

  /** Ascending. */
  numbers(): readonly Fd[] {
    return [...this.#slots.keys()].sort((a, b) => a - b);
  }

  files(): readonly OpenFile[] {
    return this.numbers().flatMap((fd) => this.get(fd) ?? []);
  }

  /** The lowest free descriptor from `least` on; null when all are taken (EMFILE). */
  add(file: OpenFile, cloexec: boolean, least: Fd = 0): Fd | null {
    let fd = least;
    while (this.#slots.has(fd)) fd += 1;
    if (fd >= OPEN_MAX) return null;
    this.set(fd, file, cloexec);
    return fd;
  }

  set(fd: Fd, file: OpenFile, cloexec: boolean): void {
    file.addReference();
    this.close(fd);
    this.#slots.set(fd, { file, cloexec });
  }

  setCloexec(fd: Fd, cloexec: boolean): void {
    const slot = this.#slots.get(fd);
    if (slot !== undefined) this.#slots.set(fd, { ...slot, cloexec });
  }

  isCloexec(fd: Fd): boolean {
    return this.#slots.get(fd)?.cloexec === true;
  }

  close(fd: Fd): boolean {
    const slot = this.#slots.get(fd);
    if (slot === undefined) return false;
    this.#slots.delete(fd);
    slot.file.dropReference();
    return true;
  }

  closeAll(): void {
    for (const fd of this.numbers()) this.close(fd);
  }

  closeOnExec(): void {
    for (const fd of this.numbers()) if (this.isCloexec(fd)) this.close(fd);
  }

  /** fork(2): the copy refers to the same open files. */
  copy(): FdTable {
    const copy = new FdTable();
    for (const [fd, slot] of this.#slots) copy.set(fd, slot.file, slot.cloexec);
    return copy;
  }
}
