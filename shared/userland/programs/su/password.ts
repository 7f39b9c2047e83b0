// Asks for a password. Nobody has one here, so nothing that is typed is right. getpass(3), misc_conv(3)

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Sys } from '../../sys.ts';

/** At the terminal. */
export function* askPassword(sys: Sys, prompt: string): Coroutine<void> {
  const tty = yield* sys.open('/dev/tty', ['O_RDWR']);
  const fd = failed(tty) ? 2 : tty;
  const before = yield* sys.tcgetattr(fd);
  if (!failed(before)) yield* sys.tcsetattr(fd, { ...before, echo: false });
  yield* sys.write(fd, prompt);
  if (!failed(tty)) yield* sys.read(tty);
  if (!failed(before)) yield* sys.tcsetattr(fd, before);
  yield* sys.write(fd, '\n');
  if (!failed(tty)) yield* sys.close(tty);
}

const STDIN = 0;
const STDERR = 2;

/** misc_conv(3) of PAM: at standard input, whatever that is; only a terminal is kept from echoing. */
export function* askAtInput(sys: Sys, prompt: string): Coroutine<void> {
  const before = yield* sys.tcgetattr(STDIN);
  if (!failed(before)) yield* sys.tcsetattr(STDIN, { ...before, echo: false });
  yield* sys.write(STDERR, prompt);
  yield* sys.read(STDIN);
  if (failed(before)) return;
  yield* sys.tcsetattr(STDIN, before);
  yield* sys.write(STDERR, '\n');
}
