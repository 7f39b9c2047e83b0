// What does the child of a pipeline or of `&` do before its command? (execute_cmd.c, do_piping, async_redirect_stdin)

import type { Redirection } from 'unbash';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import type { Running } from '../interpreter.ts';
import { enterSubshell } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { ignoreKeyboardSignals } from '../signals.ts';

/** A shell that was forked for a command: not the one that talks to the user. */
export function* enterChild(
  shell: Shell,
  running: Running,
  redirections: readonly Redirection[],
): Coroutine<void> {
  if (running.async) enterSubshell(shell, 'async');
  if (running.pipeIn !== null || running.pipeOut !== null) enterSubshell(shell, 'pipe');
  shell.interactive = false;
  shell.runningTrap = false;
  shell.runningChildTrap = false;
  if (running.async && !shell.jobControl) {
    yield* ignoreKeyboardSignals(shell);
    if (running.pipeIn === null && !redirectsInput(redirections)) yield* readNothing(shell);
  }
  // a coprocess talks to the shell alone
  for (const fd of shell.coprocess?.fds ?? []) yield* shell.sys.close(fd);
  shell.coprocess = null;
  yield* connectPipes(shell, running);
}

/** The child has no jobs and no job control of its own (without_job_control). */
export function leaveJobs(shell: Shell): void {
  shell.jobs.clear();
  shell.jobControl = false;
}

function redirectsInput(redirections: readonly Redirection[]): boolean {
  return redirections.some(
    (redirection) =>
      (redirection.operator.startsWith('<') && redirection.descriptor === undefined) ||
      (redirection.descriptor?.type === 'FileDescriptor' && redirection.descriptor.value === 0),
  );
}

function* readNothing(shell: Shell): Coroutine<void> {
  const fd = yield* shell.sys.open('/dev/null');
  if (failed(fd)) return;
  yield* moveDescriptor(shell, fd, 0);
}

function* connectPipes(shell: Shell, running: Running): Coroutine<void> {
  for (const fd of running.close) yield* shell.sys.close(fd);
  if (running.pipeIn !== null) yield* moveDescriptor(shell, running.pipeIn, 0);
  if (running.pipeOut !== null) yield* moveDescriptor(shell, running.pipeOut, 1);
}

function* moveDescriptor(shell: Shell, from: Fd, to: Fd): Coroutine<void> {
  if (from === to) return;
  yield* shell.sys.dup2(from, to);
  yield* shell.sys.close(from);
}

/** The parent keeps no end of a pipe that belongs to its children. */
export function* closePipes(shell: Shell, running: Running): Coroutine<void> {
  if (running.pipeIn !== null) yield* shell.sys.close(running.pipeIn);
  if (running.pipeOut !== null) yield* shell.sys.close(running.pipeOut);
}
