// What do the assignments before a command, or alone, do? (bash(1), SIMPLE COMMANDS)

import type { Assignment, Word } from 'unbash';
import type { Coroutine } from '../../program.ts';
import { assignArray, assignElement, assignText, mayAssign } from '../expand/assign.ts';
import { expandAssigned, expandText, expandToText, expandWords } from '../expand/word.ts';
import type { ArrayArgument, Shell } from '../shell.ts';
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
  return yield* assignElement(shell, name, yield* subscriptText(shell, name, index), text, append);
}

/** The key of an associative array is a word; any other subscript is arithmetic. */
export function* subscriptText(shell: Shell, name: string, index: Word): Coroutine<string> {
  const variable = shell.variables.get(name);
  const associative = (variable?.value?.kind ?? variable?.array) === 'associative';
  return yield* associative ? expandToText(shell, index) : expandText(shell, index.text);
}

/** `[index]=value` names its place; every other element may become several. */
export function* arrayItems(shell: Shell, elements: readonly Word[]): Coroutine<ArrayArgument['items']> {
  const items: { readonly index: string | null; readonly text: string }[] = [];
  for (const element of elements) {
    const placed = /^\[([^\]]*)\]=/.exec(element.text);
    if (placed === null) {
      for (const text of yield* expandWords(shell, [element])) items.push({ index: null, text });
      continue;
    }
    const value = (yield* expandAssigned(shell, element)).replace(/^\[[^\]]*\]=/, '');
    items.push({
      index: yield* expandText(shell, placed[1]?.replace(/^(["'])(.*)\1$/, '$2') ?? ''),
      text: value,
    });
  }
  return items;
}

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
