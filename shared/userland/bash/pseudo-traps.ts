// When do the traps run that no signal calls: DEBUG before a command, ERR after one that failed? (bash(1), trap builtin)

import type { Coroutine } from '../program.ts';
import { runTrap } from './safe-point.ts';
import type { Shell } from './shell.ts';

export function* runDebugTrap(shell: Shell): Coroutine<void> {
  yield* runNamed(shell, 'DEBUG');
}

/** What if, while, && , || and ! test may fail. */
export function* runErrorTrap(shell: Shell): Coroutine<void> {
  if (shell.status !== 0 && shell.conditionLevel === 0 && shell.skip === null) yield* runNamed(shell, 'ERR');
}

/** At the end of a sourced file. */
export function* runReturnTrap(shell: Shell): Coroutine<void> {
  yield* runNamed(shell, 'RETURN');
}

/** Functions and subshells don't inherit them. */
function* runNamed(shell: Shell, name: 'DEBUG' | 'ERR' | 'RETURN'): Coroutine<void> {
  const command = shell.traps.get(name);
  if (command === undefined || command === '' || shell.runningTrap || shell.functionLevel > 0) return;
  yield* runTrap(shell, command);
}
