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
  readonly negated: boolean;
  /** Where the pattern goes on. */
  readonly end: number;
}

export function characterClass(name: string): CharSet | undefined {
  const pattern = ownEntry(CLASSES, name);
  return pattern === undefined ? undefined : (character) => pattern.test(character);
}

/** `at` is behind the opening bracket. `unescape` reads what a backslash makes of the character behind it, where it is special here. */
export function parseBracket(
  pattern: string,
  at: number,
  unescape: ((letter: string) => string) | null = null,
): Bracket | RegexProblem {
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
    const from = memberAt(pattern, next, unescape);
    if (from instanceof RegexProblem) return from;
    const to = pattern[from.end] === '-' && pattern[from.end + 1] !== ']' ? memberAt(pattern, from.end + 1, unescape) : from; // prettier-ignore
    if (to instanceof RegexProblem) return to;
    if (to.character < from.character) return new RegexProblem('Invalid range end');
    members.push((candidate) => candidate >= from.character && candidate <= to.character);
    next = to.end;
  }
  const set: CharSet = (character) => members.some((member) => member(character)) !== negated;
  return { set, negated, end: next + 1 };
}

interface Member {
  readonly character: string;
  readonly end: number;
}

/** One character of a bracket: itself, [.x.] or [=x=]. */
function memberAt(
  pattern: string,
  at: number,
  unescape: ((letter: string) => string) | null,
): Member | RegexProblem {
  const character = pattern[at];
  if (character === undefined) return new RegexProblem(UNMATCHED_BRACKET);
  const mark = pattern[at + 1];
  if (character === '[' && (mark === '.' || mark === '=')) {
    const close = pattern.indexOf(`${mark}]`, at + 2);
    if (close < 0) return new RegexProblem(UNMATCHED_BRACKET);
    const name = pattern.slice(at + 2, close);
    return name.length === 1
      ? { character: name, end: close + 2 }
      : new RegexProblem('Invalid collation character');
  }
  if (character === '\\' && unescape !== null && mark !== undefined)
    return { character: unescape(mark), end: at + 2 };
  return { character, end: at + 1 };
}
