// What is the user told about jobs, and when are ended jobs forgotten? (jobs.c, notify_of_job_status, cleanup_dead_jobs)

import type { WaitStatus } from '../../kernel/abi/wait-status.ts';
import type { Coroutine } from '../program.ts';
import { currentLine } from './errors.ts';
import { dashJobText, jobText, politeDirectory } from './job-text.ts';
import type { JobFormat, JobPlace } from './job-text.ts';
import { jobStatus, lastProcess } from './jobs.ts';
import type { Job } from './jobs.ts';
import type { Shell } from './shell.ts';
import { describeSignal } from './signal-names.ts';

/** set -b: at once, also while a line is being read. */
export function* notifyAtOnce(shell: Shell): Coroutine<void> {
  if (!shell.options.has('notify') || !shell.interactive || shell.builtin !== '') return;
  for (const job of shell.jobs.listed()) if (!job.notified) yield* notify(shell, job);
}

export function* notifyAndCleanUp(shell: Shell): Coroutine<void> {
  if (shell.interactive || !shell.interactiveShell || shell.sourceLevel > 0) {
    for (const job of shell.jobs.listed()) {
      if (!job.notified) yield* notify(shell, job);
      // dash forgets at once who has been told of: the next may be the current one
      if (shell.dialect === 'dash' && job.state === 'dead' && job.notified) shell.jobs.delete(job);
    }
  }
  yield* cleanUpDeadJobs(shell);
}

export function* cleanUpDeadJobs(shell: Shell): Coroutine<void> {
  for (const job of shell.jobs.all()) if (job.state === 'dead' && job.notified) shell.jobs.delete(job);
  yield* endCoprocess(shell);
}

/** coproc_reap. */
function* endCoprocess(shell: Shell): Coroutine<void> {
  const { coprocess, variables } = shell;
  if (coprocess?.ended !== true) return;
  shell.coprocess = null;
  for (const fd of coprocess.fds) yield* shell.sys.close(fd);
  variables.unset(coprocess.name);
  variables.unset(`${coprocess.name}_PID`);
}

export function* jobPlace(shell: Shell): Coroutine<JobPlace> {
  return { directory: yield* shell.sys.getcwd(), home: shell.variables.text('HOME') };
}

/** `jobs` prints to standard output, notices go to standard error. The user knows then. */
export function* describeJob(shell: Shell, job: Job, format: JobFormat): Coroutine<string> {
  const text =
    shell.dialect === 'dash'
      ? dashJobText(shell.jobs, job, format)
      : jobText(shell.jobs, job, format, yield* jobPlace(shell));
  job.notified = true;
  // The line editor may hold the terminal.
  return shell.options.has('notify') && shell.interactive ? text.replaceAll('\n', '\r\n') : text;
}

function* notify(shell: Shell, job: Job): Coroutine<void> {
  if (job.state === 'running') return;
  const status = jobStatus(job, shell.options.has('pipefail'));
  const signaled = status !== null && 'signaled' in status ? status.signaled : null;
  // A script tells only of signals.
  if (shell.startup === 'script' && signaled === null && (job.state === 'stopped' || !job.foreground)) return;
  if (keepsQuiet(shell, job)) {
    const awaited = !shell.interactiveShell && lastProcess(job).pid === shell.lastAsyncPid;
    if (job.state === 'dead' && !awaited) job.notified = true;
    return;
  }
  if (job.state === 'stopped') yield* tellOf(shell, job, shell.dialect === 'dash' ? '' : '\n');
  else yield* tellOfDeath(shell, job, status);
  job.notified = true;
}

/** dash tells of how a foreground command was killed also without job control. */
function keepsQuiet(shell: Shell, job: Job): boolean {
  if (!shell.jobControl && shell.interactiveShell && (shell.dialect === 'bash' || !job.foreground))
    return true;
  return shell.startup === 'command' && shell.subshell.has('comsub');
}

function* tellOfDeath(shell: Shell, job: Job, status: WaitStatus | null): Coroutine<void> {
  const signal = status !== null && 'signaled' in status ? status.signaled : null;
  const inScript =
    shell.dialect === 'bash' &&
    !shell.interactiveShell &&
    signal !== 'SIGINT' &&
    signal !== 'SIGTERM' &&
    signal !== 'SIGPIPE';
  if (signal !== null && inScript && !shell.traps.has(signal)) {
    const text = yield* describeJob(shell, job, 'script');
    yield* shell.sys.write(2, `${shell.name}: line ${currentLine(shell)}: ${text}`);
  } else if (job.foreground && shell.dialect === 'dash') {
    for (const { status: ended } of job.processes) {
      if (ended === null || !('signaled' in ended)) continue;
      if (ended.signaled !== 'SIGINT' && ended.signaled !== 'SIGPIPE')
        yield* shell.sys.write(2, `${describeSignal(ended.signaled)}\n`);
    }
  } else if (job.foreground) {
    if (signal !== null && signal !== 'SIGINT' && signal !== 'SIGPIPE') {
      yield* shell.sys.write(2, `${describeSignal(signal)}\n`);
    }
  } else if (shell.jobControl) yield* tellOf(shell, job, '');
}

function* tellOf(shell: Shell, job: Job, before: string): Coroutine<void> {
  const place = yield* jobPlace(shell);
  const elsewhere =
    place.directory === job.directory ? '' : `(wd now: ${politeDirectory(place.directory, place.home)})\n`;
  yield* shell.sys.write(2, before + (yield* describeJob(shell, job, 'standard')) + elsewhere);
}
