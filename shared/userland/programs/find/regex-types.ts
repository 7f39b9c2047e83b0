// Which regular expressions does find(1) read for -regex and -regextype, and how are those of Emacs written for ours?

import { compileRegex } from '../../libc/regex/regex.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { FindProblem } from './expression.ts';
import type { Regex } from '../../libc/regex/regex.ts';

/** In the order of find's own list. */
const TYPES = new Map([
  ['findutils-default', 'emacs'], ['ed', 'basic'], ['emacs', 'emacs'], ['gnu-awk', 'extended'], ['grep', 'basic'], ['posix-awk', 'extended'],
  ['awk', 'extended'], ['posix-basic', 'basic'], ['posix-egrep', 'extended'], ['egrep', 'extended'], ['posix-extended', 'extended'],
  ['posix-minimal-basic', 'basic'], ['sed', 'basic'],
] as const); // prettier-ignore

export type RegexType = 'emacs' | 'basic' | 'extended';

export function regexTypeOf(name: string, quote: (text: string) => string): RegexType {
  const found = [...TYPES].find(([known]) => known === name);
  if (found !== undefined) return found[1];
  const known = [...TYPES.keys()].map(quote).join(', ');
  throw new FindProblem(`Unknown regular expression type ${quote(name)}; valid types are ${known}.`);
}

export function regexOf(pattern: string, type: RegexType, ignoreCase: boolean): Regex {
  const compiled =
    type === 'emacs'
      ? compileRegex(fromEmacs(pattern), 'extended', { ignoreCase })
      : compileRegex(pattern, type, { ignoreCase });
  if (!(compiled instanceof RegexProblem)) return compiled;
  throw new FindProblem(`failed to compile regular expression '${pattern}': ${compiled.message}`);
}

/** The whole path has to match. */
export function matchesWhole(regex: Regex, path: string): boolean {
  const found = regex.exec(path);
  return found !== null && found.start === 0 && found.end === path.length;
}

/** In Emacs groups and choices have a backslash, and counts in braces there are none. */
function fromEmacs(pattern: string): string {
  return pattern.replace(/\[\^?\]?[^\]]*\]|\\([^])|[(){}|]/g, (piece, escaped?: string) => {
    if (piece.startsWith('[')) return piece;
    if (escaped === undefined) return `\\${piece}`;
    return '()|'.includes(escaped) ? escaped : piece;
  });
}
