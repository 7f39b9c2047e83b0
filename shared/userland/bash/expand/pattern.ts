// Does a text match a shell pattern? (bash(1), Pattern Matching; glob(7)) Pure.
//
// In a pattern a backslash takes the next character literally: that is how quoted parts of a word arrive here.

type Element =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (char: string) => boolean };

export type Pattern = readonly Element[];

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // eslint-disable-next-line no-control-regex -- control characters are what the class is about
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  word: /\w/,
  xdigit: /[0-9A-Fa-f]/,
};

/** Takes every character literally. */
export function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

/** Whether there is anything in it that is not literal. */
export function hasWildcard(pattern: string): boolean {
  return compilePattern(pattern).some((element) => element.kind !== 'char');
}

/** The text that a pattern without wildcards matches. */
export function literalOf(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, '$1');
}

export function compilePattern(pattern: string): Pattern {
  const elements: Element[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    const set = char === '[' ? compileSet(pattern, at + 1) : null;
    if (set !== null) {
      elements.push(set.element);
      at = set.end;
    } else if (char === '*') {
      if (elements[elements.length - 1]?.kind !== 'star') elements.push({ kind: 'star' });
    } else if (char === '?') elements.push({ kind: 'any' });
    else if (char === '\\' && at + 1 < pattern.length) {
      at += 1;
      elements.push({ kind: 'char', char: pattern.charAt(at) });
    } else elements.push({ kind: 'char', char });
  }
  return elements;
}

function compileSet(
  pattern: string,
  from: number,
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
    const expression = CLASSES[named?.[1] ?? ''];
    if (named !== null && expression !== undefined) {
      tests.push((char) => expression.test(char));
      at += named[0].length;
      continue;
    }
    const low = setMember(pattern, at);
    const range = pattern[low.end] === '-' && pattern[low.end + 1] !== ']' && low.end + 1 < pattern.length;
    const high = range ? setMember(pattern, low.end + 1) : low;
    tests.push((char) => char >= low.char && char <= high.char);
    at = high.end;
  }
  return null;
}

function setMember(pattern: string, at: number): { readonly char: string; readonly end: number } {
  const escaped = pattern[at] === '\\' && at + 1 < pattern.length;
  return { char: pattern.charAt(escaped ? at + 1 : at), end: at + (escaped ? 2 : 1) };
}

/** Whether the whole text matches. Only the last star is ever tried again, so the time is bounded by text times pattern. */
export function matches(pattern: Pattern, text: string): boolean {
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

function matchesOne(element: Element, char: string): boolean {
  switch (element.kind) {
    case 'char':
      return element.char === char;
    case 'set':
      return element.has(char) !== element.negated;
    case 'any':
      return true;
    case 'star':
      return false;
  }
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
  replacement: string,
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
    out += replacement;
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
