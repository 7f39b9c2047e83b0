// What is the number that a text stands for, with the shell's variables? (bash(1), ARITHMETIC EVALUATION)

import type { Coroutine } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { isMade, makeValue } from '../made-variables.ts';
import { variableText } from '../parameters.ts';
import { discard, discardAll, fatal } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { scalarOf } from '../variables.ts';
import type { Value } from '../variables.ts';
import { evaluateArithmetic, isArithmeticError } from './arithmetic.ts';
import type { ArithmeticError, ArithmeticVariables } from './arithmetic.ts';

/** The text has been expanded. An error, which `shown` begins, gives up the line, and counts as 0. */
export function* evaluateText(
  shell: Shell,
  text: string,
  shown?: string,
  giveUp = discard,
): Coroutine<bigint> {
  const value = yield* evaluate(shell, text);
  if (!isArithmeticError(value)) return value;
  const lead = shown === undefined || value.about !== undefined ? '' : `${shown}: `;
  yield* reportError(shell, `${lead}${value.message}`);
  if (value.about === 'unset') giveUpUnset(shell, 1);
  else if (shell.dialect === 'bash') giveUp(shell, 1);
  else if (shell.interactive) discard(shell, 2);
  else fatal(shell, 2);
  return 0n;
}

/** A subscript before the first element is told of, and its element counts as 0. */
function* evaluate(shell: Shell, text: string): Coroutine<bigint | ArithmeticError> {
  const wrongSubscripts: string[] = [];
  const clock = yield* clockTexts(shell, text);
  const value = evaluateArithmetic(text, arithmeticVariables(shell, clock, wrongSubscripts));
  for (const name of wrongSubscripts) yield* reportError(shell, `${name}: bad array subscript`);
  return value;
}

/** For `let` and (( )): an error is only the command's own. Null then. */
export function* evaluateCommand(shell: Shell, text: string, name: string): Coroutine<bigint | null> {
  const value = yield* evaluate(shell, text);
  if (!isArithmeticError(value)) return value;
  yield* complain(shell, value, name);
  if (value.about === 'unset') giveUpUnset(shell, 1);
  return null;
}

/** `bash -c` that can't go on leaves with 127; a script, a subshell, and what set -e would end anyway, with 1. */
export function giveUpUnset(shell: Shell, status: number): void {
  if (shell.interactiveShell) discard(shell, shell.dialect === 'dash' ? 2 : status);
  else if (shell.dialect === 'dash') fatal(shell, 2);
  else
    fatal(
      shell,
      shell.invocation !== 'command' || shell.options.has('errexit') || isCompoundSubshell(shell) ? 1 : 127,
    );
}

function isCompoundSubshell({ subshell }: Shell): boolean {
  return subshell.has('paren') || subshell.has('comsub') || subshell.has('async');
}

function* complain(shell: Shell, error: ArithmeticError, name: string): Coroutine<void> {
  if (error.about !== undefined) yield* reportError(shell, error.message);
  else if (name === 'let') yield* builtinError(shell, error.message);
  else yield* reportError(shell, `${name}: ${error.message}`);
}

/** The subscript of an indexed array: negative ones count from its end. */
export function* evaluateIndex(shell: Shell, index: string, value: Value | null): Coroutine<number> {
  const at = Number(yield* evaluateText(shell, index, undefined, discardAll));
  if (at >= 0 || value?.kind !== 'indexed') return at;
  return nextSubscript(value.elements) + at;
}

/** Behind the last element. */
export function nextSubscript(elements: ReadonlyMap<number, string>): number {
  let next = 0;
  for (const at of elements.keys()) next = Math.max(next, at + 1);
  return next;
}

const CLOCK_VARIABLES: readonly string[] = ['SECONDS', 'EPOCHSECONDS', 'EPOCHREALTIME'];
const NO_CLOCK: ReadonlyMap<string, string> = new Map();
/** How long a chain of variables that stand for each other is followed. */
const DEEPEST_CLOCK = 4;

/** What the variables hold that ask the clock, if the expression, or one that a variable stands for, may name them. */
function* clockTexts(shell: Shell, text: string, depth = 0): Coroutine<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) {
    if (CLOCK_VARIABLES.includes(name) && (shell.variables.get(name)?.made ?? null) !== null)
      texts.set(name, scalarOf(yield* makeValue(shell, name)) ?? '');
    else if (depth < DEEPEST_CLOCK)
      for (const found of yield* clockTexts(shell, shell.variables.text(name) ?? '', depth + 1))
        texts.set(...found);
  }
  return texts;
}

function arithmeticVariables(
  shell: Shell,
  clock: ReadonlyMap<string, string>,
  wrongSubscripts: string[],
): ArithmeticVariables {
  return {
    dialect: shell.dialect,
    forbids: (name) =>
      shell.dialect === 'bash' && shell.options.has('nounset') && !clock.has(name) && !isSet(shell, name),
    refuses: (name) => shell.variables.get(name)?.readonly === true,
    get: (name, index) => {
      if (index === null) return clock.get(name) ?? variableText(shell, name);
      const value = shell.variables.get(name)?.value ?? null;
      if (value?.kind === 'associative') return value.elements.get(index) ?? null;
      const at = indexNumber(shell, index, value);
      if (at < 0) wrongSubscripts.push(name);
      return value?.kind === 'indexed' ? (value.elements.get(at) ?? null) : at === 0 ? scalarOf(value) : null;
    },
    set: (name, index, number) => {
      const variable = shell.variables.get(name);
      const text = String(number);
      if (index === null) {
        const now = name === 'SECONDS' ? clock.get(name) : undefined;
        if (now !== undefined) shell.secondsOrigin += Number(now) - Number(number);
        else if (name === 'RANDOM' && variable !== undefined && isMade(variable))
          shell.randomSeed = Number(number);
        else shell.variables.setText(name, text);
        return;
      }
      const old = variable?.value ?? null;
      if (old?.kind === 'associative') {
        shell.variables.set(name, { kind: 'associative', elements: new Map(old.elements).set(index, text) });
        return;
      }
      const elements = old?.kind === 'indexed' ? new Map(old.elements) : new Map<number, string>();
      if (old?.kind === 'scalar') elements.set(0, old.text);
      const at = indexNumber(shell, index, { kind: 'indexed', elements });
      if (at < 0) wrongSubscripts.push(`${name}[${index}]`);
      else shell.variables.set(name, { kind: 'indexed', elements: elements.set(at, text) });
    },
  };
}

/** The variable as a whole: not each element of an array. */
function isSet(shell: Shell, name: string): boolean {
  const variable = shell.variables.get(name);
  return (
    variable !== undefined &&
    (variable.value !== null || (isMade(variable) && variableText(shell, name) !== null))
  );
}

function indexNumber(shell: Shell, index: string, array: Value | null): number {
  const value = evaluateArithmetic(index, arithmeticVariables(shell, NO_CLOCK, []));
  return isArithmeticError(value) ? 0 : fromEnd(Number(value), array);
}

/** Negative ones count from the end. */
function fromEnd(at: number, array: Value | null): number {
  return at < 0 && array?.kind === 'indexed' ? nextSubscript(array.elements) + at : at;
}

/** Builtins that carry out commands: what is assigned in them is not their own doing. */
export const RUN_COMMANDS: readonly string[] = ['', 'eval', '.', 'source', 'command', 'builtin'];

/** The value of an integer variable (declare -i). */
export function* integerText(shell: Shell, text: string): Coroutine<string> {
  return String(
    yield* evaluateText(
      shell,
      text,
      RUN_COMMANDS.includes(shell.builtin) ? undefined : shell.builtin,
      discardAll,
    ),
  );
}
