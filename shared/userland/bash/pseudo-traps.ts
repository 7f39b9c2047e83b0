// When do the traps run that no signal calls: DEBUG before a command, ERR after one that failed? (bash(1), trap builtin)

import type { Coroutine } from '../program.ts';
import { runTrap } from './safe-point.ts';
import type { Shell } from './shell.ts';
import type { TrapName } from './traps.ts';

export function* runDebugTrap(shell: Shell): Coroutine<void> {
  yield* runNamed(shell, 'DEBUG');
}

/** The same for the head of a compound command, which $BASH_COMMAND then is. */
export function* runDebugTrapOf(shell: Shell, head: string): Coroutine<void> {
  if (shell.runningTrap) return;
  if (shell.exitTrapStatus === null) shell.currentCommand = head;
  yield* runNamed(shell, 'DEBUG');
}

/** What if, while, && , || and ! test may fail. */
export function* runErrorTrap(shell: Shell): Coroutine<void> {
  if (shell.status !== 0 && shell.conditionLevel === 0 && shell.skip === null) yield* runNamed(shell, 'ERR');
}

/** At the end of a sourced file or a function. */
export function* runReturnTrap(shell: Shell): Coroutine<void> {
  yield* runNamed(shell, 'RETURN');
}

const TEXTS = { DEBUG: 'debug trap', ERR: 'error trap', RETURN: 'return trap' } as const;

function* runNamed(shell: Shell, name: 'DEBUG' | 'ERR' | 'RETURN'): Coroutine<void> {
  const command = shell.traps.get(name);
  if (command === undefined || command === '' || shell.runningTrap) return;
  yield* runTrap(shell, command, TEXTS[name]);
}

/** What a function or a subshell does not inherit: ERR only with set -E, DEBUG and RETURN only with set -T. */
export function notInherited(shell: Shell, traced: boolean): readonly TrapName[] {
  const names: TrapName[] = shell.options.has('errtrace') ? [] : ['ERR'];
  return traced || shell.options.has('functrace') ? names : [...names, 'DEBUG', 'RETURN'];
}

/** A function begins without them. What it does not set itself is there again when it is done. */
export function hideTraps(shell: Shell, traced: boolean): ReadonlyMap<TrapName, string> {
  const hidden = new Map<TrapName, string>();
  for (const name of notInherited(shell, traced)) {
    const command = shell.traps.get(name);
    if (command === undefined) continue;
    hidden.set(name, command);
    shell.traps.delete(name);
  }
  return hidden;
}

export function bringBackTraps(shell: Shell, hidden: ReadonlyMap<TrapName, string>): void {
  for (const [name, command] of hidden) if (!shell.traps.has(name)) shell.traps.set(name, command);
}
