// What does `set -x` print before a command? (bash(1), set -x; print_cmd.c, xtrace_print_word_list)

import type { Coroutine } from '../../program.ts';
import { quoteForReuse, singleQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';

/** The expanded words, quoted where that is needed, after PS4. */
export function* traceWords(shell: Shell, words: readonly string[]): Coroutine<void> {
  yield* traceText(shell, words.map(quoteTraced).join(' '));
}

/** What is already as it should be shown: `for i in 1 2`. */
export function* traceText(shell: Shell, text: string): Coroutine<void> {
  if (!shell.options.has('xtrace')) return;
  const lead = yield* shell.run.promptText(shell, shell.variables.text('PS4') ?? '');
  // The first character shows how deep the command is nested.
  const repeated = lead.charAt(0).repeat(1 + shell.traceDepth) + lead.slice(1);
  yield* shell.sys.write(2, `${repeated}${text}\n`);
}

/** xtrace_print_word_list: quoted where the shell would need it. */
export function quoteTraced(word: string): string {
  if (word === '') return "''";
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\x00-\x1f\x7f]/.test(word)) return quoteForReuse(word);
  return /[\s\\'"`$&|;<>()*?[\]{}!^]|^[#~]|[=:]~/.test(word) ? singleQuote(word) : word;
}
