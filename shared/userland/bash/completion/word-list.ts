// Which words does the list of complete -W hold? (bash(1), Programmable Completion; pcomplete.c, gen_wordlist_matches)

import type { Coroutine } from '../../program.ts';
import { expandWords, wordsOf } from '../expand/word.ts';
import type { Shell } from '../shell.ts';

/** Split by IFS, where it is not quoted; then expanded as words are, but for file names. */
export function* wordListWords(shell: Shell, list: string): Coroutine<readonly string[]> {
  const noglob = shell.options.has('noglob');
  shell.options.add('noglob');
  const words: string[] = [];
  for (const piece of pieces(list, shell.variables.text('IFS') ?? ' \t\n'))
    words.push(...(yield* expandWords(shell, wordsOf(piece))));
  if (!noglob) shell.options.delete('noglob');
  return words;
}

const OPERATORS = '|&;()<>';

/** As source text of one word each: what would end a word there is quoted. */
function pieces(list: string, delimiters: string): readonly string[] {
  const found: string[] = [];
  let piece = '';
  for (let at = 0; at < list.length;) {
    const whole = QUOTED.exec(list.slice(at))?.[0];
    const c = list.charAt(at);
    if (whole !== undefined) piece += whole;
    else if (delimiters.includes(c)) {
      if (piece !== '') found.push(piece);
      piece = '';
    } else piece += OPERATORS.includes(c) || /\s/.test(c) ? `\\${c}` : c;
    at += whole?.length ?? 1;
  }
  if (piece !== '') found.push(piece);
  return found;
}

/** What stands together, whatever is in it: a quotation, a substitution. */
const QUOTED = /^(?:\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*"|\$\((?:[^()]|\([^()]*\))*\)|\$\{[^}]*\}|`[^`]*`)/;
