// Shows the environment, or runs a program in a changed one. env(1), printenv(1)

import { parseSignal, signalOf } from '../libc/signal-names.ts';
import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { execStatus, execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['i', 'ignore-environment'], ['0', 'null'], ['u', 'unset', 'required'], ['C', 'chdir', 'required'], ['S', 'split-string', 'required'],
  ['v', 'debug'], ['', 'ignore-signal', 'required'], ['', 'default-signal', 'required'],
] as const; // prettier-ignore

const CANNOT_RUN = 125;

export const env = coreutil(
  'env',
  function* (process: Process): Coroutine<number> {
    const line = getoptLong(splitString(process.args), OPTIONS, 'stopAtOperand');
    if (line.problem !== null) return yield* tryHelp(process, line.problem, CANNOT_RUN);
    const operands = line.operands[0] === '-' ? line.operands.slice(1) : line.operands;
    const cleared = line.operands[0] === '-' || line.options.some((option) => option.key === 'i');
    const changed = new Map(cleared ? [] : process.env);
    for (const { key, value } of line.options) if (key === 'u') changed.delete(value ?? '');
    const firstWord = operands.findIndex((operand) => !operand.includes('='));
    const assignments = firstWord < 0 ? operands : operands.slice(0, firstWord);
    for (const assignment of assignments) {
      const equals = assignment.indexOf('=');
      changed.set(assignment.slice(0, equals), assignment.slice(equals + 1));
    }
    const argv = firstWord < 0 ? [] : operands.slice(firstWord);
    const [command] = argv;
    if (command === undefined) {
      const ending = line.options.some((option) => option.key === '0') ? '\0' : '\n';
      for (const [name, value] of changed) process.print(`${name}=${value}${ending}`);
      return 0;
    }
    const directory = line.options.find((option) => option.key === 'C')?.value ?? null;
    const moved = directory === null ? 0 : yield* process.sys.chdir(directory);
    if (failed(moved)) {
      yield* process.error(`cannot change directory to ${quoteaf(directory ?? '')}`, moved);
      return CANNOT_RUN;
    }
    for (const { key, value } of line.options) {
      if (key !== 'ignore-signal' && key !== 'default-signal') continue;
      for (const name of (value ?? '').split(',')) {
        const signal = signalOf(parseSignal(name) ?? 0);
        if (signal === undefined) {
          yield* process.error(`${quote(process, name)}: invalid signal`);
          return CANNOT_RUN;
        }
        yield* process.sys.sigaction(signal, key === 'ignore-signal' ? 'ignore' : 'default');
      }
    }
    if (line.options.some(({ key }) => key === 'v')) {
      const shown = argv.map((arg, at) => `   arg[${at}]= ${quote(process, arg)}\n`).join('');
      yield* process.eprint(`executing: ${command}\n${shown}`);
    }
    const refused = yield* execvp(process.sys, argv, changed);
    yield* process.error(quote(process, command), refused);
    return execStatus(refused);
  },
  'beforeOperands',
);

/** -S 'a b' is what a script's first line can say. */
function splitString(args: readonly string[]): readonly string[] {
  const [first = '', second = '', ...rest] = args;
  if (first === '-S') return [...second.split(/\s+/), ...rest];
  return first.startsWith('-S') ? [...first.slice(2).trim().split(/\s+/), ...args.slice(1)] : args;
}

export const printenv = coreutil('printenv', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['0', 'null']], 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem, 2);
  const ending = line.options.length > 0 ? '\0' : '\n';
  if (line.operands.length === 0) {
    for (const [name, value] of process.env) process.print(`${name}=${value}${ending}`);
    return 0;
  }
  let status = 0;
  for (const name of line.operands) {
    const value = process.env.get(name);
    if (value === undefined) status = 1;
    else process.print(value + ending);
  }
  return status;
});
