// Numbers from here to there. seq(1)

import { coreutil, extraOperand, missingOperand, quote, tryHelp } from '../libc/coreutils.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
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
  const bad = operands.find((operand) => operand === '' || !Number.isFinite(Number(operand)));
  if (bad !== undefined)
    return yield* tryHelp(process, `invalid floating point argument: ${quote(process, bad)}`);
  const first = operands.length > 1 ? (operands[0] ?? '1') : '1';
  const step = operands.length > 2 ? (operands[1] ?? '1') : '1';
  const last = operands.at(-1) ?? '1';
  if (Number(step) === 0)
    return yield* tryHelp(process, `invalid Zero increment value: ${quote(process, step)}`);
  const separator = line.options.findLast((option) => option.key === 's')?.value ?? '\n';
  yield* print(
    process,
    { first, step, last },
    separator,
    line.options.some((option) => option.key === 'w'),
  );
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
): Coroutine<void> {
  const places = Math.max(decimals(first), decimals(step));
  const count = Math.floor((Number(last) - Number(first)) / Number(step) + 1e-9);
  const shown = (at: number): string => (Number(first) + at * Number(step)).toFixed(places);
  const width = equalWidth && count >= 0 ? Math.max(shown(0).length, shown(count).length) : 0;
  for (let at = 0; at <= count; at += 1) {
    process.print((at === 0 ? '' : separator) + shown(at).padStart(width, '0'));
    yield* process.settle();
  }
  if (count >= 0) process.print('\n');
}

function decimals(number: string): number {
  return number.split('.')[1]?.length ?? 0;
}
