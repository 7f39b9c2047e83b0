// What does `set -x` print before a command? (bash(1), set -x; print_cmd.c, xtrace_print_word_list)

import type { Coroutine } from '../../program.ts';
import { singleQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';

/** The expanded words, quoted where that is needed, after PS4. */
export function* traceWords(shell: Shell, words: readonly string[]): Coroutine<void> {
  yield* traceText(shell, words.map(quoteTraced).join(' '));
}

/** What is already as it should be shown: `for i in 1 2`. */
export function* traceText(shell: Shell, text: string): Coroutine<void> {
  if (!shell.options.has('xtrace')) return;
  const lead = shell.variables.text('PS4') ?? '';
  // The first character shows how deep the command is nested.
  const repeated = lead.charAt(0).repeat(1 + shell.traceDepth) + lead.slice(1);
  yield* shell.sys.write(2, `${repeated}${text}\n`);
}

function quoteTraced(word: string): string {
  return word === '' || /[^A-Za-z0-9_/.:@%+,=^~[\]{}!-]/.test(word) ? singleQuote(word) : word;
}
