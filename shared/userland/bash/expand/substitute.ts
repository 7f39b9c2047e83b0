// What does a command print that stands in a word: $( ), <( ) and >( )? (bash(1), Command and Process Substitution)

import type { CommandExpansionPart, ParsedScript, ProcessSubstitutionPart, Statement, Word } from 'unbash';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Failure } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import { reportFailure } from '../errors.ts';
import { exitShell } from '../exit.ts';
import { makeChild } from '../fork.ts';
import { readToEnd } from '../read-to-end.ts';
import { discard } from '../shell.ts';
import type { Shell, SubshellKind } from '../shell.ts';
import { catchSignal } from '../signals.ts';
import { shellPgrp } from '../terminal.ts';
import { waitForPid } from '../wait-pid.ts';
import type { ExpansionContext } from './context.ts';
import { fieldText } from './fragments.ts';

/** The highest descriptor that process substitution uses; it takes the next lower ones after it. */
const HIGHEST = 63;

export function* substituteCommand(
  shell: Shell,
  part: CommandExpansionPart,
  context: ExpansionContext,
): Coroutine<string> {
  const script = part.script;
  if (script === undefined || script.commands.length === 0) return substituted(shell, 0, '');
  const file = onlyRedirection(script.commands);
  if (file !== null && shell.dialect === 'bash') return yield* substituteFile(shell, file, context);
  const pipe = yield* shell.sys.pipe();
  if (failed(pipe)) return yield* noPipe(shell, pipe);
  const pid = yield* forkApart(shell, part.text, function* (copy) {
    yield* copy.sys.close(pipe.read);
    yield* moveTo(copy, pipe.write, 1);
    return yield* runScript(copy, script, 'comsub');
  });
  yield* shell.sys.close(pipe.write);
  const output = pid === null ? '' : yield* readUninterrupted(shell, pipe.read);
  yield* shell.sys.close(pipe.read);
  if (pid === null) return '';
  return substituted(shell, yield* waitForPid(shell, pid), output);
}

function substituted(shell: Shell, status: number, output: string): string {
  shell.status = status;
  shell.substitutedStatus = status;
  return output.replace(/\n+$/, '').replaceAll('\0', '');
}

/** $(< file) takes no process. */
function* substituteFile(shell: Shell, target: Word, context: ExpansionContext): Coroutine<string> {
  const path = fieldText(yield* context.word(shell, target, context));
  if (shell.skip !== null) return '';
  const fd = yield* shell.sys.open(path, ['O_RDONLY']);
  if (failed(fd)) {
    yield* reportFailure(shell, path, fd);
    return substituted(shell, 1, '');
  }
  const output = yield* readToEnd(shell, fd);
  yield* shell.sys.close(fd);
  return substituted(shell, 0, output);
}

/** The name under which the command opens the other end of the pipe. */
export function* substituteProcess(shell: Shell, part: ProcessSubstitutionPart): Coroutine<string> {
  const pipe = yield* shell.sys.pipe();
  if (failed(pipe)) return yield* noPipe(shell, pipe);
  const [ours, theirs, standard] =
    part.operator === '<' ? [pipe.read, pipe.write, 1] : [pipe.write, pipe.read, 0];
  const script = part.script;
  const pid = yield* forkApart(shell, part.text, function* (copy) {
    yield* copy.sys.close(ours);
    yield* moveTo(copy, theirs, standard);
    return script === undefined ? 0 : yield* runScript(copy, script, 'procsub');
  });
  yield* shell.sys.close(theirs);
  if (pid === null) return '';
  shell.lastAsyncPid = pid;
  shell.lastSubstitutedPid = pid;
  const fd = yield* moveHigh(shell, ours);
  shell.substitutionFds.push(fd);
  return `/dev/fd/${fd}`;
}

function* noPipe(shell: Shell, failure: Failure): Coroutine<string> {
  yield* reportFailure(shell, 'cannot make pipe', failure);
  discard(shell, 1);
  return '';
}

/** A child that is no job, in the shell's own group; in that of a command where its redirections ask for it. */
function* forkApart(
  shell: Shell,
  command: string,
  run: (copy: Shell) => Coroutine<number>,
): Coroutine<number | null> {
  const { pipeline, makingChildren, lastMadePid, lastAsyncPid } = shell;
  const ownGroup = shell.jobControl ? yield* groupOf(shell) : 0;
  shell.pipeline = { pgrp: ownGroup, processes: [], gate: pipeline?.gate ?? null };
  const pid = yield* makeChild(shell, { command, async: false, run });
  shell.pipeline = pipeline;
  shell.makingChildren = pid === null || makingChildren;
  shell.lastMadePid = lastMadePid;
  shell.lastAsyncPid = lastAsyncPid;
  if (pid !== null) shell.jobs.unlisted.set(pid, null);
  return pid;
}

function* groupOf(shell: Shell): Coroutine<number> {
  return (shell.subshell.has('fork') ? shell.group : null) ?? (yield* shellPgrp(shell));
}

function* moveTo(shell: Shell, from: Fd, to: Fd): Coroutine<void> {
  if (from === to) return;
  yield* shell.sys.dup2(from, to);
  yield* shell.sys.close(from);
}

/** To the highest free descriptor up to 63. (move_to_high_fd) */
export function* moveHigh(shell: Shell, fd: Fd): Coroutine<Fd> {
  for (let wanted = HIGHEST; wanted > fd; wanted -= 1) {
    const high = yield* shell.sys.dup(fd, wanted);
    if (failed(high)) break;
    if (high === wanted) {
      yield* shell.sys.close(fd);
      return high;
    }
    yield* shell.sys.close(high);
  }
  return fd;
}

/** In the child: its text may end by becoming its last command, as that of `bash -c` does. */
function* runScript(shell: Shell, script: ParsedScript, kind: SubshellKind): Coroutine<number> {
  shell.subshell.add(kind);
  shell.subshellLevel += 1;
  shell.traceDepth += 1;
  shell.interactive = false;
  shell.jobControl = false;
  shell.startup = 'command';
  shell.runningTrap = false;
  shell.runningChildTrap = false;
  if (kind === 'procsub') shell.loopLevel = 0;
  if (kind === 'comsub' && !shell.options.has('posix') && !shell.shellOptions.has('inherit_errexit'))
    shell.options.delete('errexit');
  if (kind === 'comsub') yield* catchSignal(shell, 'SIGCHLD');
  if (script.source !== undefined) shell.source = { ...shell.source, text: script.source };
  yield* shell.run.list(shell, script.commands, 'command');
  return yield* exitShell(shell, shell.status);
}

/** The file of $(< file). */
function onlyRedirection(statements: readonly Statement[]): Word | null {
  const [statement] = statements;
  if (statement === undefined || statements.length > 1 || statement.command.type !== 'Command') return null;
  const { name, prefix, suffix } = statement.command;
  const [redirect] = prefix;
  if (name !== undefined || suffix.length > 0 || prefix.length !== 1 || redirect?.type !== 'Redirect')
    return null;
  return redirect.operator === '<' && redirect.descriptor === undefined ? (redirect.target ?? null) : null;
}

/** What a command prints is read to its end, whatever the keyboard says meanwhile. */
function* readUninterrupted(shell: Shell, fd: Fd): Coroutine<string> {
  if (shell.dialect === 'dash') return yield* readToEnd(shell, fd);
  const mask = yield* shell.sys.sigprocmask('block', ['SIGINT']);
  const text = yield* readToEnd(shell, fd);
  yield* shell.sys.sigprocmask('setmask', failed(mask) ? [] : mask);
  return text;
}
