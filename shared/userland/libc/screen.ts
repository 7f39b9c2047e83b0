// How wide is the screen a program writes to?

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from './process.ts';

/** No limit: the output goes into a pipe or a file. */
export const UNLIMITED = 131_072;

const STDOUT = 1;

/** COLUMNS first, then the terminal; what is no terminal has no limit. */
export function* screenColumns(process: Process): Coroutine<number> {
  const columns = Number(process.env.get('COLUMNS') ?? '');
  if (Number.isInteger(columns) && columns > 0) return columns;
  const size = yield* process.sys.windowSize(STDOUT);
  return failed(size) ? UNLIMITED : size.columns;
}

/** util-linux asks the terminal first, and has no limit where there is none. */
export function* terminalColumns(process: Process): Coroutine<number> {
  const size = yield* process.sys.windowSize(STDOUT);
  return failed(size) ? UNLIMITED : size.columns;
}
