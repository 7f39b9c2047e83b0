// What has become of the children? (jobs.c, waitchld and set_job_status_and_cleanup)

import type { Signal } from '../../kernel/abi/signal.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';
import { shellStatus } from '../../kernel/abi/wait-status.ts';
import type { WaitOption } from '../../kernel/call.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import { notifyAtOnce } from './job-notices.ts';
import { jobStatus, lastProcess } from './jobs.ts';
import type { Job } from './jobs.ts';
import type { Shell } from './shell.ts';

/** Takes note of every change there is, without waiting for one. */
export function* reapChildren(shell: Shell): Coroutine<void> {
  shell.inbox.childChanged = false;
  shell.inbox.signals.delete('SIGWINCH');
  for (;;) {
    const waited = yield* shell.sys.wait4(-1, [...options(shell), 'WNOHANG']);
    if (failed(waited) || waited.pid === 0 || waited.status === null) break;
    yield* noteStatus(shell, waited.pid, waited.status);
  }
  yield* notifyAtOnce(shell);
}

/** UNBLOCK_CHILD: what came meanwhile is looked at now. */
export function* releaseChildren(shell: Shell, mask: readonly Signal[]): Coroutine<void> {
  if (shell.dialect === 'dash') return;
  yield* shell.sys.sigprocmask('setmask', mask);
  if (shell.inbox.childChanged) yield* reapChildren(shell);
}

/** Waits for a change. It may be that a signal came instead, or that there is no child. */
export function* waitForChange(shell: Shell): Coroutine<'changed' | 'interrupted' | 'no-child'> {
  const change = yield* waitForOneChange(shell);
  if (change === 'changed' && shell.inbox.childChanged) yield* reapChildren(shell);
  return change;
}

/** The same, leaving other changes that have come for later. */
export function* waitForOneChange(shell: Shell): Coroutine<'changed' | 'interrupted' | 'no-child'> {
  const waited = yield* shell.sys.wait4(-1, options(shell));
  if (failed(waited)) {
    // The handler for SIGCHLD ends the wait as well: then the change is there to be collected.
    if (waited.errno === 'EINTR' && onlyChildren(shell)) {
      yield* reapChildren(shell);
      return 'changed';
    }
    return waited.errno === 'EINTR' ? 'interrupted' : 'no-child';
  }
  if (waited.status !== null) yield* noteStatus(shell, waited.pid, waited.status);
  return 'changed';
}

/** Only the end of a child, or a change of the window, has come: no reason to give up a wait. */
export function onlyChildren(shell: Shell): boolean {
  return [...shell.inbox.signals].every((signal) => signal === 'SIGCHLD' || signal === 'SIGWINCH');
}

function options(shell: Shell): readonly WaitOption[] {
  if (!shell.jobControl) return [];
  return shell.dialect === 'dash' ? ['WUNTRACED'] : ['WUNTRACED', 'WCONTINUED'];
}

/** There is no such child any more: whatever was not heard of has ended. */
export function forgetChildren(job: Job): void {
  for (const process of job.processes) process.status ??= { exited: 127 };
  job.state = 'dead';
}

/** The trap for SIGCHLD is due once more. */
export function countForTrap(shell: Shell): void {
  if (!shell.traps.has('SIGCHLD')) return;
  shell.inbox.signals.add('SIGCHLD');
  shell.inbox.childrenForTrap += 1;
}

function* noteStatus(shell: Shell, pid: number, status: WaitStatus): Coroutine<void> {
  if (shell.jobs.unlisted.has(pid) && !('stopped' in status)) shell.jobs.unlisted.set(pid, status);
  if (pid === shell.coprocess?.pid && ('exited' in status || 'signaled' in status))
    shell.coprocess.ended = true;
  const job = shell.jobs.ofProcess(pid);
  const process = job?.processes.find((candidate) => candidate.pid === pid);
  const isOwn = process !== undefined || shell.jobs.unlisted.has(pid);
  if (isOwn && !('continued' in status)) countForTrap(shell);
  if (job === undefined || process === undefined) return;
  process.status = 'continued' in status ? null : status;
  updateJob(shell, job);
}

function updateJob(shell: Shell, job: Job): void {
  job.notified = false;
  const running = job.processes.some((process) => process.status === null);
  const stopped = job.processes.filter((process) => process.status !== null && 'stopped' in process.status);
  if (running && job.state !== 'stopped') return;
  if (stopped.length > 0) {
    job.state = 'stopped';
    job.foreground = false;
    shell.jobs.setCurrent(job.number);
    breakLoops(
      shell,
      stopped.map((process) => process.status),
    );
  } else if (running) {
    job.state = 'running';
    shell.jobs.resetCurrent();
  } else {
    job.state = 'dead';
    if (!job.foreground) rememberStatuses(shell, job);
    else
      shell.pipeStatus = job.processes.map((process) => (process.status ? shellStatus(process.status) : 0));
  }
}

/** A command that is stopped from the keyboard ends the loops around it. */
function breakLoops(shell: Shell, statuses: readonly (WaitStatus | null)[]): void {
  const fromKeyboard = statuses.some(
    (status) => status !== null && 'stopped' in status && status.stopped === 'SIGTSTP',
  );
  if (fromKeyboard && shell.jobControl && shell.loopLevel > 0)
    shell.skip = { skip: 'break', levels: shell.loopLevel };
}

function rememberStatuses(shell: Shell, job: Job): void {
  const status = jobStatus(job, shell.options.has('pipefail'));
  if (status !== null) shell.jobs.rememberEnded(lastProcess(job).pid, shellStatus(status));
}
