// What does `s/pattern/replacement/` make of a text? sed(1)

import { allocateText } from '../../libc/exhaustion.ts';
import { normalized } from './cursor.ts';
import type { Effort } from '../../libc/exhaustion.ts';
import type { Regex, RegexMatch } from '../../libc/regex/regex.ts';
import type { ReplacementPart, Substitution } from './syntax.ts';

/** A match costs as much as so many steps of a pattern. */
const MATCH_EFFORT = 50;

/** Null when nothing matched. A match of nothing right behind another match does not count. */
export function substitute(
  text: string,
  regex: Regex,
  { replacement, all, nth }: Substitution,
  effort: Effort,
): string | null {
  effort.spend(text.length);
  let made = '';
  let from = 0;
  let count = 0;
  let lastEnd = -1;
  for (let found = regex.exec(text); found !== null; found = regex.exec(text, from)) {
    effort.spend(MATCH_EFFORT);
    allocateText(made.length);
    made += text.slice(from, found.start);
    const counts = found.end > found.start || found.start !== lastEnd;
    const matched = text.slice(found.start, found.end);
    if (counts) count += 1;
    made += counts && count >= nth ? expanded(replacement, matched, found) : matched;
    from = found.end;
    lastEnd = found.end;
    if (count >= nth && !all) break;
    if (found.end === found.start) {
      if (from >= text.length) break;
      made += text.charAt(from);
      from += 1;
    }
  }
  return count >= nth ? made + text.slice(from) : null;
}

/** & and \0 to \9, \n, and \U \L \u \l \E for capitals. */
export function parseReplacement(source: string): readonly ReplacementPart[] {
  const text = normalized(source, (character) => (/[&\\]/.test(character) ? `\\${character}` : character));
  const parts: ReplacementPart[] = [];
  for (const [, escaped, character = ''] of text.matchAll(/\\([\s\S])|([\s\S])/g)) {
    if (escaped === undefined) parts.push(character === '&' ? { group: 0 } : { text: character });
    else if (/\d/.test(escaped)) parts.push({ group: Number(escaped) });
    else if (escaped === 'U' || escaped === 'L' || escaped === 'E' || escaped === 'u' || escaped === 'l')
      parts.push({ letters: escaped });
    else parts.push({ text: escaped === 'n' ? '\n' : escaped });
  }
  return parts;
}

function expanded(parts: readonly ReplacementPart[], matched: string, { groups }: RegexMatch): string {
  let out = '';
  let lasting: 'U' | 'L' | null = null;
  let once: 'u' | 'l' | null = null;
  const put = (text: string): void => {
    if (text === '') return;
    const cased = lasting === 'U' ? text.toUpperCase() : lasting === 'L' ? text.toLowerCase() : text;
    const first = cased.charAt(0);
    out += (once === 'u' ? first.toUpperCase() : once === 'l' ? first.toLowerCase() : first) + cased.slice(1);
    once = null;
  };
  for (const part of parts) {
    if ('text' in part) put(part.text);
    else if ('group' in part) put(part.group === 0 ? matched : (groups[part.group - 1] ?? ''));
    else if (part.letters === 'U' || part.letters === 'L') lasting = part.letters;
    else if (part.letters === 'E') lasting = null;
    else once = part.letters;
  }
  return out;
}
