// What do the backslash sequences of echo -e, printf and tr stand for?

import { fromUtf8 } from './utf8.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\', a: '\u0007', b: '\b', e: '\u001b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '"': '"',
}; // prettier-ignore

export interface Unescaped {
  readonly text: string;
  /** \c was met: nothing after it is printed. */
  readonly stopped: boolean;
}

/** echo -e and printf %b: an octal number has a leading 0. */
export function unescapeEcho(text: string): Unescaped {
  return unescape(text, /^0[0-7]{0,3}/);
}

/** The format of printf and the sets of tr: an octal number stands by itself. */
export function unescapeFormat(text: string): Unescaped {
  return unescape(text, /^[0-7]{1,3}/);
}

function unescape(text: string, octal: RegExp): Unescaped {
  let out = '';
  /** Bytes that stand side by side are one character where they can be. */
  let bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const rest = text[at] === '\\' && at < text.length - 1 ? text.slice(at + 1) : null;
    const [matched, value] = rest === null ? [0, text.charAt(at)] : sequence(rest, octal);
    if (typeof value === 'number') bytes.push(value);
    else {
      out += fromUtf8(bytes);
      bytes = [];
      if (rest?.startsWith('c') === true) return { text: out, stopped: true };
      out += value;
    }
    at += matched;
  }
  return { text: out + fromUtf8(bytes), stopped: false };
}

/** How many characters after the backslash belong to it, and what they make: a text or a byte. */
function sequence(rest: string, octal: RegExp): readonly [length: number, value: string | number] {
  const [digits] = octal.exec(rest) ?? [];
  if (digits !== undefined) return [digits.length, parseInt(digits, 8) & 0xff];
  const [, hex] = /^x([0-9a-fA-F]{1,2})/.exec(rest) ?? [];
  if (hex !== undefined) return [hex.length + 1, parseInt(hex, 16)];
  const [, unicode] = /^u([0-9a-fA-F]{1,4})/.exec(rest) ?? [];
  if (unicode !== undefined) return [unicode.length + 1, String.fromCodePoint(parseInt(unicode, 16))];
  const simple = SIMPLE[rest.charAt(0)];
  return [1, simple ?? `\\${rest.charAt(0)}`];
}
