// alias and unalias (bash(1), ALIASES)

import type { Coroutine } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import { singleQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

function aliasLine(shell: Shell, name: string, value: string): string {
  return `${shell.dialect === 'dash' ? '' : 'alias '}${name}=${singleQuote(value)}\n`;
}

export function* alias(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, shell.dialect === 'dash' ? '' : 'p');
  if (typeof options === 'number') return options;
  const words = options.operands;
  if (words.length === 0 || options.on.includes('p')) {
    const names = [...shell.aliases.keys()].sort();
    return yield* print(
      shell,
      names.map((name) => aliasLine(shell, name, shell.aliases.get(name) ?? '')).join(''),
    );
  }
  let status = 0;
  for (const word of words) {
    const equals = word.indexOf('=');
    const value = shell.aliases.get(word);
    if (equals > 0) shell.aliases.set(word.slice(0, equals), word.slice(equals + 1));
    else if (value !== undefined) yield* print(shell, aliasLine(shell, word, value));
    else {
      yield* notFound(shell, word);
      status = 1;
    }
  }
  return status;
}

export function* unalias(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'a');
  if (typeof options === 'number') return options;
  if (options.operands.length === 0 && options.on === '') return yield* usage(shell, synopsisOf('unalias'));
  if (options.on.includes('a')) {
    shell.aliases.clear();
    return 0;
  }
  let status = 0;
  for (const name of options.operands) {
    if (shell.aliases.delete(name)) continue;
    yield* notFound(shell, name);
    status = 1;
  }
  return status;
}

function* notFound(shell: Shell, name: string): Coroutine<void> {
  if (shell.dialect === 'dash') yield* shell.sys.write(2, `${shell.builtin}: ${name} not found\n`);
  else yield* builtinError(shell, `${name}: not found`);
}
