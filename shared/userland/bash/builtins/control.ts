// break, continue, return, exit, logout, eval, source, let, true, false and `:` (bash(1), SHELL BUILTIN COMMANDS)

import { readFile } from '../../libc/read.ts';
import { findInPath } from '../../libc/exec.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, currentLine, reportError, usage } from '../errors.ts';
import { exitShell } from '../exit.ts';
import { describeJob } from '../job-notices.ts';
import { evaluateCommand } from '../expand/arithmetic-text.ts';
import { runReturnTrap } from '../pseudo-traps.ts';
import { fatal, takeReturned } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { helpText } from './help-text.ts';
import { synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';

const USAGE = 2;

export function* colon(): Coroutine<number> {
  return 0;
}

export function* falseCommand(): Coroutine<number> {
  return 1;
}

export function* breakLoop(shell: Shell, args: readonly string[]): Coroutine<number> {
  return yield* leaveLoops(shell, args, 'break');
}

export function* continueLoop(shell: Shell, args: readonly string[]): Coroutine<number> {
  return yield* leaveLoops(shell, args, 'continue');
}

function* leaveLoops(shell: Shell, args: readonly string[], skip: 'break' | 'continue'): Coroutine<number> {
  const options = yield* helpOnly(shell, args);
  if (typeof options === 'number') return options;
  if (shell.loopLevel === 0) {
    if (shell.dialect === 'bash')
      yield* builtinError(shell, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  const [count = '1', second] = options;
  if (!(shell.dialect === 'dash' ? /^[0-9]+$/ : /^[+-]?[0-9]+$/).test(count)) {
    yield* builtinError(
      shell,
      shell.dialect === 'dash' ? `Illegal number: ${count}` : `${count}: numeric argument required`,
    );
    // a script is left with one more
    return fatal(shell, shell.dialect === 'bash' && shell.invocation === 'file' ? 129 : 128);
  }
  if (second !== undefined && shell.dialect === 'bash') {
    yield* builtinError(shell, 'too many arguments');
    return fatal(shell, 1);
  }
  if (Number(count) <= 0) {
    yield* builtinError(shell, `${count}: loop count out of range`);
    shell.skip = { skip: 'break', levels: shell.loopLevel };
    return 1;
  }
  shell.skip = { skip, levels: Math.min(Number(count), shell.loopLevel) };
  return 0;
}

/** Builtins that know no option but --help. The operands, or the status. */
function* helpOnly(shell: Shell, args: readonly string[]): Coroutine<readonly string[] | number> {
  if (args[0] === '--help' && shell.dialect === 'bash') {
    yield* shell.sys.write(1, helpText(shell.builtin));
    return USAGE;
  }
  return args[0] === '--' ? args.slice(1) : args;
}

export function* returnFromFunction(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (shell.functionLevel === 0 && shell.sourceLevel === 0) {
    if (shell.dialect === 'dash' && !shell.interactive)
      yield* exitShell(shell, (yield* statusArgument(shell, args)) ?? 2);
    if (shell.dialect === 'bash' && args.length > 0) yield* statusArgument(shell, args);
    yield* builtinError(shell, "can only `return' from a function or sourced script");
    return 2;
  }
  const operands = yield* helpOnly(shell, args);
  if (typeof operands === 'number') return operands;
  if (operands.length > 1 && shell.dialect === 'bash') {
    yield* builtinError(shell, 'too many arguments');
    return fatal(shell, 1);
  }
  const status = yield* statusArgument(shell, operands);
  shell.skip = { skip: 'return', status: status ?? 2 };
  return shell.status;
}

/** Null, with a message, when it is no number. */
function* statusArgument(shell: Shell, args: readonly string[]): Coroutine<number | null> {
  const [given] = args;
  if (given === undefined) return shell.status;
  if ((shell.dialect === 'dash' ? /^[0-9]+$/ : /^[+-]?[0-9]+$/).test(given))
    return Number(BigInt.asUintN(8, BigInt(given)));
  if (shell.dialect === 'dash') {
    yield* builtinError(shell, `Illegal number: ${given}`);
    if (!shell.interactive) yield* exitShell(shell, USAGE);
  } else yield* builtinError(shell, `${given}: numeric argument required`);
  return null;
}

/** An interactive shell says goodbye, and asks once when there are stopped jobs. */
export function* exitCommand(shell: Shell, args: readonly string[]): Coroutine<number> {
  const operands = yield* helpOnly(shell, args);
  if (typeof operands === 'number') return operands;
  if (shell.interactive && shell.dialect === 'bash' && !shell.leaving) {
    yield* shell.sys.write(2, shell.login ? 'logout\n' : 'exit\n');
  }
  return yield* leaveShell(shell, operands);
}

export function* logout(shell: Shell, args: readonly string[]): Coroutine<number> {
  const operands = yield* helpOnly(shell, args);
  if (typeof operands === 'number') return operands;
  if (shell.login) return yield* leaveShell(shell, operands);
  yield* builtinError(shell, "not login shell: use `exit'");
  return 1;
}

function* leaveShell(shell: Shell, args: readonly string[]): Coroutine<number> {
  const asked = ['exit', 'logout', 'jobs'].includes(shell.lastBuiltin);
  if (shell.interactive && !asked) {
    const kept = yield* warnOfJobs(shell);
    if (kept) return 1;
  }
  if (args.length > 1 && shell.dialect === 'bash' && /^[+-]?[0-9]+$/.test(args[0] ?? '')) {
    yield* builtinError(shell, 'too many arguments');
    return fatal(shell, 1);
  }
  const asIs = args.length === 0 ? shell.exitTrapStatus : null;
  return yield* exitShell(shell, asIs ?? (yield* statusArgument(shell, args)) ?? 2);
}

/** True when there are jobs that keep the shell from leaving. */
function* warnOfJobs(shell: Shell): Coroutine<boolean> {
  const jobs = shell.jobs.all();
  if (shell.dialect === 'dash') {
    const some = jobs.some((job) => job.state === 'stopped');
    if (some) yield* shell.sys.write(2, 'You have stopped jobs.\n');
    return some;
  }
  const checks = shell.shellOptions.has('checkjobs');
  const state = ['stopped', 'running'].find((candidate) => jobs.some((job) => job.state === candidate));
  if (state === undefined || (state === 'running' && !checks)) return false;
  yield* shell.sys.write(2, `There are ${state} jobs.\n`);
  if (checks) for (const job of jobs) yield* shell.sys.write(1, yield* describeJob(shell, job, 'standard'));
  return true;
}

export function* evalCommand(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, '');
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) return 0;
  return yield* shell.run.text(shell, options.operands.join(' '), 'eval');
}

/** `.` looks along PATH for a name without a slash. */
export function* source(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, '');
  if (typeof options === 'number') return options;
  const [file, ...positional] = options.operands;
  if (file === undefined) {
    yield* builtinError(shell, 'filename argument required');
    return yield* usage(shell, synopsisOf(shell.builtin));
  }
  const path = yield* sourcePath(shell, file);
  const stat = yield* shell.sys.stat(path);
  if (!failed(stat) && stat.kind === 'directory' && shell.dialect === 'bash') {
    yield* builtinError(shell, `${file}: is a directory`);
    return 1;
  }
  const text = yield* readFile(shell.sys, path);
  if (failed(text)) {
    if (shell.dialect === 'dash')
      yield* reportError(
        shell,
        file.includes('/') ? `.: cannot open ${file}: No such file` : `.: ${file}: not found`,
      );
    else yield* reportError(shell, `${file}: ${strerror(text.errno)}`);
    return shell.dialect === 'dash' ? fatal(shell, USAGE) : 1;
  }
  const outer = shell.positional;
  if (positional.length > 0) shell.positional = positional;
  const status = yield* runSourced(shell, text, path);
  if (positional.length > 0) shell.positional = outer;
  return status;
}

/** A sourced file does not talk to the user: no goodbye, no job numbers. */
function* runSourced(shell: Shell, text: string, path: string): Coroutine<number> {
  const { interactive, calls, source: outer } = shell;
  shell.calls = [{ name: 'source', line: currentLine(shell), source: path, start: 1 }, ...calls];
  shell.source = { ...outer, name: path };
  shell.interactive = false;
  shell.sourceLevel += 1;
  const status = yield* shell.run.text(shell, text, 'file');
  shell.sourceLevel -= 1;
  const returned = takeReturned(shell);
  if (shell.traps.has('RETURN')) yield* runReturnTrap(shell);
  shell.interactive = interactive;
  shell.calls = calls;
  shell.source = outer;
  return returned ?? status;
}

function* sourcePath(shell: Shell, file: string): Coroutine<string> {
  if (file.includes('/')) return file;
  const path = shell.variables.text('PATH') ?? '';
  return (yield* findInPath(shell.sys, file, new Map([['PATH', path]]))) ?? file;
}

export function* letCommand(shell: Shell, args: readonly string[]): Coroutine<number> {
  const operands = yield* helpOnly(shell, args);
  if (typeof operands === 'number') return operands;
  if (operands.length === 0) {
    yield* builtinError(shell, 'expression expected');
    return 1;
  }
  let value: bigint | null = 0n;
  for (const expression of operands) {
    value = yield* evaluateCommand(shell, expression, 'let');
    if (value === null) return 1;
  }
  return value === 0n ? 1 : 0;
}
