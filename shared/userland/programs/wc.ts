// How many lines, words and characters? wc(1)

import { closeInput, coreutil, inputsOf, openInput, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { utf8Length } from '../libc/utf8.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd, Sys } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'bytes'], ['m', 'chars'], ['l', 'lines'], ['L', 'max-line-length'], ['w', 'words'],
] as const; // prettier-ignore

/** In the order in which they are printed. */
const COLUMNS = ['l', 'w', 'm', 'c', 'L'] as const;
type Counts = Readonly<Record<(typeof COLUMNS)[number], number>>;

const ZERO: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
/** Wide enough for what has no size beforehand. */
const PIPE_WIDTH = 7;

export const wc = coreutil('wc', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const asked = COLUMNS.filter((column) => line.options.some((option) => option.key === column));
  const columns = asked.length > 0 ? asked : (['l', 'w', 'c'] as const);
  const inputs = inputsOf(line.operands);
  const width = inputs.length === 1 && columns.length === 1 ? 1 : yield* numberWidth(process.sys, inputs);
  const print = (counts: Counts, name: string): void => {
    const numbers = columns.map((column) => String(counts[column]).padStart(width)).join(' ');
    process.printLine(name === '' ? numbers : `${numbers} ${name}`);
  };
  let total = ZERO;
  let status = 0;
  for (const name of inputs) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.error(quotef(name), fd);
      status = 1;
      continue;
    }
    const counted = yield* count(process.sys, fd);
    yield* closeInput(process.sys, fd);
    if (failed(counted)) {
      yield* process.error(quotef(name), counted);
      status = 1;
    }
    const counts = failed(counted) ? ZERO : counted;
    print(counts, line.operands.length === 0 ? '' : quotef(name));
    total = sum(total, counts);
  }
  if (inputs.length > 1) print(total, 'total');
  return status;
});

/** As many digits as all files have bytes; at least seven where one has no size. */
function* numberWidth(sys: Sys, inputs: readonly string[]): Coroutine<number> {
  let bytes = 0;
  let least = 1;
  for (const name of inputs) {
    const stat = name === '-' ? yield* sys.fstat(0) : yield* sys.stat(name);
    if (failed(stat)) continue;
    if (stat.kind === 'file') bytes += stat.size;
    else least = PIPE_WIDTH;
  }
  return Math.max(least, String(bytes).length);
}

function* count(sys: Sys, fd: Fd): Coroutine<Counts | Failure> {
  let counts = ZERO;
  let inWord = false;
  let column = 0;
  for (;;) {
    const part = yield* sys.read(fd);
    if (failed(part)) return part;
    if (part === '') return { ...counts, L: Math.max(counts.L, column) };
    let { l, w, m, L } = counts;
    for (const character of part) {
      m += 1;
      const isSpace = /\s/.test(character);
      if (!isSpace && !inWord) w += 1;
      inWord = !isSpace;
      if (character === '\n') {
        l += 1;
        L = Math.max(L, column);
        column = 0;
      } else column += 1;
    }
    counts = { l, w, m, c: counts.c + utf8Length(part), L };
  }
}

function sum(a: Counts, b: Counts): Counts {
  return { l: a.l + b.l, w: a.w + b.w, m: a.m + b.m, c: a.c + b.c, L: Math.max(a.L, b.L) };
}
