// Shows the environment, or runs a program in a changed one. env(1), printenv(1)

import { coreutil, quote, quoteaf, tryHelp } from '../../libc/coreutils.ts';
import { execStatus, execvp } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { listSignals, setSignals } from './signals.ts';
import { splitString } from './split-string.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['i', 'ignore-environment'], ['0', 'null'], ['u', 'unset', 'required'], ['C', 'chdir', 'required'], ['S', 'split-string', 'required'],
  ['v', 'debug'], ['', 'ignore-signal', 'optional'], ['', 'default-signal', 'optional'], ['', 'block-signal', 'optional'],
  ['', 'list-signal-handling'],
] as const; // prettier-ignore

const CANNOT_RUN = 125;

interface FoundOption {
  readonly key: string;
  readonly value: string | null;
}

export const env = coreutil(
  'env',
  function* (process: Process): Coroutine<number> {
    const args = yield* withSplitStrings(process, process.args);
    if (typeof args === 'number') return args;
    const line = getoptLong(args, OPTIONS, 'stopAtOperand');
    if (line.problem !== null) return yield* tryHelp(process, line.problem, CANNOT_RUN);
    const has = (key: string): boolean => line.options.some((option) => option.key === key);
    const debug = has('v');
    const operands = line.operands[0] === '-' ? line.operands.slice(1) : line.operands;
    const cleared = line.operands[0] === '-' || has('i');
    const changed = yield* environment(process, line.options, cleared, debug);
    if (typeof changed === 'number') return changed;
    const firstWord = operands.findIndex((operand) => !operand.includes('='));
    for (const assignment of firstWord < 0 ? operands : operands.slice(0, firstWord)) {
      const equals = assignment.indexOf('=');
      if (debug) yield* process.eprint(`setenv:   ${assignment}\n`);
      changed.set(assignment.slice(0, equals), assignment.slice(equals + 1));
    }
    const argv = firstWord < 0 ? [] : operands.slice(firstWord);
    const directory = line.options.findLast(({ key }) => key === 'C')?.value ?? null;
    const problem = misplaced(argv, has('0'), directory);
    if (problem !== null) return yield* tryHelp(process, problem, CANNOT_RUN);
    const [command] = argv;
    if (command === undefined) {
      for (const [name, value] of changed) process.print(`${name}=${value}${has('0') ? '\0' : '\n'}`);
      return 0;
    }
    const refusedSignal = yield* setSignals(process, line.options, debug);
    if (refusedSignal !== null) return refusedSignal;
    if (has('list-signal-handling')) yield* listSignals(process);
    if (directory !== null) {
      if (debug) yield* process.eprint(`chdir:    ${quoteaf(directory)}\n`);
      const moved = yield* process.sys.chdir(directory);
      if (failed(moved)) {
        yield* process.error(`cannot change directory to ${quoteaf(directory)}`, moved);
        return CANNOT_RUN;
      }
    }
    if (debug) {
      const shown = argv.map((arg, at) => `   arg[${at}]= ${quote(process, arg)}\n`).join('');
      yield* process.eprint(`executing: ${command}\n${shown}`);
    }
    const refused = yield* execvp(process.sys, argv, changed);
    yield* process.error(quote(process, command), refused);
    return execStatus(refused);
  },
  'beforeOperands',
);

/** What is left of the environment, or the exit status where a name is none. */
function* environment(
  process: Process,
  options: readonly FoundOption[],
  cleared: boolean,
  debug: boolean,
): Coroutine<Map<string, string> | number> {
  if (cleared) {
    if (debug) yield* process.eprint('cleaning environ\n');
    return new Map<string, string>();
  }
  const left = new Map(process.env);
  for (const { key, value } of options) {
    if (key !== 'u') continue;
    const name = value ?? '';
    if (debug) yield* process.eprint(`unset:    ${name}\n`);
    if (name === '' || name.includes('=')) {
      yield* process.error(`cannot unset ${quote(process, name)}`, { errno: 'EINVAL' });
      return CANNOT_RUN;
    }
    left.delete(name);
  }
  return left;
}

/** What makes sense only with a command, or only without. */
function misplaced(argv: readonly string[], nul: boolean, directory: string | null): string | null {
  if (argv.length > 0) return nul ? 'cannot specify --null (-0) with command' : null;
  return directory === null ? null : 'must specify command with --chdir (-C)';
}

/** -S stands for the words of its text, options among them. The exit status where they make no sense. */
function* withSplitStrings(process: Process, args: readonly string[]): Coroutine<readonly string[] | number> {
  const done: string[] = [];
  const todo = [...args];
  let debug = false;
  for (let arg = todo.shift(); arg !== undefined; arg = todo.shift()) {
    const [, letters = '', inside] = /^-([iv0]*)S([^]*)$/.exec(arg) ?? [];
    const long = /^--s[a-z-]*(?:=([^]*))?$/.exec(arg);
    const isSplit =
      inside !== undefined || (long !== null && '--split-string'.startsWith(arg.split('=')[0] ?? ''));
    if (/^-[iv0]*v/.test(arg) || arg === '--debug') debug = true;
    if (!isSplit) {
      done.push(arg);
      if (arg === '--' || arg === '-' || !arg.startsWith('-')) return [...done, ...todo];
      const takesNext = /^-[iv0]*[uC]$/.test(arg) || arg === '--unset' || arg === '--chdir';
      const value = takesNext ? todo.shift() : undefined;
      if (value !== undefined) done.push(value);
      continue;
    }
    const given = inside === undefined || inside === '' ? long?.[1] : inside;
    const text = given ?? todo.shift();
    if (text === undefined) return [...done, arg];
    const notes: string[] = [];
    const words = splitString(text, process.env, (name, value) => notes.push(`expanding \${${name}} into ${quote(process, value)}\n`)); // prettier-ignore
    if ('problem' in words) {
      yield* process.error(words.problem);
      return CANNOT_RUN;
    }
    if (debug || letters.includes('v')) {
      for (const note of notes) yield* process.eprint(note);
      const into = words.map(
        (word, at) => `${at === 0 ? ' into:   ' : '     &   '} ${quote(process, word)}\n`,
      );
      yield* process.eprint(`split -S:  ${quote(process, text)}\n${into.join('')}`);
    }
    if (letters !== '') done.push(`-${letters}`);
    todo.unshift(...words);
  }
  return done;
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
