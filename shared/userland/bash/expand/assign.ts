// How does a variable get its value, and when is that refused? (bash(1), PARAMETERS; variables.c, bind_variable)

import type { Coroutine } from '../../program.ts';
import { reportError } from '../errors.ts';
import { discard } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { scalarOf } from '../variables.ts';
import type { Value } from '../variables.ts';
import { evaluateIndex, integerText } from './arithmetic-text.ts';

/** False, with a message, for a readonly variable. */
export function* mayAssign(shell: Shell, name: string): Coroutine<boolean> {
  if (shell.variables.get(name)?.readonly !== true) return true;
  yield* reportError(shell, `${name}: readonly variable`);
  return false;
}

/** An assignment that is refused gives up the line. */
export function* assignText(shell: Shell, name: string, text: string, append = false): Coroutine<boolean> {
  if (!(yield* mayAssign(shell, name))) {
    discard(shell, 1);
    return false;
  }
  const variable = shell.variables.get(name);
  const old = scalarOf(variable?.value ?? null) ?? '';
  const value = variable?.integer
    ? yield* integerText(shell, append ? `(${old === '' ? '0' : old})+(${text})` : text)
    : (append ? old : '') + text;
  shell.variables.setText(name, value);
  if (shell.options.has('allexport')) shell.variables.change(name, { exported: true });
  if (name === 'PATH') shell.hashed.clear();
  return true;
}

export function* assignElement(
  shell: Shell,
  name: string,
  index: string,
  text: string,
  append = false,
): Coroutine<boolean> {
  if (!(yield* mayAssign(shell, name))) {
    discard(shell, 1);
    return false;
  }
  const old = shell.variables.get(name)?.value ?? null;
  if (old?.kind === 'associative') {
    const before = append ? (old.elements.get(index) ?? '') : '';
    shell.variables.set(name, {
      kind: 'associative',
      elements: new Map(old.elements).set(index, before + text),
    });
    return true;
  }
  const at = yield* evaluateIndex(shell, index, old);
  if (shell.skip !== null) return false;
  if (at < 0) {
    yield* reportError(shell, `${name}[${index}]: bad array subscript`);
    discard(shell, 1);
    return false;
  }
  const elements = elementsOfIndexed(old);
  shell.variables.set(name, {
    kind: 'indexed',
    elements: elements.set(at, (append ? (elements.get(at) ?? '') : '') + text),
  });
  return true;
}

/** A whole array: elements in order, some with a subscript of their own. */
export function* assignArray(
  shell: Shell,
  name: string,
  items: readonly { readonly index: string | null; readonly text: string }[],
  append: boolean,
): Coroutine<boolean> {
  if (!(yield* mayAssign(shell, name))) {
    discard(shell, 1);
    return false;
  }
  const old = shell.variables.get(name)?.value ?? null;
  if (old?.kind === 'associative') {
    const elements = new Map(append ? old.elements : []);
    for (const { index, text } of items) if (index !== null) elements.set(index, text);
    shell.variables.set(name, { kind: 'associative', elements });
    return true;
  }
  const elements = append ? elementsOfIndexed(old) : new Map<number, string>();
  let next = Math.max(-1, ...elements.keys()) + 1;
  for (const { index, text } of items) {
    if (index !== null) next = yield* evaluateIndex(shell, index, { kind: 'indexed', elements });
    elements.set(next, text);
    next += 1;
  }
  shell.variables.set(name, { kind: 'indexed', elements });
  return true;
}

function elementsOfIndexed(value: Value | null): Map<number, string> {
  if (value?.kind === 'indexed') return new Map(value.elements);
  return value?.kind === 'scalar' ? new Map([[0, value.text]]) : new Map<number, string>();
}
