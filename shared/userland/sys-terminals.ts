// The system calls on terminals: who controls one, who is in the foreground, how it treats what is typed. tty_ioctl(4), termios(3)

import { asSimTime } from '../kernel/ids.ts';
import type { TtyId } from '../kernel/ids.ts';
import type { TtyWrote } from '../kernel/event.ts';
import { pidSeenBy } from '../kernel/selectors.ts';
import type { WaitChannel } from '../kernel/task.ts';
import type { Answer } from './blocking.ts';
import type { Process } from './process.ts';
import type { ReadingShell } from './reading-shell.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import type { Fd, Sys, Sysc } from './sys.ts';
import type { CallBody, SyscallGate } from './syscall-gate.ts';
import { TerminalFile } from './tty/terminal-file.ts';
import type { Terminal } from './tty/terminal.ts';

type TerminalCalls = Pick<
  Sys,
  | 'isatty' | 'ttyOf' | 'tcgetpgrp' | 'tcsetpgrp' | 'setControllingTerminal' | 'giveUpTerminal' | 'tcgetattr' | 'tcsetattr' | 'pollInput' | 'windowSize' | 'setWindowSize' | 'writePrompt'
  | 'writeEcho'
>; // prettier-ignore

export function terminalCalls(gate: SyscallGate): TerminalCalls {
  return {
    *isatty(fd) {
      return 'settings' in terminalOf(yield* gate.enter(), fd);
    },
    *ttyOf(fd) {
      const terminal = terminalOf(yield* gate.enter(), fd);
      return 'settings' in terminal ? terminal.id : null;
    },
    tcgetpgrp: (fd) => onTerminal(gate, fd, foregroundGroup),
    tcsetpgrp: (fd, pgid) => foregroundOnly(gate, fd, (tty) => ({ call: 'tcsetpgrp', tty, pgid })),
    *setControllingTerminal(fd, steal = false) {
      const terminal = terminalOf(yield* gate.enter(), fd);
      return 'settings' in terminal
        ? yield* gate.number({ call: 'tiocsctty', tty: terminal.id, steal })
        : terminal;
    },
    *giveUpTerminal(fd) {
      const terminal = terminalOf(yield* gate.enter(), fd);
      return 'settings' in terminal ? yield* gate.number({ call: 'tiocnotty', tty: terminal.id }) : terminal;
    },
    tcgetattr: (fd) =>
      onTerminal(gate, fd, (_process, { settings: { echo, canonical, icrnl, tostop }, modes }) => ({
        echo,
        canonical,
        icrnl,
        tostop,
        ...modes,
      })),
    *tcsetattr(fd, { echo, canonical, icrnl, tostop, flags, characters }) {
      gate.system.scheduler.spendOn('setTerminal');
      const set = yield* foregroundOnly(gate, fd, (tty) => ({ call: 'tcsetattr', tty, echo, canonical, icrnl, tostop })); // prettier-ignore
      if (failed(set)) return set;
      return yield* onTerminal(gate, fd, (_process, terminal) => {
        terminal.modes = { flags, characters };
        return set;
      });
    },
    pollInput: (fd, timeoutMs) => pollInput(gate, fd, timeoutMs),
    windowSize: (fd) =>
      onTerminal(gate, fd, (_process, { settings: { columns, rows } }) => ({ columns, rows })),
    setWindowSize: (fd, size) =>
      onTerminal(gate, fd, (_process, { id }) => {
        gate.system.kernel.stimulate({ stimulus: 'tty_resized', tty: id, ...size });
        return 0;
      }),
    writePrompt: (fd, text, shell) => writeAs(gate, fd, text, 'prompt', shell),
    writeEcho: (fd, text) => writeAs(gate, fd, text, 'echo'),
  };
}

/** Errno: EBADF; ENOTTY no terminal; EIO its other end is closed. */
function terminalOf(process: Process, fd: Fd): Terminal | Failure {
  const file = process.files.get(fd);
  if (file === undefined) return { errno: 'EBADF' };
  if (!(file instanceof TerminalFile)) return { errno: 'ENOTTY' };
  return file.terminal.hungUp ? { errno: 'EIO' } : file.terminal;
}

function* onTerminal<T>(
  gate: SyscallGate,
  fd: Fd,
  answer: (process: Process, terminal: Terminal) => T | Failure,
): Sysc<T> {
  const process = yield* gate.enter();
  const terminal = terminalOf(process, fd);
  return 'settings' in terminal ? answer(process, terminal) : terminal;
}

/** A call that stops a background process with SIGTTOU, and is made again when that is continued. */
function foregroundOnly(gate: SyscallGate, fd: Fd, body: (tty: TtyId) => CallBody): Sysc<number> {
  return gate.untilAnswered(null, (process): Answer<number> => {
    const terminal = terminalOf(process, fd);
    if (!('settings' in terminal)) return terminal;
    const result = gate.kernelCall(process, body(terminal.id));
    if ('ret' in result) return result.ret;
    return 'errno' in result && result.errno !== 'EINTR' ? result : { again: true };
  });
}

/** 0 where the group is led from out of sight; ENOTTY where it is not the caller's controlling terminal. */
function foregroundGroup(process: Process, { id, settings }: Terminal): number | Failure {
  if (process.task.tty !== id) return { errno: 'ENOTTY' };
  return settings.foreground === null ? 0 : pidSeenBy(process.kernelState, settings.foreground, process.task);
}

/** A timer that what is typed ends early; without a limit, the terminal itself. */
function* pollInput(gate: SyscallGate, fd: Fd, timeoutMs: number | null): Sysc<boolean> {
  const { kernelState } = yield* gate.enter();
  const until = timeoutMs === null ? null : asSimTime(kernelState.now + timeoutMs);
  return yield* gate.untilAnswered(
    null,
    (process): Answer<boolean> => {
      const terminal = terminalOf(process, fd);
      if (!('settings' in terminal)) return terminal.errno === 'EBADF' ? terminal : true;
      if (terminal.hasInput || terminal.hungUp) return true;
      const isOver = (): boolean => until !== null && process.kernelState.now >= until;
      if (isOver()) return false;
      const ready = (): boolean => terminal.hasInput || terminal.hungUp || isOver();
      const blocks: WaitChannel =
        until === null ? { on: 'tty', tty: terminal.id, op: 'read' } : { on: 'timer', until };
      return { blocks, ready, queue: terminal.readers, polls: true };
    },
    false,
  );
}

/** Written to a file or a pipe, prompt and echo are text like any other. */
function* writeAs(
  gate: SyscallGate,
  fd: Fd,
  text: string,
  kind: TtyWrote['kind'],
  shell?: ReadingShell,
): Sysc<number> {
  return yield* gate.untilAnswered('write', (process) => {
    const file = process.files.get(fd);
    if (file?.mode.writable !== true) return { errno: 'EBADF' };
    if (!(file instanceof TerminalFile)) return file.write(process, text);
    const written = file.writeAs(process, text, kind);
    gate.system.scheduler.spendOn('write');
    if (typeof written === 'number' && kind === 'prompt') file.terminal.readingShell = shell ?? null;
    return written;
  });
}
