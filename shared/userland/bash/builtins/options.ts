// Which options was a builtin given? (builtins/bashgetopt.c, internal_getopt)

import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption, usage } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { helpText } from './help-text.ts';
import { synopsisOf } from './names.ts';

export interface BuiltinOptions {
  /** Every letter, in the order in which it was given. */
  readonly on: string;
  /** Those after a plus sign. */
  readonly off: string;
  /** The argument of each letter that takes one; the last counts. */
  readonly values: ReadonlyMap<string, string>;
  /** Every one of them, with its argument, in order. */
  readonly arguments: readonly { readonly letter: string; readonly value: string; readonly off: boolean }[];
  readonly operands: readonly string[];
}

const USAGE = 2;

/**
 * `known`: the letters, a colon behind those that take an argument, a plus sign in front when they may be turned off.
 * A number, after its message, is the status of a builtin that was used wrongly.
 */
export function* builtinOptions(
  shell: Shell,
  args: readonly string[],
  known: string,
): Coroutine<BuiltinOptions | number> {
  if (args[0] === '--help' && shell.dialect === 'bash') {
    yield* shell.sys.write(1, helpText(shell.builtin));
    return USAGE;
  }
  const signs = known.startsWith('+') ? /^[-+]./ : /^-./;
  const values = new Map<string, string>();
  const given: { readonly letter: string; readonly value: string; readonly off: boolean }[] = [];
  let on = '';
  let off = '';
  let at = 0;
  for (; signs.test(args[at] ?? ''); at += 1) {
    const word = args[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    for (let index = 1; index < word.length; index += 1) {
      const letter = word.charAt(index);
      const place = '+:'.includes(letter) ? -1 : known.indexOf(letter);
      if (place < 0 && shell.dialect === 'dash') {
        yield* builtinError(shell, `Illegal option ${word.charAt(0)}${letter}`);
        return USAGE;
      }
      if (place < 0)
        return yield* invalidOption(shell, `${word.charAt(0)}${letter}`, synopsisOf(shell.builtin));
      if (word.startsWith('-')) on += letter;
      else off += letter;
      if (known[place + 1] !== ':') continue;
      const rest = word.slice(index + 1);
      const value = rest === '' ? args[(at += 1)] : rest;
      if (value === undefined && shell.dialect === 'dash') {
        yield* builtinError(shell, `No arg for -${letter} option`);
        return USAGE;
      }
      if (value === undefined) {
        yield* builtinError(shell, `-${letter}: option requires an argument`);
        return yield* usage(shell, synopsisOf(shell.builtin));
      }
      values.set(letter, value);
      given.push({ letter, value, off: word.startsWith('+') });
      break;
    }
  }
  return { on, off, values, arguments: given, operands: args.slice(at) };
}
