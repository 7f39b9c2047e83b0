// How does this shell read a pattern now: with extglob, with the case ignored? (bash(1), Pattern Matching, shopt)

import type { Shell } from '../shell.ts';
import { matches } from './match.ts';
import { compilePattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';

export function shellPattern(shell: Shell, pattern: string): Pattern {
  return compilePattern(pattern, shell.shellOptions.has('extglob'));
}

/** For `case` and [[ ]], which may ignore the case (nocasematch). */
export function matchesWord(shell: Shell, pattern: string, text: string, extended: boolean): boolean {
  return matches(compilePattern(pattern, extended, shell.shellOptions.has('nocasematch')), text);
}
