// How does od(1) write so many bytes as a number or as a character?

import { ownEntry } from '../../../own-entry.ts';

export interface DumpType {
  readonly letter: (typeof LETTERS)[number];
  /** Bytes. */
  readonly size: 1 | 2 | 4 | 8;
  /** The suffix z: the line ends with its printable characters. */
  readonly showsText: boolean;
}

const SIZES: Readonly<Record<string, DumpType['size']>> = { '': 4, C: 1, S: 2, I: 4, L: 8, '1': 1, '2': 2, '4': 4, '8': 8 }; // prettier-ignore
const LETTERS = ['a', 'c', 'd', 'o', 'u', 'x'] as const;
const RADIX = { d: 10, u: 10, o: 8, x: 16 } as const;
const BITS_PER_BYTE = 8n;

/** Columns of a number, by the binary logarithm of its size. */
const WIDTHS = { d: [4, 6, 11, 20], u: [3, 5, 10, 20], o: [3, 6, 11, 22], x: [2, 4, 8, 16] } as const;
const CHARACTER_WIDTH = 3;

const ESCAPES: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' }; // prettier-ignore
const NAMES = 'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(' '); // prettier-ignore
const DELETE = 127;

/** The types of -t, or what is wrong with them. */
export function parseTypes(text: string, quote: (text: string) => string): readonly DumpType[] | string {
  const types: DumpType[] = [];
  for (let at = 0; at < text.length;) {
    const wrong = text.charAt(at);
    const letter = LETTERS.find((known) => known === wrong);
    if (wrong === 'f') return `floating point is not available in the lab: type string ${quote(text)}`;
    if (letter === undefined) return `invalid character '${wrong}' in type string ${quote(text)}`;
    const isCharacter = letter === 'a' || letter === 'c';
    const [sizeText = ''] = isCharacter ? [] : (/^([CSIL]|\d*)/.exec(text.slice(at + 1)) ?? []);
    const size = isCharacter ? 1 : ownEntry(SIZES, sizeText);
    if (size === undefined)
      return `invalid type string ${quote(text)};\nthis system doesn't provide a ${sizeText}-byte integral type`;
    const showsText = text.charAt(at + 1 + sizeText.length) === 'z';
    types.push({ letter, size, showsText });
    at += 1 + sizeText.length + (showsText ? 1 : 0);
  }
  return types;
}

/** With the blanks before it. No bytes at all give a cell of blanks; the bytes that are missing at the end are 0. */
export function cellOf({ letter, size }: DumpType, bytes: readonly number[]): string {
  if (letter === 'a' || letter === 'c') {
    const [byte] = bytes;
    return ` ${(byte === undefined ? '' : letter === 'c' ? character(byte) : named(byte & DELETE)).padStart(CHARACTER_WIDTH)}`;
  }
  const width = WIDTHS[letter][Math.log2(size)] ?? 0;
  if (bytes.length === 0) return ' '.repeat(width + 1);
  // the least significant byte comes first
  const value = bytes.reduceRight((sum, byte) => (sum << BITS_PER_BYTE) | BigInt(byte), 0n);
  if (letter === 'd') return ` ${BigInt.asIntN(size * Number(BITS_PER_BYTE), value).toString().padStart(width)}`; // prettier-ignore
  const digits = value.toString(RADIX[letter]);
  return ` ${letter === 'u' ? digits.padStart(width) : digits.padStart(width, '0')}`;
}

function character(byte: number): string {
  const escape = ESCAPES[byte];
  if (escape !== undefined) return escape;
  return byte >= 0x20 && byte < DELETE ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0');
}

function named(byte: number): string {
  return byte === DELETE ? 'del' : (NAMES[byte] ?? String.fromCharCode(byte));
}
