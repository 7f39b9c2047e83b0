// What does a shell do about each signal when it starts, and in its children? (bash(1), SIGNALS; sig.c)
//
// A handler only notes the signal in the shell's inbox; the shell looks there at its safe points.

import { SIGNALS } from '../../kernel/abi/signal.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Shell } from './shell.ts';

/** What has arrived and was not acted on yet. */
export interface Inbox {
  /** SIGCHLD only when a trap waits for it. */
  readonly signals: Set<Signal>;
  /** SIGCHLD came: some child has changed its state. */
  childChanged: boolean;
  /** For how many children a trap for SIGCHLD is still to run. */
  childrenForTrap: number;
  /** SIGINT came and the shell does not trap it. */
  interrupted: boolean;
}

export function emptyInbox(): Inbox {
  return {
    signals: new Set(),
    childChanged: false,
    childrenForTrap: 0,
    interrupted: false,
  };
}

/** Signals that end an interactive bash: it catches them to leave in an orderly way (terminating_signals). */
export const TERMINATING: readonly Signal[] = [
  'SIGHUP', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGFPE', 'SIGBUS', 'SIGSEGV', 'SIGSYS', 'SIGPIPE', 'SIGALRM', 'SIGXCPU',
  'SIGXFSZ', 'SIGVTALRM', 'SIGUSR1', 'SIGUSR2',
]; // prettier-ignore

/** They end a shell in the same way that is not interactive and has a trap for EXIT. */
export const INTERRUPTING: readonly Signal[] = ['SIGTERM', 'SIGINT'];

export const TTY_JOB_SIGNALS: readonly Signal[] = ['SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

/** What bash ignores for itself, besides the terminal's job signals; SIGTERM only at a prompt. */
const IGNORED_BY_SHELL: readonly Signal[] = ['SIGTERM', 'SIGQUIT'];

/** Interrupted by any handler: the shell then looks into its inbox and makes the call again. */
export function* catchSignal(shell: Shell, signal: Signal): Coroutine<void> {
  const { inbox } = shell;
  yield* shell.sys.sigaction(signal, () => {
    if (signal === 'SIGCHLD') {
      inbox.childChanged = true;
      return;
    }
    if (signal === 'SIGINT') inbox.interrupted = true;
    inbox.signals.add(signal);
  });
}

/** BLOCK_CHILD: while it waits for a child itself, a shell wants to hear of none by a signal. Answers the mask of before. */
export function* holdChildren(shell: Shell): Coroutine<readonly Signal[]> {
  if (shell.dialect === 'dash') return [];
  const mask = yield* shell.sys.sigprocmask('block', ['SIGCHLD']);
  return failed(mask) ? [] : mask;
}

export function* initializeSignals(shell: Shell): Coroutine<void> {
  for (const signal of SIGNALS) {
    if ((yield* shell.sys.sigdisposition(signal)) === 'ignore') shell.ignoredAtStart.add(signal);
  }
  yield* catchSignal(shell, 'SIGCHLD');
  if (shell.dialect === 'bash' || shell.interactive) yield* shell.sys.sigaction('SIGQUIT', 'ignore');
  if (catchesInterrupt(shell)) yield* catchSignal(shell, 'SIGINT');
  if (!shell.interactive) return;
  for (const signal of TERMINATING) yield* catchSignal(shell, signal);
  yield* shell.sys.sigaction('SIGTERM', 'ignore');
  yield* catchSignal(shell, 'SIGWINCH');
  yield* catchSignal(shell, 'SIGINT');
}

/** dash has a handler for SIGINT also when it runs -c or a file: it then dies of the signal by itself. */
function catchesInterrupt({ dialect, invocation, ignoredAtStart }: Shell): boolean {
  return dialect === 'dash' && invocation !== 'input' && !ignoredAtStart.has('SIGINT');
}

/** initialize_terminating_signals: also a script that has something to do before it leaves. */
export function* catchTerminating(shell: Shell): Coroutine<void> {
  for (const signal of [...TERMINATING, ...INTERRUPTING])
    if (!shell.traps.has(signal) && (yield* shell.sys.sigdisposition(signal)) === 'default')
      yield* catchSignal(shell, signal);
}

/** Signals that a trap can't change: ignored when a non-interactive shell was started. */
export function isHardIgnored(shell: Shell, signal: Signal): boolean {
  return !shell.interactiveShell && shell.ignoredAtStart.has(signal);
}

/** Puts a signal back to what the shell does about it when there is no trap. */
export function* restoreShellAction(shell: Shell, signal: Signal): Coroutine<void> {
  const terminating = TERMINATING.includes(signal) || signal === 'SIGWINCH' || signal === 'SIGINT';
  // also while it reads a file
  const atPrompt = shell.interactiveShell && shell.subshell.size === 0;
  const jobSignal = shell.jobControl && TTY_JOB_SIGNALS.includes(signal);
  const caught = signal === 'SIGCHLD' || (atPrompt && terminating);
  const interrupts = signal === 'SIGINT' && shell.subshell.size === 0 && catchesInterrupt(shell);
  const quits = signal === 'SIGQUIT' && shell.subshell.size === 0;
  if (caught || interrupts) yield* catchSignal(shell, signal);
  else if (quits && (shell.dialect === 'bash' || shell.interactiveShell))
    yield* shell.sys.sigaction(signal, 'ignore');
  else if (atPrompt && (signal === 'SIGTERM' || jobSignal)) yield* shell.sys.sigaction(signal, 'ignore');
  else yield* shell.sys.sigaction(signal, 'default');
}

/**
 * A forked child gives up what the shell ignored for itself (restore_original_signals); the fork has cleared the
 * handlers. What was ignored when the shell started stays so, and what a trap ignores.
 */
export function* restoreIgnored(shell: Shell, jobSignals: boolean): Coroutine<void> {
  const own: readonly Signal[] = [...IGNORED_BY_SHELL, ...(jobSignals ? TTY_JOB_SIGNALS : [])];
  for (const signal of own) {
    if (shell.ignoredAtStart.has(signal) || shell.traps.get(signal) === '') continue;
    if ((yield* shell.sys.sigdisposition(signal)) === 'ignore') yield* shell.sys.sigaction(signal, 'default');
  }
}

/** setup_async_signals: without job control a background command can't be reached from the keyboard. */
export function* ignoreKeyboardSignals(shell: Shell): Coroutine<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    yield* shell.sys.sigaction(signal, 'ignore');
    shell.ignoredAtStart.add(signal);
  }
}
