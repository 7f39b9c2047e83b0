// Where do the lines come from that awk's rules are for? The operands that ARGV holds, one after the other.

import { AwkFailure } from './failure.ts';
import { closeInput, openInput } from '../../libc/coreutils.ts';
import { failed } from '../../program.ts';
import { fromByteText } from '../../libc/utf8.ts';
import { fromInput, toInt, toNumber, toText } from './values.ts';
import { RecordReader } from './records.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { unescapeString } from './lexer.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import type { Memory } from './memory.ts';
import type { Process } from '../../libc/process.ts';

const ARGV = { name: 'ARGV', local: null };

export class Input {
  readonly #process: Process;
  readonly #memory: Memory;
  /** The place in ARGV that comes next. */
  #next = 1;
  #sawFile = false;
  #open: { readonly fd: Fd; readonly records: RecordReader } | null = null;

  constructor(process: Process, memory: Memory) {
    this.#process = process;
    this.#memory = memory;
  }

  /** The next line, which counts as read; null at the end of all files. */
  *next(): Coroutine<string | null> {
    for (;;) {
      if (this.#open === null && !(yield* this.#openNext())) return null;
      const line = yield* this.#open?.records.next(this.#memory.text('RS')) ?? [];
      if (typeof line === 'string') {
        this.#memory.count('NR');
        this.#memory.count('FNR');
        return line;
      }
      yield* this.skipFile();
    }
  }

  /** nextfile. */
  *skipFile(): Coroutine<void> {
    if (this.#open !== null) yield* closeInput(this.#process.sys, this.#open.fd);
    this.#open = null;
  }

  *#openNext(): Coroutine<boolean> {
    const name = this.#nextOperand();
    if (name === null) return false;
    const fd = yield* openInput(this.#process.sys, fromByteText(name));
    if (failed(fd)) throw new AwkFailure(`cannot open ${fromByteText(name)} (${strerror(fd.errno)})`);
    this.#memory.setVariable('FILENAME', name);
    this.#memory.setVariable('FNR', 0);
    this.#open = { fd, records: new RecordReader(this.#process.sys, fd) };
    return true;
  }

  /** The name of the next file; assignments on the way are made. Without any file it is standard input. */
  #nextOperand(): string | null {
    const argv = this.#memory.array(ARGV);
    while (this.#next < toInt(toNumber(this.#memory.variable('ARGC')))) {
      const key = String(this.#next);
      this.#next += 1;
      const operand = argv.has(key) ? toText(argv.get(key, true)) : '';
      if (operand === '') continue;
      if (assign(this.#memory, operand)) continue;
      this.#sawFile = true;
      return operand;
    }
    if (this.#sawFile) return null;
    this.#sawFile = true;
    return '-';
  }
}

/** name=value, as an operand or behind -v. False where it is no such thing. */
export function assign(memory: Memory, text: string): boolean {
  const [, name = '', value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
  if (name === '') return false;
  memory.setVariable(name, fromInput(unescapeString(value)));
  return true;
}
