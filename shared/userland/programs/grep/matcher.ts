// Which parts of a line do the patterns of grep match?

import type { Regex } from '../../libc/regex/regex.ts';
import { compileRegex } from '../../libc/regex/regex.ts';
import { isWordCharacter, RegexProblem } from '../../libc/regex/syntax.ts';

export type PatternKind = 'grep' | 'egrep' | 'fixed' | 'perl';

export interface MatcherOptions {
  readonly kind: PatternKind;
  readonly ignoreCase: boolean;
  readonly words: boolean;
  readonly wholeLine: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Matcher {
  readonly #regexes: readonly Regex[];
  readonly #words: boolean;

  constructor(regexes: readonly Regex[], words: boolean) {
    this.#regexes = regexes;
    this.#words = words;
  }

  get warnings(): readonly string[] {
    return this.#regexes.flatMap(({ warnings }) => warnings);
  }

  /** The first of all patterns' matches at `from` or later, the longest if several begin there. */
  find(line: string, from = 0): Span | null {
    let best: Span | null = null;
    for (const regex of this.#regexes) {
      const found = this.#findOne(regex, line, from);
      if (found === null) continue;
      if (best === null || found.start < best.start || (found.start === best.start && found.end > best.end))
        best = found;
    }
    return best;
  }

  #findOne(regex: Regex, line: string, from: number): Span | null {
    for (let at = from; at <= line.length; at += 1) {
      const found = regex.exec(line, at);
      if (found === null || !this.#words || isWholeWord(line, found)) return found;
      at = found.start;
    }
    return null;
  }
}

function isWholeWord(line: string, { start, end }: Span): boolean {
  return !isWordCharacter(line.charAt(start - 1)) && !isWordCharacter(line.charAt(end));
}

/** `patterns` may hold several lines each: every line is a pattern. */
export function compileMatcher(patterns: readonly string[], options: MatcherOptions): Matcher | RegexProblem {
  const regexes: Regex[] = [];
  for (const pattern of patterns.flatMap((text) => text.split('\n'))) {
    const syntax = options.kind === 'grep' ? 'grep' : 'egrep';
    const translated = options.kind === 'perl' ? fromPerl(pattern) : pattern;
    if (translated === null)
      return new RegexProblem(
        'look-around, lazy repetition and other parts of Perl expressions are not available in the lab',
      );
    const source = options.kind === 'fixed' ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : translated;
    const regex = compileRegex(source, syntax, {
      ignoreCase: options.ignoreCase,
      wholeText: options.wholeLine,
    });
    if (regex instanceof RegexProblem)
      return pattern === '[' ? new RegexProblem('Invalid regular expression') : regex;
    regexes.push(regex);
  }
  return new Matcher(regexes, options.words);
}

/** What of a Perl expression an extended one can say; null where it says more. */
function fromPerl(pattern: string): string | null {
  const known = pattern.replace(/\(\?:/g, '(');
  if (/\(\?|[*+?}][?+]|\\[KQERXAZzGpPuUxgck]/.test(known.replace(/\\\\/g, ''))) return null;
  let out = '';
  let inBracket = false;
  for (let at = 0; at < known.length; at += 1) {
    const character = known.charAt(at);
    if (character === '\\') {
      at += 1;
      out += fromPerlEscape(known.charAt(at), inBracket);
      continue;
    }
    if (character === '[' && !inBracket) inBracket = true;
    else if (character === ']' && inBracket && !/\[\^?$/.test(out)) inBracket = false;
    out += character;
  }
  return out;
}

function fromPerlEscape(letter: string, inBracket: boolean): string {
  const classes: Readonly<Record<string, string>> = { d: '0-9', h: ' \t', s: '[:space:]', w: '[:alnum:]_' };
  const plain: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', e: '\x1b' };
  const members = classes[letter.toLowerCase()];
  if (members !== undefined && inBracket) return members;
  if (members !== undefined) return letter === letter.toLowerCase() ? `[${members}]` : `[^${members}]`;
  return plain[letter] ?? (inBracket ? letter : `\\${letter}`);
}
