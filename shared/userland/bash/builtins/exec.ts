// exec: the shell becomes a program, or keeps the redirections (bash(1), exec builtin)

import { findInPath } from '../../libc/exec.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption, reportError } from '../errors.ts';
import { leaveJobControl } from '../exit.ts';
import { becomeProgram } from '../execute/program-file.ts';
import { fatal } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { initializeSignals, restoreIgnored } from '../signals.ts';

const SYNOPSIS = 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]';

export function* exec(shell: Shell, args: readonly string[]): Coroutine<number> {
  let argument0: string | null = null;
  let clean = false;
  let login = false;
  let at = 0;
  for (; args[at]?.startsWith('-') === true && args[at] !== '-'; at += 1) {
    const option = args[at] ?? '';
    if (option === '--') {
      at += 1;
      break;
    }
    if (option === '-a') argument0 = args[(at += 1)] ?? '';
    else if (option === '-c') clean = true;
    else if (option === '-l') login = true;
    else return yield* invalidOption(shell, option, SYNOPSIS);
  }
  const words = args.slice(at);
  const [name] = words;
  if (name === undefined) return 0;
  const path = name.includes('/') ? name : yield* findInPath(shell.sys, name, new Map([['PATH', shell.variables.text('PATH') ?? '']])); // prettier-ignore
  if (path === null) return yield* notFound(shell, name);
  const given = argument0 ?? name;
  yield* prepare(shell);
  const environment = clean ? new Map<string, string>() : withShellLevel(shell);
  const status = yield* becomeProgram(shell, path, {
    words,
    environment,
    argument0: login ? `-${given}` : given,
  });
  return yield* stayBehind(shell, status);
}

function* notFound(shell: Shell, name: string): Coroutine<number> {
  if (shell.dialect === 'dash') yield* reportError(shell, `exec: ${name}: not found`);
  else yield* builtinError(shell, `${name}: not found`);
  return yield* stayBehind(shell, 127);
}

/** An interactive shell goes on when it could not become the program. */
function* stayBehind(shell: Shell, status: number): Coroutine<number> {
  if (!shell.interactive) return fatal(shell, status);
  yield* initializeSignals(shell);
  return status;
}

function* prepare(shell: Shell): Coroutine<void> {
  if (shell.interactive) yield* leaveJobControl(shell);
  yield* restoreIgnored(shell, true);
}

/** The program takes this shell's place, so a shell started from it is not one level deeper. */
function withShellLevel(shell: Shell): ReadonlyMap<string, string> {
  const environment = new Map(shell.variables.environment());
  const level = Number(environment.get('SHLVL'));
  if (Number.isInteger(level)) environment.set('SHLVL', String(level - 1));
  return environment;
}
