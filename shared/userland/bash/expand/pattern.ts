// What does a shell pattern consist of? (bash(1), Pattern Matching; glob(7)) Pure.
//
// In a pattern a backslash takes the next character literally: that is how quoted parts of a word arrive here.

import { ownEntry } from '../../../own-entry.ts';
import { Effort } from '../../libc/exhaustion.ts';

type Element =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (char: string) => boolean }
  /** ?(a|b) and its kin (extglob). */
  | { readonly kind: 'group'; readonly operator: GroupOperator; readonly alternatives: readonly Pattern[] };

export type PatternElement = Element;
export type GroupOperator = '?' | '*' | '+' | '@' | '!';
export type Pattern = readonly Element[];

/** Reading a character of a set costs as much as so many steps of a match. */
const SET_EFFORT = 20;

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[\p{L}\p{N}]/u,
  alpha: /\p{L}/u,
  blank: /[ \t]/,
  // eslint-disable-next-line no-control-regex -- control characters are what the class is about
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[^\s\p{C}]/u,
  lower: /\p{Ll}/u,
  print: /[ \P{C}]/u,
  punct: /[^\s\p{C}\p{L}\p{N}]/u,
  space: /\s/,
  upper: /\p{Lu}/u,
  word: /\w/,
  xdigit: /[0-9A-Fa-f]/,
};

/** Takes every character literally. */
export function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]()|+@!]/g, '\\$&');
}

/** Whether there is anything in it that is not literal. */
export function hasWildcard(pattern: string, extended: boolean): boolean {
  // brackets count, whatever stands in them
  const plain = pattern.replace(/\\[^]/g, '');
  const opening = plain.indexOf('[');
  if (opening >= 0 && plain.lastIndexOf(']') > opening) return true;
  return compilePattern(pattern, extended).some((element) => element.kind !== 'char');
}

/** The text that a pattern without wildcards matches. */
export function literalOf(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, '$1');
}

/** `extended`: with extglob, which [[ ]] always has. `ignoreCase`: classes still tell the cases apart. */
export function compilePattern(pattern: string, extended: boolean, ignoreCase = false): Pattern {
  const fold = ignoreCase ? foldCase : asIs;
  const elements: Element[] = [];
  const lastClose = pattern.lastIndexOf(']');
  const effort = new Effort();
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    const group =
      extended && isGroupOperator(char) && pattern[at + 1] === '(' ? groupEnd(pattern, at + 2) : null;
    if (group !== null && isGroupOperator(char)) {
      const alternatives = group.alternatives.map((alternative) =>
        compilePattern(alternative, true, ignoreCase),
      );
      elements.push({ kind: 'group', operator: char, alternatives });
      at = group.end;
      continue;
    }
    const set = char === '[' && at < lastClose ? compileSet(pattern, at + 1, fold) : null;
    if (char === '[' && at < lastClose) effort.spend(SET_EFFORT * ((set?.end ?? pattern.length) - at));
    if (set !== null) {
      elements.push(set.element);
      at = set.end;
    } else if (char === '*') {
      if (elements[elements.length - 1]?.kind !== 'star') elements.push({ kind: 'star' });
    } else if (char === '?') elements.push({ kind: 'any' });
    else if (char === '\\' && at + 1 < pattern.length) {
      at += 1;
      elements.push(oneCharacter(pattern.charAt(at), ignoreCase));
    } else elements.push(oneCharacter(char, ignoreCase));
  }
  return elements;
}

function isGroupOperator(char: string): char is GroupOperator {
  return char !== '' && '?*+@!'.includes(char);
}

/** The alternatives behind an opening parenthesis, and where the closing one stands; null without one. */
function groupEnd(
  pattern: string,
  from: number,
): { readonly alternatives: readonly string[]; readonly end: number } | null {
  const alternatives: string[] = [];
  let start = from;
  let depth = 0;
  for (let at = from; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at = compileSet(pattern, at + 1, asIs)?.end ?? at;
    else if (char === '(') depth += 1;
    else if (char === ')' && depth > 0) depth -= 1;
    else if ((char === '|' || char === ')') && depth === 0) {
      alternatives.push(pattern.slice(start, at));
      start = at + 1;
      if (char === ')') return { alternatives, end: at };
    }
  }
  return null;
}

function asIs(char: string): string {
  return char;
}

function foldCase(char: string): string {
  return char.toLowerCase();
}

function oneCharacter(char: string, ignoreCase: boolean): Element {
  if (!ignoreCase || foldCase(char) === char.toUpperCase()) return { kind: 'char', char };
  return { kind: 'set', negated: false, has: (candidate) => foldCase(candidate) === foldCase(char) };
}

function compileSet(
  pattern: string,
  from: number,
  fold: (char: string) => string,
): { readonly element: Element; readonly end: number } | null {
  let at = from;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at += 1;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; at < pattern.length; first = false) {
    if (pattern[at] === ']' && !first) {
      return { element: { kind: 'set', negated, has: (char) => tests.some((test) => test(char)) }, end: at };
    }
    const named = /^\[:([a-z]+):\]/.exec(pattern.slice(at));
    const expression = ownEntry(CLASSES, named?.[1] ?? '');
    if (named !== null && expression !== undefined) {
      tests.push((char) => expression.test(char));
      at += named[0].length;
      continue;
    }
    const low = setMember(pattern, at);
    const range = pattern[low.end] === '-' && pattern[low.end + 1] !== ']' && low.end + 1 < pattern.length;
    const high = range ? setMember(pattern, low.end + 1) : low;
    const [least, most] = [fold(low.char), fold(high.char)];
    tests.push((char) => fold(char) >= least && fold(char) <= most);
    at = high.end;
  }
  return null;
}

function setMember(pattern: string, at: number): { readonly char: string; readonly end: number } {
  const escaped = pattern[at] === '\\' && at + 1 < pattern.length;
  return { char: pattern.charAt(escaped ? at + 1 : at), end: at + (escaped ? 2 : 1) };
}
