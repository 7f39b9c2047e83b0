// Which of two lines does sort(1) put first? Its keys, and the ways in which they are compared.

import { compareVersions } from '../libc/version-compare.ts';

/** The letters of a key: what it is compared as, and what of it is left out. */
export interface Ordering {
  readonly kind: 'text' | 'numeric' | 'general' | 'human' | 'month' | 'version' | 'random';
  readonly ignoreCase: boolean;
  readonly onlyBlanksAndAlphanumerics: boolean;
  readonly onlyPrinting: boolean;
  readonly reverse: boolean;
  readonly skipStartBlanks: boolean;
  readonly skipEndBlanks: boolean;
}

export interface Key extends Ordering {
  readonly startField: number;
  readonly startCharacter: number;
  /** Null for the end of the line. */
  readonly endField: number | null;
  /** 0 for the end of the field. */
  readonly endCharacter: number;
}

export const KIND_LETTERS: Readonly<Record<string, Ordering['kind']>> = {
  n: 'numeric', g: 'general', h: 'human', M: 'month', V: 'version', R: 'random',
}; // prettier-ignore

export const KIND_WORDS: Readonly<Record<string, Ordering['kind']>> = {
  'general-numeric': 'general', 'human-numeric': 'human', month: 'month', numeric: 'numeric', random: 'random', version: 'version',
}; // prettier-ignore

export type Comparison = (a: string, b: string) => number;

/** `salt` makes -R another order each time. */
export function comparison(
  keys: readonly Key[],
  ordering: Ordering,
  separator: string | null,
  salt: string,
): Comparison {
  if (keys.length === 0)
    return (a, b) => compareBy(ordering, blanksSkipped(a, ordering), blanksSkipped(b, ordering), salt);
  return (a, b) => {
    for (const key of keys) {
      const order = compareBy(key, keyText(a, key, separator), keyText(b, key, separator), salt);
      if (order !== 0) return order;
    }
    return 0;
  };
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function blanksSkipped(text: string, { skipStartBlanks }: Ordering): string {
  return skipStartBlanks ? text.replace(/^[ \t]+/, '') : text;
}

function isBlank(text: string, at: number): boolean {
  return text.charAt(at) === ' ' || text.charAt(at) === '\t';
}

/** Without a separator a field begins with the blanks before it. */
function keyText(line: string, key: Key, separator: string | null): string {
  let start = fieldAfter(line, key.startField - 1, separator, true);
  if (key.skipStartBlanks) while (isBlank(line, start)) start += 1;
  start = Math.min(line.length, start + key.startCharacter - 1);
  return line.slice(start, Math.max(start, keyEnd(line, key, separator)));
}

function keyEnd(line: string, key: Key, separator: string | null): number {
  if (key.endField === null) return line.length;
  if (key.endCharacter === 0) return fieldAfter(line, key.endField, separator, false);
  let end = fieldAfter(line, key.endField - 1, separator, true);
  if (key.skipEndBlanks) while (isBlank(line, end)) end += 1;
  return Math.min(line.length, end + key.endCharacter);
}

/** Where so many fields end, behind the separator after the last of them or before it. */
function fieldAfter(line: string, count: number, separator: string | null, behind: boolean): number {
  let at = 0;
  for (let left = count; left > 0 && at < line.length; left -= 1) {
    if (separator !== null) {
      const next = line.indexOf(separator, at);
      if (next < 0) return line.length;
      at = left > 1 || behind ? next + 1 : next;
      continue;
    }
    while (isBlank(line, at)) at += 1;
    while (at < line.length && !isBlank(line, at)) at += 1;
  }
  return at;
}

function compareBy(ordering: Ordering, a: string, b: string, salt: string): number {
  const order = compareAs(ordering, a, b, salt);
  return ordering.reverse ? -order : order;
}

function compareAs(ordering: Ordering, a: string, b: string, salt: string): number {
  switch (ordering.kind) {
    case 'numeric':
      return leadingNumber(a) - leadingNumber(b);
    case 'general':
      return generalRank(a) - generalRank(b) || generalNumber(a) - generalNumber(b);
    case 'human':
      return humanRank(a) - humanRank(b) || leadingNumber(a) - leadingNumber(b);
    case 'month':
      return month(a) - month(b);
    case 'version':
      return compareVersions(a, b);
    case 'random':
      return hash(salt + a) - hash(salt + b) || byText(a, b);
    case 'text':
      return byText(prepared(a, ordering), prepared(b, ordering));
  }
}

function prepared(text: string, ordering: Ordering): string {
  let kept = text;
  if (ordering.onlyBlanksAndAlphanumerics) kept = kept.replace(/[^ \t0-9A-Za-z]/g, '');
  if (ordering.onlyPrinting) kept = kept.replace(/[^ -~]/g, '');
  return ordering.ignoreCase ? kept.toUpperCase() : kept;
}

function leadingNumber(text: string): number {
  return Number(/^[ \t]*(-?(?:\d+\.?\d*|\.\d+))/.exec(text)?.[1] ?? 0);
}

/** As strtold(3) reads it. */
function generalNumber(text: string): number {
  const [, number] = /^\s*([+-]?(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?))/i.exec(text) ?? []; // prettier-ignore
  if (number === undefined) return 0;
  if (!/inf/i.test(number)) return Number(number.replace(/^\+/, ''));
  return number.startsWith('-') ? -Infinity : Infinity;
}

/** What is no number comes first, then what is none by name. */
function generalRank(text: string): number {
  if (/^\s*[+-]?nan/i.test(text)) return 1;
  return /^\s*[+-]?(\d|\.\d|inf)/i.test(text) ? 2 : 0;
}

/** The unit decides before the number does; a negative number turns it round. */
function humanRank(text: string): number {
  const [, number = '', unit = ''] = /^[ \t]*(-?(?:\d+\.?\d*|\.\d+))([kKMGTPEZY]?)/.exec(text) ?? [];
  if (Number(number) === 0) return 0;
  const order = unit === '' ? 1 : 'KMGTPEZY'.indexOf(unit.toUpperCase()) + 2;
  return number.startsWith('-') ? -order : order;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function month(text: string): number {
  return MONTHS.indexOf(text.replace(/^[ \t]+/, '').slice(0, 3).toUpperCase()) + 1; // prettier-ignore
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
} // prettier-ignore
