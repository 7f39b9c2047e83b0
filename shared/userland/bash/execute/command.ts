// Which process runs a command of each kind? (execute_cmd.c, execute_command_internal and execute_in_subshell)

import type { Coproc, Function as FunctionNode, Redirection, Statement, Time } from 'unbash';
import type { Coroutine } from '../../program.ts';
import { giveUpExhausted, reportError } from '../errors.ts';
import { exitShell } from '../exit.ts';
import { makeChild } from '../fork.ts';
import { FOREGROUND } from '../interpreter.ts';
import type { Executable, Running } from '../interpreter.ts';
import { printCommand } from '../print-command.ts';
import { runErrorTrap } from '../pseudo-traps.ts';
import { safePoint } from '../safe-point.ts';
import { discardAll, enterSubshell } from '../shell.ts';
import { catchSignal } from '../signals.ts';
import type { Shell } from '../shell.ts';
import { isSubshell, timed } from '../time-command.ts';
import { closePipes, enterChild, leaveJobs } from './child.ts';
import { executeCompound } from './compound.ts';
import type { Compound } from './compound.ts';
import { executeCoproc } from './coproc.ts';
import { finishChildren } from './finish.ts';
import { executeAndOr, executeList } from './list.ts';
import { executePipeline } from './pipeline.ts';
import { redirect, undoRedirections } from './redirect.ts';
import { executeSimple } from './simple.ts';

/** How deep commands may run inside each other: by functions that call themselves, by eval, source and traps. (fidelity: nesting) */
const DEEPEST = 300;

export function* executeCommand(shell: Shell, command: Executable, running: Running): Coroutine<number> {
  if (shell.skip !== null || (shell.options.has('noexec') && !shell.interactiveShell)) return shell.status;
  if (shell.depth >= DEEPEST) {
    yield* reportError(shell, `nested more than ${DEEPEST} deep. Does it call itself without end?`);
    return discardAll(shell, 1);
  }
  shell.depth += 1;
  let status: number;
  try {
    status = yield* executeKind(shell, command, running);
  } catch (error) {
    status = yield* giveUpExhausted(shell, error);
  }
  shell.depth -= 1;
  yield* afterFailure(shell, command, running);
  return status;
}

function* executeKind(shell: Shell, command: Executable, running: Running): Coroutine<number> {
  switch (command.type) {
    case 'Command':
      return yield* executeSimple(shell, command, running);
    case 'Pipeline':
      return yield* executePipeline(shell, command, running);
    case 'AndOr':
      return yield* executeAndOr(shell, command, 'more');
    case 'CompoundList':
      return yield* executeList(shell, command.commands, 'more');
    case 'Function':
      return yield* executeFunctionDefinition(shell, command, running);
    case 'Coproc':
      return yield* executeCoproc(shell, command satisfies Coproc);
    default:
      return yield* executeStructure(shell, command, running);
  }
}

/** A compound command is run by the shell itself, unless it is a subshell, a pipeline's member or asynchronous. */
function* executeStructure(shell: Shell, command: Compound, running: Running): Coroutine<number> {
  const inner = command.type === 'Redirected' ? command.command : command;
  const apart = running.async || running.pipeIn !== null || running.pipeOut !== null;
  if (inner.type === 'Subshell' && running.inPlace && !apart)
    return yield* executeInSubshell(shell, command, running);
  if (inner.type !== 'Subshell' && !apart) {
    const status = yield* executeRedirected(shell, command);
    yield* safePoint(shell);
    return status;
  }
  const text = (running.prefix ?? '') + printCommand(command, shell.source.text);
  if (inner.type === 'Subshell') shell.position = inner.pos;
  if (inner.type === 'Subshell' && !shell.runningTrap && shell.exitTrapStatus === null)
    shell.currentCommand = text;
  const pid = yield* makeChild(shell, {
    command: text,
    async: running.async,
    run: (copy) => executeInSubshell(copy, command, running),
  });
  yield* closePipes(shell, running);
  if (pid === null) return shell.status;
  const status = yield* finishChildren(shell, running);
  yield* safePoint(shell);
  return status;
}

function* executeRedirected(shell: Shell, command: Compound): Coroutine<number> {
  if (command.type !== 'Redirected') return yield* executeCompound(shell, command);
  const undo = yield* redirect(shell, command.redirects, false);
  if (undo === null) return (shell.status = shell.dialect === 'dash' ? 2 : 1);
  const status = yield* executeCompound(shell, command.command);
  yield* undoRedirections(shell, undo);
  return status;
}

/** In the child, or in place of it. Never returns. */
function* executeInSubshell(shell: Shell, command: Compound, running: Running): Coroutine<number> {
  const redirections: readonly Redirection[] = command.type === 'Redirected' ? command.redirects : [];
  const inner = command.type === 'Redirected' ? command.command : command;
  yield* enterChild(shell, running, redirections);
  shell.subshellLevel += 1;
  if (running.async) shell.interactiveShell = shell.interactiveShell && shell.dialect === 'dash';
  if (inner.type === 'Subshell') enterSubshell(shell, 'paren');
  leaveJobs(shell);
  if (shell.dialect === 'bash') shell.loopLevel = 0;
  yield* catchSignal(shell, 'SIGCHLD');
  shell.traps.delete('EXIT');
  if ((yield* redirect(shell, redirections, true)) === null) return yield* shell.sys.exit(1);
  if (inner.type === 'Subshell') {
    const { commands } = inner.body;
    if (running.time === undefined) yield* executeList(shell, commands, 'subshell');
    else yield* executeTimedList(shell, running.time, commands);
  } else yield* executeCompound(shell, inner);
  return yield* exitShell(shell, shell.status);
}

/** A member of a pipeline defines it in a child, and for nobody. */
function* executeFunctionDefinition(
  shell: Shell,
  command: FunctionNode,
  running: Running,
): Coroutine<number> {
  if (!running.async && running.pipeIn === null && running.pipeOut === null)
    return yield* defineFunction(shell, command);
  const pid = yield* makeChild(shell, {
    command: printCommand(command, shell.source.text),
    async: running.async,
    *run(copy) {
      yield* enterChild(copy, running, []);
      leaveJobs(copy);
      yield* defineFunction(copy, command);
      return yield* exitShell(copy, copy.status);
    },
  });
  yield* closePipes(shell, running);
  return pid === null ? shell.status : yield* finishChildren(shell, running);
}

/** `time ( list )`: a subshell in it, standing alone, is timed in its place. */
function* executeTimedList(shell: Shell, time: Time, commands: readonly Statement[]): Coroutine<void> {
  const [only] = commands;
  if (only !== undefined && commands.length === 1 && isSubshell(only.command) && only.background !== true)
    yield* shell.run.command(shell, only.command, { ...FOREGROUND, time });
  else yield* timed(shell, time, () => executeList(shell, commands, 'more'));
}

/** What $BASH_SOURCE says of a function that no file defines. */
const DEFINED_IN: Readonly<Record<Shell['invocation'], string | null>> = {
  command: 'environment',
  input: 'main',
  file: null,
};

/** A name may be anything but an expansion or quoted. (check_identifier) */
function* defineFunction(shell: Shell, command: FunctionNode): Coroutine<number> {
  const written = command.name.text;
  if (shell.dialect === 'bash' && /[$'"\\`]/.test(written)) {
    yield* reportError(shell, `\`${written}': not a valid identifier`);
    return (shell.status = 1);
  }
  if (shell.functions.get(written)?.readonly === true) {
    yield* reportError(shell, `${written}: readonly function`);
    return (shell.status = 1);
  }
  const name = shell.source.name ?? DEFINED_IN[shell.invocation] ?? shell.name;
  shell.functions.set(command.name.text, {
    body: command.body,
    source: { ...shell.source, name },
    traced: false,
    exported: false,
    readonly: false,
  });
  return (shell.status = 0);
}

/** set -e and the ERR trap. What `if`, `while`, `&&`, `||` and `!` test may fail. */
function* afterFailure(shell: Shell, command: Executable, running: Running): Coroutine<void> {
  if (shell.status === 0 || shell.conditionLevel > 0) return;
  if (shell.skip !== null || running.async || running.pipeIn !== null || running.pipeOut !== null) return;
  const tested = ['Command', 'Pipeline', 'Subshell', 'ArithmeticCommand', 'TestCommand', 'Redirected'];
  if (!tested.includes(command.type)) return;
  if (command.type === 'Pipeline' && command.prefixes.some((prefix) => prefix.type === 'Negation')) return;
  yield* runErrorTrap(shell);
  if (shell.options.has('errexit')) yield* exitShell(shell, shell.status);
}
