// How does printf(3) format its arguments? For printf(1) and for awk.

import { utf8Length } from './utf8.ts';
import { allocateText } from './exhaustion.ts';

/** So many places more show whether a number lies in the middle of two. */
const EXACT_PLACES = 60;

/** One conversion: `%-5.2f` and the like. */
export interface Conversion {
  readonly flags: string;
  readonly width: number;
  /** Null where none is given. */
  readonly precision: number | null;
  readonly letter: string;
}

export type Piece = { readonly text: string } | { readonly conversion: Conversion; readonly source: string };

/** A format as text and conversions; `%%` is text. `*` takes its number from `nextStar`. */
export function parseFormat(format: string, nextStar: () => number): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of format.matchAll(/%([-+ #0']*)(\*|\d*)(?:\.(\*|\d*))?[hlLqjzt]*([a-zA-Z%])/g)) {
    const [source, flags = '', width = '', precision, letter = ''] = found;
    pieces.push({ text: format.slice(from, found.index) });
    from = found.index + source.length;
    if (letter === '%') pieces.push({ text: '%' });
    else {
      const given = (text: string): number => (text === '*' ? nextStar() : Number(text));
      const columns = given(width);
      const conversion = {
        flags: columns < 0 ? `${flags}-` : flags,
        width: Math.abs(columns),
        precision: precision === undefined ? null : given(precision),
        letter,
      };
      pieces.push({ conversion, source });
    }
  }
  pieces.push({ text: format.slice(from) });
  return pieces;
}

export function formatText({ flags, width, precision }: Conversion, text: string): string {
  allocateText(width);
  return pad(precision === null ? text : firstBytes(text, precision), flags.replace('0', ''), width);
}

/** d i o u x X e f g and their capitals. */
export function formatNumber(conversion: Conversion, value: number): string {
  const { flags, width, letter } = conversion;
  allocateText(width + (conversion.precision ?? 0));
  const digits = magnitude(conversion, Math.abs(value));
  const sign =
    value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const isInteger = 'diouxX'.includes(letter);
  const signed = 'ouxX'.includes(letter)
    ? digits
    : (value === 0 && isInteger ? sign.replace('-', '') : sign) + digits;
  if (flags.includes('0') && !flags.includes('-') && !(isInteger && conversion.precision !== null)) {
    const body = signed.replace(/^[-+ ]/, '');
    return (
      signed.slice(0, signed.length - body.length) + body.padStart(width - (signed.length - body.length), '0')
    );
  }
  return pad(signed, flags, width);
}

function magnitude({ flags, precision, letter }: Conversion, value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
  const places = precision ?? 6;
  switch (letter) {
    case 'd':
    case 'i':
    case 'u':
      return wholeDigits(value, 10).padStart(precision ?? 0, '0');
    case 'o':
      return (flags.includes('#') ? '0' : '') + wholeDigits(value, 8).padStart(precision ?? 0, '0');
    case 'x':
      return (flags.includes('#') ? '0x' : '') + wholeDigits(value, 16).padStart(precision ?? 0, '0');
    case 'X':
      return (
        (flags.includes('#') ? '0X' : '') +
        wholeDigits(value, 16)
          .toUpperCase()
          .padStart(precision ?? 0, '0')
      );
    case 'e':
    case 'E':
      return exponential(value, places, letter);
    case 'g':
    case 'G':
      return shortest(value, Math.max(1, Math.min(places, 100)), letter === 'G' ? 'E' : 'e');
    default:
      return fixed(value, Math.min(places, 100));
  }
}

function wholeDigits(value: number, base: number): string {
  return BigInt(Math.trunc(value)).toString(base);
}

function exponential(value: number, places: number, letter: string): string {
  const [mantissa = '', exponent = '0'] = scientific(value, Math.min(places, 100)).split('e');
  const power = Number(exponent);
  return `${mantissa}${letter}${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** %g: whichever of the two forms is shorter, without zeros at the end. */
export function shortest(value: number, precision: number, letter = 'e'): string {
  if (value === 0) return '0';
  const power = Number(scientific(value, precision - 1).split('e')[1]);
  const withoutZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (power >= -4 && power < precision) return withoutZeros(fixed(value, precision - 1 - power));
  const [mantissa = '', exponent = ''] = exponential(value, precision - 1, letter).split(letter);
  return withoutZeros(mantissa) + letter + exponent;
}

/** Like toFixed, except that what lies in the middle goes to the even neighbour. */
function fixed(value: number, places: number): string {
  const exact = value.toFixed(Math.min(100, places + EXACT_PLACES));
  const cut = exact.length - Math.min(EXACT_PLACES, 100 - places);
  const below = places === 0 ? exact.slice(0, cut - 1) : exact.slice(0, cut);
  return isMiddle(exact.slice(cut)) && isEven(below) ? below : value.toFixed(places);
}

/** Like toExponential, with the same exception. */
function scientific(value: number, places: number): string {
  const [digits = '', power = '0'] = value.toExponential(Math.min(100, places + EXACT_PLACES)).split('e');
  const below = places === 0 ? digits.charAt(0) : digits.slice(0, places + 2);
  return isMiddle(digits.slice(places + 2)) && isEven(below)
    ? `${below}e${power}`
    : value.toExponential(places);
}

function isMiddle(rest: string): boolean {
  return /^50*$/.test(rest);
}

function isEven(digits: string): boolean {
  return /[02468]$/.test(digits);
}

function pad(text: string, flags: string, width: number): string {
  const blanks = ' '.repeat(Math.max(0, width - utf8Length(text)));
  return flags.includes('-') ? text + blanks : blanks + text;
}

/** Widths and precisions count bytes. What would be half a character is left out. */
function firstBytes(text: string, bytes: number): string {
  if (utf8Length(text) <= bytes) return text;
  let kept = '';
  let left = bytes;
  for (const character of text) {
    left -= utf8Length(character);
    if (left < 0) break;
    kept += character;
  }
  return kept;
}
