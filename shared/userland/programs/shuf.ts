// Lines in random order. shuf(1)

import { closeInput, coreutil, extraOperand, openInput, quote, quotef, tryHelp } from '../libc/coreutils.ts';
import { allocateItems } from '../libc/exhaustion.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf, readAll } from '../libc/read.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['e', 'echo'], ['i', 'input-range', 'required'], ['n', 'head-count', 'required'], ['o', 'output', 'required'], ['r', 'repeat'],
  ['z', 'zero-terminated'],
] as const; // prettier-ignore

const STDOUT: Fd = 1;

export const shuf = coreutil('shuf', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const values = (key: string): readonly string[] =>
    line.options.flatMap((option) => (option.key === key ? [option.value ?? ''] : []));
  const [range, secondRange] = values('i');
  const wrong = [
    ...values('i').flatMap((text) =>
      parseRange(text) === null ? [`invalid input range: ${quote(process, text)}`] : [],
    ),
    ...values('n').flatMap((text) =>
      /^\+?\d+$/.test(text) ? [] : [`invalid line count: ${quote(process, text)}`],
    ),
  ][0];
  const complaint = secondRange === undefined ? wrong : 'multiple -i options specified';
  if (complaint !== undefined) {
    yield* process.error(complaint);
    return 1;
  }
  if (has('e') && range !== undefined) return yield* tryHelp(process, 'cannot combine -e and -i options');
  const extra = range !== undefined ? line.operands[0] : has('e') ? undefined : line.operands[1];
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const end = has('z') ? '\0' : '\n';
  const lines =
    range !== undefined
      ? (parseRange(range) ?? [])
      : has('e')
        ? line.operands
        : yield* linesOfFile(process, line.operands[0] ?? '-', end);
  if (failed(lines)) return 1;
  const output = values('o').at(-1);
  if (output !== undefined && !(yield* redirect(process, output))) return 1;
  const count = Math.min(...values('n').map(Number), has('r') ? Infinity : lines.length);
  if (has('r') && count > 0 && lines.length === 0) {
    yield* process.error('no lines to repeat');
    return 1;
  }
  return yield* draw(process, lines, count, has('r'), end);
});

/** The numbers of a range; null for what is none. */
function parseRange(text: string): readonly string[] | null {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (low === undefined || high === undefined) return null;
  const length = Number(high) - Number(low) + 1;
  // one before its end is empty, and one that begins later is none
  if (length < 0) return null;
  allocateItems(length);
  return Array.from({ length }, (_, at) => String(Number(low) + at));
}

function* linesOfFile(process: Process, name: string, end: string): Coroutine<readonly string[] | Failure> {
  const fd = yield* openInput(process.sys, name);
  const text = failed(fd) ? fd : yield* readAll(process.sys, fd);
  if (failed(text)) {
    yield* process.error(failed(fd) ? quotef(name) : 'read error', text);
    return text;
  }
  if (!failed(fd)) yield* closeInput(process.sys, fd);
  return linesOf(text, end);
}

/** Opened only now, so that a file can be shuffled into itself. */
function* redirect(process: Process, output: string): Coroutine<boolean> {
  const fd = yield* process.sys.open(output, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], 0o666);
  if (failed(fd)) {
    yield* process.error(quotef(output), fd);
    return false;
  }
  yield* process.sys.dup2(fd, STDOUT);
  yield* process.sys.close(fd);
  return true;
}

/** Without -r each line is drawn once at most. */
function* draw(
  process: Process,
  lines: readonly string[],
  count: number,
  repeat: boolean,
  end: string,
): Coroutine<number> {
  const random = yield* process.sys.open('/dev/urandom');
  if (failed(random)) {
    yield* process.error('/dev/urandom', random);
    return 1;
  }
  const left = [...lines];
  for (let drawn = 0; drawn < count; drawn += 1) {
    const at = yield* randomBelow(process, random, left.length);
    process.print((left[at] ?? '') + end);
    if (!repeat) {
      left[at] = left.at(-1) ?? '';
      left.pop();
    }
    yield* process.settle();
    yield* process.sys.schedYield();
  }
  return 0;
}

/** From four bytes of the machine's own random device, so that the same attempt draws the same lines. */
function* randomBelow(process: Process, random: Fd, bound: number): Coroutine<number> {
  const bytes = yield* process.sys.read(random, 4);
  if (failed(bytes)) return 0;
  const number = [...bytes].reduce((value, byte) => value * 256 + (byte.codePointAt(0) ?? 0), 0);
  return number % bound;
}
