// enable (bash(1), enable builtin; enable.def)

import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { BUILTIN_NAMES, isBuiltinName } from './names.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';
import { isSpecialBuiltin } from './special.ts';

export function* enable(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'adnpsf:');
  if (typeof options === 'number') return options;
  const { on, operands, values } = options;
  const file = values.get('f');
  if (file !== undefined) {
    // Nothing can be loaded (fidelity: loadable-builtins).
    yield* builtinError(
      shell,
      `cannot open shared object ${file}: the lab has no builtins that can be loaded`,
    );
    return 1;
  }
  if (operands.length === 0) return yield* print(shell, list(shell, on));
  let status = 0;
  for (const name of operands) {
    if (!isBuiltinName(name)) {
      yield* builtinError(shell, `${name}: not a shell builtin`);
      status = 1;
    } else if (on.includes('n')) shell.disabledBuiltins.add(name);
    else shell.disabledBuiltins.delete(name);
  }
  return status;
}

function list(shell: Shell, options: string): string {
  const wanted = BUILTIN_NAMES.filter((name) => !options.includes('s') || isSpecialBuiltin(name));
  const lines = wanted.map((name) => {
    const disabled = shell.disabledBuiltins.has(name);
    if (!options.includes('a') && disabled !== options.includes('n')) return '';
    return `enable ${disabled ? '-n ' : ''}${name}\n`;
  });
  return lines.join('');
}
