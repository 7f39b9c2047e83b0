// What stands for the Xs of a temporary file's name? mkstemp(3)

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Taken from the machine's own random device, so that the same attempt gives the same name. */
export function* randomLetters(sys: Sys, count: number, attempt = 0): Coroutine<string> {
  const fd = yield* sys.open('/dev/urandom');
  const bytes = failed(fd) ? '' : yield* sys.read(fd, count);
  if (!failed(fd)) yield* sys.close(fd);
  const seed = failed(bytes) ? '' : bytes;
  return Array.from({ length: count }, (_, at) =>
    LETTERS.charAt(((seed.charCodeAt(at) || 7) + attempt * 7 + at) % LETTERS.length),
  ).join('');
}
