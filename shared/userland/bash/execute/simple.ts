// How is a simple command run: which process does what? (execute_cmd.c, execute_simple_command)
//
// In a pipeline or with `&` the fork comes first, before anything is expanded. Otherwise builtins and functions run in
// the shell itself, and a program in a child, whose search for the file may still fail there.

import type { Assignment, Command, Word } from 'unbash';
import type { Coroutine } from '../../program.ts';
import { BUILTINS } from '../builtins/table.ts';
import { giveUpExhausted } from '../errors.ts';
import { exitShell, talksToUser } from '../exit.ts';
import { expandAssigned, expandDeclared, expandWords, wordsOf } from '../expand/word.ts';
import { exportedEnvironment } from '../exported-functions.ts';
import { makeChild } from '../fork.ts';
import { FOREGROUND } from '../interpreter.ts';
import type { Running } from '../interpreter.ts';
import { printCommand } from '../print-command.ts';
import { runDebugTrap } from '../pseudo-traps.ts';
import { actOnSignals, safePoint } from '../safe-point.ts';
import { isSpecialBuiltin } from '../builtins/special.ts';
import { restoreIgnored } from '../signals.ts';
import { forkedFor } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { scalar } from '../variables.ts';
import { arrayItems, assignAll, environmentOf } from './assignments.ts';
import type { Environment } from './assignments.ts';
import { closePipes, enterChild, leaveJobs } from './child.ts';
import { finishChildren } from './finish.ts';
import { callFunction } from './function.ts';
import { becomeProgram, searchForCommand, searchIn, withoutOwnLevel } from './program-file.ts';
import { redirect, undoRedirections } from './redirect.ts';
import { traceArray, traceInDash, traceWords } from './trace.ts';

const FAILURE = 1;
const NOT_FOUND_HANDLER = 'command_not_found_handle';

export function* executeSimple(shell: Shell, command: Command, running: Running): Coroutine<number> {
  shell.position = linePosition(command);
  if (!shell.runningTrap && shell.exitTrapStatus === null)
    shell.currentCommand = { command, source: shell.source };
  if (shell.traps.has('DEBUG')) yield* runDebugTrap(shell);
  const early = running.async || running.pipeIn !== null || running.pipeOut !== null;
  if (early && !namesJob(command, running)) return yield* forkSimple(shell, command, running);
  yield* runSimple(shell, command, running);
  if (shell.skip === null) yield* finishChildren(shell, running);
  yield* safePoint(shell);
  return shell.status;
}

/** Its line is the one on which the parser stands when it has seen what follows the first word. */
function linePosition({ pos, prefix, name, suffix }: Command): number {
  const [, second] = [...prefix, ...(name === undefined ? [] : [name]), ...suffix];
  return second === undefined
    ? pos
    : second.type === 'Word' || second.type === 'Assignment'
      ? second.end
      : second.pos;
}

/** `%1 &` is `bg %1`. */
function namesJob(command: Command, running: Running): boolean {
  return running.pipeIn === null && running.pipeOut === null && command.name?.text.startsWith('%') === true;
}

function* forkSimple(shell: Shell, command: Command, running: Running): Coroutine<number> {
  const text = printCommand(command, shell.source.text);
  const pid = yield* makeChild(shell, {
    command: text,
    async: running.async,
    *run(copy) {
      yield* enterChild(copy, running, command.redirects);
      if (running.async) copy.subshellLevel += 1;
      if (command.name?.text !== 'jobs' || running.async) leaveJobs(copy);
      yield* runSimple(copy, command, { ...FOREGROUND, inPlace: true }, !running.async);
      return yield* exitShell(copy, copy.status);
    },
  });
  yield* closePipes(shell, running);
  return pid === null ? shell.status : yield* finishChildren(shell, running);
}

/** `deeper`: as a pipeline's member it counts as a subshell only once its words are expanded. */
function* runSimple(shell: Shell, command: Command, running: Running, deeper = false): Coroutine<void> {
  const written = command.prefix.filter((item) => item.type === 'Assignment');
  const kept = shell.dialect === 'dash' ? written.findIndex(isOnlyAssignedInBash) : -1;
  const assignments = kept < 0 ? written : written.slice(0, kept);
  shell.substitutedStatus = null;
  const named = kept < 0 ? [] : written.slice(kept).flatMap(({ text }) => wordsOf(text));
  if (command.name !== undefined) named.push(command.name);
  const words = [...(yield* expandWords(shell, named))];
  if (shell.skip === null)
    for (const word of yield* expandArguments(shell, command, words[0])) words.push(word);
  if (shell.inbox.interrupted && talksToUser(shell)) yield* actOnSignals(shell);
  if (shell.skip !== null) return;
  if (words.length === 0) {
    yield* runNothing(shell, command, assignments);
    return;
  }
  const pairs = yield* environmentOf(shell, assignments);
  if (shell.skip !== null) return;
  if (deeper) shell.subshellLevel += 1;
  if (shell.options.has('xtrace'))
    yield* shell.dialect === 'dash' ? traceInDash(shell, pairs, words) : traceWords(shell, words);
  yield* runWords(shell, command, words, pairs, running);
  setLastArgument(shell, words[words.length - 1] ?? '');
  yield* closeSubstitutions(shell);
}

/** dash has no a[1]=x and no a+=x: to it they are words. */
function isOnlyAssignedInBash({ index, append }: Assignment): boolean {
  return index !== undefined || append === true;
}

/** bind_lastarg: $_ is no part of the environment from then on. */
function setLastArgument(shell: Shell, text: string): void {
  shell.lastArgument = text;
  if (shell.dialect === 'bash') shell.variables.change('_', { value: scalar(text), exported: false });
}

/** The words of `declare` and its kin may be assignments: they are not split. */
function* expandArguments(
  shell: Shell,
  command: Command,
  name: string | undefined,
): Coroutine<readonly string[]> {
  shell.arrayArguments.clear();
  const words: string[] = [];
  let plain: Word[] = [];
  for (const argument of command.args) {
    if (
      argument.type === 'Word' &&
      !(name !== undefined && isDeclaration(name) && isAssignmentText(argument))
    ) {
      plain.push(argument);
      continue;
    }
    for (const word of yield* expandWords(shell, plain)) words.push(word);
    plain = [];
    if (argument.type === 'Word') words.push(yield* expandDeclared(shell, argument));
    else words.push(yield* expandAssignment(shell, argument));
    if (shell.skip !== null) return [];
  }
  for (const word of yield* expandWords(shell, plain)) words.push(word);
  return words;
}

function isDeclaration(name: string): boolean {
  return ['declare', 'typeset', 'local', 'export', 'readonly', 'alias'].includes(name);
}

function isAssignmentText(word: Word): boolean {
  return /^[A-Za-z_][A-Za-z_0-9]*\+?=/.test(word.text);
}

function* expandAssignment(shell: Shell, assignment: Assignment): Coroutine<string> {
  const { name, value, append, index } = assignment;
  if (value.type === 'ArrayValue') {
    const items = yield* arrayItems(shell, value.elements);
    yield* traceArray(shell, `${name}${append === true ? '+' : ''}`, items);
    shell.arrayArguments.set(name, { items, append: append === true });
    return name;
  }
  const place = index === undefined ? name : `${name}[${index.text}]`;
  return `${place}${append === true ? '+' : ''}=${yield* expandAssigned(shell, value)}`;
}

/** Only redirections and assignments (execute_null_command). */
function* runNothing(shell: Shell, command: Command, assignments: readonly Assignment[]): Coroutine<void> {
  const undo = yield* redirect(shell, command.redirects, false);
  if (undo === null) {
    shell.status = redirectionStatus(shell);
    shell.pipeStatus = [shell.status];
    return;
  }
  yield* undoRedirections(shell, undo);
  const done = yield* assignAll(shell, assignments);
  setLastArgument(shell, '');
  yield* closeSubstitutions(shell);
  if (shell.skip !== null) return;
  shell.status = done ? (shell.substitutedStatus ?? 0) : FAILURE;
  shell.pipeStatus = [shell.status];
}

/** Of a command whose redirection failed. */
function redirectionStatus(shell: Shell): number {
  return shell.dialect === 'dash' ? 2 : FAILURE;
}

function* closeSubstitutions(shell: Shell): Coroutine<void> {
  for (const fd of shell.substitutionFds.splice(0)) yield* shell.sys.close(fd);
}

function* runWords(
  shell: Shell,
  command: Command,
  words: readonly string[],
  pairs: Environment,
  running: Running,
): Coroutine<void> {
  const [name = '', ...args] = words;
  const body = shell.functions.get(name);
  const builtin = shell.disabledBuiltins.has(name) ? undefined : BUILTINS.get(name);
  if (body !== undefined) {
    yield* withRedirections(shell, command, pairs, false, () => callFunction(shell, name, body, args));
  } else if (builtin !== undefined && (shell.dialect === 'bash' || !isOnlyInBash(name))) {
    const keeps = name === 'exec';
    yield* withRedirections(shell, command, pairs, keeps, () =>
      runBuiltin(shell, name, builtin, args, running),
    );
  } else if (name.startsWith('%') && shell.jobControl) {
    yield* runBuiltin(
      shell,
      running.async ? 'bg' : 'fg',
      BUILTINS.get(running.async ? 'bg' : 'fg'),
      words,
      running,
    );
  } else yield* runProgram(shell, command, words, pairs, running);
}

/** Special builtins whose status is that of what they carried out, and no sign of a mistake. */
const ANSWERS: readonly string[] = ['return', 'eval', '.', ':'];

const ONLY_IN_BASH = [
  'bind', 'builtin', 'caller', 'compgen', 'complete', 'compopt', 'declare', 'dirs', 'disown', 'enable', 'fc', 'help',
  'history', 'let', 'logout', 'mapfile', 'popd', 'pushd', 'readarray', 'shopt', 'source', 'suspend', 'typeset',
]; // prettier-ignore

/** POSIX leaves local open. */
function isSpecialInDash(name: string): boolean {
  return name === 'local' || isSpecialBuiltin(name);
}

function isOnlyInBash(name: string): boolean {
  return ONLY_IN_BASH.includes(name);
}

function* withRedirections(
  shell: Shell,
  command: Command,
  pairs: Environment,
  keep: boolean,
  run: () => Coroutine<number>,
): Coroutine<void> {
  const undo = yield* redirect(shell, command.redirects, keep);
  if (undo === null) {
    shell.status = redirectionStatus(shell);
    shell.pipeStatus = [shell.status];
    if (shell.dialect === 'dash' && !shell.interactive && isSpecialInDash(command.name?.text ?? ''))
      yield* exitShell(shell, shell.status);
    return;
  }
  if (pairs.length > 0) {
    shell.variables.pushScope();
    for (const [name, value] of pairs) {
      shell.variables.declareLocal(name);
      shell.variables.change(name, { value: { kind: 'scalar', text: value }, exported: true });
    }
  }
  const status = yield* run();
  if (shell.skip?.skip !== 'discard') shell.status = status;
  if (pairs.length > 0) shell.variables.popScope();
  yield* undoRedirections(shell, undo);
  if (shell.skip?.skip !== 'discard') shell.pipeStatus = [shell.status];
}

function* runBuiltin(
  shell: Shell,
  name: string,
  builtin: Builtin | undefined,
  args: readonly string[],
  running: Running,
): Coroutine<number> {
  if (builtin === undefined) return FAILURE;
  const outer = shell.builtin;
  shell.builtin = name;
  shell.running = running;
  let status: number;
  try {
    status = yield* builtin(shell, args);
  } catch (error) {
    status = yield* giveUpExhausted(shell, error);
  }
  shell.lastBuiltin = name;
  shell.builtin = outer;
  const strict = shell.dialect === 'dash' || shell.options.has('posix');
  if (
    strict &&
    status > 1 &&
    (shell.dialect === 'dash' ? isSpecialInDash(name) : isSpecialBuiltin(name)) &&
    !ANSWERS.includes(name) &&
    !shell.interactive
  ) {
    return yield* exitShell(shell, status);
  }
  return status;
}

/** In a child, unless nothing comes after it. */
function* runProgram(
  shell: Shell,
  command: Command,
  words: readonly string[],
  pairs: Environment,
  running: Running,
): Coroutine<void> {
  shell.lastBuiltin = '';
  const path = yield* searchForCommand(shell, words[0] ?? '', new Map(pairs).get('PATH'));
  const deeper = exportedEnvironment(shell, pairs);
  const environment =
    running.inPlace && forkedFor(shell) !== 'pipe' ? withoutOwnLevel(shell, deeper) : deeper;
  const become = function* (copy: Shell): Coroutine<number> {
    if ((yield* redirect(copy, command.redirects, true)) === null)
      return yield* copy.sys.exit(redirectionStatus(copy));
    const handler = path === null ? copy.functions.get(NOT_FOUND_HANDLER) : undefined;
    if (handler !== undefined && copy.dialect === 'bash')
      return yield* copy.sys.exit(yield* callFunction(copy, NOT_FOUND_HANDLER, handler, words));
    return yield* copy.sys.exit(yield* becomeProgram(copy, path, { words, environment }));
  };
  if (running.inPlace) {
    if (shell.subshell.size === 0) yield* restoreIgnored(shell, true);
    yield* become(shell);
  } else if (path === null && shell.dialect === 'dash') {
    // dash looks before it forks; in bash the child finds that there is nothing
    const complain = (): Coroutine<number> => becomeProgram(shell, path, { words, environment });
    yield* withRedirections(shell, command, [], false, complain);
  } else
    yield* makeChild(shell, { command: printCommand(command, shell.source.text), async: false, run: become });
}

/** What `command` runs: words that are a builtin or a program, but no function. `path` is where -p looks. */
export function* executeWords(
  shell: Shell,
  words: readonly string[],
  running: Running,
  path?: string,
): Coroutine<number> {
  const [name = '', ...args] = words;
  const usable = !shell.disabledBuiltins.has(name) && (shell.dialect === 'bash' || !isOnlyInBash(name));
  const builtin = usable ? BUILTINS.get(name) : undefined;
  if (builtin !== undefined) return yield* runBuiltin(shell, name, builtin, args, running);
  const file = yield* path === undefined ? searchForCommand(shell, name) : searchIn(shell, name, path);
  const environment = exportedEnvironment(shell, []);
  const become = function* (copy: Shell): Coroutine<number> {
    return yield* copy.sys.exit(yield* becomeProgram(copy, file, { words, environment }));
  };
  if (running.inPlace) return yield* become(shell);
  yield* makeChild(shell, { command: words.join(' '), async: false, run: become });
  return shell.skip === null ? yield* finishChildren(shell, FOREGROUND) : shell.status;
}
