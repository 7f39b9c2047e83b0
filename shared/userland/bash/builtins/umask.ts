// umask and times (bash(1), SHELL BUILTIN COMMANDS; umask(2), times(2))

import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const ALL = 0o777;

export function* umask(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'Sp');
  if (typeof options === 'number') return options;
  const { on, operands } = options;
  const current = yield* shell.sys.umask(0);
  yield* shell.sys.umask(current);
  const [mode] = operands;
  if (mode === undefined) {
    const shown = on.includes('S') ? symbolicMask(current) : current.toString(8).padStart(4, '0');
    const lead = on.includes('p') ? `umask ${on.includes('S') ? '-S ' : ''}` : '';
    return yield* print(shell, `${lead}${shown}\n`);
  }
  const mask = /^[0-9]/.test(mode) ? octalMask(mode) : parseSymbolic(mode, current);
  if (typeof mask === 'string') {
    const wrong =
      shell.dialect === 'dash' ? `Illegal ${/^[0-9]/.test(mode) ? 'number' : 'mode'}: ${mode}` : mask;
    yield* builtinError(shell, wrong);
    return shell.dialect === 'dash' ? 2 : 1;
  }
  yield* shell.sys.umask(mask);
  return on.includes('S') ? yield* print(shell, `${symbolicMask(mask)}\n`) : 0;
}

function octalMask(text: string): number | string {
  if (!/^[0-7]+$/.test(text) || Number.parseInt(text, 8) > 0o7777)
    return `${text}: octal number out of range`;
  return Number.parseInt(text, 8) & ALL;
}

const WHO: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: ALL };
const PERMISSION: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, X: 0o111 };

/** `u=rwx,g-w`: the permissions that are left; or what is wrong with it. (umask.def, parse_symbolic_mode) */
function parseSymbolic(text: string, mask: number): number | string {
  let allowed = ~mask & ALL;
  for (const clause of text.split(',')) {
    let at = 0;
    let who = 0;
    for (; WHO[clause.charAt(at)] !== undefined; at += 1) who |= WHO[clause.charAt(at)] ?? 0;
    if (who === 0) who = ALL;
    const operator = clause.charAt(at);
    if (!'+-='.includes(operator) || operator === '') return `\`${operator}': invalid symbolic mode operator`;
    let permissions = 0;
    for (const letter of clause.slice(at + 1)) {
      const bits = PERMISSION[letter];
      if (bits === undefined) return `\`${letter}': invalid symbolic mode character`;
      permissions |= bits;
    }
    const chosen = permissions & who;
    if (operator === '+') allowed |= chosen;
    else if (operator === '-') allowed &= ~chosen;
    else allowed = (allowed & ~who) | chosen;
  }
  return ~allowed & ALL;
}

function symbolicMask(mask: number): string {
  const part = (shift: number): string =>
    [...'rwx'].filter((_, bit) => ((mask >> shift) & (4 >> bit)) === 0).join('');
  return `u=${part(6)},g=${part(3)},o=${part(0)}`;
}

/** Programs take no time here: only the simulated clock does. */
export function* times(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, '');
  if (typeof options === 'number') return options;
  const none = shell.dialect === 'dash' ? '0m0.000000s' : '0m0.000s';
  return yield* print(shell, `${none} ${none}\n${none} ${none}\n`);
}
