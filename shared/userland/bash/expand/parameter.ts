// What does $x or ${x ...} stand for? (bash(1), Parameter Expansion)

import { parse } from 'unbash';
import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import type { Coroutine } from '../../program.ts';
import { reportError } from '../errors.ts';
import { reportOrExit } from '../exit.ts';
import { parameterText, parameterValue } from '../parameters.ts';
import { discard } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { elementsOf, indicesOf, scalarOf } from '../variables.ts';
import type { Value } from '../variables.ts';
import { evaluateIndex, giveUpUnset } from './arithmetic-text.ts';
import { assignElement, assignText } from './assign.ts';
import type { ExpansionContext } from './context.ts';
import { NOTHING } from './context.ts';
import { fieldPattern, fieldText, splitFields } from './fragments.ts';
import type { Expanded } from './fragments.ts';
import { cannotExpand, each, fragment, listed, present } from './held.ts';
import type { Held, Named } from './held.ts';
import { modifyCase } from './modify.ts';
import type { CaseOperator } from './modify.ts';
import { removePrefix, removeSuffix, replaceMatches } from './match.ts';
import type { Pattern } from './pattern.ts';
import { shellPattern } from './shell-pattern.ts';
import { isEmptySlice, slice } from './slice.ts';
import { transformed } from './transform.ts';

/** $x, and the special and positional parameters. */
export function* expandSimple(shell: Shell, name: string, context: ExpansionContext): Coroutine<Expanded> {
  const named = { name, index: null };
  const held = yield* hold(shell, named);
  if (isUnbound(shell, held))
    return yield* unbound(shell, /^[A-Za-z_]/.test(name) ? name : `$${name}`, named);
  return present(shell, held, context);
}

export function* expandParameter(
  shell: Shell,
  part: ParameterExpansionPart,
  context: ExpansionContext,
): Coroutine<Expanded> {
  const { operation, prefix } = part;
  const undocumented = operation?.type === 'Unknown' ? /^~~?/.exec(operation.operator)?.[0] : undefined;
  const empty = operation?.type === 'Slice' && isEmptySlice(operation);
  if (
    (operation?.type === 'Unknown' && undocumented === undefined) ||
    part.parameter === '' ||
    part.index?.text === '' ||
    empty
  )
    return yield* badSubstitution(shell, part);
  if (shell.dialect === 'dash' && !isPosix(part)) return yield* badSubstitution(shell, part);
  let named: Named = {
    name: part.parameter,
    index: part.index === undefined ? null : yield* expandIndex(shell, part.parameter, part.index, context),
  };
  if (prefix === '#') return yield* lengthOf(shell, named, context);
  if (prefix === '!') {
    if (operation?.type === 'Names')
      return listed(namesWith(shell, named.name), operation.operator === '*', shell, context);
    if (isList(named.index)) {
      const indices = indicesOf(yield* parameterValue(shell, named.name));
      return listed(indices, named.index === '*', shell, context);
    }
    const reference = shell.variables.own(named.name);
    const target = heldText(yield* hold(shell, named));
    if (reference?.nameref === true && named.index === null && operation === undefined)
      return [fragment(shell.variables.resolve(named.name), context)];
    if (target === null && /^[A-Za-z_]/.test(named.name) && (reference?.value ?? null) === null)
      return yield* cannotExpand(shell, `${named.name}: invalid indirect expansion`);
    named = parseName(target ?? '');
    if (named.name === '' && target !== null)
      return yield* cannotExpand(shell, `${target}: invalid variable name`);
  }
  const held: Held = named.name === '' ? { text: null } : yield* hold(shell, named);
  if (shell.skip !== null) return NOTHING;
  if (operation?.type !== 'Default' && isUnbound(shell, held))
    return yield* unbound(shell, named.name, named);
  if (operation === undefined) return present(shell, held, context);
  // ~ and ~~ turn the case around.
  if (undocumented !== undefined && operation.type === 'Unknown') {
    const written = operation.operator.slice(undocumented.length);
    const pattern = written === '' ? ANYTHING : yield* patternText(shell, written, context);
    const operator = undocumented === '~' ? '~' : '~~';
    return each(shell, held, context, (text) => modifyCase(text, operator, pattern));
  }
  if (operation.type === 'Transform')
    return yield* transformed(shell, named, held, operation.operand.value, context);
  return yield* operate(shell, named, held, operation, context);
}

export function* badSubstitution(shell: Shell, part: { readonly text: string }): Coroutine<Expanded> {
  if (shell.dialect === 'dash') {
    yield* reportError(shell, 'Bad substitution');
    giveUpUnset(shell, 2);
    return NOTHING;
  }
  yield* reportOrExit(shell, `${part.text}: bad substitution`);
  discard(shell, 1);
  return NOTHING;
}

const POSIX_OPERATIONS = ['Default', 'Remove'];

/** What dash knows: defaults, lengths, and what takes a pattern away from an end. */
function isPosix({ operation, prefix, index }: ParameterExpansionPart): boolean {
  if (prefix === '!' || index !== undefined) return false;
  return operation === undefined || POSIX_OPERATIONS.includes(operation.type);
}

function parseName(text: string): Named {
  const found = /^([A-Za-z_][A-Za-z_0-9]*|[0-9]+|[@*#?$!_-])(?:\[(.*)\])?$/.exec(text);
  return { name: found?.[1] ?? '', index: found?.[2] ?? null };
}

function isList(index: string | null): boolean {
  return index === '@' || index === '*';
}

/** The key of an associative array is a word; any other subscript is arithmetic. */
function* expandIndex(shell: Shell, name: string, index: Word, context: ExpansionContext): Coroutine<string> {
  const variable = shell.variables.get(name);
  const associative = (variable?.value?.kind ?? variable?.array) === 'associative';
  if (!associative) return (yield* shell.run.quotedText(shell, index.text)).replaceAll('"', '');
  return fieldText(yield* context.word(shell, index, { ...context, quoted: false }));
}

function* hold(shell: Shell, named: Named): Coroutine<Held> {
  const { name, index } = named;
  if (name === '@' || name === '*') return { list: shell.positional, joined: name === '*' };
  if (index === null) return { text: yield* parameterText(shell, name) };
  const value = yield* parameterValue(shell, name);
  const declared = shell.variables.get(name)?.array;
  if (value === null && declared === 'associative' && !isList(index)) return { text: null };
  if (isList(index)) return { list: elementsOf(value), joined: index === '*' };
  return { text: yield* elementAt(shell, name, value, index) };
}

function* elementAt(
  shell: Shell,
  name: string,
  value: Value | null,
  index: string,
): Coroutine<string | null> {
  if (value?.kind === 'associative') return value.elements.get(index) ?? null;
  const at = yield* evaluateIndex(shell, index, value);
  if (at < 0 && shell.skip === null) yield* reportOrExit(shell, `${name}: bad array subscript`);
  if (value?.kind === 'indexed') return value.elements.get(at) ?? null;
  return at === 0 ? scalarOf(value) : null;
}

function heldText(held: Held): string | null {
  if ('text' in held) return held.text;
  return held.list.length === 0 ? null : held.list.join(' ');
}

/** set -u forbids to ask for it. */
function isUnbound(shell: Shell, held: Held): boolean {
  return 'text' in held && held.text === null && shell.options.has('nounset');
}

function* unbound(shell: Shell, shown: string, { name, index }: Named): Coroutine<Expanded> {
  if (shell.dialect === 'dash') yield* reportError(shell, `${name}: parameter not set`);
  else yield* reportError(shell, `${shown}${index === null ? '' : `[${index}]`}: unbound variable`);
  giveUpUnset(shell, 1);
  return NOTHING;
}

function namesWith(shell: Shell, prefix: string): readonly string[] {
  return shell.variables.names().filter((name) => name.startsWith(prefix));
}

function* lengthOf(shell: Shell, named: Named, context: ExpansionContext): Coroutine<Expanded> {
  const before = yield* beforeFirst(shell, named);
  if (before) return yield* cannotExpand(shell, `${named.index ?? ''}]: bad array subscript`);
  const held = yield* hold(shell, named);
  const length = 'list' in held ? held.list.length : [...(held.text ?? '')].length;
  if (isUnbound(shell, held)) return yield* unbound(shell, named.name, named);
  return [fragment(String(length), context)];
}

/** A negative subscript that goes beyond the beginning. */
function* beforeFirst(shell: Shell, { name, index }: Named): Coroutine<boolean> {
  if (index === null || isList(index) || !/^ *-/.test(index)) return false;
  const value = yield* parameterValue(shell, name);
  return value?.kind !== 'associative' && (yield* evaluateIndex(shell, index, value)) < 0;
}

function* operate(
  shell: Shell,
  named: Named,
  held: Held,
  operation: ParameterOperation,
  context: ExpansionContext,
): Coroutine<Expanded> {
  switch (operation.type) {
    case 'Default':
      return yield* defaultValue(shell, named, held, operation, context);
    case 'Slice':
      return yield* slice(shell, named, held, operation, context);
    case 'Remove': {
      const pattern = shellPattern(shell, yield* operandPattern(shell, operation.operand, context));
      const longest = operation.operator.length === 2;
      const remove = operation.operator.startsWith('#') ? removePrefix : removeSuffix;
      return each(shell, held, context, (text) => remove(text, pattern, longest));
    }
    case 'Replace': {
      const pattern = shellPattern(shell, yield* operandPattern(shell, operation.pattern, context));
      const replacement = yield* replacementOf(shell, operation.replacement, context);
      return each(shell, held, context, (text) =>
        replaceMatches(text, pattern, replacement, operation.operator),
      );
    }
    case 'CaseModification': {
      const wanted =
        operation.operand === undefined ? '?' : yield* operandPattern(shell, operation.operand, context);
      const pattern = shellPattern(shell, wanted);
      const operator: CaseOperator = operation.operator;
      return each(shell, held, context, (text) => modifyCase(text, operator, pattern));
    }
    case 'Transform':
    case 'Names':
    case 'Unknown':
      return NOTHING;
  }
}

/** An unquoted & in it stands for what was matched (patsub_replacement). */
function* replacementOf(
  shell: Shell,
  word: Word,
  context: ExpansionContext,
): Coroutine<(matched: string) => string> {
  const expanded = yield* context.word(shell, word, { ...context, quoted: false });
  if (!shell.shellOptions.has('patsub_replacement')) {
    const text = fieldText(expanded);
    return () => text;
  }
  return (matched) =>
    expanded
      .map((part) => {
        if (part === 'break') return ' ';
        return part.quoted ? part.text : part.text.replaceAll('&', () => matched);
      })
      .join('');
}

const ANYTHING: Pattern = [{ kind: 'any' }];

/** A pattern that the parser has left as it was written. */
function* patternText(shell: Shell, written: string, context: ExpansionContext): Coroutine<Pattern> {
  const part = parse(`\${_^${written}}`).commands[0]?.command;
  const [expansion] = part?.type === 'Command' ? (part.name?.parts ?? []) : [];
  const operation = expansion?.type === 'ParameterExpansion' ? expansion.operation : undefined;
  if (operation?.type !== 'CaseModification' || operation.operand === undefined) return ANYTHING;
  return shellPattern(shell, yield* operandPattern(shell, operation.operand, context));
}

function* operandPattern(shell: Shell, operand: Word, context: ExpansionContext): Coroutine<string> {
  return fieldPattern(yield* context.word(shell, operand, { ...context, quoted: false }));
}

/** ${x:-word} and its kin. */
function* defaultValue(
  shell: Shell,
  named: Named,
  held: Held,
  operation: ParameterOperation & { readonly type: 'Default' },
  context: ExpansionContext,
): Coroutine<Expanded> {
  const operand: ExpansionContext = {
    ...context,
    splits: !context.quoted && !context.assignment,
    named: false,
  };
  const text = heldText(held);
  const missing = text === null || (operation.operator.startsWith(':') && text === '');
  switch (operation.operator.replace(':', '')) {
    case '+':
      if (missing) return 'list' in held && !held.joined ? NOTHING : [fragment('', context)];
      return yield* context.word(shell, operation.operand, operand);
    case '-':
      return missing ? yield* context.word(shell, operation.operand, operand) : present(shell, held, context);
    case '=': {
      if (!missing) return present(shell, held, context);
      const value = fieldText(yield* context.word(shell, operation.operand, context));
      if (!/^[A-Za-z_]/.test(named.name))
        return yield* cannotExpand(shell, `$${named.name}: cannot assign in this way`);
      if (named.index === null) yield* assignText(shell, named.name, value);
      else yield* assignElement(shell, named.name, named.index, value);
      return [fragment(value, context)];
    }
    default: {
      if (!missing) return present(shell, held, context);
      const words = yield* context.word(shell, operation.operand, { ...context, quoted: false });
      const given = splitFields(words, shell.variables.text('IFS')).map(fieldText).join(' ');
      const usual = operation.operator === ':?' ? 'parameter null or not set' : 'parameter not set';
      const subscript = named.index === null ? '' : `[${named.index}]`;
      yield* reportError(shell, `${named.name}${subscript}: ${given === '' ? usual : given}`);
      giveUpUnset(shell, 1);
      return NOTHING;
    }
  }
}
