// cd and pwd: which directory is it, and under which name does the shell know it? (bash(1), cd builtin)

import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption, reportError } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { print } from './output.ts';

export function* cd(shell: Shell, args: readonly string[]): Coroutine<number> {
  const operands = args.filter((arg) => !/^-[LPe@]+$/.test(arg) && arg !== '--');
  const physical = args.some((arg) => /^-[Le@]*P/.test(arg)) || shell.options.has('physical');
  const [wanted] = operands;
  if (wanted !== undefined && /^-./.test(wanted)) {
    return yield* invalidOption(shell, wanted.slice(0, 2), 'cd [-L|[-P [-e]] [-@]] [dir]');
  }
  if (operands.length > 1) {
    yield* builtinError(shell, 'too many arguments');
    return 1;
  }
  const target = yield* targetOf(shell, wanted);
  if (target === null) return 1;
  const found = yield* findDirectory(shell, target);
  const failure = yield* shell.sys.chdir(found);
  if (failed(failure)) {
    if (shell.dialect === 'dash') yield* reportError(shell, `cd: can't cd to ${target}`);
    else yield* builtinError(shell, `${target}: ${strerror(failure.errno)}`);
    return shell.dialect === 'dash' ? 2 : 1;
  }
  const before = shell.variables.text('PWD') ?? '';
  const now = physical ? yield* shell.sys.getcwd() : logical(before, found);
  shell.variables.setText('OLDPWD', before);
  shell.variables.change('OLDPWD', { exported: true });
  shell.variables.setText('PWD', now);
  return wanted === '-' || found !== target ? yield* print(shell, `${now}\n`) : 0;
}

function* targetOf(shell: Shell, wanted: string | undefined): Coroutine<string | null> {
  const variable = wanted === undefined ? 'HOME' : 'OLDPWD';
  if (wanted !== undefined && wanted !== '-') return wanted;
  const value = shell.variables.text(variable);
  if (value === null) yield* builtinError(shell, `${variable} not set`);
  return value;
}

/** Along CDPATH, for a relative name that does not begin with a dot. */
function* findDirectory(shell: Shell, target: string): Coroutine<string> {
  if (target.startsWith('/') || /^\.\.?(\/|$)/.test(target)) return target;
  for (const directory of (shell.variables.text('CDPATH') ?? '').split(':')) {
    if (directory === '' || directory === '.') continue;
    const candidate = `${directory}/${target}`;
    const stat = yield* shell.sys.stat(candidate);
    if (!failed(stat) && stat.kind === 'directory') return candidate;
  }
  return target;
}

/** The name as it was walked: `..` takes back the last step, symbolic links included. */
function logical(from: string, to: string): string {
  const steps: string[] = [];
  for (const step of (to.startsWith('/') ? to : `${from}/${to}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}

export function* pwd(shell: Shell, args: readonly string[]): Coroutine<number> {
  const [option] = args;
  if (option !== undefined && /^-[^LP]/.test(option)) return yield* invalidOption(shell, option, 'pwd [-LP]');
  const known = shell.variables.text('PWD');
  const directory =
    option === '-P' || known === null || !known.startsWith('/') ? yield* shell.sys.getcwd() : known;
  return yield* print(shell, `${directory}\n`);
}
