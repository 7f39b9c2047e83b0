// How does mawk read a regular expression, and how does it say that one can't be read?

import { compileRegex } from '../../libc/regex/regex.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import type { Regex } from '../../libc/regex/regex.ts';

/** The words of regcomp(3) in those of mawk. */
const WORDS: readonly (readonly [said: string, here: string])[] = [
  ['Unmatched (', "missing ')'"],
  ['Unmatched [', 'bad class -- [], [^] or ['],
  ['Invalid character class', 'bad class -- [], [^] or ['],
  ['Unmatched )', 'missing operand'],
];

/** What is wrong with it, where something is. */
export function compileAwkRegex(pattern: string): Regex | string {
  const regex = compileRegex(pattern, 'awk');
  if (!(regex instanceof RegexProblem)) return regex;
  const [, here = regex.message] = WORDS.find(([said]) => regex.message.startsWith(said)) ?? [];
  return `regular expression compile failed (${here})\n${pattern}`;
}
