// What is in the file that less shows, and how much of it was read? Of a pipe no more is read than is asked for.

import { allocateText } from '../../libc/exhaustion.ts';
import { failed } from '../../program.ts';
import { utf8Length } from '../../libc/utf8.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd, Sys } from '../../sys.ts';

/** Who reads: what it has written is seen before reading sleeps, and it may be interrupted. */
export interface Reader {
  flush(): Coroutine<void>;
  readonly aborted: boolean;
}

/** Where something begins in the text, in characters. */
export type Offset = number;

export class Text {
  content = '';
  /** Reading came to the end of it. */
  ended = false;
  /** A file that tells its length before it is read. */
  readonly seekable: boolean;
  readonly fd: Fd;
  readonly #sys: Sys;
  readonly #reader: Reader | null;
  /** Where the lines begin, as far as `#indexed`. */
  #starts: number[] = [0];
  #indexed = 0;

  constructor(sys: Sys, fd: Fd, seekable: boolean, reader: Reader | null) {
    this.#sys = sys;
    this.fd = fd;
    this.seekable = seekable;
    this.#reader = reader;
  }

  /** Null while it is not known. */
  get length(): number | null {
    return this.seekable || this.ended ? this.content.length : null;
  }

  get isPipe(): boolean {
    return !this.seekable;
  }

  /** Of a byte's place the character that holds it; null behind the end. */
  offsetOfByte(byte: number): Offset | null {
    let [at, bytes] = [0, 0];
    for (const character of this.content) {
      bytes += utf8Length(character);
      if (bytes > byte) return at;
      at += character.length;
    }
    return bytes === byte ? at : null;
  }

  bytesBefore(at: Offset): number {
    return utf8Length(this.content.slice(0, at));
  }

  /** Reads another part. False at the end, for now, and when a signal came. */
  *more(): Coroutine<boolean> {
    if (this.#reader !== null) {
      yield* this.#reader.flush();
      if (this.#reader.aborted) return false;
    }
    const part = yield* this.#sys.read(this.fd);
    if (failed(part)) {
      this.ended ||= part.errno !== 'EINTR';
      return false;
    }
    this.ended = part === '';
    allocateText(this.content.length + part.length);
    this.content += part;
    return part !== '';
  }

  /** Behind the newline of the line that holds this place; null at the end of the text. */
  *lineEnd(at: Offset): Coroutine<Offset | null> {
    let from = at;
    for (;;) {
      const newline = this.content.indexOf('\n', from);
      if (newline >= 0) return newline + 1;
      from = this.content.length;
      if (this.ended || !(yield* this.more())) return at < this.content.length ? this.content.length : null;
    }
  }

  lineStart(at: Offset): Offset {
    return at === 0 ? 0 : this.content.lastIndexOf('\n', at - 1) + 1;
  }

  /** The number, from 1, of the line that holds this place. */
  lineNumber(at: Offset): number {
    this.#index(at);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? Infinity) <= at) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Where a line begins; null where there are not so many, or reading was interrupted. */
  *lineAt(number: number): Coroutine<Offset | null> {
    for (;;) {
      this.#index(this.content.length);
      const start = this.#starts[number - 1];
      if (start !== undefined && (start < this.content.length || this.ended)) return start;
      if (this.ended || !(yield* this.more())) return null;
    }
  }

  /** Everything that is there by now. False when a signal came first. */
  *readToEnd(): Coroutine<boolean> {
    while (yield* this.more());
    return this.ended;
  }

  #index(upTo: Offset): void {
    while (this.#indexed <= upTo) {
      const newline = this.content.indexOf('\n', this.#indexed);
      if (newline < 0) return;
      this.#indexed = newline + 1;
      this.#starts.push(newline + 1);
    }
  }
}
