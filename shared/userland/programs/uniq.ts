// Leaves out lines that repeat the one before. uniq(1)

import { closeInput, coreutil, extraOperand, openInput, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf, readAll } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'count'], ['d', 'repeated'], ['f', 'skip-fields', 'required'], ['i', 'ignore-case'], ['s', 'skip-chars', 'required'], ['u', 'unique'],
] as const; // prettier-ignore

export const uniq = coreutil('uniq', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [input = '-', , extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const fd = yield* openInput(process.sys, input);
  const text = failed(fd) ? fd : yield* readAll(process.sys, fd);
  if (failed(text)) {
    yield* process.error(quotef(input), text);
    return 1;
  }
  if (!failed(fd)) yield* closeInput(process.sys, fd);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const number = (key: string): number =>
    Number(line.options.findLast((option) => option.key === key)?.value ?? 0);
  const compared = (each: string): string => {
    const rest = each.replace(new RegExp(`^(\\s*\\S+){${number('f')}}`), '').slice(number('s'));
    return has('i') ? rest.toLowerCase() : rest;
  };
  const groups: { readonly first: string; count: number }[] = [];
  for (const each of linesOf(text)) {
    const last = groups.at(-1);
    if (last !== undefined && compared(last.first) === compared(each)) last.count += 1;
    else groups.push({ first: each, count: 1 });
  }
  for (const { first, count } of groups) {
    if ((has('d') && count === 1) || (has('u') && count > 1)) continue;
    process.printLine(has('c') ? `${String(count).padStart(7)} ${first}` : first);
  }
  return 0;
});
