// trap (bash(1), trap builtin)

import { signalNumber } from '../../../kernel/abi/signal.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import { dashQuote, singleQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { bashSignalName, dashSignalOf, signalOf } from '../signal-names.ts';
import { isSignal, setTrap, trapOrder } from '../traps.ts';
import type { TrapName } from '../traps.ts';
import { signalTable } from './kill.ts';
import { synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

export function* trap(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, shell.dialect === 'dash' ? '' : 'lp');
  if (typeof options === 'number') return options;
  const { on, operands } = options;
  const [first, ...rest] = operands;
  if (on.includes('l')) return yield* print(shell, signalTable());
  if (first === undefined || on.includes('p')) return yield* show(shell, operands);
  // A single signal, or a number first, takes traps away.
  const reset =
    first === '-' || /^[0-9]+$/.test(first) || (rest.length === 0 && trapName(shell, first) !== null);
  if (rest.length === 0 && !reset && shell.dialect === 'bash') return yield* usage(shell, synopsisOf('trap'));
  forgetInherited(shell);
  const names = reset && first !== '-' ? [first, ...rest] : rest.length === 0 ? [first] : rest;
  let status = 0;
  for (const word of names) {
    const name = trapName(shell, word);
    if (name === null) {
      if (shell.dialect === 'dash') yield* shell.sys.write(2, `trap: ${word}: bad trap\n`);
      else yield* builtinError(shell, `${word}: invalid signal specification`);
      status = 1;
    } else yield* setTrap(shell, name, reset ? null : first);
  }
  return status;
}

function trapName(shell: Shell, word: string): TrapName | null {
  const upper = word.toUpperCase();
  if (word === '0' || upper === 'EXIT') return 'EXIT';
  if (shell.dialect === 'dash') return dashSignalOf(word);
  if (upper === 'DEBUG' || upper === 'ERR' || upper === 'RETURN') return upper;
  return signalOf(word);
}

function* show(shell: Shell, words: readonly string[]): Coroutine<number> {
  const ignored = ignoredFromOutside(shell).map((signal) => [signal, ''] as const);
  const traps = new Map<TrapName, string>([...ignored, ...shell.inheritedTraps, ...shell.traps]);
  const line = (name: TrapName): string => {
    const command = traps.get(name);
    return command === undefined ? '' : trapLine(shell, name, command);
  };
  if (words.length === 0) return yield* print(shell, [...traps.keys()].sort(trapOrder).map(line).join(''));
  let status = 0;
  for (const word of words) {
    const name = trapName(shell, word);
    if (name !== null) status = (yield* print(shell, line(name))) || status;
    else {
      yield* builtinError(shell, `${word}: invalid signal specification`);
      status = 1;
    }
  }
  return status;
}

function trapLine(shell: Shell, name: TrapName, command: string): string {
  const full = isSignal(name) ? (bashSignalName(signalNumber(name)) ?? name) : name;
  if (shell.dialect === 'dash') return `trap -- ${dashQuote(command)} ${full.replace(/^SIG/, '')}\n`;
  return `trap -- ${singleQuote(command)} ${full}\n`;
}

/** Those of which an interactive bash looks at what they were when it was started. */
const LOOKED_AT: readonly Signal[] = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGCHLD'];

/** What was ignored already when bash was started counts as a trap that ignores it. */
function ignoredFromOutside(shell: Shell): readonly Signal[] {
  if (shell.dialect === 'dash') return [];
  return [...shell.ignoredAtStart].filter(
    (signal) =>
      (!shell.interactiveShell || LOOKED_AT.includes(signal)) &&
      !(signal === 'SIGQUIT' && shell.subshell.has('async')),
  );
}

/** A subshell shows the traps of its parent until it sets one of its own. */
function forgetInherited(shell: Shell): void {
  shell.inheritedTraps = new Map();
}
