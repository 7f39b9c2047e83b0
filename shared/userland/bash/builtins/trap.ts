// trap (bash(1), trap builtin)

import { signalNumber } from '../../../kernel/abi/signal.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import { dashQuote, singleQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { bashSignalName, signalOf } from '../signal-names.ts';
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
  if (shell.dialect === 'dash') return upper.startsWith('SIG') ? null : signalOf(word);
  if (upper === 'DEBUG' || upper === 'ERR' || upper === 'RETURN') return upper;
  return signalOf(word);
}

function* show(shell: Shell, words: readonly string[]): Coroutine<number> {
  let status = 0;
  const wanted: TrapName[] = [];
  for (const word of words) {
    const name = trapName(shell, word);
    if (name !== null) wanted.push(name);
    else {
      yield* builtinError(shell, `${word}: invalid signal specification`);
      status = 1;
    }
  }
  const ignored = ignoredFromOutside(shell).map((signal) => [signal, ''] as const);
  const traps = new Map<TrapName, string>([...ignored, ...shell.inheritedTraps, ...shell.traps]);
  const names =
    words.length === 0 ? [...traps.keys()].sort(trapOrder) : wanted.filter((name) => traps.has(name));
  let text = '';
  for (const name of names) {
    const full = isSignal(name) ? (bashSignalName(signalNumber(name)) ?? name) : name;
    const command = traps.get(name) ?? '';
    const dash = shell.dialect === 'dash';
    text += `trap -- ${dash ? dashQuote(command) : singleQuote(command)} ${dash ? full.replace(/^SIG/, '') : full}\n`;
  }
  return (yield* print(shell, text)) || status;
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
