// Puts files one after the other. cat(1)

import { coreutil, inputsOf, openInput, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['A', 'show-all'], ['b', 'number-nonblank'], ['e', ''], ['E', 'show-ends'], ['n', 'number'], ['s', 'squeeze-blank'], ['t', ''],
  ['T', 'show-tabs'], ['u', ''], ['v', 'show-nonprinting'],
] as const; // prettier-ignore

interface Style {
  readonly number: 'none' | 'all' | 'nonblank';
  readonly ends: boolean;
  readonly tabs: boolean;
  readonly nonprinting: boolean;
  readonly squeeze: boolean;
}

export const cat = coreutil('cat', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (...keys: readonly string[]): boolean =>
    line.options.some((option) => keys.includes(option.key));
  const copier = new Copier({
    number: has('b') ? 'nonblank' : has('n') ? 'all' : 'none',
    ends: has('A', 'e', 'E'),
    tabs: has('A', 't', 'T'),
    nonprinting: has('A', 'e', 't', 'v'),
    squeeze: has('s'),
  });
  let status = 0;
  for (const name of inputsOf(line.operands)) {
    const fd = yield* openInput(process.sys, name);
    const problem = failed(fd) ? fd : yield* copy(process, fd, copier);
    if (!failed(fd) && name !== '-') yield* process.sys.close(fd);
    if (problem !== null) {
      if (typeof problem === 'string') yield* process.error(`${quotef(name)}: ${problem}`);
      else yield* process.error(quotef(name), problem);
      status = 1;
    }
  }
  return (yield* closeStandardInput(process, line.operands)) ? status : 1;
});

/** Where it has read standard input it closes it itself, and tells when that fails. */
function* closeStandardInput(process: Process, operands: readonly string[]): Coroutine<boolean> {
  if (!inputsOf(operands).includes('-')) return true;
  const closed = yield* process.sys.close(0);
  if (!failed(closed)) return true;
  yield* process.error('closing standard input', closed);
  return false;
}

/** Why it stopped before the end: an error, or words of its own; null at the end. */
function* copy(process: Process, fd: Fd, copier: Copier): Coroutine<Failure | string | null> {
  const intoItself = yield* isOutput(process, fd);
  for (;;) {
    const part = yield* process.sys.read(fd);
    if (failed(part)) return part;
    if (part === '') return null;
    if (intoItself) return 'input file is output file';
    process.print(copier.styled(part));
    if (!(yield* process.flush())) return yield* process.exit(1);
  }
}

/** Then what is read would be written behind it, and read, and written, until the disk is full. */
function* isOutput({ sys }: Process, fd: Fd): Coroutine<boolean> {
  const [input, output] = [yield* sys.fstat(fd), yield* sys.fstat(1)];
  if (failed(input) || failed(output) || output.kind !== 'file') return false;
  return input.dev === output.dev && input.ino === output.ino;
}

/** Keeps the line number and where a line begins from one part to the next, and from one file to the next. */
class Copier {
  readonly #style: Style;
  #line = 0;
  #atStart = true;
  #blank = false;

  constructor(style: Style) {
    this.#style = style;
  }

  styled(part: string): string {
    const { number, ends, tabs, nonprinting, squeeze } = this.#style;
    if (number === 'none' && !ends && !tabs && !nonprinting && !squeeze) return part;
    let out = '';
    for (const character of part) {
      const isBlank = this.#atStart && character === '\n';
      if (isBlank && this.#blank && squeeze) continue;
      if (this.#atStart) this.#blank = isBlank;
      if (this.#atStart && (number === 'all' || (number === 'nonblank' && !isBlank))) {
        this.#line += 1;
        out += `${String(this.#line).padStart(6)}\t`;
      }
      this.#atStart = character === '\n';
      out += this.#shown(character);
    }
    return out;
  }

  #shown(character: string): string {
    if (character === '\n') return this.#style.ends ? '$\n' : '\n';
    if (character === '\t') return this.#style.tabs ? '^I' : '\t';
    const code = character.charCodeAt(0);
    if (!this.#style.nonprinting) return character;
    if (code === 127) return '^?';
    if (code < 32) return `^${String.fromCharCode(code + 64)}`;
    return code < 127 ? character : metaNotation(character);
  }
}

/** The bytes above 127 as cat -v has them: M- and the rest. */
function metaNotation(character: string): string {
  return utf8Bytes(character.codePointAt(0) ?? 0)
    .map((byte) => {
      const low = byte - 128;
      return `M-${low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low)}`;
    })
    .join('');
}

function utf8Bytes(code: number): readonly number[] {
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}
