// Does a text match a shell pattern, and which part of it? (bash(1), Pattern Matching, Parameter Expansion) Pure.

import type { Pattern, PatternElement } from './pattern.ts';

/** Whether the whole text matches. */
export function matches(pattern: Pattern, text: string): boolean {
  if (pattern.some((element) => element.kind === 'group')) return endsOf(pattern, text, 0).has(text.length);
  return matchesPlain(pattern, text);
}

/** Only the last star is ever tried again, so the time is bounded by text times pattern. */
function matchesPlain(pattern: Pattern, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const element = pattern[p];
    if (element?.kind === 'star') {
      star = p;
      resume = t;
      p += 1;
    } else if (element !== undefined && matchesOne(element, text.charAt(t))) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else return false;
  }
  while (pattern[p]?.kind === 'star') p += 1;
  return p === pattern.length;
}

function matchesOne(element: PatternElement, char: string): boolean {
  switch (element.kind) {
    case 'char':
      return element.char === char;
    case 'set':
      return element.has(char) !== element.negated;
    case 'any':
      return true;
    case 'star':
    case 'group':
      return false;
  }
}

/** Every place where a match that begins at `from` may end: all ways are followed at once, none is tried twice. */
function endsOf(pattern: Pattern, text: string, from: number): ReadonlySet<number> {
  let places: ReadonlySet<number> = new Set([from]);
  for (const element of pattern) {
    const next = new Set<number>();
    for (const place of places) for (const end of elementEnds(element, text, place)) next.add(end);
    places = next;
  }
  return places;
}

function elementEnds(element: PatternElement, text: string, from: number): Iterable<number> {
  if (element.kind === 'star') return placesFrom(text, from);
  if (element.kind !== 'group')
    return from < text.length && matchesOne(element, text.charAt(from)) ? [from + 1] : [];
  const once = new Set(element.alternatives.flatMap((alternative) => [...endsOf(alternative, text, from)]));
  switch (element.operator) {
    case '@':
      return once;
    case '?':
      return once.add(from);
    case '!':
      return placesFrom(text, from).filter((place) => !once.has(place));
    case '+':
      return repeated(element.alternatives, text, once);
    case '*':
      return repeated(element.alternatives, text, once).add(from);
  }
}

function placesFrom(text: string, from: number): number[] {
  return Array.from({ length: text.length - from + 1 }, (_, index) => from + index);
}

function repeated(alternatives: readonly Pattern[], text: string, once: ReadonlySet<number>): Set<number> {
  const places = new Set(once);
  for (const place of places)
    for (const alternative of alternatives)
      for (const end of endsOf(alternative, text, place)) places.add(end);
  return places;
}

/** ${x#pattern}, ${x##pattern}. */
export function removePrefix(text: string, pattern: Pattern, longest: boolean): string {
  const lengths = Array.from({ length: text.length + 1 }, (_, index) =>
    longest ? text.length - index : index,
  );
  const length = lengths.find((candidate) => matches(pattern, text.slice(0, candidate)));
  return text.slice(length ?? 0);
}

/** ${x%pattern}, ${x%%pattern}. */
export function removeSuffix(text: string, pattern: Pattern, longest: boolean): string {
  const starts = Array.from({ length: text.length + 1 }, (_, index) =>
    longest ? index : text.length - index,
  );
  const start = starts.find((candidate) => matches(pattern, text.slice(candidate)));
  return text.slice(0, start ?? text.length);
}

/** ${x/pattern/text} and its kin: the longest match at each place, from the left. */
export function replaceMatches(
  text: string,
  pattern: Pattern,
  replacement: (matched: string) => string,
  which: '/' | '//' | '/#' | '/%',
): string {
  let out = '';
  let at = 0;
  while (at <= text.length) {
    const end = which === '/#' && at > 0 ? null : longestMatch(text, pattern, at, which === '/%');
    if (end === null || (end === at && at === text.length && at > 0)) {
      out += text.charAt(at);
      at += 1;
      continue;
    }
    out += replacement(text.slice(at, end));
    if (end === at) out += text.charAt(at);
    at = Math.max(end, at + 1);
    if (which !== '//') return out + text.slice(at);
  }
  return out;
}

function longestMatch(text: string, pattern: Pattern, from: number, toEnd: boolean): number | null {
  for (let end = text.length; end >= from; end -= 1) {
    if (matches(pattern, text.slice(from, end))) return end;
    if (toEnd) return null;
  }
  return null;
}
