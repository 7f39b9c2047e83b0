// How does a shell make a child, and what does the child give up? (jobs.c, make_child and stop_pipeline)

import type { Signal } from '../../kernel/abi/signal.ts';
import { failed } from '../program.ts';
import type { Coroutine, Failure } from '../program.ts';
import { giveUpExhausted, reportError, reportFailure } from './errors.ts';
import { newJobs } from './dash-jobs.ts';
import { cleanUpDeadJobs } from './job-notices.ts';
import type { Job } from './jobs.ts';
import { reapChildren } from './reap.ts';
import { notInherited } from './pseudo-traps.ts';
import { copyShell, discard } from './shell.ts';
import type { PipelineInTheMaking, Shell } from './shell.ts';
import { catchSignal, restoreIgnored } from './signals.ts';
import { giveTerminalTo, shellPgrp } from './terminal.ts';
import { isSignal } from './traps.ts';

/** Held back while a child is made, so that none is lost between the shell's arrangements and the child's own. */
const HELD: readonly Signal[] = ['SIGCHLD', 'SIGINT', 'SIGTERM'];

/** Seconds a full process table is waited for: 1, 2, 4, 8. */
const LONGEST_RETRY = 16;
const EX_NOEXEC = 126;
/** sh_error() of dash. */
const EX_USAGE = 2;
const INTERRUPTED = 130;

export interface ChildPlan {
  /** As `jobs` shows it. */
  readonly command: string;
  readonly async: boolean;
  readonly run: (shell: Shell) => Coroutine<number>;
}

/** The child's number; null when the fork failed, which gives up the line. */
export function* makeChild(shell: Shell, plan: ChildPlan): Coroutine<number | null> {
  const { sys } = shell;
  const pipeline = (shell.pipeline ??= yield* startPipeline(shell));
  shell.makingChildren = true;
  const mask = yield* holdSignals(shell);
  let pid = yield* fork(shell, plan, pipeline, mask);
  const longest = shell.dialect === 'bash' ? LONGEST_RETRY : 0;
  for (let seconds = 1; failed(pid) && pid.errno === 'EAGAIN' && seconds < longest; seconds *= 2) {
    yield* sys.sigprocmask('setmask', mask);
    yield* reapChildren(shell);
    yield* reportFailure(shell, 'fork: retry', pid);
    if (failed(yield* sys.nanosleep(seconds * 1000))) break;
    yield* holdSignals(shell);
    pid = yield* fork(shell, plan, pipeline, mask);
  }
  yield* sys.sigprocmask('setmask', mask);
  if (failed(pid)) return yield* forkFailed(shell, pid);

  if (shell.jobControl) {
    if (pipeline.pgrp === 0) pipeline.pgrp = pid;
    yield* sys.setpgid(pid, pipeline.pgrp);
  }
  pipeline.processes.push({ pid, command: plan.command, status: null });
  shell.lastMadePid = pid;
  if (plan.async) shell.lastAsyncPid = pid;
  return pid;
}

/** start_pipeline. The first member waits at the gate until all have been made: so it is the last to begin. */
function* startPipeline(shell: Shell): Coroutine<PipelineInTheMaking> {
  const gate = shell.jobControl && shell.dialect === 'bash' ? yield* shell.sys.pipe() : null;
  return { pgrp: 0, processes: [], gate: gate === null || failed(gate) ? null : gate };
}

function* closeGate(shell: Shell, { gate }: PipelineInTheMaking): Coroutine<void> {
  if (gate === null) return;
  yield* shell.sys.close(gate.read);
  yield* shell.sys.close(gate.write);
}

/** A child that leads the group waits; the others go through. */
function* passGate(shell: Shell, { gate }: PipelineInTheMaking, leads: boolean): Coroutine<void> {
  if (gate === null) return;
  yield* shell.sys.close(gate.write);
  if (leads) yield* shell.sys.read(gate.read, 1);
  yield* shell.sys.close(gate.read);
}

function* holdSignals(shell: Shell): Coroutine<readonly Signal[]> {
  const mask = yield* shell.sys.sigprocmask('block', HELD);
  return failed(mask) ? [] : mask;
}

function* fork(
  shell: Shell,
  plan: ChildPlan,
  pipeline: PipelineInTheMaking,
  mask: readonly Signal[],
): Coroutine<number | Failure> {
  // what runs in the background has no jobs
  const copy = plan.async ? copyShell(shell, newJobs(shell.dialect)) : copyShell(shell);
  const { pgrp } = pipeline;
  return yield* shell.sys.clone(['CLONE_CLEAR_SIGHAND'], function* () {
    yield* becomeChild(copy, plan, pgrp);
    yield* passGate(copy, pipeline, pgrp === 0);
    yield* letSignalsIn(copy, plan, mask);
    try {
      return yield* plan.run(copy);
    } catch (error) {
      return yield* giveUpExhausted(copy, error);
    }
  });
}

/** Until a child has put its signals in order it has the shell's handler for SIGINT: then it leaves as the shell's copy. */
function* letSignalsIn(shell: Shell, plan: ChildPlan, mask: readonly Signal[]): Coroutine<void> {
  const early =
    plan.async && shell.jobControl && !shell.ignoredAtStart.has('SIGINT') && !shell.traps.has('SIGINT');
  if (early) yield* catchSignal(shell, 'SIGINT');
  yield* shell.sys.sigprocmask('setmask', mask);
  if (!early) return;
  if (shell.inbox.interrupted) {
    yield* shell.sys.write(2, '\n');
    yield* shell.sys.exit(INTERRUPTED);
  }
  yield* shell.sys.sigaction('SIGINT', 'default');
}

function* becomeChild(shell: Shell, plan: ChildPlan, pgrp: number): Coroutine<void> {
  const { sys } = shell;
  shell.pid = yield* sys.getpid();
  const group = pgrp === 0 ? shell.pid : pgrp;
  // A command substitution stays in the shell's own group.
  const ownGroup = !shell.jobControl || group !== (yield* shellPgrp(shell));
  if (shell.jobControl) {
    const refused = yield* sys.setpgid(shell.pid, group);
    if (failed(refused)) yield* reportFailure(shell, `child setpgid (${shell.pid} to ${group})`, refused);
    if (ownGroup) shell.group = group;
    if (!plan.async && ownGroup) yield* giveTerminalTo(shell, group);
  }
  shell.subshell.add('fork');
  shell.inheritedTraps = new Map([...shell.inheritedTraps, ...shell.traps]);
  const lost = notInherited(shell, false);
  for (const [name, command] of shell.traps)
    if (isSignal(name) ? command !== '' : name === 'EXIT' || lost.includes(name)) shell.traps.delete(name);
  yield* restoreIgnored(shell, ownGroup);
}

/** The rest of the line is given up; what the pipeline has already is told to end. */
function* forkFailed(shell: Shell, failure: Failure): Coroutine<null> {
  const { sys, pipeline } = shell;
  const isBash = shell.dialect === 'bash';
  yield* isBash ? reportFailure(shell, 'fork', failure) : reportError(shell, 'Cannot fork');
  for (const process of pipeline?.processes ?? []) yield* sys.kill(process.pid, 'SIGTERM');
  if (pipeline !== null) yield* closeGate(shell, pipeline);
  shell.pipeline = null;
  discard(shell, isBash ? EX_NOEXEC | 128 : EX_USAGE);
  shell.pipeStatus = [shell.status];
  return null;
}

/** stop_pipeline: the children made since the last time become a job. */
export function* endPipeline(shell: Shell, async: boolean): Coroutine<Job | null> {
  const { pipeline } = shell;
  shell.makingChildren = false;
  shell.pipeline = null;
  if (pipeline !== null) yield* closeGate(shell, pipeline);
  if (pipeline === null || pipeline.processes.length === 0) {
    if (async) shell.jobs.resetCurrent();
    return null;
  }
  if (shell.dialect === 'bash') yield* cleanUpDeadJobs(shell);
  const job = shell.jobs.add(
    {
      pgrp: pipeline.pgrp,
      processes: pipeline.processes,
      directory: yield* shell.sys.getcwd(),
      jobControl: shell.jobControl,
      state: 'running',
      async,
      foreground: !async,
      notified: false,
      noHangup: false,
    },
    shell.interactive,
  );
  if (async) shell.jobs.resetCurrent();
  else if (job.pgrp !== 0) yield* giveTerminalTo(shell, job.pgrp);
  return job;
}
