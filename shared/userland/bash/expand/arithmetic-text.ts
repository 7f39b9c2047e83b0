// What is the number that a text stands for, with the shell's variables? (bash(1), ARITHMETIC EVALUATION)

import type { Coroutine } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { variableText } from '../parameters.ts';
import { discard, fatal } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { scalarOf } from '../variables.ts';
import type { Value } from '../variables.ts';
import { evaluateArithmetic, isArithmeticError } from './arithmetic.ts';
import type { ArithmeticError, ArithmeticVariables } from './arithmetic.ts';

/** The text has been expanded. An error gives up the line, and counts as 0. */
export function* evaluateText(shell: Shell, text: string): Coroutine<bigint> {
  const value = evaluateArithmetic(text, arithmeticVariables(shell));
  if (!isArithmeticError(value)) return value;
  yield* reportError(shell, value.message);
  if (shell.dialect === 'bash') discard(shell, 1);
  else if (shell.interactive) discard(shell, 2);
  else fatal(shell, 2);
  return 0n;
}

/** For `let` and (( )): an error is only the command's own. Null then. */
export function* evaluateCommand(shell: Shell, text: string, name: string): Coroutine<bigint | null> {
  const value = evaluateArithmetic(text, arithmeticVariables(shell));
  if (!isArithmeticError(value)) return value;
  yield* complain(shell, value, name);
  return null;
}

function* complain(shell: Shell, error: ArithmeticError, name: string): Coroutine<void> {
  if (name === 'let') yield* builtinError(shell, error.message);
  else yield* reportError(shell, `${name}: ${error.message}`);
}

/** The subscript of an indexed array: negative ones count from its end. */
export function* evaluateIndex(shell: Shell, index: string, value: Value | null): Coroutine<number> {
  const at = Number(yield* evaluateText(shell, index));
  if (at >= 0 || value?.kind !== 'indexed') return at;
  return nextSubscript(value.elements) + at;
}

/** Behind the last element. */
export function nextSubscript(elements: ReadonlyMap<number, string>): number {
  let next = 0;
  for (const at of elements.keys()) next = Math.max(next, at + 1);
  return next;
}

function arithmeticVariables(shell: Shell): ArithmeticVariables {
  return {
    dialect: shell.dialect,
    get: (name, index) => {
      if (index === null) return variableText(shell, name);
      const value = shell.variables.get(name)?.value ?? null;
      if (value?.kind === 'associative') return value.elements.get(index) ?? null;
      const at = indexNumber(shell, index);
      return value?.kind === 'indexed' ? (value.elements.get(at) ?? null) : at === 0 ? scalarOf(value) : null;
    },
    set: (name, index, number) => {
      const variable = shell.variables.get(name);
      if (variable?.readonly) return;
      const text = String(number);
      if (index === null) {
        shell.variables.setText(name, text);
        return;
      }
      const old = variable?.value ?? null;
      if (old?.kind === 'associative') {
        shell.variables.set(name, { kind: 'associative', elements: new Map(old.elements).set(index, text) });
        return;
      }
      const elements = old?.kind === 'indexed' ? new Map(old.elements) : new Map<number, string>();
      if (old?.kind === 'scalar') elements.set(0, old.text);
      shell.variables.set(name, { kind: 'indexed', elements: elements.set(indexNumber(shell, index), text) });
    },
  };
}

function indexNumber(shell: Shell, index: string): number {
  const value = evaluateArithmetic(index, arithmeticVariables(shell));
  return isArithmeticError(value) ? 0 : Number(value);
}

/** The value of an integer variable (declare -i). */
export function* integerText(shell: Shell, text: string): Coroutine<string> {
  return String(yield* evaluateText(shell, text));
}
