// Do two files differ, byte by byte, and where first? cmp(1) of GNU diffutils

import { CMP_USAGE, CMP_VERSION } from './usage.ts';
import { readInput } from '../../libc/coreutils.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { parseCount } from '../../libc/counts.ts';
import { program } from '../../libc/process.ts';
import { utf8Bytes } from '../../libc/utf8.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['b', 'print-bytes'], ['c', 'print-chars'], ['i', 'ignore-initial', 'required'], ['l', 'verbose'], ['n', 'bytes', 'required'],
  ['s', 'quiet'], ['s', 'silent'], ['v', 'version'], ['', 'help'],
] as const; // prettier-ignore

const TROUBLE = 2;
const NEWLINE = 10;

export const cmp = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* trouble(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  if (has('help') || has('v')) {
    process.print(has('help') ? CMP_USAGE.replaceAll('$NAME', () => process.name) : CMP_VERSION);
    return 0;
  }
  const [first, second = '-', skip1, skip2, extra] = line.operands;
  if (first === undefined)
    return yield* trouble(process, `missing operand after '${process.args.at(-1) ?? process.name}'`);
  if (has('l') && has('s')) return yield* trouble(process, 'options -l and -s are incompatible');
  const [skipA = '0', skipB = skipA] = (value('i') ?? '').split(':').filter((text) => text !== '');
  const skips = [parseCount(skip1 ?? skipA), parseCount(skip2 ?? skip1 ?? skipB)];
  const limit = value('n') === null ? Infinity : parseCount(value('n') ?? '');
  if (skips.includes(null)) {
    const bad = [skip1, skip2, skipA].find((text) => text !== undefined && parseCount(text) === null);
    return yield* trouble(process, `invalid --ignore-initial value '${bad ?? ''}'`);
  }
  if (extra !== undefined) return yield* trouble(process, `extra operand '${extra}'`);
  if (limit === null) return yield* trouble(process, `invalid --bytes value '${value('n') ?? ''}'`);
  const files: (readonly number[])[] = [];
  for (const [index, name] of [first, second].entries()) {
    const text = yield* readInput(process.sys, name);
    if (failed(text)) {
      if (!has('s')) yield* process.error(name, text);
      return TROUBLE;
    }
    const from = skips[index] ?? 0;
    files.push(utf8Bytes(text).slice(from, from + limit));
  }
  const [a = [], b = []] = files;
  return yield* compare(process, [a, b], [first, second], has);
});

function* trouble(process: Process, problem: string): Coroutine<number> {
  yield* process.error(problem);
  yield* process.error(`Try '${process.name} --help' for more information.`);
  return TROUBLE;
}

function* compare(
  process: Process,
  [a, b]: readonly [readonly number[], readonly number[]],
  [first, second]: readonly [string, string],
  has: (key: 'b' | 'l' | 's' | 'c') => boolean,
): Coroutine<number> {
  const shown = has('b') || has('c');
  const length = Math.min(a.length, b.length);
  const width = String(Math.max(length, 1)).length;
  let status = 0;
  let lines = 1;
  for (let at = 0; at < length; at += 1) {
    const [x = 0, y = 0] = [a[at], b[at]];
    if (x !== y) {
      status = 1;
      if (has('s')) return 1;
      const pair = `${octal(x)}${shown ? ` ${visible(x).padEnd(4)}` : ''} ${octal(y)}${shown ? ` ${visible(y)}` : ''}`;
      if (!has('l')) {
        process.printLine(
          `${first} ${second} differ: ${shown ? 'byte' : 'byte'} ${at + 1}, line ${lines}${shown ? ` is ${octal(x)} ${visible(x)} ${octal(y)} ${visible(y)}` : ''}`,
        );
        return 1;
      }
      process.printLine(`${String(at + 1).padStart(width)} ${pair}`);
    }
    if (x === NEWLINE) lines += 1;
  }
  if (a.length === b.length) return status;
  if (has('s')) return 1;
  const name = a.length < b.length ? first : second;
  const shorter = a.length < b.length ? a : b;
  if (shorter.length === 0) yield* process.eprint(`${process.name}: EOF on ${name} which is empty\n`);
  else {
    const complete = shorter.at(-1) === NEWLINE;
    const where = has('l') ? '' : complete ? `, line ${lines - 1}` : `, in line ${lines}`;
    yield* process.eprint(`${process.name}: EOF on ${name} after byte ${shorter.length}${where}\n`);
  }
  return 1;
}

function octal(byte: number): string {
  return byte.toString(8).padStart(3);
}

/** As cat -v shows it. */
function visible(byte: number): string {
  const low = byte & 0x7f;
  const meta = byte >= 0x80 ? 'M-' : '';
  if (low === 0x7f) return `${meta}^?`;
  return low < 0x20 ? `${meta}^${String.fromCharCode(low + 64)}` : meta + String.fromCharCode(low);
}
