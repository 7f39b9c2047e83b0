// cd and pwd: which directory is it, and under which name does the shell know it? (bash(1), cd builtin)

import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { mayAssign } from '../expand/assign.ts';
import type { Shell } from '../shell.ts';
import { currentDirectory } from '../../libc/current-directory.ts';
import { complainOfDirectory } from '../working-directory.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const FAILURE = 1;
const DASH_FAILURE = 2;

export function* cd(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'LPe@');
  if (typeof options === 'number') return options;
  const { on, operands } = options;
  const way = [...on].reverse().find((letter) => letter === 'L' || letter === 'P');
  const physical = way === undefined ? shell.options.has('physical') : way === 'P';
  const [wanted] = operands;
  if (operands.length > 1 && shell.dialect === 'bash') {
    yield* builtinError(shell, 'too many arguments');
    return FAILURE;
  }
  const target = yield* targetOf(shell, wanted);
  if (target === null) return shell.dialect === 'dash' ? DASH_FAILURE : FAILURE;
  if (target === '') return wanted === '-' ? yield* print(shell, '\n') : 0;
  const found = yield* findDirectory(shell, target);
  const status = yield* enterDirectory(shell, found, target, physical);
  if (status !== 0) return status;
  return wanted === '-' || found !== target
    ? yield* print(shell, `${shell.variables.text('PWD') ?? ''}\n`)
    : 0;
}

/** What pushd and popd do to get there. */
export function* changeDirectory(shell: Shell, target: string): Coroutine<number> {
  return yield* enterDirectory(shell, target, target, shell.options.has('physical'));
}

function* enterDirectory(shell: Shell, path: string, shown: string, physical: boolean): Coroutine<number> {
  const bash = shell.dialect === 'bash';
  if (shell.directory === null && bash) yield* complainOfDirectory(shell.sys, 'chdir');
  const from = shell.directory ?? shell.variables.text('PWD') ?? '';
  const whole = path.startsWith('/') ? path : `${from.replace(/\/$/, '')}/${path}`;
  const known = physical ? null : bash ? yield* checkedWay(shell, whole) : logical(whole);
  const way = physical ? path : (known ?? whole);
  const failure = yield* shell.sys.chdir(way);
  if (failed(failure) && (!bash || way === path || failed(yield* shell.sys.chdir(path)))) {
    if (!bash) yield* reportError(shell, `cd: can't cd to ${shown}`);
    else yield* builtinError(shell, `${shown}: ${strerror(failure.errno)}`);
    return bash ? FAILURE : DASH_FAILURE;
  }
  const here = failed(failure) || known === null ? yield* currentDirectory(shell.sys) : known;
  if (here === null && bash) {
    yield* complainOfDirectory(shell.sys, 'cd');
    if (shell.directory !== null) shell.directory = whole;
    return yield* tellVariables(shell, whole);
  }
  shell.directory = here;
  return yield* tellVariables(shell, here ?? '', bash ? undefined : from);
}

/** sh_canonpath: null where a step of the way is no directory, or not there. */
function* checkedWay(shell: Shell, path: string): Coroutine<string | null> {
  let reached = '';
  for (const step of path.split('/')) {
    reached = logical(`${reached}/${step}`);
    if (step === '' || step === '.' || step === '..') continue;
    const stat = yield* shell.sys.stat(reached);
    if (failed(stat) || stat.kind !== 'directory') return null;
  }
  return logical(path);
}

/** bindpwd: OLDPWD becomes what PWD said, in dash where the shell stood. */
function* tellVariables(shell: Shell, now: string, before?: string): Coroutine<number> {
  const { variables } = shell;
  let status = 0;
  const said = before ?? variables.text('PWD') ?? '';
  for (const [name, value] of [
    ['OLDPWD', said],
    ['PWD', now],
  ] as const) {
    if (!(yield* mayAssign(shell, name))) status = FAILURE;
    else variables.setText(name, value);
  }
  if (shell.dialect === 'dash') variables.change('OLDPWD', { exported: true });
  return status;
}

function* targetOf(shell: Shell, wanted: string | undefined): Coroutine<string | null> {
  const variable = wanted === undefined ? 'HOME' : 'OLDPWD';
  if (wanted !== undefined && wanted !== '-') return wanted;
  const value = shell.variables.text(variable);
  if (value === null && wanted === '-' && shell.dialect === 'dash') return '.';
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

/** The name as it was walked: `..` takes back the last step, symbolic links included. Two slashes in front stay two. */
function logical(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `${/^\/\/(?!\/)/.test(path) ? '/' : ''}/${steps.join('/')}`;
}

export function* pwd(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'LP');
  if (typeof options === 'number') return options;
  const way = [...options.on].reverse().find((letter) => letter === 'L' || letter === 'P');
  const physical = way === undefined ? shell.options.has('physical') : way === 'P';
  const directory = physical ? yield* currentDirectory(shell.sys) : shell.directory;
  if (directory === null && shell.dialect === 'bash') {
    yield* complainOfDirectory(shell.sys, 'pwd');
    shell.directory = null;
    return FAILURE;
  }
  return yield* print(shell, `${directory ?? ''}\n`);
}
