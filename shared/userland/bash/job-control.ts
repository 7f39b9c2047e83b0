// How does an interactive shell take charge of its terminal? (jobs.c, initialize_job_control)

import { strerror } from '../../kernel/abi/errno.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Fd } from '../sys.ts';
import { reportError } from './errors.ts';
import { terminateOnSignal } from './safe-point.ts';
import type { Shell } from './shell.ts';
import { TTY_JOB_SIGNALS } from './signals.ts';

/** Where bash keeps its terminal, out of the way of redirections. */
const TERMINAL_FD = 255;
const MOST_TRIES = 16;

export function* initializeJobControl(shell: Shell): Coroutine<void> {
  const { sys } = shell;
  const fd = yield* openTerminal(shell);
  const groups = fd === null ? null : yield* waitForForeground(shell, fd);
  if (groups === 'background') {
    const what = 'initialize_job_control: no job control in background';
    yield* reportError(shell, `${what}: ${strerror('EBADF')}`);
    shell.jobControl = false;
    return;
  }
  const modes = fd === null ? null : yield* sys.tcgetattr(fd);
  if (fd === null || groups === null || modes === null || failed(modes)) {
    yield* reportError(shell, 'cannot set terminal process group (-1): Inappropriate ioctl for device');
    yield* withoutJobControl(shell);
    return;
  }
  for (const signal of TTY_JOB_SIGNALS) yield* sys.sigaction(signal, 'ignore');
  const shellPgrp = shell.pid;
  const { original, foreground } = groups;
  shell.terminal = { fd, originalPgrp: original, shellPgrp, holder: shellPgrp, modes };
  shell.jobControl = true;
  if (original === shellPgrp) return;
  const refused = yield* sys.setpgid(0, shellPgrp);
  if (failed(refused)) {
    yield* reportError(shell, `initialize_job_control: setpgid: ${strerror(refused.errno)}`);
    shell.terminal = { ...shell.terminal, shellPgrp: original };
  } else if (foreground !== shellPgrp) yield* takeTerminal(shell, fd, shellPgrp, original);
}

function* openTerminal(shell: Shell): Coroutine<Fd | null> {
  if (!(yield* shell.sys.isatty(2))) return null;
  const fd = yield* shell.sys.dup(2, TERMINAL_FD);
  if (failed(fd)) return null;
  yield* shell.sys.setCloexec(fd, true);
  return fd;
}

/** A shell that is started in the background stops itself until it is brought to the foreground. */
function* waitForForeground(
  shell: Shell,
  fd: Fd,
): Coroutine<{ readonly original: number; readonly foreground: number } | 'background' | null> {
  const { sys } = shell;
  let own = yield* sys.getpgid(0);
  // A group outside the shell's PID namespace has no number here: bash makes its own at once, dash takes 0 for one.
  if (own === 0 && shell.dialect === 'bash') {
    yield* sys.setpgid(0, 0);
    own = shell.pid;
    const ttou = yield* sys.sigdisposition('SIGTTOU');
    yield* sys.sigaction('SIGTTOU', 'ignore');
    yield* sys.tcsetpgrp(fd, own);
    if (ttou === 'default') yield* sys.sigaction('SIGTTOU', 'default');
  }
  for (let tries = 0; ; tries += 1) {
    const foreground = yield* sys.tcgetpgrp(fd);
    if (failed(own) || failed(foreground)) return null;
    if (foreground === own) return { original: own, foreground };
    // a group without anybody who could continue it is not stopped
    if (tries > MOST_TRIES) return 'background';
    yield* terminateOnSignal(shell);
    yield* sys.sigaction('SIGTTIN', 'default');
    yield* sys.kill(0, 'SIGTTIN');
    own = yield* sys.getpgid(0);
  }
}

function* takeTerminal(shell: Shell, fd: Fd, shellPgrp: number, original: number): Coroutine<void> {
  const refused = yield* shell.sys.tcsetpgrp(fd, shellPgrp);
  if (!failed(refused)) return;
  yield* shell.sys.setpgid(0, original);
  yield* reportError(shell, `cannot set terminal process group (${original}): ${strerror(refused.errno)}`);
  yield* withoutJobControl(shell);
}

function* withoutJobControl(shell: Shell): Coroutine<void> {
  shell.jobControl = false;
  shell.options.delete('monitor');
  yield* reportError(shell, 'no job control in this shell');
}
