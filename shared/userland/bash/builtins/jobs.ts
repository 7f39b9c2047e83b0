// jobs, fg, bg, disown, suspend (bash(1), JOB CONTROL; jobs.c, start_job)

import type { Coroutine } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { cleanUpDeadJobs, describeJob, jobPlace } from '../job-notices.ts';
import { jobOfSpec, requireJob } from '../job-spec.ts';
import { politeDirectory } from '../job-text.ts';
import type { JobFormat } from '../job-text.ts';
import { lastProcess } from '../jobs.ts';
import type { Job, JobState } from '../jobs.ts';
import type { Shell } from '../shell.ts';
import { giveTerminalTo, shellPgrp, keepTerminalModes, restoreTerminalModes } from '../terminal.ts';
import { waitFor } from '../wait.ts';
import { builtinOptions } from './options.ts';
import { print, printUnchecked } from './output.ts';

export function* jobs(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'lpnxrs');
  if (typeof options === 'number') return options;
  const { on: letters, operands: specs } = options;
  if (letters.includes('x')) return yield* runWithNumbers(shell, letters, specs);
  yield* cleanUpDeadJobs(shell);
  const state: JobState | null = letters.includes('r') ? 'running' : letters.includes('s') ? 'stopped' : null;
  const wanted = (job: Job): boolean =>
    (state === null || job.state === state) && !(letters.includes('n') && job.notified);
  if (specs.length === 0) {
    for (const job of shell.jobs.listed()) {
      if (!wanted(job)) continue;
      yield* printUnchecked(shell, yield* listing(shell, job, letters));
      // dash forgets at once who has been told of
      if (shell.dialect === 'dash' && job.state === 'dead') shell.jobs.delete(job);
    }
    return 0;
  }
  let status = 0;
  for (const spec of specs) {
    const job = yield* requireJob(shell, spec);
    if (job !== null && wanted(job)) yield* printUnchecked(shell, yield* listing(shell, job, letters));
    if (job !== null) continue;
    status = 1;
    if (shell.dialect === 'bash' && jobOfSpec(shell, spec) === 'ambiguous')
      yield* builtinError(shell, `${spec}: no such job`);
  }
  return status;
}

/** -x: each job of the words becomes the number of its process group. */
function* runWithNumbers(shell: Shell, letters: string, words: readonly string[]): Coroutine<number> {
  if (letters !== 'x') {
    yield* builtinError(shell, "no other options allowed with `-x'");
    return 1;
  }
  const shown: string[] = [];
  for (const word of words) {
    const job = word.startsWith('%') ? jobOfSpec(shell, word) : null;
    shown.push(
      job === null || typeof job === 'string'
        ? word
        : String(job.jobControl ? job.pgrp : (job.processes[0]?.pid ?? 0)),
    );
  }
  return shown.length === 0 ? 0 : yield* shell.run.words(shell, shown, shell.running);
}

function* listing(shell: Shell, job: Job, letters: string): Coroutine<string> {
  if (letters.includes('p')) return `${job.processes[0]?.pid ?? 0}\n`;
  const format: JobFormat = letters.includes('l') ? 'long' : 'standard';
  return yield* describeJob(shell, job, format);
}

export function* fg(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (!shell.jobControl && args[0] !== '--help') return yield* noJobControl(shell);
  const options = yield* builtinOptions(shell, args, '');
  if (typeof options === 'number') return options;
  const job = yield* startable(shell, options.operands[0]);
  return job === null ? 1 : yield* startJob(shell, job, true);
}

export function* bg(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (!shell.jobControl && args[0] !== '--help') return yield* noJobControl(shell);
  const options = yield* builtinOptions(shell, args, '');
  if (typeof options === 'number') return options;
  const specs = options.operands;
  let status = 0;
  for (const spec of specs.length === 0 ? [undefined] : specs) {
    const job = yield* startable(shell, spec);
    status = job === null ? 1 : yield* startJob(shell, job, false);
  }
  return status;
}

function* noJobControl(shell: Shell): Coroutine<number> {
  yield* builtinError(shell, shell.dialect === 'dash' ? 'No current job' : 'no job control');
  return shell.dialect === 'dash' ? 2 : 1;
}

function* startable(shell: Shell, spec: string | undefined): Coroutine<Job | null> {
  const job = yield* requireJob(shell, spec);
  if (job === null) return null;
  if (!job.jobControl) yield* builtinError(shell, `job ${job.number} started without job control`);
  else if (job.state === 'dead') yield* builtinError(shell, 'job has terminated');
  else return job;
  return null;
}

function* startJob(shell: Shell, job: Job, foreground: boolean): Coroutine<number> {
  // dash continues whatever has not ended
  const running = job.state === 'running' && shell.dialect === 'bash';
  if (!foreground && shell.dialect === 'bash') shell.lastAsyncPid = job.pgrp;
  if (!foreground && running) {
    yield* builtinError(shell, `job ${job.number} already in background`);
    return 0;
  }
  job.notified = false;
  if (foreground) shell.jobs.setCurrent(job.number);
  yield* announce(shell, job, foreground);
  job.foreground = foreground;
  if (!running) setRunning(job);
  if (foreground) {
    yield* keepTerminalModes(shell);
    yield* giveTerminalTo(shell, job.pgrp);
  }
  if (!running) {
    job.notified = true;
    yield* shell.sys.kill(-job.pgrp, 'SIGCONT');
  }
  if (!foreground) {
    shell.jobs.resetCurrent();
    return 0;
  }
  const modes = shell.terminal?.modes;
  const status = yield* waitFor(shell, lastProcess(job).pid);
  if (shell.terminal !== null && modes !== undefined) shell.terminal.modes = modes;
  yield* restoreTerminalModes(shell);
  return status;
}

/** What was stopped runs again, as far as the shell knows. */
export function setRunning(job: Job): void {
  for (const process of job.processes) {
    if (process.status !== null && 'stopped' in process.status) process.status = null;
  }
  job.state = 'running';
}

function* announce(shell: Shell, job: Job, foreground: boolean): Coroutine<void> {
  const commands = job.processes.map((process) => process.command).join(' | ');
  if (shell.dialect === 'dash') {
    yield* print(shell, `${foreground ? '' : `[${job.number}] `}${commands}\n`);
    return;
  }
  const place = yield* jobPlace(shell);
  const elsewhere =
    place.directory === job.directory ? '' : `\t(wd: ${politeDirectory(job.directory, place.home)})`;
  const mark = shell.jobs.mark(job);
  const lead = foreground ? '' : `[${job.number}]${mark === ' ' ? ' ' : `${mark} `}`;
  yield* print(shell, `${lead}${commands}${foreground ? '' : ' &'}${elsewhere}\n`);
}

export function* disown(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'ahr');
  if (typeof options === 'number') return options;
  const { on: letters, operands: specs } = options;
  const every = specs.length === 0 && /[ar]/.test(letters);
  const chosen = every
    ? shell.jobs.all().filter((job) => !letters.includes('r') || job.state === 'running')
    : [];
  let status = 0;
  for (const spec of every ? [] : specs.length === 0 ? [undefined] : specs) {
    const byPid =
      spec !== undefined && /^[0-9]+$/.test(spec) ? shell.jobs.ofProcess(Number(spec)) : undefined;
    const job = byPid ?? (yield* requireJob(shell, spec));
    if (job === null) status = 1;
    else chosen.push(job);
  }
  if (letters.includes('h')) {
    for (const job of chosen) job.noHangup = true;
    return status;
  }
  for (const job of chosen) yield* warnOfStopped(shell, job);
  if (every) shell.jobs.deleteAll(chosen);
  else for (const job of chosen) forget(shell, job);
  return status;
}

/** delete_job: `wait` finds what was started with `&` as if it had ended well, even while it runs. */
function forget(shell: Shell, job: Job): void {
  shell.jobs.delete(job);
  if (job.async && shell.jobs.endedStatus(lastProcess(job).pid) === undefined)
    shell.jobs.rememberEnded(lastProcess(job).pid, 0);
}

/** DEL_WARNSTOPPED. */
function* warnOfStopped(shell: Shell, job: Job): Coroutine<void> {
  if (job.state !== 'stopped' || shell.subshell.size > 0) return;
  yield* reportError(shell, `warning: deleting stopped job ${job.number} with process group ${job.pgrp}`);
}

/** The shell and its group stop; whoever started it has the terminal again. */
export function* suspend(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'f');
  if (typeof options === 'number') return options;
  if (!shell.jobControl) {
    yield* builtinError(shell, 'cannot suspend: no job control');
    return 1;
  }
  if (shell.login && !options.on.includes('f')) {
    yield* builtinError(shell, 'cannot suspend a login shell');
    return 1;
  }
  yield* shell.sys.kill(-(yield* shellPgrp(shell)), 'SIGSTOP');
  return 0;
}
