// How does a shell complain? (error.c; builtins/common.c; dash: error.c)

import { strerror } from '../../kernel/abi/errno.ts';
import { Exhausted } from '../libc/exhaustion.ts';
import type { Coroutine, Failure } from '../program.ts';
import { discardAll } from './shell.ts';
import type { Shell } from './shell.ts';
import { lineAt } from './syntax/unit.ts';

export function currentLine(shell: Shell): number {
  const line = lineAt(shell.source, shell.position);
  const [call] = shell.calls;
  // In a function that was typed, lines count from its own beginning.
  const typed = shell.startedInteractive && shell.functionLevel > 0 && shell.sourceLevel === 0;
  return typed && call !== undefined ? Math.max(line - call.start + 1, 1) : line;
}

/** "bash: " at a prompt, "bash: line 3: " elsewhere; dash says "sh: 3: " everywhere. */
export function errorPrefix(shell: Shell): string {
  if (shell.dialect === 'dash') return `${shell.name}: ${currentLine(shell)}: `;
  return shell.interactiveShell
    ? `${shell.shellName}: `
    : `${sourceName(shell)}: line ${currentLine(shell)}: `;
}

/** get_name_for_error: the file that the running function comes from, else $0. */
export function sourceName(shell: Shell): string {
  return shell.calls[0]?.source ?? shell.name;
}

export function* reportError(shell: Shell, message: string): Coroutine<void> {
  yield* shell.sys.write(2, `${errorPrefix(shell)}${message}\n`);
}

/** A command that asks for more than there is gives up the line. Anything else that was thrown is thrown on. */
export function* giveUpExhausted(shell: Shell, error: unknown): Coroutine<number> {
  if (!(error instanceof Exhausted)) throw error;
  yield* reportError(shell, error.message);
  return discardAll(shell, 2);
}

/** sys_error: with the reason why a system call failed; bash doesn't say on which line. */
export function* reportFailure(shell: Shell, what: string, failure: Failure): Coroutine<void> {
  const prefix =
    shell.dialect === 'dash'
      ? errorPrefix(shell)
      : `${shell.interactiveShell ? shell.shellName : sourceName(shell)}: `;
  yield* shell.sys.write(2, `${prefix}${what}: ${strerror(failure.errno)}\n`);
}

/** builtin_error: with the name of the builtin that runs. */
export function* builtinError(shell: Shell, message: string): Coroutine<void> {
  yield* reportError(shell, `${shell.builtin}: ${message}`);
}

/** builtin_usage: the line that follows a wrong option. Answers EX_USAGE. */
export function* usage(shell: Shell, synopsis: string): Coroutine<number> {
  yield* shell.sys.write(2, `${shell.builtin}: usage: ${synopsis}\n`);
  return 2;
}

/** sh_invalidopt, and the usage line. */
export function* invalidOption(shell: Shell, option: string, synopsis: string): Coroutine<number> {
  yield* builtinError(shell, `${option}: invalid option`);
  return yield* usage(shell, synopsis);
}
