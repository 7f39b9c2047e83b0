// wait (bash(1), wait builtin; builtins/wait.def)

import { signalNumber } from '../../../kernel/abi/signal.ts';
import { shellStatus } from '../../../kernel/abi/wait-status.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { runExitTrap } from '../exit.ts';
import { notifyAndCleanUp } from '../job-notices.ts';
import { jobOfSpec, requireJob } from '../job-spec.ts';
import { jobStatus, lastProcess } from '../jobs.ts';
import type { Job } from '../jobs.ts';
import { forgetChildren, reapChildren, releaseChildren, waitForChange, waitForOneChange } from '../reap.ts';
import { dieOf, pendingTrap, runChildTrap, terminateOnSignal } from '../safe-point.ts';
import type { Shell } from '../shell.ts';
import { catchSignal, holdChildren, restoreShellAction } from '../signals.ts';
import { describeSignal } from '../signal-names.ts';
import { assignText } from '../expand/assign.ts';
import { builtinOptions } from './options.ts';

const NO_SUCH_CHILD = 127;
const INTERRUPTED = 130;

export function* wait(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, shell.dialect === 'dash' ? '' : 'fnp:');
  if (typeof options === 'number') return options;
  const { on, values, operands: ids } = options;
  const variable = values.get('p') ?? null;
  if (variable !== null) {
    if (!/^[A-Za-z_][A-Za-z_0-9]*(\[.+\])?$/.test(variable)) {
      yield* builtinError(shell, `\`${variable}': not a valid identifier`);
      return 1;
    }
    if (shell.variables.get(variable)?.readonly === true) {
      yield* builtinError(shell, `${variable}: cannot unset: readonly variable`);
      return 1;
    }
    shell.variables.unset(variable);
  }
  const mask = yield* holdChildren(shell);
  const holdsInterrupt =
    !shell.interactive && !shell.traps.has('SIGINT') && !shell.ignoredAtStart.has('SIGINT');
  if (holdsInterrupt) yield* catchSignal(shell, 'SIGINT');
  const status = yield* waitFor(shell, {
    ids,
    variable,
    next: on.includes('n'),
    toTheEnd: on.includes('f') && shell.jobControl,
  });
  if (holdsInterrupt) yield* restoreShellAction(shell, 'SIGINT');
  yield* releaseChildren(shell, mask);
  if (holdsInterrupt && shell.inbox.interrupted) {
    if (shell.dialect === 'bash') yield* runExitTrap(shell);
    yield* dieOf(shell, 'SIGINT');
  }
  return status;
}

interface Awaited {
  readonly ids: readonly string[];
  readonly variable: string | null;
  readonly next: boolean;
  /** -f: what is stopped is waited for as well. */
  readonly toTheEnd: boolean;
}

function* waitFor(shell: Shell, { ids, variable, next, toTheEnd }: Awaited): Coroutine<number> {
  if (next) return yield* waitForNext(shell, ids, variable);
  if (ids.length === 0) return yield* waitForAll(shell);
  let status = 0;
  for (const id of ids) {
    status = yield* waitForOne(shell, id, toTheEnd);
    if (variable !== null) yield* assignText(shell, variable, id);
    if (shell.skip !== null) break;
  }
  return status;
}

function* waitForOne(shell: Shell, id: string, toTheEnd: boolean): Coroutine<number> {
  if (id.startsWith('%')) {
    const job = yield* requireJob(shell, id);
    if (job === null) return shell.dialect === 'dash' ? 2 : NO_SUCH_CHILD;
    if (job.state === 'stopped' && shell.dialect === 'bash')
      yield* reportError(shell, `warning: wait_for_job: job ${job.number} is stopped`);
    return yield* waitForJob(shell, job, null, toTheEnd);
  }
  if (!/^[0-9]+$/.test(id)) {
    yield* builtinError(shell, `\`${id}': not a pid or valid job spec`);
    return 1;
  }
  const pid = Number(id);
  const job = shell.jobs.ofProcess(pid);
  if (job !== undefined) return yield* waitForJob(shell, job, pid, toTheEnd);
  const ended = shell.jobs.endedStatus(pid);
  if (ended !== undefined) return ended;
  if (shell.jobs.unlisted.has(pid)) return yield* waitForSubstitution(shell, pid);
  if (shell.dialect === 'bash') yield* builtinError(shell, `pid ${pid} is not a child of this shell`);
  return NO_SUCH_CHILD;
}

/** The status of one of its processes, else the job's own. A trap that is due ends the wait. */
function* waitForJob(shell: Shell, job: Job, pid: number | null, toTheEnd = false): Coroutine<number> {
  let waited = false;
  while (job.state === 'running' || (toTheEnd && job.state === 'stopped')) {
    const broken = yield* waitForSomething(shell, job);
    if (broken !== null) return broken;
    waited = true;
  }
  if (waited) yield* tellSignal(shell, job);
  const process = job.processes.find((candidate) => candidate.pid === pid) ?? lastProcess(job);
  const status = pid === null ? jobStatus(job, shell.options.has('pipefail')) : process.status;
  yield* notifyAndCleanUp(shell);
  if (job.state === 'dead') {
    job.notified = true;
    if (!shell.interactive) shell.jobs.delete(job);
  }
  return status === null ? NO_SUCH_CHILD : shellStatus(status);
}

/** dash says at once of what a job ended that it was told to wait for. (jobs.c, sprint_status) */
function* tellSignal(shell: Shell, job: Job): Coroutine<void> {
  const status = jobStatus(job, false);
  if (shell.dialect !== 'dash' || shell.interactive || status === null || !('signaled' in status)) return;
  if (status.signaled === 'SIGINT' || status.signaled === 'SIGPIPE') return;
  yield* shell.sys.write(2, `${describeSignal(status.signaled)}\n`);
}

/** Null when the wait goes on, else the status that ends it. */
function* waitForSomething(shell: Shell, job: Job | null, wait = waitForChange): Coroutine<number | null> {
  if (shell.dialect === 'bash' && !shell.options.has('posix') && shell.inbox.signals.has('SIGCHLD'))
    yield* runChildTrap(shell);
  const trap = pendingTrap(shell);
  if (trap !== null) return 128 + signalNumber(trap);
  const change = yield* wait(shell);
  if (change === 'no-child' && job !== null) forgetChildren(job);
  if (change === 'no-child' && job === null) return 0;
  // a handler that ran during the call ends the wait, whatever the call brought
  if (change === 'changed') {
    const caught = pendingTrap(shell);
    return caught === null || caught === 'SIGCHLD' ? null : 128 + signalNumber(caught);
  }
  if (change !== 'interrupted') return null;
  if (shell.inbox.interrupted && !shell.interactive) yield* sendInterruptOn(shell);
  yield* terminateOnSignal(shell);
  const signal = pendingTrap(shell);
  if (signal !== null) return 128 + signalNumber(signal);
  return shell.inbox.interrupted ? INTERRUPTED : null;
}

/** wait_sigint_handler: a script that has nothing to do before dies of it; as an init it survives and goes on waiting. */
function* sendInterruptOn(shell: Shell): Coroutine<void> {
  if (shell.dialect === 'dash' || shell.traps.has('EXIT')) return;
  yield* shell.sys.sigaction('SIGINT', 'default');
  yield* shell.sys.kill(yield* shell.sys.getpid(), 'SIGINT');
  shell.inbox.interrupted = false;
  shell.inbox.signals.delete('SIGINT');
}

/** What is stopped may never end, and is not waited for. */
function* warnOfStopped(shell: Shell, jobs: readonly Job[]): Coroutine<void> {
  for (const job of jobs)
    if (job.state === 'stopped')
      yield* builtinError(shell, `warning: job ${job.number}[${lastProcess(job).pid}] stopped`);
}

function* waitForAll(shell: Shell): Coroutine<number> {
  for (;;) {
    const jobs = shell.jobs.all();
    const at = jobs.findIndex((job) => job.state === 'running');
    if (shell.dialect === 'bash') yield* warnOfStopped(shell, at < 0 ? jobs : jobs.slice(0, at));
    const running = jobs[at];
    if (running === undefined) break;
    const broken = yield* waitForSomething(shell, running, waitForOneChange);
    if (broken !== null) return broken;
    // only what was waited for is told of
    if (running.state !== 'running') yield* notifyAndCleanUp(shell);
    yield* reapChildren(shell);
  }
  const substituted = yield* waitForSubstituted(shell);
  if (substituted !== null) return substituted;
  for (const job of shell.jobs.all()) if (job.state === 'dead') job.notified = true;
  yield* notifyAndCleanUp(shell);
  shell.jobs.forgetEnded();
  return 0;
}

function* waitForSubstitution(shell: Shell, pid: number): Coroutine<number> {
  for (;;) {
    yield* reapChildren(shell);
    const status = shell.jobs.unlisted.get(pid) ?? null;
    if (status !== null) return shellStatus(status);
    const broken = yield* waitForSomething(shell, null);
    if (broken !== null) return broken;
  }
}

/** The process substitution that was started last, when nothing was started in the background since. */
function* waitForSubstituted(shell: Shell): Coroutine<number | null> {
  const pid = shell.lastSubstitutedPid;
  if (pid === null || pid !== shell.lastAsyncPid) return null;
  for (;;) {
    yield* reapChildren(shell);
    if (shell.jobs.unlisted.get(pid) !== null) return null;
    const broken = yield* waitForSomething(shell, null);
    if (broken !== null) return broken;
  }
}

/** -n: whichever ends first, among these or all. */
function* waitForNext(shell: Shell, ids: readonly string[], variable: string | null): Coroutine<number> {
  const chosen: Job[] = [];
  for (const id of ids) {
    const job = /^[0-9]+$/.test(id) ? shell.jobs.ofProcess(Number(id)) : jobOfSpec(shell, id);
    if (typeof job === 'object') chosen.push(job);
    else yield* builtinError(shell, `${id}: no such job`);
  }
  yield* reapChildren(shell);
  for (;;) {
    const candidates =
      ids.length === 0 ? shell.jobs.all().filter((job) => !job.notified || job.state === 'running') : chosen;
    const ended = candidates.find((job) => job.state === 'dead');
    if (ended !== undefined) {
      if (variable !== null) yield* assignText(shell, variable, String(lastProcess(ended).pid));
      return yield* waitForJob(shell, ended, null);
    }
    const running = candidates.find((job) => job.state === 'running');
    if (running === undefined) return NO_SUCH_CHILD;
    const broken = yield* waitForSomething(shell, running);
    if (broken !== null) return broken;
  }
}
