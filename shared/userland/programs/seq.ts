// Numbers from here to there. seq(1)

import { coreutil, extraOperand, missingOperand, quote, tryHelp } from '../libc/coreutils.ts';
import { formatNumber, parseFormat } from '../libc/printf.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Piece } from '../libc/printf.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['f', 'format', 'required'],
  ['s', 'separator', 'required'],
  ['w', 'equal-width'],
] as const;

export const seq = coreutil('seq', function* (process: Process): Coroutine<number> {
  // a negative number is no option
  const firstNumber = process.args.findIndex((arg) => /^-?[\d.]/.test(arg));
  const args =
    firstNumber < 0
      ? process.args
      : [...process.args.slice(0, firstNumber), '--', ...process.args.slice(firstNumber)];
  const line = getoptLong(args, OPTIONS, 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const { operands } = line;
  const [extra] = operands.slice(3);
  if (operands.length === 0) return yield* missingOperand(process);
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const bad = operands.find((operand) => operand === '' || Number.isNaN(numberOf(operand)));
  if (bad !== undefined)
    return yield* tryHelp(process, `invalid floating point argument: ${quote(process, bad)}`);
  const first = operands.length > 1 ? (operands[0] ?? '1') : '1';
  const step = operands.length > 2 ? (operands[1] ?? '1') : '1';
  const last = operands.at(-1) ?? '1';
  if (Number(step) === 0)
    return yield* tryHelp(process, `invalid Zero increment value: ${quote(process, step)}`);
  const equalWidth = line.options.some((option) => option.key === 'w');
  const format = line.options.findLast((option) => option.key === 'f')?.value ?? null;
  const pieces = format === null ? null : parseFormat(format, () => 0);
  const problem = format === null || pieces === null ? null : formatProblem(process, format, pieces);
  if (problem !== null) {
    yield* process.error(problem);
    return 1;
  }
  if (pieces !== null && equalWidth)
    return yield* tryHelp(process, 'format string may not be specified when printing equal width strings');
  const separator = line.options.findLast((option) => option.key === 's')?.value ?? '\n';
  yield* print(process, { first, step, last }, separator, equalWidth, pieces);
  return 0;
});

interface Bounds {
  readonly first: string;
  readonly step: string;
  readonly last: string;
}

function* print(
  process: Process,
  { first, step, last }: Bounds,
  separator: string,
  equalWidth: boolean,
  pieces: readonly Piece[] | null,
): Coroutine<void> {
  const places = Math.max(decimals(first), decimals(step));
  const count = Math.floor((numberOf(last) - Number(first)) / Number(step) + 1e-9);
  const shown = (at: number): string => {
    const value = Number(first) + at * Number(step);
    if (pieces === null) return value.toFixed(places);
    return pieces
      .map((piece) => ('text' in piece ? piece.text : formatNumber(piece.conversion, value)))
      .join('');
  };
  const width = equalWidth && count >= 0 ? Math.max(shown(0).length, shown(count).length) : 0;
  for (let at = 0; at <= count; at += 1) {
    process.print((at === 0 ? '' : separator) + shown(at).padStart(width, '0'));
    yield* process.settle();
  }
  if (count >= 0) process.print('\n');
}

/** It holds one conversion of a floating-point number. */
function formatProblem(process: Process, format: string, pieces: readonly Piece[]): string | null {
  const named = quote(process, format);
  const conversions = pieces.flatMap((piece) => ('conversion' in piece ? [piece.conversion] : []));
  const [first, second] = conversions;
  if (first === undefined) return `format ${named} ${/(^|[^%])(%%)*%$/.test(format) ? 'ends in %' : 'has no % directive'}`;
  if (!/[efgaEFGA]/.test(first.letter)) return `format ${named} has unknown %${first.letter} directive`;
  return second === undefined ? null : `format ${named} has too many % directives`;
} // prettier-ignore

function numberOf(text: string): number {
  return /^[+-]?inf(inity)?$/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}

function decimals(number: string): number {
  return number.split('.')[1]?.length ?? 0;
}
