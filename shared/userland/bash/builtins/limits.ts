// ulimit, umask, times (bash(1), SHELL BUILTIN COMMANDS; setrlimit(2), umask(2))

import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { print } from './output.ts';

/** Option, description, unit, and the value where it is not the one that is modelled. */
const LIMITS: readonly (readonly [option: string, description: string, unit: string, value: string])[] = [
  ['R', 'real-time non-blocking time ', 'microseconds, ', 'unlimited'],
  ['c', 'core file size             ', 'blocks, ', '0'],
  ['d', 'data seg size              ', 'kbytes, ', 'unlimited'],
  ['e', 'scheduling priority                ', '', '0'],
  ['f', 'file size                  ', 'blocks, ', 'unlimited'],
  ['i', 'pending signals                    ', '', '15421'],
  ['l', 'max locked memory          ', 'kbytes, ', '8192'],
  ['m', 'max memory size            ', 'kbytes, ', 'unlimited'],
  ['n', 'open files                         ', '', '1024'],
  ['p', 'pipe size               ', '512 bytes, ', '8'],
  ['q', 'POSIX message queues        ', 'bytes, ', '819200'],
  ['r', 'real-time priority                 ', '', '0'],
  ['s', 'stack size                 ', 'kbytes, ', '8192'],
  ['t', 'cpu time                  ', 'seconds, ', 'unlimited'],
  ['u', 'max user processes                 ', '', ''],
  ['v', 'virtual memory             ', 'kbytes, ', 'unlimited'],
  ['x', 'file locks                         ', '', 'unlimited'],
];

export function* ulimit(shell: Shell, args: readonly string[]): Coroutine<number> {
  const letters = args
    .filter((arg) => /^-./.test(arg))
    .join('')
    .replace(/[-SH]/g, '');
  const [limit] = args.filter((arg) => !/^-./.test(arg));
  const unknown = [...letters].find(
    (letter) => letter !== 'a' && !LIMITS.some(([option]) => option === letter),
  );
  if (shell.dialect === 'dash' && letters.includes('u')) return yield* illegalOption(shell, 'u');
  if (unknown !== undefined)
    return yield* invalidOption(shell, `-${unknown}`, 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]');
  if (letters.includes('a')) return yield* print(shell, yield* table(shell));
  const option = letters === '' ? 'f' : letters.charAt(0);
  if (limit === undefined) return yield* print(shell, `${yield* valueOf(shell, option)}\n`);
  if (limit !== 'unlimited' && !/^[0-9]+$/.test(limit)) {
    yield* builtinError(shell, `${limit}: invalid number`);
    return 1;
  }
  if (option !== 'u') return 0;
  const refused = yield* shell.sys.setrlimit('nproc', limit === 'unlimited' ? null : Number(limit));
  if (!failed(refused)) return 0;
  yield* builtinError(shell, `max user processes: cannot modify limit: ${strerror(refused.errno)}`);
  return 1;
}

function* illegalOption(shell: Shell, letter: string): Coroutine<number> {
  yield* builtinError(shell, `Illegal option -${letter}`);
  return 2;
}

function* valueOf(shell: Shell, option: string): Coroutine<string> {
  if (option !== 'u') return LIMITS.find(([candidate]) => candidate === option)?.[3] ?? 'unlimited';
  const limit = yield* shell.sys.getrlimit('nproc');
  return limit === null ? 'unlimited' : String(limit);
}

function* table(shell: Shell): Coroutine<string> {
  let text = '';
  for (const [option, description, unit] of LIMITS) {
    text += `${description} (${unit}-${option}) ${yield* valueOf(shell, option)}\n`;
  }
  return text;
}

export function* umask(shell: Shell, args: readonly string[]): Coroutine<number> {
  const symbolic = args.includes('-S');
  const [mode] = args.filter((arg) => arg !== '-S' && arg !== '-p');
  if (mode === undefined) {
    const current = yield* shell.sys.umask(0);
    yield* shell.sys.umask(current);
    return yield* print(
      shell,
      `${symbolic ? symbolicMask(current) : current.toString(8).padStart(4, '0')}\n`,
    );
  }
  if (/^[0-7]+$/.test(mode) && Number.parseInt(mode, 8) <= 0o777) {
    yield* shell.sys.umask(Number.parseInt(mode, 8));
    return 0;
  }
  const octal = /^[0-9]/.test(mode);
  yield* builtinError(
    shell,
    octal ? `${mode}: octal number out of range` : `\`${mode.charAt(0)}': invalid symbolic mode operator`,
  );
  return 1;
}

function symbolicMask(mask: number): string {
  const part = (shift: number): string =>
    [...'rwx'].filter((_, bit) => ((mask >> shift) & (4 >> bit)) === 0).join('');
  return `u=${part(6)},g=${part(3)},o=${part(0)}`;
}

/** Programs take no time here: only the simulated clock does. */
export function* times(shell: Shell): Coroutine<number> {
  return yield* print(shell, '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
}
