// When is an awk value a number, and how does a number become text? awk(1), "Variable typing and conversion"

import { shortest } from '../../libc/printf.ts';

/** A field or a line of input that looks like a number compares like one. */
export interface Strnum {
  readonly text: string;
  readonly number: number;
}

export type Value = number | string | Strnum;

const LOOKS_NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

/** What comes from outside. */
export function fromInput(text: string): Value {
  return LOOKS_NUMERIC.test(text) ? { text, number: Number(text) } : text;
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return value.number;
  const [leading = '0'] = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec(value) ?? [];
  return Number(leading);
}

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? numberText(value) : value.text;
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'string') return value !== '';
  return toNumber(value) !== 0;
}

/** Numbers compare as numbers, everything else as text. */
export function compareValues(left: Value, right: Value): number {
  if (typeof left !== 'string' && typeof right !== 'string') return toNumber(left) - toNumber(right);
  const [a, b] = [toText(left), toText(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A whole number as such, another one with six digits (OFMT is %.6g). */
function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return String(value === 0 ? 0 : value);
  return (value < 0 ? '-' : '') + shortest(Math.abs(value), 6);
}
