// declare, typeset, local, export, readonly, unset (bash(1), SHELL BUILTIN COMMANDS; declare.def, setattr.def)

import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption } from '../errors.ts';
import { assignArray, assignElement, assignText } from '../expand/assign.ts';
import { printFunction } from '../print-command.ts';
import { doubleQuote, quoteIfNeeded } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { indicesOf } from '../variables.ts';
import type { Variable } from '../variables.ts';
import { print } from './output.ts';

const NAME = /^[A-Za-z_][A-Za-z_0-9]*$/;

interface Attributes {
  readonly on: string;
  readonly off: string;
}

interface Request {
  readonly attributes: Attributes;
  readonly local: boolean;
  readonly operands: readonly string[];
}

export function* declare(shell: Shell, args: readonly string[]): Coroutine<number> {
  const parsed = parseOptions(args, 'aAfFgiIlnrtuxp');
  const name = shell.builtin;
  if (typeof parsed === 'string') {
    return yield* invalidOption(
      shell,
      parsed,
      `${name} [-aAfFgiIlnrtux] [name[=value] ...] or ${name} -p [-aAfFilnrtux] [name ...]`,
    );
  }
  const { on, off, operands } = parsed;
  if (/[fF]/.test(on)) return yield* showFunctions(shell, operands, on.includes('F'));
  if (on.includes('p')) return yield* showVariables(shell, operands, on.replace('p', ''));
  if (operands.length === 0) return yield* on === '' ? showAll(shell) : showVariables(shell, [], on);
  const local = shell.functionLevel > 0 && !on.includes('g');
  return yield* declareAll(shell, { attributes: { on, off }, local, operands });
}

export function* local(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (shell.functionLevel === 0) {
    yield* builtinError(
      shell,
      shell.dialect === 'dash' ? 'not in a function' : 'can only be used in a function',
    );
    return shell.dialect === 'dash' ? 2 : 1;
  }
  const parsed = parseOptions(args, 'aAilnrtux');
  if (typeof parsed === 'string')
    return yield* invalidOption(shell, parsed, 'local [option] name[=value] ...');
  const { on, off, operands } = parsed;
  return yield* declareAll(shell, { attributes: { on, off }, local: true, operands });
}

export function* exportCommand(shell: Shell, args: readonly string[]): Coroutine<number> {
  return yield* setAttribute(shell, args, 'x', 'export [-fn] [name[=value] ...] or export -p');
}

export function* readonlyCommand(shell: Shell, args: readonly string[]): Coroutine<number> {
  return yield* setAttribute(shell, args, 'r', 'readonly [-aAf] [name[=value] ...] or readonly -p');
}

function* setAttribute(
  shell: Shell,
  args: readonly string[],
  attribute: 'x' | 'r',
  synopsis: string,
): Coroutine<number> {
  const parsed = parseOptions(args, 'fnpaA');
  if (typeof parsed === 'string') return yield* invalidOption(shell, parsed, synopsis);
  const { on, operands } = parsed;
  if (operands.length === 0) return yield* showVariables(shell, [], attribute);
  if (on.includes('f')) return 0;
  const attributes = on.includes('n')
    ? { on: '', off: attribute }
    : { on: attribute + on.replace(/[np]/g, ''), off: '' };
  return yield* declareAll(shell, { attributes, local: false, operands });
}

/** The letters that turn attributes on and off, or the option that is not known. */
function parseOptions(
  args: readonly string[],
  known: string,
): { readonly on: string; readonly off: string; readonly operands: readonly string[] } | string {
  let on = '';
  let off = '';
  let at = 0;
  for (; /^[-+]./.test(args[at] ?? ''); at += 1) {
    const option = args[at] ?? '';
    if (option === '--') {
      at += 1;
      break;
    }
    for (const letter of option.slice(1)) {
      if (!known.includes(letter)) return `${option.charAt(0)}${letter}`;
      if (option.startsWith('-')) on += letter;
      else off += letter;
    }
  }
  return { on, off, operands: args.slice(at) };
}

function* declareAll(shell: Shell, request: Request): Coroutine<number> {
  let status = 0;
  for (const operand of request.operands) {
    if (!(yield* declareOne(shell, operand, request))) status = 1;
    if (shell.skip !== null) break;
  }
  return status;
}

function* declareOne(shell: Shell, operand: string, request: Request): Coroutine<boolean> {
  const found = /^([^=[+]*)(?:\[([^\]]*)\])?(\+?=)?([\s\S]*)$/.exec(operand);
  const [, name = '', index, operator, value = ''] = found ?? [];
  if (!NAME.test(name)) {
    yield* builtinError(
      shell,
      shell.dialect === 'dash' ? `${name}: bad variable name` : `\`${operand}': not a valid identifier`,
    );
    return false;
  }
  const { on, off } = request.attributes;
  const array = shell.arrayArguments.get(name);
  const readonly = shell.variables.get(name)?.readonly === true;
  if (readonly && (operator !== undefined || array !== undefined || off.includes('r'))) {
    yield* builtinError(shell, `${name}: readonly variable`);
    return false;
  }
  if (request.local) shell.variables.declareLocal(name);
  makeArray(shell, name, on);
  shell.variables.change(name, { integer: attribute(shell, name, 'integer', 'i', request.attributes) });
  const append = operator === '+=';
  if (array !== undefined) yield* assignArray(shell, name, array.items, array.append);
  else if (operator !== undefined && index !== undefined)
    yield* assignElement(shell, name, index, value, append);
  else if (operator !== undefined) yield* assignText(shell, name, value, append);
  shell.variables.change(name, {
    exported: attribute(shell, name, 'exported', 'x', request.attributes),
    readonly: attribute(shell, name, 'readonly', 'r', request.attributes),
  });
  return true;
}

function attribute(
  shell: Shell,
  name: string,
  key: 'exported' | 'readonly' | 'integer',
  letter: string,
  attributes: Attributes,
): boolean {
  if (attributes.on.includes(letter)) return true;
  return !attributes.off.includes(letter) && shell.variables.get(name)?.[key] === true;
}

function makeArray(shell: Shell, name: string, on: string): void {
  const value = shell.variables.get(name)?.value ?? null;
  if (on.includes('A') && value?.kind !== 'associative') {
    shell.variables.set(name, { kind: 'associative', elements: new Map() });
  } else if (on.includes('a') && value?.kind !== 'indexed') {
    const elements = value?.kind === 'scalar' ? new Map([[0, value.text]]) : new Map<number, string>();
    shell.variables.set(name, { kind: 'indexed', elements });
  }
}

function* showFunctions(shell: Shell, names: readonly string[], onlyNames: boolean): Coroutine<number> {
  let status = 0;
  let text = '';
  for (const name of names.length === 0 ? [...shell.functions.keys()].sort() : names) {
    const body = shell.functions.get(name);
    if (body === undefined) status = 1;
    else if (onlyNames) text += names.length === 0 ? `declare -f ${name}\n` : `${name}\n`;
    else text += `${printFunction(name, body.body, body.source.text)}\n`;
  }
  return (yield* print(shell, text)) || status;
}

/** declare -p: only those with the attributes asked for. */
function* showVariables(shell: Shell, names: readonly string[], attributes: string): Coroutine<number> {
  let status = 0;
  let text = '';
  for (const name of names.length === 0 ? shell.variables.names() : names) {
    const variable = shell.variables.get(name);
    if (variable === undefined) {
      yield* builtinError(shell, `${name}: not found`);
      status = 1;
    } else if ([...attributes].every((letter) => letters(variable).includes(letter))) {
      text += shell.dialect === 'dash' ? dashLine(shell, name, variable) : declarationLine(name, variable);
    }
  }
  return (yield* print(shell, text)) || status;
}

function letters(variable: Variable): string {
  const kind = variable.value?.kind;
  const array = kind === 'indexed' ? 'a' : kind === 'associative' ? 'A' : '';
  return `${array}${variable.integer ? 'i' : ''}${variable.readonly ? 'r' : ''}${variable.exported ? 'x' : ''}`;
}

function declarationLine(name: string, variable: Variable): string {
  const shown = letters(variable);
  return `declare -${shown === '' ? '-' : shown} ${name}${valueText(variable)}\n`;
}

function dashLine(shell: Shell, name: string, variable: Variable): string {
  const value = variable.value?.kind === 'scalar' ? `=${quoteIfNeeded(variable.value.text)}` : '';
  return `${shell.builtin} ${name}${value}\n`;
}

function valueText({ value }: Variable): string {
  if (value === null) return '';
  if (value.kind === 'scalar') return `=${doubleQuote(value.text)}`;
  return `=${arrayText(value)}`;
}

function arrayText(value: Exclude<Variable['value'], null>): string {
  const elements = indicesOf(value).map((index) => {
    const text = value.kind === 'indexed' ? value.elements.get(Number(index)) : value.kind === 'associative' ? value.elements.get(index) : value.text; // prettier-ignore
    return `[${index}]=${doubleQuote(text ?? '')}`;
  });
  const associative = value.kind === 'associative' && elements.length > 0;
  return `(${elements.join(' ')}${associative ? ' ' : ''})`;
}

/** `set` and `declare` alone: every variable and function. */
export function* showAll(shell: Shell): Coroutine<number> {
  let text = '';
  for (const name of shell.variables.names()) {
    const value = shell.variables.get(name)?.value ?? null;
    if (value === null) continue;
    text += `${name}=${value.kind === 'scalar' ? quoteIfNeeded(value.text) : arrayText(value)}\n`;
  }
  for (const name of [...shell.functions.keys()].sort()) {
    const body = shell.functions.get(name);
    if (body !== undefined) text += `${printFunction(name, body.body, body.source.text)}\n`;
  }
  return yield* print(shell, text);
}

export function* unset(shell: Shell, args: readonly string[]): Coroutine<number> {
  const parsed = parseOptions(args, 'fvn');
  if (typeof parsed === 'string')
    return yield* invalidOption(shell, parsed, 'unset [-f] [-v] [-n] [name ...]');
  let status = 0;
  for (const word of parsed.operands) if (!(yield* unsetOne(shell, word, parsed.on))) status = 1;
  return status;
}

function* unsetOne(shell: Shell, word: string, options: string): Coroutine<boolean> {
  const [, name = word, index] = /^([A-Za-z_][A-Za-z_0-9]*)\[([^\]]+)\]$/.exec(word) ?? [];
  if (!NAME.test(name) && shell.dialect === 'dash') {
    yield* builtinError(shell, `${word}: bad variable name`);
    return false;
  }
  const variable = shell.variables.get(name);
  if (options.includes('f') || (variable === undefined && !options.includes('v'))) {
    shell.functions.delete(name);
    return true;
  }
  if (variable?.readonly === true) {
    yield* builtinError(shell, `${name}: cannot unset: readonly variable`);
    return false;
  }
  if (index === undefined || index === '@' || index === '*') shell.variables.unset(name);
  else unsetElement(shell, name, index);
  return true;
}

function unsetElement(shell: Shell, name: string, index: string): void {
  const value = shell.variables.get(name)?.value;
  if (value?.kind === 'indexed') {
    const elements = new Map(value.elements);
    elements.delete(Number(index));
    shell.variables.set(name, { kind: 'indexed', elements });
  } else if (value?.kind === 'associative') {
    const elements = new Map(value.elements);
    elements.delete(index);
    shell.variables.set(name, { kind: 'associative', elements });
  }
}
