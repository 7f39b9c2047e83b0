// How does a shell read a line from a person? (readline(3): rltty.c, signals.c; bash: y.tab.c, readline_get)
//
// While it reads, the terminal echoes nothing and is not canonical: the line editor does both itself. It echoes only
// if the terminal did before, so that a program which died with the echo off leaves an invisible line behind.

import type { Signal } from '../../kernel/abi/signal.ts';
import { failed } from '../program.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Termios } from '../sys.ts';
import { ASK } from '../completion.ts';
import type { ReadingShell } from '../reading-shell.ts';
import { askForCompletions } from './completion/asked.ts';
import { completeLine } from './completion/complete.ts';
import { linesToRecall } from './history-list.ts';
import { reapChildren } from './reap.ts';
import { runPendingTraps, runTrap, terminateOnSignal } from './safe-point.ts';
import type { Shell } from './shell.ts';
import { terminfoOf } from '../libc/terminfo.ts';
import { takeTerminalBack } from './terminal.ts';

/** A line with its newline, or why there is none. */
export type ReadLine = { readonly line: string } | { readonly ended: 'end' | 'interrupted' };

const STDIN = 0;
const STDERR = 2;
const END_OF_FILE = '\x04';

/** Signals that the line editor catches as well: a trap for one of them ends the reading. */
const ENDS_READING: readonly Signal[] = ['SIGHUP', 'SIGTERM'];
/** The same, but every trap that is due runs and the line goes on. */
const RUNS_TRAPS: readonly Signal[] = ['SIGQUIT', 'SIGALRM'];

/** `begun`: the lines of the same command that were typed before. */
export function* readLine(shell: Shell, prompt: string, begun = ''): Coroutine<ReadLine> {
  const before = shell.dialect === 'dash' ? null : yield* shell.sys.tcgetattr(STDIN);
  if (before === null || failed(before)) return yield* readPlainLine(shell, prompt);
  // whoever continued a shell that had stopped may have given the terminal to another group
  yield* takeTerminalBack(shell);
  yield* tellWindowSize(shell);
  yield* shell.sys.tcsetattr(STDIN, editing(before));
  const reading: ReadingShell = {
    complete: (line, sight) => completeLine(shell, line, sight),
    history: () => linesToRecall(shell, begun),
  };
  shell.askedCompletion = null;
  yield* shell.sys.writePrompt(STDERR, prompt, reading);
  const read = yield* readTyped(shell, before, reading);
  if ('line' in read && before.echo) yield* shell.sys.writeEcho(STDERR, read.line);
  yield* shell.sys.tcsetattr(STDIN, before);
  return read;
}

/** prepare_terminal_settings: the line editor takes all keys itself but those that send a signal. */
function editing(before: Termios): Termios {
  const characters = { ...before.characters, lnext: 0, discard: 0 };
  return { ...before, echo: false, canonical: false, icrnl: false, characters };
}

/** The line editor catches SIGWINCH itself, and has a trap run at once, in the middle of the line. */
function* windowChanged(shell: Shell): Coroutine<void> {
  yield* tellWindowSize(shell);
  const trap = shell.traps.get('SIGWINCH');
  if (trap !== undefined && !shell.runningTrap) yield* runTrap(shell, trap);
}

/** _rl_signal_handler and bash_event_hook: in the modes that the terminal had before, behind the echo of the key. */
function* runTrapsInLine(shell: Shell, before: Termios): Coroutine<void> {
  if (shell.inbox.signals.has('SIGQUIT') && before.echo) yield* shell.sys.write(STDERR, '^\\');
  yield* shell.sys.tcsetattr(STDIN, before);
  yield* runPendingTraps(shell);
  yield* shell.sys.tcsetattr(STDIN, editing(before));
}

/** sh_set_lines_and_columns: the line editor measures its window, and checkwinsize does after every command. */
function* tellWindowSize(shell: Shell): Coroutine<void> {
  if (shell.typedLines > 0 && !shell.shellOptions.has('checkwinsize')) return;
  const size = yield* shell.sys.windowSize(STDIN);
  if (failed(size)) return;
  shell.variables.setText('LINES', String(size.rows));
  shell.variables.setText('COLUMNS', String(size.columns));
}

// eslint-disable-next-line no-control-regex -- they are the subject
const UNBOUND = /[\x03\x1a\x1c]/g;

/** Keys that would signal, typed while the terminal did not make signals of them, mean nothing to the line editor. */
function* readTyped(shell: Shell, before: Termios, reading: ReadingShell): Coroutine<ReadLine> {
  let line = '';
  for (;;) {
    const read = yield* readTypedKeys(shell);
    if (!failed(read)) {
      if (read === '' || read === END_OF_FILE) {
        yield* endRow(shell);
        return { ended: 'end' };
      }
      line += read;
      if (line.endsWith(ASK)) {
        yield* askForCompletions(shell, line.slice(0, -ASK.length));
        // it is at its prompt as before
        yield* shell.sys.writePrompt(STDERR, '', reading);
        line = '';
        continue;
      }
      // A long line comes in several parts.
      if (!read.endsWith('\n')) continue;
      return { line: line.replace(UNBOUND, '') };
    }
    if (read.errno !== 'EINTR') return { ended: 'end' };
    const ended = yield* afterSignal(shell, before);
    if (ended !== null) return { ended };
  }
}

/** rl_getc: it sleeps in pselect(2), where nobody minds who has the terminal, and reads what is there. */
function* readTypedKeys(shell: Shell): Coroutine<string | Failure> {
  const typed = yield* shell.sys.pollInput(STDIN, null);
  return failed(typed) ? typed : yield* shell.sys.read(STDIN);
}

/** rl_deprep_terminal: a terminal that can tell a paste from typing is told that it may stop, in a row of its own. */
function* endRow(shell: Shell): Coroutine<void> {
  const env = new Map([['TERM', shell.variables.text('TERM') ?? '']]);
  if (terminfoOf(env) !== null) yield* shell.sys.write(STDERR, '\n');
}

/** Null when the reading goes on: other traps run when the line has come. */
function* afterSignal(shell: Shell, before: Termios | null): Coroutine<'end' | 'interrupted' | null> {
  const { inbox } = shell;
  if (inbox.childChanged) yield* reapChildren(shell);
  if (inbox.signals.delete('SIGWINCH') && before !== null) yield* windowChanged(shell);
  if (inbox.signals.has('SIGINT')) {
    if (before?.echo === true) yield* shell.sys.write(STDERR, '^C');
    return 'interrupted';
  }
  const arrived = (signal: Signal): boolean => inbox.signals.has(signal) && shell.traps.has(signal);
  const trapped = ENDS_READING.find(arrived);
  if (trapped !== undefined) {
    inbox.signals.delete(trapped);
    return 'end';
  }
  if (before !== null && RUNS_TRAPS.some(arrived)) yield* runTrapsInLine(shell, before);
  if (inbox.signals.size > 0 && before !== null) yield* shell.sys.tcsetattr(STDIN, before);
  yield* terminateOnSignal(shell);
  if (inbox.signals.size > 0 && before !== null) {
    yield* shell.sys.tcsetattr(STDIN, editing(before));
  }
  return null;
}

/** Standard input is no terminal, or the shell has no line editor: the terminal does what is to be done. */
function* readPlainLine(shell: Shell, prompt: string): Coroutine<ReadLine> {
  yield* shell.sys.writePrompt(STDERR, prompt);
  let line = '';
  for (;;) {
    const read = yield* shell.sys.read(STDIN, 1);
    if (failed(read)) {
      if (read.errno !== 'EINTR') return { ended: 'end' };
      const ended = yield* afterSignal(shell, null);
      if (ended !== null) return { ended };
    } else if (read === '') return line === '' ? { ended: 'end' } : { line };
    else if (read === '\n') return { line: `${line}\n` };
    else line += read;
  }
}
