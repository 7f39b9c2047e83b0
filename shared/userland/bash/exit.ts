// What does a shell do on its way out? (shell.c, exit_shell; jobs.c, end_job_control)

import { strerror } from '../../kernel/abi/errno.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import { reportError } from './errors.ts';
import { takeReturned } from './shell.ts';
import type { Shell } from './shell.ts';
import { tellTimers } from './time-command.ts';

/** The exit status of a dash that has said what went wrong. */
const DASH_ERROR = 2;

/** Never returns. */
export function* exitShell(shell: Shell, status: number): Coroutine<never> {
  // a subshell that returns from the function around it
  shell.status = takeReturned(shell) ?? status;
  shell.leaving = true;
  yield* tellTimers(shell);
  yield* runExitTrap(shell);
  if (talksToUser(shell)) {
    if (shell.login && shell.shellOptions.has('huponexit')) yield* hangUpJobs(shell);
    yield* leaveJobControl(shell);
  }
  return yield* shell.sys.exit(shell.status);
}

/** report_error: with set -e whatever says so ends the shell. */
export function* reportOrExit(shell: Shell, message: string): Coroutine<void> {
  yield* reportError(shell, message);
  if (shell.dialect === 'bash' && shell.options.has('errexit')) yield* exitShell(shell, shell.status || 1);
}

/** The shell that was started interactively, also while it reads a file; none of its children. */
export function talksToUser(shell: Shell): boolean {
  return shell.interactiveShell && shell.subshell.size === 0;
}

/** The trap's exit status counts only when it calls exit itself. */
export function* runExitTrap(shell: Shell): Coroutine<void> {
  const command = shell.traps.get('EXIT');
  if (command === undefined || command === '') return;
  shell.traps.delete('EXIT');
  const { status } = shell;
  shell.skip = null;
  shell.exitTrapStatus = status;
  yield* shell.run.text(shell, command, 'exit trap');
  shell.exitTrapStatus = null;
  shell.status = status;
}

/** Stopped jobs end; the terminal goes back to whoever had it before. */
export function* leaveJobControl(shell: Shell): Coroutine<void> {
  const { sys, terminal } = shell;
  if (!shell.jobControl || terminal === null) return;
  for (const job of shell.jobs.all()) {
    if (job.state !== 'stopped') continue;
    yield* sys.kill(-job.pgrp, 'SIGTERM');
    yield* sys.kill(-job.pgrp, 'SIGCONT');
  }
  // a shell that dies while a job has the terminal takes it away from the job, which so hears of no hangup
  const { originalPgrp, holder } = terminal;
  const given = holder === originalPgrp ? 0 : yield* sys.tcsetpgrp(terminal.fd, originalPgrp);
  if (failed(given) && shell.dialect === 'dash') {
    yield* reportError(shell, `Cannot set tty process group (${strerror(given.errno)})`);
    shell.status = DASH_ERROR;
    return;
  }
  if (originalPgrp !== terminal.shellPgrp) yield* sys.setpgid(0, originalPgrp);
}

/** hangup_all_jobs: those that disown -h does not protect. */
export function* hangUpJobs(shell: Shell): Coroutine<void> {
  for (const job of shell.jobs.all()) {
    if (job.noHangup || job.state === 'dead') continue;
    const target = job.jobControl ? -job.pgrp : (job.processes[0]?.pid ?? 0);
    yield* shell.sys.kill(target, 'SIGHUP');
    if (job.state === 'stopped') yield* shell.sys.kill(target, 'SIGCONT');
  }
}
