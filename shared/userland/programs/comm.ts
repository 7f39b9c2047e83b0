// Which lines do two sorted files share? comm(1)

import { coreutil, extraOperand, quote, quotef, readInput, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['1', ''], ['2', ''], ['3', ''], ['', 'check-order'], ['', 'nocheck-order'], ['', 'output-delimiter', 'required'], ['', 'total'],
  ['z', 'zero-terminated'],
] as const; // prettier-ignore

export const comm = coreutil('comm', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [first, second, extra] = line.operands;
  if (first === undefined) return yield* tryHelp(process, 'missing operand');
  if (second === undefined) return yield* tryHelp(process, `missing operand after ${quote(process, first)}`);
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const end = has('z') ? '\0' : '\n';
  const files: (readonly string[])[] = [];
  for (const name of [first, second]) {
    const text = yield* readInput(process.sys, name);
    if (failed(text)) {
      yield* process.error(quotef(name), text);
      return 1;
    }
    files.push(has('z') ? text.split('\0').filter((each) => each !== '') : linesOf(text));
  }
  const [left = [], right = []] = files;
  const delimiter = line.options.findLast(({ key }) => key === 'output-delimiter')?.value ?? '\t';
  const indent = [0, has('1') ? 0 : 1, (has('1') ? 0 : 1) + (has('2') ? 0 : 1)];
  const counts = [0, 0, 0];
  let [i, j] = [0, 0];
  const order = new OrderCheck(process, [left, right], has('check-order'), has('nocheck-order'));
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    const column = b === undefined ? 0 : a === undefined ? 1 : a < b ? 0 : a > b ? 1 : 2;
    counts[column] = (counts[column] ?? 0) + 1;
    const text = column === 1 ? b : a;
    if (!has(String(column + 1))) process.print(delimiter.repeat(indent[column] ?? 0) + (text ?? '') + end);
    if (column !== 1) i += 1;
    if (column !== 0) j += 1;
    if (column !== 2) order.unpaired = true;
    if (column !== 1 && (yield* order.next(0, i))) return 1;
    if (column !== 0 && (yield* order.next(1, j))) return 1;
    yield* process.settle();
  }
  if (has('total')) process.print(`${[...counts, 'total'].join(delimiter)}${end}`);
  return yield* order.verdict();
});

/** A file out of order is told where it is met, once some line has not found its pair. */
class OrderCheck {
  unpaired = false;
  readonly #process: Process;
  readonly #files: readonly (readonly string[])[];
  readonly #always: boolean;
  readonly #never: boolean;
  readonly #told = new Set<number>();

  constructor(process: Process, files: readonly (readonly string[])[], always: boolean, never: boolean) {
    this.#process = process;
    this.#files = files;
    this.#always = always;
    this.#never = never;
  }

  /** Whether that is the end: with --check-order it is. */
  *next(file: number, at: number): Coroutine<boolean> {
    const [before, text] = [this.#files[file]?.[at - 1], this.#files[file]?.[at]];
    if (this.#never || (!this.unpaired && !this.#always) || this.#told.has(file)) return false;
    if (before === undefined || text === undefined || before <= text) return false;
    this.#told.add(file);
    yield* this.#process.flush();
    yield* this.#process.error(`file ${file + 1} is not in sorted order`);
    return this.#always;
  }

  *verdict(): Coroutine<number> {
    if (this.#told.size === 0) return 0;
    yield* this.#process.flush();
    yield* this.#process.error('input is not in sorted order');
    return 1;
  }
}
