// The functions that every awk program has, as far as they only compute. awk(1)

import { allocateText, Effort } from '../../libc/exhaustion.ts';
import { epochOf } from '../../libc/parse-date.ts';
import { strftime } from '../../libc/calendar.ts';
import { toInt } from './values.ts';
import type { Regex } from '../../libc/regex/regex.ts';

/** A start before the first character makes the part longer by as much. */
export function substr(text: string, start: number, count: number | null): string {
  let from = toInt(start);
  let length = count === null ? text.length : toInt(count);
  if (from < 1 && count !== null) length = (length - from) | 0;
  from = Math.max(1, from);
  return length <= 0 ? '' : text.slice(from - 1, from - 1 + length);
}

/** The letters of ASCII only: others are made of bytes that are no letters. */
export function toUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

export function toLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The functions of one number. */
export function compute(name: string, number: number): number {
  switch (name) {
    case 'int':
      return Math.trunc(number);
    case 'sqrt':
    case 'exp':
    case 'log':
    case 'sin':
    case 'cos':
      return Math[name](number);
    default:
      return 0;
  }
}

/** A match costs as much as so many steps of a pattern. */
const MATCH_EFFORT = 50;

/** & stands for what was matched, \\& for itself. A match of nothing right behind another match does not count. */
export function replaced(
  before: string,
  regex: Regex,
  replacement: string,
  all: boolean,
): { readonly text: string; readonly count: number } {
  const effort = new Effort();
  let text = '';
  let from = 0;
  let count = 0;
  let lastEnd = -1;
  for (
    let found = regex.exec(before);
    found !== null && (all || count === 0);
    found = regex.exec(before, from)
  ) {
    effort.spend(MATCH_EFFORT);
    allocateText(text.length);
    const matched = before.slice(found.start, found.end);
    text += before.slice(from, found.start);
    if (found.end > found.start || found.start !== lastEnd) {
      count += 1;
      text += replacement.replace(/\\&|&|\\\\/g, (mark) => (mark === '&' ? matched : mark.slice(1)));
    }
    from = found.end;
    lastEnd = found.end;
    if (found.end === found.start) {
      if (from >= before.length) return { text, count };
      text += before.charAt(from);
      from += 1;
    }
  }
  return { text: text + before.slice(from), count };
}

/** `YYYY MM DD HH MM SS`; -1 for anything else. */
export function mktime(text: string): number {
  const parts = text.trim().split(/\s+/).map(Number);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const midnight = parts.length < 6 ? null : epochOf(year, month, day);
  return midnight === null ? -1 : midnight + hour * 3600 + minute * 60 + second;
}

export function formatTime(format: string | null, seconds: number): string {
  return strftime(format ?? '%c', Math.trunc(seconds));
}
