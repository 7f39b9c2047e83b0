// Who has the shell's terminal, and in which modes? (jobs.c: give_terminal_to, get_tty_state, set_tty_state)

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Shell } from './shell.ts';

/** A shell in the background of another one must not touch the terminal. */
function mayHandOver(shell: Shell): boolean {
  return !shell.subshell.has('async') && !shell.subshell.has('pipe');
}

/** Makes a process group the terminal's foreground group. */
export function* giveTerminalTo(shell: Shell, pgrp: number): Coroutine<void> {
  if (shell.terminal === null || !shell.jobControl || !mayHandOver(shell)) return;
  if (!failed(yield* shell.sys.tcsetpgrp(shell.terminal.fd, pgrp))) shell.terminal.holder = pgrp;
}

/** The group that the shell is in itself: shell_pgrp. */
export function* shellPgrp(shell: Shell): Coroutine<number> {
  if (shell.terminal !== null) return shell.terminal.shellPgrp;
  const own = yield* shell.sys.getpgid(0);
  return failed(own) ? 0 : own;
}

export function* takeTerminalBack(shell: Shell): Coroutine<void> {
  if (shell.terminal !== null) yield* giveTerminalTo(shell, shell.terminal.shellPgrp);
}

/** A job ended in good order: what it made of the terminal's modes stays. */
export function* keepTerminalModes(shell: Shell): Coroutine<void> {
  const { terminal } = shell;
  if (terminal === null) return;
  const modes = yield* shell.sys.tcgetattr(terminal.fd);
  if (!failed(modes)) terminal.modes = modes;
}

/** A job was killed or stopped: the modes are put back to what they were before it. */
export function* restoreTerminalModes(shell: Shell): Coroutine<void> {
  const { terminal } = shell;
  if (terminal === null) return;
  const now = yield* shell.sys.tcgetattr(terminal.fd);
  const { modes } = terminal;
  if (
    !failed(now) &&
    now.echo === modes.echo &&
    now.canonical === modes.canonical &&
    now.icrnl === modes.icrnl &&
    now.tostop === modes.tostop
  )
    return;
  yield* shell.sys.tcsetattr(terminal.fd, modes);
}
