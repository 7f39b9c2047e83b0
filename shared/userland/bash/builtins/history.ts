// history and help (bash(1), history builtin)

import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import { BASH_VERSION } from '../parameters.ts';
import { compilePattern, matches } from '../expand/pattern.ts';
import type { Shell } from '../shell.ts';
import { BUILTIN_NAMES, SYNOPSES } from './names.ts';
import { print } from './output.ts';

export function* history(shell: Shell, args: readonly string[]): Coroutine<number> {
  const [first] = args;
  if (first === '-c') {
    shell.history.length = 0;
    return 0;
  }
  if (first !== undefined && !/^[0-9]+$/.test(first)) {
    yield* builtinError(shell, `${first}: numeric argument required`);
    return 1;
  }
  const lines = shell.history.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`);
  return yield* print(
    shell,
    lines.slice(first === undefined ? 0 : Math.max(0, lines.length - Number(first))).join(''),
  );
}

export function* help(shell: Shell, args: readonly string[]): Coroutine<number> {
  const patterns = args.filter((arg) => !arg.startsWith('-'));
  if (patterns.length === 0) {
    const lines = [...BUILTIN_NAMES].sort().map((name) => ` ${SYNOPSES.get(name)?.[0] ?? name}\n`);
    const head = `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)\nThese shell commands are defined internally.\n\n`;
    return yield* print(shell, head + lines.join(''));
  }
  let status = 0;
  for (const pattern of patterns) {
    const compiled = compilePattern(`${pattern}*`);
    const names = SYNOPSES.has(pattern) ? [pattern] : BUILTIN_NAMES.filter((name) => matches(compiled, name));
    if (names.length === 0) {
      yield* builtinError(
        shell,
        `no help topics match \`${pattern}'.  Try \`help help' or \`man -k ${pattern}' or \`info ${pattern}'.`,
      );
      status = 1;
    }
    for (const name of names) {
      const [synopsis, purpose] = SYNOPSES.get(name) ?? ['', ''];
      yield* print(shell, `${name}: ${synopsis}\n    ${purpose}\n`);
    }
  }
  return status;
}
