// What is the value of a parameter: a variable, a positional or a special one? (bash(1), PARAMETERS)

import { ownEntry } from '../../own-entry.ts';
import type { Coroutine } from '../program.ts';
import { isMade, makeSilently, makeValue } from './made-variables.ts';
import { SET_OPTIONS } from './options.ts';
import type { Shell } from './shell.ts';
import { scalarOf } from './variables.ts';
import type { Value } from './variables.ts';

export const BASH_VERSION = '5.2.15(1)-release';

/** The order of the letters in $-. */
const FLAG_ORDER = 'abefhikmnprtuvxBCDEGHIPTcs';

/** The value by name, without index; null when unset. `@` and `*` are lists, made elsewhere. */
export function* parameterText(shell: Shell, name: string): Coroutine<string | null> {
  if (/^[0-9]+$/.test(name)) return name === '0' ? shell.name : (shell.positional[Number(name) - 1] ?? null);
  const special = shell.dialect === 'dash' && name === '_' ? undefined : ownEntry(SPECIAL, name)?.(shell);
  if (special !== undefined) return special;
  return scalarOf(yield* parameterValue(shell, name));
}

export function* parameterValue(shell: Shell, name: string): Coroutine<Value | null> {
  const variable = shell.variables.get(name);
  return variable !== undefined && isMade(variable)
    ? yield* makeValue(shell, name)
    : (variable?.value ?? null);
}

const SPECIAL: Readonly<Record<string, (shell: Shell) => string | null>> = {
  '?': (shell) => String(shell.status),
  $: (shell) => String(shell.dollarPid),
  '!': (shell) => (shell.lastAsyncPid === null ? null : String(shell.lastAsyncPid)),
  '#': (shell) => String(shell.positional.length),
  '-': (shell) => optionLetters(shell),
  _: (shell) => shell.lastArgument,
};

/** The options that dash has, in its order. */
const DASH_ORDER = 'ubaCEVvxsnmiIfe';

export function optionLetters(shell: Shell): string {
  const letters = new Set<string>(shell.dialect === 'bash' && shell.invocation === 'command' ? ['c'] : []);
  for (const [option, letter] of SET_OPTIONS)
    if (letter !== null && shell.options.has(option)) letters.add(letter);
  if (shell.startedInteractive) letters.add('i');
  if (shell.dialect === 'bash' && shell.invocation === 'input') letters.add('s');
  if (shell.dialect === 'dash') {
    if (shell.invocation === 'input') letters.add('s');
    return [...DASH_ORDER].filter((letter) => letters.has(letter)).join('');
  }
  return [...FLAG_ORDER].filter((letter) => letters.has(letter)).join('');
}

/** Looked up without a system call, for arithmetic. */
export function variableText(shell: Shell, name: string): string | null {
  const variable = shell.variables.get(name);
  if (variable === undefined || !isMade(variable)) return shell.variables.text(name);
  return scalarOf(makeSilently(shell, name));
}
