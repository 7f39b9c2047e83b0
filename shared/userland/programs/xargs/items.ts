// Into which items does xargs divide its input? Words with quotes, lines with quotes, or whatever stands between delimiters

export interface Item {
  readonly text: string;
  /** Behind it a line ends that is not continued by a blank at its end. */
  readonly endsLine: boolean;
}

export type Quote = 'single' | 'double';

/** Those before a quote that is not closed, where there is one. */
export interface QuotedItems {
  readonly items: readonly Item[];
  readonly unclosed: Quote | null;
}

/** What stands between the delimiters, without quotes; the last delimiter ends the last item. */
export function delimited(text: string, delimiter: string): readonly Item[] {
  if (text === '') return [];
  const whole = text.endsWith(delimiter) ? text.slice(0, -1) : text;
  return whole.split(delimiter).map((each) => ({ text: each, endsLine: true }));
}

/** \n, \0, \x41 and their kin, or one character; null for more. */
export function delimiterOf(text: string): string | null {
  const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' }; // prettier-ignore
  const [, letter = '', octal, hexadecimal] = /^\\(?:([abfnrtv\\])|0?([0-7]{1,3})|x([\da-fA-F]{1,2}))$/.exec(text) ?? []; // prettier-ignore
  if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
  if (hexadecimal !== undefined) return String.fromCharCode(parseInt(hexadecimal, 16));
  return escapes[letter] ?? ([...text].length === 1 ? text : null);
}

/**
 * Words as a shell would have them: quotes keep blanks, a backslash the next character. With `wholeLines` a line is one
 * item, without the blanks before it.
 */
export function quoted(text: string, wholeLines: boolean, endMark: string | null): QuotedItems {
  const items: Item[] = [];
  let item: string | null = null;
  let quote: Quote | null = null;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== null) {
      if (character === '\n' || character === '') return { items, unclosed: quote };
      if (character === (quote === 'single' ? "'" : '"')) quote = null;
      else item = (item ?? '') + character;
    } else if (character === '' || character === '\n' || (!wholeLines && /[ \t\r\f\v]/.test(character))) {
      const previous = items.at(-1);
      if (item !== null) {
        if (!wholeLines && item === endMark) return { items, unclosed: null };
        items.push({ text: item, endsLine: character === '\n' || character === '' });
      } else if (character === '\n' && previous !== undefined && !/[ \t]/.test(text.charAt(at - 1)))
        items[items.length - 1] = { ...previous, endsLine: true };
      item = null;
    } else if (item === null && /[ \t\r\f\v]/.test(character)) continue;
    else if (character === "'" || character === '"') {
      quote = character === "'" ? 'single' : 'double';
      item ??= '';
    } else if (character === '\\') {
      // at the very end it stands for nothing
      item = (item ?? '') + text.charAt(at + 1);
      if (at + 1 < text.length) at += 1;
    } else item = (item ?? '') + character;
  }
  return { items, unclosed: null };
}
