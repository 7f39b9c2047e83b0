// On which processors may a process run? taskset(1) of util-linux.

import { execOrFail, parseNumber, tryHelp, versionLine } from '../../libc/util-linux.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { program } from '../../libc/process.ts';
import { TASKSET_USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [['a', 'all-tasks'], ['p', 'pid'], ['c', 'cpu-list'], ['h', 'help'], ['V', 'version']] as const; // prettier-ignore

export const taskset = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  let pid: string | null = null;
  for (const { key } of line.options) {
    if (key === 'h' || key === 'V') {
      process.print(key === 'h' ? TASKSET_USAGE : versionLine(process));
      return 0;
    }
    // the last word is the number, whatever stands before it
    if (key === 'p') pid = process.args.at(-1) ?? '';
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (pid !== null && parseNumber(pid) === null) {
    yield* process.warn(`invalid PID argument: '${pid}'`);
    return 1;
  }
  const { operands } = line;
  const isRight = pid === null ? operands.length >= 2 : operands.length === 1 || operands.length === 2;
  if (!isRight) {
    yield* process.warn('bad usage');
    yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
    return 1;
  }
  const asList = line.options.some(({ key }) => key === 'c');
  const target = pid === null ? 0 : Number(pid);
  if (pid !== null && !(yield* show(process, target, asList, 'current'))) return 1;
  if (operands.length === 1) return 0;
  const [given = '', ...argv] = operands;
  const processors = asList ? parseList(given) : parseMask(given);
  if (processors === null) {
    yield* process.warn(`failed to parse CPU ${asList ? 'list' : 'mask'}: ${given}`);
    return 1;
  }
  const set = yield* process.sys.setAffinity(target, processors);
  if (failed(set)) {
    const whom = pid === null ? yield* process.sys.getpid() : target;
    // the lines before it wait for the end, so this comes first into a pipe
    yield* process.warn(`failed to set pid ${whom}'s affinity`, set);
    return 1;
  }
  if (pid === null) return yield* execOrFail(process, argv);
  return (yield* show(process, target, asList, 'new')) ? 0 : 1;
});

function* show(process: Process, pid: number, asList: boolean, when: 'current' | 'new'): Coroutine<boolean> {
  const whom = pid === 0 ? yield* process.sys.getpid() : pid;
  const processors = yield* process.sys.getAffinity(pid);
  if (failed(processors)) {
    yield* process.warn(`failed to get pid ${whom}'s affinity`, processors);
    return false;
  }
  const text = asList
    ? processors.join(',')
    : processors.reduce((mask, number) => mask | (1n << BigInt(number)), 0n).toString(16);
  process.printLine(`pid ${whom}'s ${when} affinity ${asList ? 'list' : 'mask'}: ${text}`);
  return true;
}

const MOST_PROCESSORS = 8192;

/** Hexadecimal digits, with or without 0x. */
function parseMask(text: string): readonly number[] | null {
  const digits = text.replace(/^0x/i, '').replaceAll(',', '');
  if (!/^[\da-f]{1,2048}$/i.test(digits)) return null;
  const bits = BigInt(`0x${digits}`).toString(2);
  return [...bits].flatMap((bit, at) => (bit === '1' ? [bits.length - 1 - at] : [])).reverse();
}

/** `0,3-7,8-20:2` */
function parseList(text: string): readonly number[] | null {
  const numbers: number[] = [];
  for (const part of text.split(',')) {
    const [, from, to = from, step = '1'] = /^(\d{1,4})(?:-(\d{1,4})(?::(\d{1,4}))?)?$/.exec(part) ?? [];
    if (from === undefined || Number(to) < Number(from) || Number(step) === 0) return null;
    for (let number = Number(from); number <= Math.min(Number(to), MOST_PROCESSORS); number += Number(step))
      numbers.push(number);
  }
  return numbers;
}
