// How does a variable get its value, and when is that refused? (bash(1), PARAMETERS; variables.c, bind_variable)

import { allocateText } from '../../libc/exhaustion.ts';
import type { Coroutine } from '../../program.ts';
import { reportOrExit } from '../exit.ts';
import { assignMade } from '../made-variables.ts';
import { setTraceFd } from '../execute/trace.ts';
import { discard, fatal } from '../shell.ts';
import type { ArrayItem, Shell } from '../shell.ts';
import { emptyArray, scalarOf } from '../variables.ts';
import type { Value } from '../variables.ts';
import { RUN_COMMANDS, evaluateIndex, integerText, nextSubscript } from './arithmetic-text.ts';

/** False, with a message, for a readonly variable. */
export function* mayAssign(shell: Shell, name: string): Coroutine<boolean> {
  if (shell.variables.get(name)?.readonly !== true) return true;
  const shown = shell.variables.resolve(name);
  yield* reportOrExit(
    shell,
    shell.dialect === 'dash' ? `${shown}: is read only` : `${shown}: readonly variable`,
  );
  if (shell.dialect === 'dash') fatal(shell, 2);
  return false;
}

/** An assignment that is refused gives up the line; one that a builtin makes is only its failure. */
function giveUpAssignment(shell: Shell): void {
  if (shell.skip === null && RUN_COMMANDS.includes(shell.builtin)) discard(shell, 1);
}

export function* assignText(shell: Shell, name: string, text: string, append = false): Coroutine<boolean> {
  if (!(yield* mayAssign(shell, name))) {
    giveUpAssignment(shell);
    return false;
  }
  const variable = shell.variables.get(name);
  const old = scalarOf(variable?.value ?? null) ?? '';
  allocateText(old.length + text.length);
  const value = yield* valueFor(shell, name, old, text, append);
  if (shell.skip !== null) return false;
  if (yield* assignMade(shell, name, value)) return true;
  const meant = shell.variables.resolve(name);
  const element = /^([A-Za-z_][A-Za-z_0-9]*)\[(.+)\]$/.exec(meant);
  if (element !== null) return yield* assignElement(shell, element[1] ?? '', element[2] ?? '', value);
  shell.variables.setText(name, value);
  if (shell.options.has('allexport')) shell.variables.change(name, { exported: true });
  if (name === 'PATH') shell.hashed.clear();
  if (name === 'BASH_XTRACEFD') yield* setTraceFd(shell, value);
  return true;
}

/** What the attributes of a variable make of a text: -i, -l, -u. */
function* valueFor(
  shell: Shell,
  name: string,
  old: string,
  text: string,
  append: boolean,
): Coroutine<string> {
  const variable = shell.variables.get(name);
  if (variable?.integer === true)
    return yield* integerText(shell, append ? `(${old === '' ? '0' : old})+(${text})` : text);
  const value = (append ? old : '') + text;
  switch (variable?.letterCase) {
    case 'lower':
      return value.toLowerCase();
    case 'upper':
      return value.toUpperCase();
    case 'capital':
      return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase();
    default:
      return value;
  }
}

export function* assignElement(
  shell: Shell,
  name: string,
  index: string,
  text: string,
  append = false,
  written = index,
): Coroutine<boolean> {
  if (!(yield* mayAssign(shell, name))) {
    giveUpAssignment(shell);
    return false;
  }
  const old = arrayOf(shell, name);
  const associative = old?.kind === 'associative';
  if (written === '' || (associative ? index === '' : index === '@' || index === '*')) {
    yield* reportOrExit(shell, `${name}[${written}]: bad array subscript`);
    discard(shell, 1);
    return false;
  }
  if (name === 'BASH_ALIASES' && shell.variables.get(name)?.made !== null) {
    shell.aliases.set(index, text);
    return true;
  }
  if (old?.kind === 'associative') {
    const value = yield* valueFor(shell, name, old.elements.get(index) ?? '', text, append);
    shell.variables.set(name, { kind: 'associative', elements: new Map(old.elements).set(index, value) });
    return true;
  }
  const at = yield* evaluateIndex(shell, index, old);
  if (shell.skip !== null) return false;
  // the subscript may have changed the array
  const now = arrayOf(shell, name);
  if (at < 0) {
    yield* reportOrExit(shell, `${name}[${written}]: bad array subscript`);
    discard(shell, 1);
    return false;
  }
  const elements = elementsOfIndexed(now);
  const value = yield* valueFor(shell, name, elements.get(at) ?? '', text, append);
  shell.variables.set(name, { kind: 'indexed', elements: elements.set(at, value) });
  return true;
}

/** A whole array: elements in order, some with a subscript of their own. */
export function* assignArray(
  shell: Shell,
  name: string,
  items: readonly ArrayItem[],
  append: boolean,
): Coroutine<boolean> {
  if (!(yield* mayAssign(shell, name))) {
    giveUpAssignment(shell);
    return false;
  }
  const old = arrayOf(shell, name);
  if (old?.kind === 'associative') {
    const elements = new Map(append ? old.elements : []);
    // Without subscripts the words are keys and values by turns.
    const pairs = items.some(({ index }) => index !== null)
      ? items
      : items.flatMap(({ text }, at) =>
          at % 2 === 0 ? [{ index: text, text: items[at + 1]?.text ?? '', append: false }] : [],
        );
    for (const { index, text, append: adds } of pairs) {
      if (index === null) continue;
      elements.set(index, yield* valueFor(shell, name, elements.get(index) ?? '', text, adds));
    }
    shell.variables.set(name, { kind: 'associative', elements });
    return true;
  }
  const elements = append ? elementsOfIndexed(old) : new Map<number, string>();
  let next = nextSubscript(elements);
  for (const { index, text, append: adds } of items) {
    if (index !== null) next = yield* evaluateIndex(shell, index, { kind: 'indexed', elements });
    const value = yield* valueFor(shell, name, elements.get(next) ?? '', text, adds);
    if (shell.skip !== null) break;
    elements.set(next, value);
    next += 1;
  }
  shell.variables.set(name, { kind: 'indexed', elements });
  return shell.skip === null;
}

/** The array as it is, or as it was declared to become. */
function arrayOf(shell: Shell, name: string): Value | null {
  const variable = shell.variables.get(name);
  return variable?.value ?? emptyArray(variable?.array ?? null);
}

function elementsOfIndexed(value: Value | null): Map<number, string> {
  if (value?.kind === 'indexed') return new Map(value.elements);
  return value?.kind === 'scalar' ? new Map([[0, value.text]]) : new Map<number, string>();
}
