// Which characters does a bracket expression like [^a-z[:digit:]_] stand for? regex(7)

import { ownEntry } from '../../../own-entry.ts';
import { RegexProblem } from './syntax.ts';
import type { CharSet } from './syntax.ts';

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /^[A-Za-z0-9]$/, alpha: /^[A-Za-z]$/, blank: /^[ \t]$/, cntrl: /^\p{Cc}$/u, digit: /^[0-9]$/, graph: /^[!-~]$/,
  lower: /^[a-z]$/, print: /^[ -~]$/, punct: /^[!-/:-@[-`{-~]$/, space: /^\s$/, upper: /^[A-Z]$/, xdigit: /^[0-9A-Fa-f]$/,
}; // prettier-ignore

export const UNMATCHED_BRACKET = 'Unmatched [, [^, [:, [., or [=';

export interface Bracket {
  readonly set: CharSet;
  /** Where the pattern goes on. */
  readonly end: number;
}

export function characterClass(name: string): CharSet | undefined {
  const pattern = ownEntry(CLASSES, name);
  return pattern === undefined ? undefined : (character) => pattern.test(character);
}

/** `at` is behind the opening bracket. */
export function parseBracket(pattern: string, at: number): Bracket | RegexProblem {
  const negated = pattern[at] === '^';
  const first = negated ? at + 1 : at;
  const members: CharSet[] = [];
  let next = first;
  while (next === first || pattern[next] !== ']') {
    const character = pattern[next];
    if (character === undefined) return new RegexProblem(UNMATCHED_BRACKET);
    if (pattern.startsWith('[:', next)) {
      const close = pattern.indexOf(':]', next + 2);
      if (close < 0) return new RegexProblem(UNMATCHED_BRACKET);
      const set = characterClass(pattern.slice(next + 2, close));
      if (set === undefined) return new RegexProblem('Invalid character class name');
      members.push(set);
      next = close + 2;
      continue;
    }
    const last = pattern[next + 2];
    if (pattern[next + 1] === '-' && last !== undefined && last !== ']') {
      if (last < character) return new RegexProblem('Invalid range end');
      members.push((candidate) => candidate >= character && candidate <= last);
      next += 3;
    } else {
      members.push((candidate) => candidate === character);
      next += 1;
    }
  }
  return { set: (character) => members.some((member) => member(character)) !== negated, end: next + 1 };
}
