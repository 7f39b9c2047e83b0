// How does a shell wait for a child, and what does it do when the child is gone? (jobs.c, wait_for)

import type { WaitStatus } from '../../kernel/abi/wait-status.ts';
import { shellStatus } from '../../kernel/abi/wait-status.ts';
import type { Coroutine } from '../program.ts';
import { reportError } from './errors.ts';
import { runExitTrap, talksToUser } from './exit.ts';
import { notifyAndCleanUp } from './job-notices.ts';
import { jobStatus, signalStatus } from './jobs.ts';
import type { Job } from './jobs.ts';
import { forgetChildren, releaseChildren, waitForChange } from './reap.ts';
import { dieOf, interrupt, terminateOnSignal } from './safe-point.ts';
import { fatal } from './shell.ts';
import type { Shell } from './shell.ts';
import { catchSignal, holdChildren, restoreShellAction } from './signals.ts';
import { keepTerminalModes, restoreTerminalModes, takeTerminalBack } from './terminal.ts';

/** Waits for a foreground child and its whole job. Answers its `$?`. */
export function* waitFor(shell: Shell, pid: number): Coroutine<number> {
  const job = shell.jobs.ofProcess(pid);
  if (job === undefined) {
    yield* takeTerminalBack(shell);
    yield* reportError(shell, `wait_for: No record of process ${pid}`);
    return 127;
  }
  const holdsInterrupt =
    !shell.jobControl && !shell.traps.has('SIGINT') && !shell.ignoredAtStart.has('SIGINT');
  const mask = yield* holdChildren(shell);
  if (holdsInterrupt) yield* catchSignal(shell, 'SIGINT');
  while (job.state === 'running') {
    const change = yield* waitForChange(shell);
    if (change === 'no-child') forgetChildren(job);
    else if (change === 'interrupted') yield* terminateOnSignal(shell, holdsInterrupt ? 'SIGINT' : null);
  }
  if (holdsInterrupt) yield* restoreShellAction(shell, 'SIGINT');
  const status = yield* afterJob(shell, job, holdsInterrupt);
  yield* releaseChildren(shell, mask);
  return status;
}

/** The job has ended or stopped: the terminal is the shell's again, and the user is told. */
function* afterJob(shell: Shell, job: Job, heldInterrupt: boolean): Coroutine<number> {
  const status = jobStatus(job, shell.options.has('pipefail')) ?? { exited: 127 };
  if (job.jobControl) yield* takeTerminalBack(shell);
  if (heldInterrupt && shell.inbox.interrupted) yield* passInterruptOn(shell, status);
  if (shell.interactiveShell && shell.subshell.size === 0) {
    const signaled = signalStatus(job) ?? status;
    if ('exited' in signaled) yield* keepTerminalModes(shell);
    else yield* restoreTerminalModes(shell);
    if (job.jobControl && job.foreground && isInterrupt(signaled)) yield* diedOfInterrupt(shell, status);
  }
  yield* notifyAndCleanUp(shell);
  return shellStatus(status);
}

function isInterrupt(status: WaitStatus): boolean {
  return 'signaled' in status && status.signaled === 'SIGINT';
}

/** Without job control an interrupt that ended the child was the shell's as well; one that the child survived wasn't. */
function* passInterruptOn(shell: Shell, status: WaitStatus): Coroutine<void> {
  shell.inbox.interrupted = false;
  shell.inbox.signals.delete('SIGINT');
  if (!isInterrupt(status)) return;
  // the handler of a shell that talks to somebody gives up the line
  if (talksToUser(shell)) return yield* interrupt(shell);
  if (shell.dialect === 'bash') yield* runExitTrap(shell);
  yield* dieOf(shell, 'SIGINT');
}

/**
 * As if the shell had been interrupted itself, where it runs more than this command: all of that is given up, and the
 * line ends when it has been. Else only the line ends. (ADDINTERRUPT, throw_to_top_level)
 */
function* diedOfInterrupt(shell: Shell, status: WaitStatus): Coroutine<void> {
  const runsMore = shell.traps.has('SIGINT')
    ? shell.loopLevel > 0
    : shell.loopLevel + shell.listLevel + shell.sourceLevel > 0;
  if (!runsMore) {
    yield* shell.sys.write(2, '\n');
    return;
  }
  fatal(shell, shellStatus(status));
  shell.owesNewline = true;
}
