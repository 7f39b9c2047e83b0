// Asks for a password at the terminal. Nobody has one here, so nothing that is typed is right. getpass(3)

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Sys } from '../../sys.ts';

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
