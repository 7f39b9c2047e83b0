// In which order do the commands of a list run, and which one may take the shell's place? (execute_cmd.c, execute_connection)

import type { AndOr, Statement } from 'unbash';
import type { Coroutine } from '../../program.ts';
import { exitShell } from '../exit.ts';
import { makeChild } from '../fork.ts';
import { FOREGROUND } from '../interpreter.ts';
import type { Executable, ListEnd, Running } from '../interpreter.ts';
import { printCommand } from '../print-command.ts';
import type { Shell } from '../shell.ts';
import { isTimedInside, timeOf } from '../time-command.ts';
import { endInterruptedLine } from '../safe-point.ts';
import { isSignal } from '../traps.ts';
import { enterChild, leaveJobs } from './child.ts';
import { finishChildren } from './finish.ts';

export function* executeList(
  shell: Shell,
  statements: readonly Statement[],
  end: ListEnd,
): Coroutine<number> {
  const inList = statements.length > 1 ? 1 : 0;
  shell.listLevel += inList;
  for (const [index, statement] of statements.entries()) {
    const last = index === statements.length - 1;
    if (statement.background === true) yield* executeAsync(shell, statement.command);
    else if (statement.command.type === 'AndOr') {
      yield* executeAndOr(shell, statement.command, last && statements.length === 1 ? end : 'more');
    } else {
      const afterAsync = statements[index - 1]?.background === true;
      const inPlace = last && !afterAsync && mayTakePlace(shell, statement.command, statements.length, end);
      yield* shell.run.command(shell, statement.command, { ...FOREGROUND, inPlace });
    }
    yield* endInterruptedLine(shell);
    if (shell.skip !== null) break;
  }
  shell.listLevel -= inList;
  return shell.status;
}

/**
 * The cases, as bash decides them:
 * - `bash -c 'a'`: a simple command without redirections, when no trap is set.
 * - `(a)`: a simple command or another subshell, whatever is set.
 * - the last of several, in either: a simple command without redirections, when no trap is set and what comes
 *   before it does not end in `&`.
 * - in <( ) and >( ): the same, and redirections do not count.
 * dash: only in a subshell, but then any simple command.
 */
function mayTakePlace(shell: Shell, command: Executable, length: number, end: ListEnd): boolean {
  if (end === 'more' || (shell.dialect === 'dash' && end === 'command' && !shell.subshell.has('comsub')))
    return false;
  const subshell =
    command.type === 'Subshell' || (command.type === 'Redirected' && command.command.type === 'Subshell');
  if (end === 'subshell' && length === 1) return command.type === 'Command' || subshell;
  return isPlain(shell, command);
}

function isPlain(shell: Shell, command: Executable): boolean {
  if (command.type !== 'Command' || hasTraps(shell)) return false;
  return command.redirects.length === 0 || shell.dialect === 'dash' || shell.subshell.has('procsub');
}

function hasTraps(shell: Shell): boolean {
  return [...shell.traps].some(
    ([name, command]) => name === 'EXIT' || name === 'ERR' || (isSignal(name) && command !== ''),
  );
}

/** Grouped from the left: `a && b || c` runs c when either failed. */
function* executeAndOr(shell: Shell, command: AndOr, end: ListEnd): Coroutine<number> {
  shell.listLevel += 1;
  for (const [index, member] of command.commands.entries()) {
    const last = index === command.commands.length - 1;
    const operator = command.operators[index - 1];
    if (operator === '&&' && shell.status !== 0) continue;
    if (operator === '||' && shell.status === 0) continue;
    if (!last) shell.conditionLevel += 1;
    const inPlace = last && end !== 'more' && mayEndAndOr(shell, member, end);
    yield* shell.run.command(shell, member, { ...FOREGROUND, inPlace });
    if (!last) shell.conditionLevel -= 1;
    yield* endInterruptedLine(shell);
    if (shell.skip !== null) break;
  }
  shell.listLevel -= 1;
  return shell.status;
}

function mayEndAndOr(shell: Shell, member: Executable, end: ListEnd): boolean {
  if (shell.dialect === 'dash' && end === 'command' && !shell.subshell.has('comsub')) return false;
  return isPlain(shell, member);
}

/** What is timed and no subshell needs a shell around it that takes the time. */
function isTimedByItself(command: Executable): boolean {
  return command.type === 'Pipeline' && timeOf(command) !== undefined && !isTimedInside(command);
}

/** `command &`. A list, and what is timed, is run by a shell of its own, which lives on. */
function* executeAsync(shell: Shell, command: Executable): Coroutine<number> {
  const running: Running = { ...FOREGROUND, async: true };
  if (command.type !== 'AndOr' && !isTimedByItself(command))
    return yield* shell.run.command(shell, command, running);
  const pid = yield* makeChild(shell, {
    command: printCommand(command, shell.source.text),
    async: true,
    *run(copy) {
      yield* enterChild(copy, running, []);
      copy.interactiveShell = copy.interactiveShell && copy.dialect === 'dash';
      copy.subshellLevel += 1;
      leaveJobs(copy);
      yield* copy.run.command(copy, command, FOREGROUND);
      return yield* exitShell(copy, copy.status);
    },
  });
  return pid === null ? shell.status : yield* finishChildren(shell, running);
}

export { executeAndOr };
