// Where do sed's lines come from? The files one after the other, as one stream or each by itself.

import { closeInput } from '../../libc/coreutils.ts';
import { allocateText } from '../../libc/exhaustion.ts';
import { failed } from '../../program.ts';
import { SedFailure } from './failure.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import type { Process } from '../../libc/process.ts';

export interface Line {
  readonly text: string;
  /** The last line of a file may lack its newline. */
  readonly terminated: boolean;
}

/** What happens around a file that is edited in place. */
export interface FileWatcher {
  /** False where it can't be edited. */
  opened(name: string): Coroutine<boolean>;
  closed(name: string): Coroutine<void>;
}

export interface InputStyle {
  readonly ending: string;
  readonly separate: boolean;
  readonly unbuffered: boolean;
}

const STDIN: Fd = 0;
const BAD_INPUT = 2;
const NOT_EDITED = 4;

/** A file line by line, which can be asked whether it is at its end. */
export class FileLines {
  readonly #process: Process;
  readonly #fd: Fd;
  readonly #style: InputStyle;
  readonly #name: string;
  #buffer = '';
  #atEnd = false;

  constructor(process: Process, fd: Fd, name: string, style: InputStyle) {
    this.#process = process;
    this.#fd = fd;
    this.#name = name;
    this.#style = style;
  }

  *next(): Coroutine<Line | null> {
    for (;;) {
      const end = this.#buffer.indexOf(this.#style.ending);
      if (end >= 0) {
        const text = this.#buffer.slice(0, end);
        this.#buffer = this.#buffer.slice(end + 1);
        return { text, terminated: true };
      }
      if (!(yield* this.#fill())) break;
    }
    if (this.#buffer === '') return null;
    const text = this.#buffer;
    this.#buffer = '';
    return { text, terminated: false };
  }

  *hasMore(): Coroutine<boolean> {
    return this.#buffer !== '' || (yield* this.#fill());
  }

  /** What was read and not used is given back, where that is possible. */
  *close(): Coroutine<void> {
    if (this.#buffer !== '') yield* this.#process.sys.lseek(this.#fd, -this.#buffer.length, 'SEEK_CUR');
    yield* closeInput(this.#process.sys, this.#fd);
  }

  *#fill(): Coroutine<boolean> {
    if (this.#atEnd) return false;
    const part = yield* this.#process.sys.read(this.#fd, this.#style.unbuffered ? 1 : undefined);
    if (failed(part)) throw new SedFailure(`read error on ${this.#name}: ${strerror(part.errno)}`);
    this.#atEnd = part === '';
    allocateText(this.#buffer.length + part.length);
    this.#buffer += part;
    return !this.#atEnd;
  }
}

export class Input {
  /** Of the line last taken. */
  number = 0;
  /** 0, or how the program ends for a file that could not be read. */
  status = 0;
  /** As F prints it. */
  fileName = '-';
  readonly #process: Process;
  readonly #names: string[];
  readonly #style: InputStyle;
  readonly #watcher: FileWatcher | null;
  #open: { readonly name: string; readonly lines: FileLines } | null = null;

  constructor(process: Process, names: readonly string[], style: InputStyle, watcher: FileWatcher | null) {
    this.#process = process;
    this.#names = [...names];
    this.#style = style;
    this.#watcher = watcher;
  }

  /** The next line, of the next file where this one has ended; null behind the last. `started` tells that a new file by itself has begun. */
  *take(started: () => void): Coroutine<Line | null> {
    for (;;) {
      if (this.#open === null) {
        const name = this.#names.shift();
        if (name === undefined) return null;
        yield* this.#begin(name);
        if (this.#style.separate) {
          this.number = 0;
          started();
        }
        continue;
      }
      const line = yield* this.#open.lines.next();
      if (line !== null) {
        this.number += 1;
        return line;
      }
      yield* this.close();
    }
  }

  /** Whether no line follows: of this file, or where files are one stream of any; then the next one has been opened. */
  *isAtEnd(): Coroutine<boolean> {
    for (;;) {
      if (this.#open !== null && (yield* this.#open.lines.hasMore())) return false;
      const next = this.#style.separate ? undefined : this.#names.shift();
      if (next === undefined) return true;
      yield* this.close();
      yield* this.#begin(next);
    }
  }

  *close(): Coroutine<void> {
    if (this.#open === null) return;
    const { name, lines } = this.#open;
    this.#open = null;
    yield* lines.close();
    yield* this.#watcher?.closed(name) ?? [];
  }

  *#begin(name: string): Coroutine<void> {
    const fd = name === '-' ? STDIN : yield* this.#process.sys.open(name);
    if (typeof fd !== 'number') {
      yield* this.#process.error(`can't read ${name}: ${strerror(fd.errno)}`);
      this.status = Math.max(this.status, BAD_INPUT);
      return;
    }
    if (this.#watcher !== null && !(yield* this.#watcher.opened(name))) {
      yield* closeInput(this.#process.sys, fd);
      this.status = NOT_EDITED;
      return;
    }
    this.fileName = name;
    this.#open = { name, lines: new FileLines(this.#process, fd, name, this.#style) };
  }
}
