// How does a program read a whole file, or a file line by line?

import { allocateText } from './exhaustion.ts';
import { failed } from '../program.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd, Sys } from '../sys.ts';

/** Everything up to the end of an open file. */
export function* readAll(sys: Sys, fd: Fd): Coroutine<string | Failure> {
  let text = '';
  for (;;) {
    const part = yield* sys.read(fd);
    if (failed(part)) return part;
    if (part === '') return text;
    allocateText(text.length + part.length);
    text += part;
  }
}

/** Opens, reads to the end, closes. */
export function* readFile(sys: Sys, path: string): Coroutine<string | Failure> {
  const fd = yield* sys.open(path);
  if (failed(fd)) return fd;
  const text = yield* readAll(sys, fd);
  yield* sys.close(fd);
  return text;
}

/** Like readFile, for files whose absence means "nothing there". */
export function* readFileOrEmpty(sys: Sys, path: string): Coroutine<string> {
  const text = yield* readFile(sys, path);
  return failed(text) ? '' : text;
}

/** getline(3): the lines of an open file as they arrive, without their newline. */
export class LineReader {
  readonly #sys: Sys;
  readonly #fd: Fd;
  readonly #ending: string;
  #buffer = '';
  #atEnd = false;
  /** Whether the line last returned had its ending. */
  terminated = true;
  /** Whether what was read so far, further than the line last returned, holds a zero byte. */
  sawZeroByte = false;

  /** Lines end in a newline, or with -z of many programs in a zero byte. */
  constructor(sys: Sys, fd: Fd, ending = '\n') {
    this.#sys = sys;
    this.#fd = fd;
    this.#ending = ending;
  }

  /** Null at the end. */
  *next(): Coroutine<string | null | Failure> {
    for (;;) {
      const newline = this.#buffer.indexOf(this.#ending);
      if (newline >= 0) {
        const line = this.#buffer.slice(0, newline);
        this.#buffer = this.#buffer.slice(newline + 1);
        return line;
      }
      if (this.#atEnd) return this.#rest();
      const part = yield* this.#sys.read(this.#fd);
      if (failed(part)) return part;
      if (part === '') this.#atEnd = true;
      allocateText(this.#buffer.length + part.length);
      this.#buffer += part;
      this.sawZeroByte ||= part.includes('\0');
    }
  }

  #rest(): string | null {
    if (this.#buffer === '') return null;
    const line = this.#buffer;
    this.#buffer = '';
    this.terminated = false;
    return line;
  }
}

/** The lines of a text, without the newlines; a last line without one counts too. */
export function linesOf(text: string, ending = '\n'): readonly string[] {
  if (text === '') return [];
  return (text.endsWith(ending) ? text.slice(0, -1) : text).split(ending);
}

/** The lines of a text, each with its ending, where the last has one. */
export function splitAfter(text: string, ending: string): readonly string[] {
  return linesOf(text, ending).map((line, at, all) =>
    at < all.length - 1 || text.endsWith(ending) ? line + ending : line,
  );
}
