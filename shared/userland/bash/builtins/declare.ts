// declare, typeset, local, export, readonly (bash(1), SHELL BUILTIN COMMANDS; declare.def, setattr.def)

import type { Coroutine } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { reportOrExit } from '../exit.ts';
import { assignArray, assignElement, assignText } from '../expand/assign.ts';
import { isMade, listedValue, makeValue } from '../made-variables.ts';
import { printFunction } from '../print-command.ts';
import { dashQuote } from '../quoting.ts';
import { itemsOfText } from '../execute/assignments.ts';
import { traceAssignment } from '../execute/trace.ts';
import { discard } from '../shell.ts';
import type { ArrayArgument, Shell } from '../shell.ts';
import { scalar } from '../variables.ts';
import type { Variable } from '../variables.ts';
import { LETTER_OF_CASE, attributeLetters, declarationLine, showAll } from './declaration-text.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const NAME = /^[A-Za-z_][A-Za-z_0-9]*$/;

interface Request {
  readonly on: string;
  readonly off: string;
  readonly local: boolean;
  /** -g in a function: what is local there is passed over. */
  readonly global: boolean;
  readonly operands: readonly string[];
}

export function* declare(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, '+aAcfFgiIlnrtuxp');
  if (typeof options === 'number') return options;
  const { on, off, operands } = options;
  if (/[fF]/.test(on)) {
    if (/[rtx]/.test(on + off) && operands.length > 0)
      return yield* changeFunctions(shell, operands, on, off);
    return yield* showFunctions(shell, operands, on.includes('F'), on.includes('p'));
  }
  if (on.includes('p')) return yield* showVariables(shell, operands, on.replace(/[pgI]/g, ''));
  if (operands.length === 0)
    return yield* on === '' ? showAll(shell) : showVariables(shell, [], on.replace(/[gI]/g, ''));
  const local = shell.functionLevel > 0 && !on.includes('g');
  return yield* declareAll(shell, { on, off, local, global: on.includes('g'), operands });
}

export function* local(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (shell.functionLevel === 0 && args[0] !== '--help') {
    yield* builtinError(
      shell,
      shell.dialect === 'dash' ? 'not in a function' : 'can only be used in a function',
    );
    return shell.dialect === 'dash' ? 2 : 1;
  }
  const options = yield* builtinOptions(shell, args, '+aAcfFgiIlnrtuxp');
  if (typeof options === 'number') return options;
  const { on, off, operands } = options;
  if (operands.length === 0) return yield* showLocals(shell);
  return yield* declareAll(shell, { on, off, local: true, global: false, operands });
}

export function* exportCommand(shell: Shell, args: readonly string[]): Coroutine<number> {
  return yield* setAttribute(shell, args, 'x', 'fnp');
}

export function* readonlyCommand(shell: Shell, args: readonly string[]): Coroutine<number> {
  return yield* setAttribute(shell, args, 'r', 'aAfp');
}

function* setAttribute(
  shell: Shell,
  args: readonly string[],
  attribute: 'x' | 'r',
  known: string,
): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, known);
  if (typeof options === 'number') return options;
  const { on, operands } = options;
  if (operands.length === 0 && on.includes('f'))
    return yield* showFunctions(shell, [], false, false, attribute);
  if (operands.length === 0) return yield* showVariables(shell, [], attribute);
  if (on.includes('f'))
    return yield* changeFunctions(
      shell,
      operands,
      on.includes('n') ? '' : attribute,
      on.includes('n') ? attribute : '',
    );
  const request = on.includes('n')
    ? { on: '', off: attribute }
    : { on: attribute + on.replace('p', ''), off: '' };
  return yield* declareAll(shell, { ...request, local: false, global: false, operands });
}

/** declare -ft, export -f. */
function* changeFunctions(
  shell: Shell,
  names: readonly string[],
  on: string,
  off: string,
): Coroutine<number> {
  let status = 0;
  for (const name of names) {
    const body = shell.functions.get(name);
    if (body !== undefined) {
      const exported = flag(body.exported, 'x', { on, off });
      if (body.readonly && off.includes('r')) {
        yield* builtinError(shell, `${name}: readonly function`);
        status = 1;
        continue;
      }
      const traced = flag(body.traced, 't', { on, off });
      const readonly = flag(body.readonly, 'r', { on, off });
      shell.functions.set(name, { ...body, traced, exported, readonly });
      continue;
    }
    if (shell.builtin === 'declare' || shell.builtin === 'typeset') return 1;
    yield* builtinError(shell, `${name}: not a function`);
    status = 1;
  }
  return status;
}

function* declareAll(shell: Shell, request: Request): Coroutine<number> {
  let status = 0;
  for (const operand of request.operands) {
    const locals = request.global ? shell.variables.setLocalsAside() : [];
    if (!(yield* declareOne(shell, operand, request))) status = shell.dialect === 'dash' ? 2 : 1;
    shell.variables.bringLocalsBack(locals);
    if (shell.skip !== null) break;
  }
  return status;
}

function* declareOne(shell: Shell, operand: string, request: Request): Coroutine<boolean> {
  if (operand === '-' && shell.builtin === 'local') {
    shell.localOptions ??= new Set(shell.options);
    return true;
  }
  const found = /^([^=[+]*)(?:\[([^\]]*)\])?(\+?=)?([\s\S]*)$/.exec(operand);
  const [, name = '', index, operator, value = ''] = found ?? [];
  const setsAttribute = ['export', 'readonly'].includes(shell.builtin);
  const wrong = index === undefined ? /^\[/.test(value) && operator === undefined : setsAttribute;
  if (!NAME.test(name) || wrong) {
    const shown = index !== undefined && setsAttribute ? `${name}[${index}]` : operand;
    yield* builtinError(
      shell,
      shell.dialect === 'dash' ? `${name}: bad variable name` : `\`${shown}': not a valid identifier`,
    );
    return false;
  }
  const array = shell.arrayArguments.get(name);
  const given = operator !== undefined || array !== undefined;
  const old = shell.variables.get(name);
  const hides = request.local && shell.variables.isReadonlyGlobal(name);
  if (old?.readonly === true && array !== undefined) {
    yield* reportOrExit(shell, `${name}: readonly variable`);
    if (hides && shell.functionLevel > 0) yield* builtinError(shell, `${name}: readonly variable`);
    else discard(shell, 1);
    return false;
  }
  if (old?.readonly === true && (hides || given || request.off.includes('r'))) {
    // setattr.def assigns as the shell does, without the builtin's name.
    const plain = ['export', 'readonly'].includes(shell.builtin);
    const why = shell.dialect === 'dash' ? 'is read only' : 'readonly variable';
    yield* (plain && shell.dialect === 'bash' ? reportError : builtinError)(shell, `${name}: ${why}`);
    if (plain) shell.variables.change(name, { exported: flag(old.exported, 'x', request) });
    return false;
  }
  if (request.local) shell.variables.declareLocal(name, request.on.includes('I'));
  if (!(yield* changeKind(shell, name, request))) return false;
  if (request.on.includes('n'))
    return yield* makeReference(shell, name, operator === undefined ? null : value);
  if (request.off.includes('n')) shell.variables.changeOwn(name, { nameref: false });
  // there is nothing to take an attribute from
  if (setsAttribute && request.on === '' && old === undefined && !given) return true;
  shell.variables.change(name, valueAttributes(shell, name, request));
  const append = operator === '+=';
  if (
    operator !== undefined &&
    (shell.builtin === 'export' || shell.builtin === 'readonly') &&
    shell.dialect === 'bash'
  )
    yield* traceAssignment(shell, `${name}${append ? '+' : ''}`, value);
  const compound =
    /[aA]/.test(request.on) && operator !== undefined ? yield* itemsOfText(shell, value) : null;
  if (array !== undefined) yield* assignGivenArray(shell, name, array);
  else if (compound !== null) yield* assignArray(shell, name, compound, append);
  else if (operator !== undefined && index !== undefined)
    yield* assignElement(shell, name, index, value, append);
  else if (operator !== undefined) yield* assignText(shell, name, value, append);
  shell.variables.change(name, {
    exported: flag(shell.variables.get(name)?.exported, 'x', request),
    readonly: flag(shell.variables.get(name)?.readonly, 'r', request),
    traced: flag(shell.variables.get(name)?.traced, 't', request),
  });
  return true;
}

/** It was taken apart before the builtin began, whose name its mistakes don't have. */
function* assignGivenArray(shell: Shell, name: string, { items, append }: ArrayArgument): Coroutine<void> {
  const { builtin } = shell;
  shell.builtin = '';
  yield* assignArray(shell, name, items, append);
  shell.builtin = builtin;
}

function flag(now: boolean | undefined, letter: string, { on, off }: Pick<Request, 'on' | 'off'>): boolean {
  return on.includes(letter) || (now === true && !off.includes(letter));
}

/** What changes the texts that are assigned. -l and -u at once cancel each other. */
function valueAttributes(shell: Shell, name: string, request: Request): Partial<Variable> {
  const now = shell.variables.get(name);
  const { on, off } = request;
  const integer = flag(now?.integer, 'i', request);
  if (on.includes('l') && on.includes('u')) return { integer, letterCase: null };
  if (on.includes('l')) return { integer, letterCase: 'lower' };
  if (on.includes('u')) return { integer, letterCase: 'upper' };
  if (on.includes('c')) return { integer, letterCase: 'capital' };
  const kept = now?.letterCase ?? null;
  const dropped = kept !== null && off.includes(LETTER_OF_CASE[kept]);
  return { integer, letterCase: dropped ? null : kept };
}

/** False, with a message, for what would turn one kind of array into the other. */
function* changeKind(shell: Shell, name: string, { on, off }: Request): Coroutine<boolean> {
  const variable = shell.variables.get(name);
  const now = variable?.value?.kind ?? variable?.array ?? null;
  if ((off.includes('a') && now === 'indexed') || (off.includes('A') && now === 'associative')) {
    yield* builtinError(shell, `${name}: cannot destroy array variables in this way`);
    return false;
  }
  const wanted = on.includes('A') ? 'associative' : on.includes('a') ? 'indexed' : null;
  if (wanted === null || now === wanted) return true;
  if (now === 'indexed' || now === 'associative') {
    const [from, to] = now === 'indexed' ? ['indexed', 'associative'] : ['associative', 'indexed'];
    const why = `${name}: cannot convert ${from} to ${to} array`;
    if (shell.arrayArguments.has(name)) yield* reportError(shell, why);
    if (shell.arrayArguments.has(name) && shell.functionLevel === 0) discard(shell, 1);
    else yield* builtinError(shell, why);
    return false;
  }
  const text = variable?.value?.kind === 'scalar' ? variable.value.text : null;
  shell.variables.change(name, { array: wanted });
  if (text === null) return true;
  if (wanted === 'indexed') shell.variables.set(name, { kind: 'indexed', elements: new Map([[0, text]]) });
  else shell.variables.set(name, { kind: 'associative', elements: new Map([['0', text]]) });
  return true;
}

function* makeReference(shell: Shell, name: string, target: string | null): Coroutine<boolean> {
  if (target === name) {
    yield* builtinError(shell, `${name}: nameref variable self references not allowed`);
    return false;
  }
  if (target !== null && !/^[A-Za-z_][A-Za-z_0-9]*(\[.*\])?$/.test(target)) {
    yield* builtinError(shell, `\`${target}': invalid variable name for name reference`);
    return false;
  }
  const now = shell.variables.own(name);
  if ((now?.value?.kind ?? now?.array ?? 'scalar') !== 'scalar') {
    yield* builtinError(shell, `${name}: reference variable cannot be an array`);
    return false;
  }
  shell.variables.changeOwn(name, {
    nameref: true,
    ...(target === null ? {} : { value: scalar(target) }),
  });
  return true;
}

/** Without names all, or those with an attribute. */
function* showFunctions(
  shell: Shell,
  names: readonly string[],
  onlyNames: boolean,
  declared: boolean,
  attribute = '',
): Coroutine<number> {
  let status = 0;
  let text = '';
  for (const name of names.length === 0 ? [...shell.functions.keys()].sort() : names) {
    const body = shell.functions.get(name);
    if (body === undefined) {
      if (declared) yield* builtinError(shell, `${name}: not found`);
      status = 1;
    } else if (onlyNames && names.length > 0 && !declared) text += `${name}\n`;
    else {
      const letters = `${body.readonly ? 'r' : ''}${body.traced ? 't' : ''}${body.exported ? 'x' : ''}`;
      if (!letters.includes(attribute)) continue;
      if (!onlyNames) text += `${printFunction(name, body.body, body.source.text)}\n`;
      if (onlyNames || (names.length === 0 && letters !== '')) text += `declare -f${letters} ${name}\n`;
    }
  }
  return (yield* print(shell, text)) || status;
}

/** declare -p: only those with the attributes asked for. A value that nobody has looked at yet is not there. */
function* showVariables(shell: Shell, names: readonly string[], attributes: string): Coroutine<number> {
  let status = 0;
  for (const name of names.length === 0 ? shell.variables.names() : names) {
    const own = shell.variables.own(name);
    const named = own !== undefined && isMade(own) && names.length > 0;
    const value = named ? yield* makeValue(shell, name) : own && (yield* listedValue(shell, name, own));
    const now = shell.variables.own(name);
    const variable = now && { ...now, value: value ?? null };
    if (variable === undefined) {
      yield* builtinError(shell, `${name}: not found`);
      status = 1;
    } else if (
      names.length > 0 ||
      [...attributes].every((letter) => attributeLetters(variable).includes(letter))
    ) {
      const line =
        shell.dialect === 'dash' ? dashLine(shell, name, variable) : `${declarationLine(name, variable)}\n`;
      status = (yield* print(shell, line)) || status;
    }
  }
  return status;
}

function* showLocals(shell: Shell): Coroutine<number> {
  const lines = shell.variables.localNames().map((name) => {
    const variable = shell.variables.own(name);
    return variable === undefined ? '' : `${declarationLine(name, variable)}\n`;
  });
  return yield* print(shell, (shell.localOptions === null ? '' : 'local -\n') + lines.join(''));
}

function dashLine(shell: Shell, name: string, variable: Variable): string {
  const value = variable.value?.kind === 'scalar' ? `=${dashQuote(variable.value.text)}` : '';
  return `${shell.builtin} ${name}${value}\n`;
}
