// Does a process that a signal wakes take its turn before the shell goes on? (sched(7); kernel/sched/fair.c, lag)
//
// Seen on one processor: a process that last ran while the shell was asleep has used its share, and waits until the shell
// sleeps again. One that last ran next to a shell that was still busy has used less than the shell: it goes first the next
// few times, until that is made up for.

import type { Signal } from '../../kernel/abi/signal.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';
import type { JobProcess, Jobs } from './jobs.ts';

/** How often it goes first, having waited once. */
const TURNS_AFTER_WAITING = 3;

/** What is stopped sleeps on, whatever else it is sent. */
const WAKES_STOPPED: readonly Signal[] = ['SIGKILL', 'SIGCONT'];

/** The shell is about to send it a signal. */
export function takesTurnAtOnce(process: JobProcess, signal: Signal): boolean {
  const stopped = process.status !== null && 'stopped' in process.status;
  if (stopped && !WAKES_STOPPED.includes(signal)) return false;
  // it still waits to act on the signal before
  if (process.signalled) return false;
  process.signalled = true;
  if (process.turnsOwed > 0) {
    process.turnsOwed -= 1;
    return true;
  }
  process.turnsOwed = TURNS_AFTER_WAITING;
  return false;
}

/** It has stopped: from the keyboard or because it wanted the terminal; by this shell; or by somebody else. */
export function noteTurn(process: JobProcess, status: WaitStatus, foreground: boolean): void {
  if ('stopped' in status) {
    const alone = foreground || status.stopped === 'SIGTTIN' || status.stopped === 'SIGTTOU';
    if (alone) process.turnsOwed = 0;
    else if (!process.signalled) process.turnsOwed = TURNS_AFTER_WAITING;
  }
  process.signalled = false;
}

/** The shell sleeps: whoever waited has had its turn. */
export function letAllTakeTurns(jobs: Jobs): void {
  for (const job of jobs.all()) for (const process of job.processes) process.signalled = false;
}
