// What does a shell do when a trapped signal comes, or when it leaves? (bash(1), trap builtin; trap.c)

import type { Signal } from '../../kernel/abi/signal.ts';
import { signalNumber } from '../../kernel/abi/signal.ts';
import type { Coroutine } from '../program.ts';
import type { Shell } from './shell.ts';
import { catchSignal, catchTerminating, isHardIgnored, restoreShellAction } from './signals.ts';

export type TrapName = Signal | 'EXIT' | 'DEBUG' | 'ERR' | 'RETURN';

const PSEUDO: readonly TrapName[] = ['EXIT', 'DEBUG', 'ERR', 'RETURN'];

/** EXIT first, then by number, the other pseudo-signals last. */
export function trapOrder(a: TrapName, b: TrapName): number {
  return rank(a) - rank(b);
}

function rank(name: TrapName): number {
  const pseudo = PSEUDO.indexOf(name);
  if (pseudo === 0) return 0;
  // What is no pseudo-signal is a Signal.
  return pseudo > 0 ? 100 + pseudo : signalNumber(name as Signal);
}

export function isSignal(name: TrapName): name is Signal {
  return !PSEUDO.includes(name);
}

/** `command` null takes the trap away, '' ignores the signal. */
export function* setTrap(shell: Shell, name: TrapName, command: string | null): Coroutine<void> {
  if (isSignal(name) && isHardIgnored(shell, name)) {
    // dash notes it, and shows it, but leaves the signal as it is
    if (shell.dialect === 'dash' && command !== null) shell.traps.set(name, command);
    return;
  }
  if (command === null) shell.traps.delete(name);
  else shell.traps.set(name, command);
  if (name === 'EXIT' && command !== null && !shell.interactive && shell.dialect === 'bash')
    yield* catchTerminating(shell);
  if (!isSignal(name) || name === 'SIGKILL' || name === 'SIGSTOP') return;
  if (command === null) yield* restoreShellAction(shell, name);
  else if (command === '') yield* shell.sys.sigaction(name, 'ignore');
  else yield* catchSignal(shell, name);
}
