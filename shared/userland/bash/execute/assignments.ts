// What do the assignments before a command, or alone, do? (bash(1), SIMPLE COMMANDS)

import { parse } from 'unbash';
import type { Assignment, Word } from 'unbash';
import type { Coroutine } from '../../program.ts';
import { assignArray, assignElement, assignText, mayAssign } from '../expand/assign.ts';
import { expandAssigned, expandText, expandToText, expandWords, wordsOf } from '../expand/word.ts';
import type { ArrayArgument, ArrayItem, Shell } from '../shell.ts';
import { traceAssignment, traceInDash, traceText } from './trace.ts';

/** They change the shell's own variables. False when one is refused. */
export function* assignAll(shell: Shell, assignments: readonly Assignment[]): Coroutine<boolean> {
  if (shell.dialect === 'dash') return yield* assignInDash(shell, assignments);
  for (const assignment of assignments) if (!(yield* assign(shell, assignment))) return false;
  return true;
}

/** dash expands all of them first. */
function* assignInDash(shell: Shell, assignments: readonly Assignment[]): Coroutine<boolean> {
  const pairs: (readonly [string, string])[] = [];
  for (const { name, value } of assignments) {
    pairs.push([name, value.type === 'Word' ? yield* expandAssigned(shell, value) : '']);
    if (shell.skip !== null) return false;
  }
  yield* traceInDash(shell, pairs, []);
  for (const [name, text] of pairs) if (!(yield* assignText(shell, name, text))) return false;
  return true;
}

function* assign(shell: Shell, assignment: Assignment): Coroutine<boolean> {
  const { name, index, value } = assignment;
  const append = assignment.append === true;
  if (value.type === 'ArrayValue') {
    yield* traceText(shell, assignment.text);
    const items = yield* arrayItems(shell, value.elements);
    return shell.skip === null && (yield* assignArray(shell, name, items, append));
  }
  const text = yield* expandAssigned(shell, value);
  if (shell.skip !== null) return false;
  yield* traceAssignment(
    shell,
    `${name}${index === undefined ? '' : `[${index.text}]`}${append ? '+' : ''}`,
    text,
  );
  if (index === undefined) return yield* assignText(shell, name, text, append);
  const subscript = yield* subscriptText(shell, name, index);
  return yield* assignElement(shell, name, subscript, text, append, index.text);
}

/** The key of an associative array is a word; any other subscript is arithmetic. */
export function* subscriptText(shell: Shell, name: string, index: Word): Coroutine<string> {
  const variable = shell.variables.get(name);
  const associative = (variable?.value?.kind ?? variable?.array) === 'associative';
  return associative
    ? yield* expandToText(shell, index)
    : (yield* expandText(shell, index.text)).replaceAll('"', '');
}

/** `[index]=value` names its place; every other element may become several. */
export function* arrayItems(shell: Shell, elements: readonly Word[]): Coroutine<ArrayArgument['items']> {
  const items: ArrayItem[] = [];
  for (const element of elements) {
    const placed = PLACED.exec(element.text);
    if (placed === null) {
      for (const text of yield* expandWords(shell, [element]))
        items.push({ index: null, text, append: false });
      continue;
    }
    const [lead, subscript = '', plus] = placed;
    const index = yield* expandText(shell, subscript.replace(/^(["'])(.*)\1$/, '$2'));
    const [value] = wordsOf(element.text.slice(lead.length));
    const text = value === undefined ? '' : yield* expandAssigned(shell, value);
    items.push({ index, text, append: plus === '+' });
  }
  return items;
}

/** A text that is written like the right side of an array's assignment, as declare -a takes it; null when it is not. */
export function* itemsOfText(shell: Shell, text: string): Coroutine<ArrayArgument['items'] | null> {
  if (!/^\([\s\S]*\)$/.test(text)) return null;
  const command = parse(`_=${text}`).commands[0]?.command;
  const assignment = command?.type === 'Command' ? command.prefix[0] : undefined;
  if (assignment?.type !== 'Assignment' || assignment.value.type !== 'ArrayValue') return null;
  return yield* arrayItems(shell, assignment.value.elements);
}

const PLACED = /^\[((?:[^[\]]|\[[^[\]]*\])*)\](\+?)=/;

/** Name and value of each, in order. */
export type Environment = readonly (readonly [string, string])[];

/** Before a command they are its environment alone. */
export function* environmentOf(shell: Shell, assignments: readonly Assignment[]): Coroutine<Environment> {
  const pairs: [string, string][] = [];
  for (const { name, value, append } of assignments) {
    if (!(yield* mayAssign(shell, name))) continue;
    const text = value.type === 'Word' ? yield* expandAssigned(shell, value) : '';
    pairs.push([name, append === true ? (shell.variables.text(name) ?? '') + text : text]);
    if (shell.dialect === 'bash') yield* traceAssignment(shell, `${name}${append === true ? '+' : ''}`, text);
  }
  return pairs;
}
