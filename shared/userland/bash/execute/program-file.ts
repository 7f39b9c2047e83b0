// Which file is a command, and how does the shell become it? (execute_cmd.c, execute_disk_command and shell_execve)

import { strerror } from '../../../kernel/abi/errno.ts';
import { invariant } from '../../../result.ts';
import { findInPath } from '../../libc/exec.ts';
import { readFile } from '../../libc/read.ts';
import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import { reportError } from '../errors.ts';
import { exitShell } from '../exit.ts';
import { parseInvocation } from '../invocation.ts';
import { newShell } from '../new-shell.ts';
import type { Shell } from '../shell.ts';
import { initializeSignals } from '../signals.ts';

const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** search_for_command: a name with a slash is a path already. Remembered, when it was found in PATH. */
export function* searchForCommand(
  shell: Shell,
  name: string,
  assignedPath?: string,
): Coroutine<string | null> {
  if (name.includes('/')) return name;
  const hashed = assignedPath === undefined ? shell.hashed.get(name) : undefined;
  if (hashed !== undefined) {
    hashed.hits += 1;
    return hashed.path;
  }
  const path = assignedPath ?? shell.variables.text('PATH') ?? '';
  // find_user_command: without a PATH the name is a path
  if (path === '') return shell.dialect === 'bash' ? name : null;
  if (assignedPath === undefined) return yield* searchIn(shell, name, path);
  return yield* findInPath(shell.sys, name, new Map([['PATH', path]]));
}

/** The place is remembered, also when an earlier one was known. */
export function* searchIn(shell: Shell, name: string, path: string): Coroutine<string | null> {
  if (name.includes('/')) return name;
  const found = yield* findInPath(shell.sys, name, new Map([['PATH', path]]));
  if (found !== null) shell.hashed.set(name, { path: found, hits: 1 });
  return found;
}

export interface ProgramStart {
  readonly words: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** argv[0], where `exec -a` gives another one. */
  readonly argument0?: string;
  /** Without a $_ of its own (exec). */
  readonly bare?: boolean;
}

/** adjust_shell_level: the program takes the shell's place, so a shell started from it is not one level deeper. */
export function withoutOwnLevel(
  shell: Shell,
  environment: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const level = shell.variables.text('SHLVL');
  if (level === null || shell.dialect === 'dash') return environment;
  return new Map(environment).set('SHLVL', String(Number(level) - 1));
}

/** Becomes the program. Returns only when that failed: the status to leave with. */
export function* becomeProgram(shell: Shell, path: string | null, start: ProgramStart): Coroutine<number> {
  const [name = '', ...args] = start.words;
  if (path === null) {
    yield* reportError(shell, shell.dialect === 'dash' ? `${name}: not found` : `${name}: command not found`);
    return NOT_FOUND;
  }
  const environment = new Map(start.environment);
  if (start.bare !== true && shell.dialect === 'bash') environment.set('_', path);
  const refused: Failure = yield* shell.sys.execve(path, [start.argument0 ?? name, ...args], environment);
  if (refused.errno === 'ENOEXEC') return yield* runScript(shell, path, args, environment);
  return yield* explainRefusal(shell, path, name, refused);
}

function* explainRefusal(shell: Shell, path: string, name: string, refused: Failure): Coroutine<number> {
  if (shell.dialect === 'dash') {
    yield* reportError(
      shell,
      `${shell.builtin === 'exec' ? 'exec: ' : ''}${name}: ${refused.errno === 'ENOENT' ? 'not found' : strerror(refused.errno)}`,
    );
    return refused.errno === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE;
  }
  const stat = yield* shell.sys.stat(path);
  if (!failed(stat) && stat.kind === 'directory') yield* reportError(shell, `${path}: Is a directory`);
  else if (!failed(stat) && refused.errno === 'ENOENT')
    yield* reportError(shell, `${path}: cannot execute: required file not found`);
  else if (!failed(yield* shell.sys.access(path, 'X_OK')))
    yield* reportError(shell, `${path}: ${yield* badInterpreter(shell, path)}${strerror(refused.errno)}`);
  else yield* reportError(shell, `${path}: ${strerror(refused.errno)}`);
  return refused.errno === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE;
}

/** `#!` names a file that is no program. */
function* badInterpreter(shell: Shell, path: string): Coroutine<string> {
  const text = yield* readFile(shell.sys, path);
  const interpreter = failed(text) ? undefined : /^#![ \t]*([^ \t\n]+)/.exec(text)?.[1];
  return interpreter === undefined ? '' : `${interpreter}: bad interpreter: `;
}

/** check_binary_file: it is known by its head, or by a NUL in its first line. */
export function isBinary(text: string): boolean {
  return text.startsWith('\x7fELF') || /^[^\n]*\0/.test(text);
}

/** A file without a known format is a script of this shell: the process goes on as a fresh one, which knows its environment only. */
function* runScript(
  shell: Shell,
  path: string,
  args: readonly string[],
  environment: ReadonlyMap<string, string>,
): Coroutine<number> {
  const text = yield* readFile(shell.sys, path);
  if (failed(text)) {
    yield* reportError(shell, `${path}: ${strerror(text.errno)}`);
    return NOT_EXECUTABLE;
  }
  if (isBinary(text)) {
    yield* reportError(shell, `${path}: cannot execute binary file: Exec format error`);
    return NOT_EXECUTABLE;
  }
  const argv = [shell.shellName, path, ...args];
  const invocation = parseInvocation(argv);
  invariant(typeof invocation !== 'string', 'a path and its arguments are no wrong usage');
  const { sys, dialect, run } = shell;
  const start = { dialect, invocation, interactive: false, run };
  const fresh = yield* newShell({ sys, argv, env: environment }, start);
  fresh.name = path;
  yield* initializeSignals(fresh);
  yield* fresh.run.text(fresh, text, 'file');
  return yield* exitShell(fresh, fresh.status);
}
