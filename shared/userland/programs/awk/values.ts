// When is an awk value a number, and how does a number become text? awk(1), "Variable typing and conversion"
//
// Texts here are made of bytes, each of which is one character: mawk knows of no others.

import { formatNumber, parseFormat, shortest } from '../../libc/printf.ts';

/** A field or a line of input that looks like a number compares like one. */
export interface Strnum {
  readonly text: string;
  readonly number: number;
}

export type Value = number | string | Strnum;

/** What was never assigned: it is 0 beside a number and nothing beside a text. */
export const UNSET: Strnum = { text: '', number: 0 };

/** CONVFMT and OFMT as they are at first. */
export const USUAL_FORMAT = '%.6g';
export const MAX_INT = 2147483647;

const LOOKS_NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

/** What comes from outside. */
export function fromInput(text: string): Value {
  return LOOKS_NUMERIC.test(text) ? { text, number: Number(text) } : text;
}

/** strtod(3): what leads the text and can be read as a number. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return value.number;
  const [leading, sign, hexadecimal] =
    /^\s*([-+]?)(?:0[xX]([0-9a-fA-F]+)|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(value) ?? [];
  if (leading === undefined) return 0;
  return hexadecimal === undefined ? Number(leading) : (sign === '-' ? -1 : 1) * parseInt(hexadecimal, 16);
}

export function toText(value: Value, format = USUAL_FORMAT): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? numberText(value, format) : value.text;
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'string') return value !== '';
  return toNumber(value) !== 0;
}

/** As C truncates it to an int, within the limits of one. */
export function toInt(value: number): number {
  return Number.isNaN(value) ? -MAX_INT : Math.trunc(Math.max(-MAX_INT, Math.min(MAX_INT, value)));
}

/** A whole number as such, another one as the format says. */
function numberText(value: number, format: string): string {
  if (Number.isNaN(value)) return '-nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (isWhole(value)) return String(value === 0 ? 0 : value);
  if (format === USUAL_FORMAT) return (value < 0 ? '-' : '') + shortest(Math.abs(value), 6);
  return parseFormat(format, () => 0)
    .map((piece) => ('text' in piece ? piece.text : formatNumber(piece.conversion, value)))
    .join('');
}

export function isWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
