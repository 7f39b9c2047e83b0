// Does a text match a shell pattern, and which part of it? (bash(1), Pattern Matching, Parameter Expansion) Pure.

import { allocateText, Effort } from '../../libc/exhaustion.ts';
import type { Pattern, PatternElement } from './pattern.ts';

/** Whether the whole text matches. */
export function matches(pattern: Pattern, text: string): boolean {
  if (pattern.some((element) => element.kind === 'group'))
    return endsOf(pattern, text, 0, new Effort()).has(text.length);
  return matchesPlain(pattern, text);
}

/** Only the last star is ever tried again, so the time is bounded by text times pattern. */
function matchesPlain(pattern: Pattern, text: string): boolean {
  const effort = new Effort();
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    effort.spend(1);
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
function endsOf(pattern: Pattern, text: string, from: number, effort: Effort): ReadonlySet<number> {
  let places: ReadonlySet<number> = new Set([from]);
  for (const element of pattern) {
    if (places.size === 0) return places;
    // Behind a star every place is reached that one place is reached from.
    const starts = element.kind === 'star' ? [least(places)] : places;
    const next = new Set<number>();
    for (const place of starts) {
      for (const end of elementEnds(element, text, place, effort)) {
        effort.spend(1);
        next.add(end);
      }
    }
    places = next;
  }
  return places;
}

function least(places: ReadonlySet<number>): number {
  let least = Infinity;
  for (const place of places) least = Math.min(least, place);
  return least;
}

function elementEnds(element: PatternElement, text: string, from: number, effort: Effort): Iterable<number> {
  effort.spend(1);
  if (element.kind === 'star') return placesFrom(text, from, effort);
  if (element.kind !== 'group')
    return from < text.length && matchesOne(element, text.charAt(from)) ? [from + 1] : [];
  const once = new Set(
    element.alternatives.flatMap((alternative) => [...endsOf(alternative, text, from, effort)]),
  );
  switch (element.operator) {
    case '@':
      return once;
    case '?':
      return once.add(from);
    case '!':
      return placesFrom(text, from, effort).filter((place) => !once.has(place));
    case '+':
      return repeated(element.alternatives, text, once, effort);
    case '*':
      return repeated(element.alternatives, text, once, effort).add(from);
  }
}

function placesFrom(text: string, from: number, effort: Effort): number[] {
  effort.spend(text.length - from);
  return Array.from({ length: text.length - from + 1 }, (_, index) => from + index);
}

function repeated(
  alternatives: readonly Pattern[],
  text: string,
  once: ReadonlySet<number>,
  effort: Effort,
): Set<number> {
  const places = new Set(once);
  for (const place of places)
    for (const alternative of alternatives)
      for (const end of endsOf(alternative, text, place, effort)) places.add(end);
  return places;
}

/** ${x#pattern}, ${x##pattern}. */
export function removePrefix(text: string, pattern: Pattern, longest: boolean): string {
  const end = endOfMatch(pattern, text, longest);
  return end === null ? text : text.slice(end);
}

/** ${x%pattern}, ${x%%pattern}: what matches from the right, read backwards. */
export function removeSuffix(text: string, pattern: Pattern, longest: boolean): string {
  const end = endOfMatch(backwards(pattern), reversed(text), longest);
  return end === null ? text : text.slice(0, text.length - end);
}

function endOfMatch(pattern: Pattern, text: string, longest: boolean): number | null {
  let best: number | null = null;
  for (const end of endsOf(pattern, text, 0, new Effort()))
    if (best === null || (longest ? end > best : end < best)) best = end;
  return best;
}

function reversed(text: string): string {
  let out = '';
  for (let at = text.length - 1; at >= 0; at -= 1) out += text.charAt(at);
  return out;
}

function backwards(pattern: Pattern): Pattern {
  return pattern.toReversed().map((element) => {
    if (element.kind !== 'group') return element;
    return { ...element, alternatives: element.alternatives.map(backwards) };
  });
}

/** ${x/pattern/text} and its kin: the longest match at each place, from the left. */
export function replaceMatches(
  text: string,
  pattern: Pattern,
  replacement: (matched: string) => string,
  which: '/' | '//' | '/#' | '/%',
): string {
  // nothing is only found where it is looked for at an end
  if (pattern.length === 0) return which === '/#' ? replacement('') + text : which === '/%' ? text + replacement('') : text; // prettier-ignore
  const effort = new Effort();
  let out = '';
  let at = 0;
  while (at <= text.length) {
    const end = which === '/#' && at > 0 ? null : longestMatch(text, pattern, at, which === '/%', effort);
    if (end === null || (end === at && at === text.length && at > 0)) {
      out += text.charAt(at);
      at += 1;
      continue;
    }
    const put = replacement(text.slice(at, end));
    allocateText(out.length + put.length);
    out += put;
    if (end === at) out += text.charAt(at);
    at = Math.max(end, at + 1);
    if (which !== '//') return out + text.slice(at);
  }
  return out;
}

function longestMatch(
  text: string,
  pattern: Pattern,
  from: number,
  toEnd: boolean,
  effort: Effort,
): number | null {
  const ends = endsOf(pattern, text, from, effort);
  if (toEnd) return ends.has(text.length) ? text.length : null;
  let longest: number | null = null;
  for (const end of ends) if (longest === null || end > longest) longest = end;
  return longest;
}
