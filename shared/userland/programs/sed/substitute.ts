// What does `s/pattern/replacement/` make of a text? sed(1)

import { allocateText } from '../../libc/exhaustion.ts';
import type { Effort } from '../../libc/exhaustion.ts';
import type { RegexMatch } from '../../libc/regex/regex.ts';
import type { Substitution } from './script.ts';

/** A match costs as much as so many steps of a pattern. */
const MATCH_EFFORT = 50;

/** Null when nothing matched. */
export function substitute(
  text: string,
  { regex, replacement, all, nth }: Substitution,
  effort: Effort,
): string | null {
  effort.spend(text.length);
  let made = '';
  let from = 0;
  let count = 0;
  for (let found = regex.exec(text); found !== null; found = regex.exec(text, from)) {
    count += 1;
    effort.spend(MATCH_EFFORT);
    allocateText(made.length);
    made += text.slice(from, found.start);
    const matched = text.slice(found.start, found.end);
    made += count >= nth ? expanded(replacement, matched, found) : matched;
    from = found.end;
    if (count >= nth && !all) break;
    if (found.end === found.start) {
      if (from >= text.length) break;
      made += text.charAt(from);
      from += 1;
    }
  }
  return count >= nth ? made + text.slice(from) : null;
}

/** & and \1 to \9, \n, and \U \L \u \l \E for capitals. */
function expanded(replacement: string, matched: string, { groups }: RegexMatch): string {
  let out = '';
  let lasting: 'U' | 'L' | null = null;
  let once: 'u' | 'l' | null = null;
  const put = (text: string): void => {
    if (text === '') return;
    const cased = lasting === 'U' ? text.toUpperCase() : lasting === 'L' ? text.toLowerCase() : text;
    const first =
      once === 'u'
        ? cased.charAt(0).toUpperCase()
        : once === 'l'
          ? cased.charAt(0).toLowerCase()
          : cased.charAt(0);
    out += first + cased.slice(1);
    once = null;
  };
  for (const [, escaped, character = ''] of replacement.matchAll(/\\([\s\S])|([\s\S])/g)) {
    if (escaped === undefined) put(character === '&' ? matched : character);
    else if (/[1-9]/.test(escaped)) put(groups[Number(escaped) - 1] ?? '');
    else if (escaped === 'U' || escaped === 'L') lasting = escaped;
    else if (escaped === 'u' || escaped === 'l') once = escaped;
    else if (escaped === 'E') lasting = null;
    else put(escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped);
  }
  return out;
}
