// unset (bash(1), unset builtin; set.def, unset_builtin)

import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import { evaluateIndex } from '../expand/arithmetic-text.ts';
import { setTraceFd } from '../execute/trace.ts';
import type { Shell } from '../shell.ts';
import { builtinOptions } from './options.ts';

const NAME = /^[A-Za-z_][A-Za-z_0-9]*$/;
const ELEMENT = /^([A-Za-z_][A-Za-z_0-9]*)\[([^\]]+)\]$/;

export function* unset(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'fvn');
  if (typeof options === 'number') return options;
  const { on, operands } = options;
  if (on.includes('f') && on.includes('v')) {
    yield* builtinError(shell, 'cannot simultaneously unset a function and a variable');
    return 1;
  }
  let status = 0;
  for (const word of operands)
    if (!(yield* unsetOne(shell, word, on))) status = shell.dialect === 'dash' ? 2 : 1;
  return status;
}

function* unsetOne(shell: Shell, word: string, options: string): Coroutine<boolean> {
  const [, name = word, index] = ELEMENT.exec(word) ?? [];
  if (!NAME.test(name) && (shell.dialect === 'dash' || options.includes('v'))) {
    yield* builtinError(
      shell,
      shell.dialect === 'dash' ? `${word}: bad variable name` : `\`${word}': not a valid identifier`,
    );
    return false;
  }
  const own = shell.variables.own(name);
  if (options.includes('f') || (own === undefined && !options.includes('v'))) {
    if (shell.functions.get(name)?.readonly === true) {
      yield* builtinError(shell, `${name}: cannot unset: readonly function`);
      return false;
    }
    shell.functions.delete(name);
    return true;
  }
  const meant = options.includes('n') ? name : shell.variables.resolve(name);
  if (shell.variables.own(meant)?.readonly === true) {
    const why = shell.dialect === 'dash' ? 'is read only' : 'cannot unset: readonly variable';
    yield* builtinError(shell, `${meant}: ${why}`);
    return false;
  }
  if (index !== undefined) return yield* unsetElement(shell, meant, index);
  shell.variables.unsetOwn(meant);
  if (meant === 'PATH') shell.hashed.clear();
  if (meant === 'BASH_XTRACEFD') yield* setTraceFd(shell, null);
  return true;
}

function* unsetElement(shell: Shell, name: string, index: string): Coroutine<boolean> {
  const value = shell.variables.get(name)?.value ?? null;
  if (value?.kind === 'associative') {
    const elements = new Map(value.elements);
    elements.delete(yield* shell.run.quotedText(shell, index));
    shell.variables.set(name, { kind: 'associative', elements });
    return true;
  }
  if (index === '@' || index === '*') {
    if (value?.kind === 'indexed') {
      shell.variables.set(name, { kind: 'indexed', elements: new Map<number, string>() });
      return true;
    }
    yield* builtinError(shell, `${name}: not an array variable`);
    return false;
  }
  const at = yield* evaluateIndex(shell, index, value);
  if (shell.skip !== null) return false;
  if (value?.kind === 'indexed' && at >= 0) {
    const elements = new Map(value.elements);
    elements.delete(at);
    shell.variables.set(name, { kind: 'indexed', elements });
    return true;
  }
  if (value?.kind === 'scalar' && at === 0) {
    shell.variables.unset(name);
    return true;
  }
  yield* builtinError(shell, at < 0 ? `[${index}]: bad array subscript` : `${name}: not an array variable`);
  return false;
}
