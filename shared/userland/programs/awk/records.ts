// Where does one record of awk's input end and the next begin? At newlines, at RS, at a pattern, or at empty lines.

import { AwkFailure } from './failure.ts';
import { allocateText } from '../../libc/exhaustion.ts';
import { compileAwkRegex } from './regex.ts';
import { failed } from '../../program.ts';
import { Regex } from '../../libc/regex/regex.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { toByteText } from '../../libc/utf8.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd, Sys } from '../../sys.ts';

interface Separator {
  readonly start: number;
  readonly end: number;
}

export class RecordReader {
  readonly #sys: Sys;
  readonly #fd: Fd;
  #buffer = '';
  #atEnd = false;

  constructor(sys: Sys, fd: Fd) {
    this.#sys = sys;
    this.#fd = fd;
  }

  /** Null at the end. `separator` is RS. */
  *next(separator: string): Coroutine<string | null> {
    if (separator === '') yield* this.#skipNewlines();
    const find = finder(separator);
    for (;;) {
      const found = find(this.#buffer);
      // a separator that ends where the buffer does may go on
      if (found !== null && (found.end < this.#buffer.length || this.#atEnd || separator.length === 1)) {
        const record = this.#buffer.slice(0, found.start);
        this.#buffer = this.#buffer.slice(found.end);
        return record;
      }
      if (this.#atEnd) break;
      yield* this.#fill();
    }
    const rest = this.#buffer;
    this.#buffer = '';
    if (rest === '') return null;
    return separator === '' ? rest.replace(/\n$/, '') : rest;
  }

  *#skipNewlines(): Coroutine<void> {
    while (/^\n*$/.test(this.#buffer) && !this.#atEnd) yield* this.#fill();
    this.#buffer = this.#buffer.replace(/^\n+/, '');
  }

  *#fill(): Coroutine<void> {
    const part = yield* this.#sys.read(this.#fd);
    if (failed(part)) throw new AwkFailure(`read error (${strerror(part.errno)})`);
    this.#atEnd = part === '';
    allocateText(this.#buffer.length + part.length);
    this.#buffer += toByteText(part);
  }
}

function finder(separator: string): (text: string) => Separator | null {
  if (separator.length === 1) {
    return (text) => {
      const start = text.indexOf(separator);
      return start < 0 ? null : { start, end: start + 1 };
    };
  }
  if (separator === '') {
    return (text) => {
      const found = /\n\n+/.exec(text);
      return found === null ? null : { start: found.index, end: found.index + found[0].length };
    };
  }
  const regex = compileAwkRegex(separator);
  if (!(regex instanceof Regex)) throw new AwkFailure(`line 0: ${regex}`);
  return (text) => {
    const found = regex.exec(text);
    return found === null || found.end === found.start ? null : found;
  };
}
