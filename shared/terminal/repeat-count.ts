// How often is the next key meant? Alt-3, or Alt-1 Alt-2, Alt-- 2 and so on, before it. (readline(3), digit-argument)

import type { EditedLine } from './edited-line.ts';

export interface Count {
  readonly sign: 1 | -1;
  /** Null before the first digit. */
  readonly digits: number | null;
}

/** More makes no sense in a line. */
const MOST = 10_000;

/** What stands in the place of the prompt meanwhile. */
export function countLead(count: Count): string {
  return `(arg: ${valueOf(count)}) `;
}

export function valueOf({ sign, digits }: Count): number {
  return sign * (digits ?? 1);
}

/** The digits, and what follows them; null when there are none. Plain digits count once the number has begun. */
export function withDigits(
  line: EditedLine,
  key: string,
): { readonly line: EditedLine; readonly rest: string } | null {
  const { count } = line;
  // eslint-disable-next-line no-control-regex -- Alt is an escape
  const withAlt = /^\x1b([0-9-])$/.exec(key)?.[1];
  const digits = withAlt ?? (count === null ? null : /^(?:-?[0-9]+|-)/.exec(key)?.[0]);
  if (digits === null || digits === undefined) return null;
  let next: Count = count ?? { sign: 1, digits: null };
  for (const digit of digits) {
    if (digit !== '-') next = { ...next, digits: Math.min((next.digits ?? 0) * 10 + Number(digit), MOST) };
    else if (next.digits !== null || next.sign < 0) return null;
    else next = { ...next, sign: -1 };
  }
  return { line: { ...line, count: next }, rest: withAlt === undefined ? key.slice(digits.length) : '' };
}
