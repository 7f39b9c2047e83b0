// How often is the next key meant? Alt-3, or Alt-1 Alt-2 and so on, before it. (readline(3), digit-argument)

import type { EditedLine } from './edited-line.ts';

/** More makes no sense in a line. */
const MOST = 10_000;

/** What stands in the place of the prompt meanwhile. */
export function countLead(count: number): string {
  return `(arg: ${count}) `;
}

/** The digits, and what follows them; null when there are none. Plain digits count once the number has begun. */
export function withDigits(
  line: EditedLine,
  key: string,
): { readonly line: EditedLine; readonly rest: string } | null {
  // eslint-disable-next-line no-control-regex -- Alt is an escape
  const digits = /^\x1b([0-9])$/.exec(key)?.[1] ?? (line.count === null ? null : /^[0-9]+/.exec(key)?.[0]);
  if (digits === null || digits === undefined) return null;
  const count = Math.min(Number(`${line.count ?? ''}${digits}`), MOST);
  return { line: { ...line, count }, rest: key.startsWith('\x1b') ? '' : key.slice(digits.length) };
}
