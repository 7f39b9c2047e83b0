// How are variables and functions written so that the shell reads them back? (declare.def; variables.c, print_assignment)

import type { Coroutine } from '../../program.ts';
import { listedValue } from '../made-variables.ts';
import { printFunction } from '../print-command.ts';
import { dashQuote, doubleQuote, quoteIfNeeded } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { indicesOf } from '../variables.ts';
import type { Value, Variable } from '../variables.ts';
import { print } from './output.ts';

export const LETTER_OF_CASE = { lower: 'l', upper: 'u', capital: 'c' } as const;

/** In the order in which bash lists them. */
export function attributeLetters(variable: Variable): string {
  const kind = variable.value?.kind ?? variable.array;
  const array = kind === 'indexed' ? 'a' : kind === 'associative' ? 'A' : '';
  const flags = `${variable.integer ? 'i' : ''}${variable.nameref ? 'n' : ''}${variable.readonly ? 'r' : ''}${variable.traced ? 't' : ''}${variable.exported ? 'x' : ''}`;
  const letterCase = variable.letterCase === null ? '' : LETTER_OF_CASE[variable.letterCase];
  return `${array}${flags}${letterCase}`;
}

/** `declare -ir x="1"`, without its newline. */
export function declarationLine(
  name: string,
  variable: Variable,
  shown = attributeLetters(variable),
): string {
  return `declare -${shown === '' ? '-' : shown} ${name}${valueText(variable)}`;
}

function valueText({ value }: Variable): string {
  if (value === null) return '';
  if (value.kind === 'scalar') return `=${doubleQuote(value.text)}`;
  return `=${arrayText(value)}`;
}

export function arrayText(value: Value): string {
  const elements = indicesOf(value).map((index) => {
    const text = value.kind === 'indexed' ? value.elements.get(Number(index)) : value.kind === 'associative' ? value.elements.get(index) : value.text; // prettier-ignore
    return `[${keyText(index)}]=${doubleQuote(text ?? '')}`;
  });
  const associative = value.kind === 'associative' && elements.length > 0;
  return `(${elements.join(' ')}${associative ? ' ' : ''})`;
}

function keyText(key: string): string {
  return /[\s'"`$&|;<>()*?[\]{}!\\]|^[~#]|^[@]?$/.test(key) ? doubleQuote(key) : key;
}

function quoted({ dialect }: Shell, text: string): string {
  return dialect === 'dash' ? dashQuote(text) : quoteIfNeeded(text);
}

/** `set` and `declare` alone: every variable and function. */
export function* showAll(shell: Shell): Coroutine<number> {
  let text = '';
  for (const name of shell.variables.names()) {
    const variable = shell.variables.own(name);
    const value = variable === undefined ? null : yield* listedValue(shell, name, variable);
    if (value === null) continue;
    text += `${name}=${value.kind === 'scalar' ? quoted(shell, value.text) : arrayText(value)}\n`;
  }
  if (shell.options.has('posix') || shell.dialect === 'dash') return yield* print(shell, text);
  for (const name of [...shell.functions.keys()].sort()) {
    const body = shell.functions.get(name);
    if (body !== undefined) text += `${printFunction(name, body.body, body.source.text)}\n`;
  }
  return yield* print(shell, text);
}
