// What does `set -x` print before a command? (bash(1), set -x; print_cmd.c, xtrace_print_word_list)

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { reportError } from '../errors.ts';
import { quoteForReuse, singleQuote } from '../quoting.ts';
import type { ArrayArgument, Shell } from '../shell.ts';

/** The expanded words, quoted where that is needed, after PS4. */
export function* traceWords(shell: Shell, words: readonly string[]): Coroutine<void> {
  yield* traceText(shell, words.map(quoteTraced).join(' '));
}

/** dash puts the assignments before a command on its line, and quotes nothing. */
export function* traceInDash(
  shell: Shell,
  assigned: readonly (readonly [string, string])[],
  words: readonly string[],
): Coroutine<void> {
  yield* traceText(shell, [...assigned.map(([name, value]) => `${name}=${value}`), ...words].join(' '));
}

/** xtrace_print_assignment. */
export function* traceAssignment(shell: Shell, target: string, text: string): Coroutine<void> {
  yield* traceText(shell, `${target}=${text === '' ? '' : quoteTraced(text)}`);
}

/** An array that is given to declare and its kin. */
export function* traceArray(shell: Shell, name: string, items: ArrayArgument['items']): Coroutine<void> {
  const shown = items.map(
    ({ index, text }) => `${index === null ? '' : `[${singleQuote(index)}]=`}${singleQuote(text)}`,
  );
  yield* traceText(shell, `${name}=(${shown.join(' ')})`);
}

/** What is already as it should be shown: `for i in 1 2`. */
export function* traceText(shell: Shell, text: string): Coroutine<void> {
  if (!shell.options.has('xtrace')) return;
  // what PS4 itself carries out is not shown
  shell.options.delete('xtrace');
  const lead = yield* shell.run.promptText(shell, shell.variables.text('PS4') ?? '');
  shell.options.add('xtrace');
  // The first character shows how deep the command is nested.
  const depth = shell.dialect === 'dash' ? 0 : shell.traceDepth;
  const repeated = lead.charAt(0).repeat(1 + depth) + lead.slice(1);
  yield* shell.sys.write(shell.traceFd, `${repeated}${text}\n`);
}

/** xtrace_print_word_list: quoted where the shell would need it. */
export function quoteTraced(word: string): string {
  if (word === '') return "''";
  if (/[ \t\n\\'"`$&|;<>()*?[\]{}!^]|^[#~]|[=:]~/.test(word)) return singleQuote(word);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\x00-\x1f\x7f]/.test(word) ? quoteForReuse(word) : word;
}

/** sv_xtracefd: BASH_XTRACEFD has got a value, or none; the descriptor that it named before is closed. */
export function* setTraceFd(shell: Shell, text: string | null): Coroutine<void> {
  const wanted = Number(text ?? '');
  if (text !== null && text !== '') {
    const valid = /^\s*[0-9]+$/.test(text) && !failed(yield* shell.sys.fstat(wanted));
    if (!valid) {
      yield* reportError(shell, `BASH_XTRACEFD: ${text}: invalid value for trace file descriptor`);
      return;
    }
  }
  if (shell.traceFd !== 2) yield* shell.sys.close(shell.traceFd);
  shell.traceFd = text === null || text === '' ? 2 : wanted;
}
