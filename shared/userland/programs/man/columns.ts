// How wide are the lines of a page of the manual?

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const USUAL = 80;

/** MANWIDTH, COLUMNS, or the terminal that is written to or read from. */
export function* columnsOf({ sys, env }: Process): Coroutine<number> {
  for (const name of ['MANWIDTH', 'COLUMNS']) {
    const wanted = Number(env.get(name) ?? '');
    if (Number.isInteger(wanted) && wanted > 0) return wanted;
  }
  if (!(yield* sys.isatty(1))) return USUAL;
  const size = yield* sys.windowSize(1);
  return failed(size) || size.columns === 0 ? USUAL : size.columns;
}
