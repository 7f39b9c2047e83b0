// exec: the shell becomes a program, or keeps the redirections (bash(1), exec builtin)

import { exportedEnvironment } from '../exported-functions.ts';
import { findInPath } from '../../libc/exec.ts';
import type { Coroutine } from '../../program.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { exitShell, leaveJobControl } from '../exit.ts';
import { becomeProgram, withoutOwnLevel } from '../execute/program-file.ts';
import { initializeJobControl } from '../job-control.ts';
import { fatal, forkedFor } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { initializeSignals, restoreIgnored } from '../signals.ts';
import { builtinOptions } from './options.ts';

const NOT_FOUND = 127;

export function* exec(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, shell.dialect === 'dash' ? '' : 'cla:');
  if (typeof options === 'number') return options;
  const { on, values, operands: words } = options;
  const argument0 = values.get('a') ?? null;
  const clean = on.includes('c');
  const login = on.includes('l');
  const [name] = words;
  if (name === undefined) return 0;
  const path = name.includes('/') ? fullPath(shell, name) : yield* findInPath(shell.sys, name, new Map([['PATH', shell.variables.text('PATH') ?? '']])); // prettier-ignore
  if (path === null) return yield* notFound(shell, name);
  const given = argument0 ?? name;
  yield* prepare(shell);
  const all = exportedEnvironment(shell, []);
  // in ( ) the shell around it goes on, and its level counts
  const environment = clean
    ? new Map<string, string>()
    : forkedFor(shell) === 'paren'
      ? all
      : withoutOwnLevel(shell, all);
  const status = yield* becomeProgram(shell, path, {
    words,
    environment,
    argument0: login ? `-${given}` : given,
    bare: true,
  });
  if (shell.dialect === 'bash') yield* explain(shell, path, status);
  return yield* stayBehind(shell, status);
}

/** full_pathname: bash names a relative one from the root. */
function fullPath(shell: Shell, path: string): string {
  if (shell.dialect === 'dash' || path.startsWith('/')) return path;
  return `${shell.directory ?? ''}/${path.replace(/^(\.\/+)+/, '')}`;
}

/** After the shell's own message, the builtin's. */
function* explain(shell: Shell, path: string, status: number): Coroutine<void> {
  const stat = yield* shell.sys.stat(path);
  if (failed(stat) || status === NOT_FOUND) return;
  const reason =
    stat.kind === 'directory' ? 'EISDIR' : failed(yield* shell.sys.access(path, 'X_OK')) ? 'EACCES' : null;
  if (reason !== null) yield* builtinError(shell, `${path}: cannot execute: ${strerror(reason)}`);
}

function* notFound(shell: Shell, name: string): Coroutine<number> {
  if (shell.dialect === 'dash') yield* reportError(shell, `exec: ${name}: not found`);
  else yield* builtinError(shell, `${name}: not found`);
  return yield* stayBehind(shell, 127);
}

/** An interactive shell goes on when it could not become the program. */
function* stayBehind(shell: Shell, status: number): Coroutine<number> {
  if (!shell.interactive && !shell.shellOptions.has('execfail')) {
    if (shell.interactiveShell) yield* exitShell(shell, status);
    return fatal(shell, status);
  }
  yield* initializeSignals(shell);
  // restart_job_control
  if (shell.terminal !== null) {
    yield* shell.sys.close(shell.terminal.fd);
    yield* initializeJobControl(shell);
  }
  return status;
}

function* prepare(shell: Shell): Coroutine<void> {
  if (shell.interactive) yield* leaveJobControl(shell);
  yield* restoreIgnored(shell, true);
}
