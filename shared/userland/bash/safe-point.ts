// When does a shell act on the signals that have come? Between commands, and when one has ended a wait. (QUIT, run_pending_traps)

import type { Signal } from '../../kernel/abi/signal.ts';
import { signalNumber } from '../../kernel/abi/signal.ts';
import type { Coroutine } from '../program.ts';
import { hangUpJobs, leaveJobControl, runExitTrap, talksToUser } from './exit.ts';
import type { TrapText } from './interpreter.ts';
import { reapChildren } from './reap.ts';
import { fatal } from './shell.ts';
import type { Shell } from './shell.ts';
import { INTERRUPTING, TERMINATING } from './signals.ts';

const INTERRUPTED = 130;

/** Reaps, runs traps, gives up the line when interrupted, ends when told to. Lets others run. */
export function* safePoint(shell: Shell): Coroutine<void> {
  yield* shell.sys.schedYield();
  yield* actOnSignals(shell);
}

export function* actOnSignals(shell: Shell): Coroutine<void> {
  const { inbox } = shell;
  if (inbox.childChanged) yield* reapChildren(shell);
  if (inbox.signals.size === 0) return;
  yield* terminateOnSignal(shell);
  yield* runPendingTraps(shell);
  if (inbox.interrupted) yield* interrupt(shell);
}

/** Whether a signal is pending that a trap waits for. The first one by number. */
export function pendingTrap(shell: Shell): Signal | null {
  const trapped = [...shell.inbox.signals].filter((signal) => shell.traps.has(signal));
  return trapped.sort((a, b) => signalNumber(a) - signalNumber(b))[0] ?? null;
}

/**
 * A trap may interrupt another one, or itself. Only what a trap for children does with children of its own waits for the
 * next child to change.
 */
export function* runPendingTraps(shell: Shell): Coroutine<void> {
  for (let signal = pendingTrap(shell); signal !== null; signal = pendingTrap(shell)) {
    if (signal === 'SIGCHLD') yield* runChildTrap(shell);
    else {
      shell.inbox.signals.delete(signal);
      if (signal === 'SIGINT') shell.inbox.interrupted = false;
      yield* runTrap(shell, shell.traps.get(signal) ?? '');
    }
  }
}

/** Once for each child, also in the middle of a wait, which goes on. (run_sigchld_trap) */
export function* runChildTrap(shell: Shell): Coroutine<void> {
  const { inbox, runningChildTrap } = shell;
  inbox.signals.delete('SIGCHLD');
  if (runningChildTrap) return;
  const times = inbox.childrenForTrap;
  inbox.childrenForTrap = 0;
  shell.runningChildTrap = true;
  for (let time = 0; time < times; time += 1) yield* runTrap(shell, shell.traps.get('SIGCHLD') ?? '');
  shell.runningChildTrap = false;
}

/** The trap's own commands leave `$?` as it was. */
export function* runTrap(shell: Shell, command: string, origin: TrapText = 'trap'): Coroutine<void> {
  const { status, pipeStatus, pipeline, makingChildren, lastMadePid, runningTrap } = shell;
  shell.runningTrap = true;
  shell.pipeline = null;
  shell.makingChildren = false;
  yield* shell.run.text(shell, command, origin);
  shell.pipeline = pipeline;
  shell.makingChildren = makingChildren;
  shell.lastMadePid = lastMadePid;
  shell.runningTrap = runningTrap;
  if (shell.skip === null) {
    shell.status = status;
    shell.pipeStatus = pipeStatus;
  }
}

/** What was interrupted has left the cursor behind its ^C. (throw_to_top_level) */
export function* endInterruptedLine(shell: Shell): Coroutine<void> {
  if (!shell.owesNewline) return;
  shell.owesNewline = false;
  yield* shell.sys.write(2, '\n');
}

/** SIGINT at an interactive shell gives up the line; other shells die of it by themselves. */
export function* interrupt(shell: Shell): Coroutine<void> {
  shell.inbox.interrupted = false;
  shell.inbox.signals.delete('SIGINT');
  if (!talksToUser(shell)) {
    if (shell.dialect === 'dash') yield* dieOf(shell, 'SIGINT');
    return;
  }
  yield* shell.sys.write(2, '\n');
  fatal(shell, INTERRUPTED);
  shell.pipeStatus = [INTERRUPTED];
}

/** termsig_handler: an interactive shell ends of these signals, in an orderly way. `except` one that a wait holds back. */
export function* terminateOnSignal(shell: Shell, except: Signal | null = null): Coroutine<void> {
  const terminating = talksToUser(shell) ? TERMINATING : [...TERMINATING, ...INTERRUPTING];
  const signal = terminating.find(
    (candidate) => candidate !== except && shell.inbox.signals.has(candidate) && !shell.traps.has(candidate),
  );
  if (signal === undefined) return;
  if (signal === 'SIGHUP' && talksToUser(shell)) yield* hangUpJobs(shell);
  yield* leaveJobControl(shell);
  yield* runExitTrap(shell);
  yield* dieOf(shell, signal);
}

export function* dieOf(shell: Shell, signal: Signal): Coroutine<void> {
  yield* shell.sys.sigaction(signal, 'default');
  yield* shell.sys.kill(yield* shell.sys.getpid(), signal);
  // The init of a namespace survives its own signal.
  yield* shell.sys.exit(128 + signalNumber(signal));
}
