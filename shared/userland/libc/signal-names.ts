// How do programs call signals? Names without SIG as procps and psmisc list them, and the words of strsignal(3).

import { ownEntry } from '../../own-entry.ts';
import { SIGNALS, SIGRTMIN, signalName, signalNumber } from '../../kernel/abi/signal.ts';
import type { Signal } from '../../kernel/abi/signal.ts';

/** HUP, INT ... in the order of their numbers, from 1. SIGIO is listed under its other name. */
export const SHORT_NAMES: readonly string[] = SIGNALS.map((signal) =>
  signal === 'SIGIO' ? 'POLL' : signal.slice(3),
);

const OTHER_NAMES: Readonly<Record<string, Signal>> = { CLD: 'SIGCHLD', IO: 'SIGIO', IOT: 'SIGABRT' };

/** Above this a plain number is no signal to procps: it leaves room to add SIGRTMIN. */
const HIGHEST_NUMBER = 127 - SIGRTMIN;

/** A name with or without SIG, in any case, or a number; null when it is neither. 0 is EXIT. */
export function parseSignal(text: string): number | null {
  const name = text.replace(/^sig/i, '').toUpperCase();
  const other = ownEntry(OTHER_NAMES, name);
  if (other !== undefined) return signalNumber(other);
  const index = SHORT_NAMES.indexOf(name);
  if (index >= 0) return index + 1;
  if (name === 'RTMIN') return SIGRTMIN;
  if (name === 'EXIT' || name === 'NULL') return 0;
  const [, realTime, digits] = /^(RTMIN\+)?(\d+)$/.exec(name) ?? [];
  if (digits === undefined || Number(digits) > HIGHEST_NUMBER) return null;
  return Number(digits) + (realTime === undefined ? 0 : SIGRTMIN);
}

/** The short name of a number; null where it has none. */
export function shortName(number: number): string | null {
  return SHORT_NAMES[number - 1] ?? null;
}

/** All names, broken into lines of at most 80 columns as `kill -l` has them. */
export function signalLines(): string {
  const lines: string[] = [];
  let line = '';
  for (const name of SHORT_NAMES) {
    if (line.length + name.length + 1 > 80) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += `${name} `;
  }
  return `${[...lines, line.trimEnd()].join('\n')}\n`;
}

/** -L: seven to a line. */
export function signalTable(): string {
  const cells = SHORT_NAMES.map((name, index) => `${String(index + 1).padStart(2)} ${name.padEnd(8)}`);
  let text = '';
  for (let at = 0; at < cells.length; at += 7) {
    const row = cells.slice(at, at + 7).join('');
    text += at + 7 < cells.length ? `${row.trimEnd()}\n` : `${row}\n`;
  }
  return text;
}

const DESCRIPTIONS: Readonly<Partial<Record<Signal, string>>> = {
  SIGHUP: 'Hangup', SIGINT: 'Interrupt', SIGQUIT: 'Quit', SIGILL: 'Illegal instruction', SIGTRAP: 'Trace/breakpoint trap',
  SIGABRT: 'Aborted', SIGBUS: 'Bus error', SIGFPE: 'Floating point exception', SIGKILL: 'Killed', SIGUSR1: 'User defined signal 1',
  SIGSEGV: 'Segmentation fault', SIGUSR2: 'User defined signal 2', SIGPIPE: 'Broken pipe', SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated', SIGSTKFLT: 'Stack fault', SIGCHLD: 'Child exited', SIGCONT: 'Continued', SIGSTOP: 'Stopped (signal)',
  SIGTSTP: 'Stopped', SIGTTIN: 'Stopped (tty input)', SIGTTOU: 'Stopped (tty output)', SIGURG: 'Urgent I/O condition',
  SIGXCPU: 'CPU time limit exceeded', SIGXFSZ: 'File size limit exceeded', SIGVTALRM: 'Virtual timer expired',
  SIGPROF: 'Profiling timer expired', SIGWINCH: 'Window changed', SIGIO: 'I/O possible', SIGPWR: 'Power failure',
  SIGSYS: 'Bad system call',
}; // prettier-ignore

/** strsignal(3). */
export function strsignal(signal: Signal): string {
  const known = ownEntry(DESCRIPTIONS, signal);
  if (known !== undefined) return known;
  const number = signalNumber(signal);
  return number >= SIGRTMIN ? `Real-time signal ${number - SIGRTMIN}` : `Unknown signal ${number}`;
}

/** The Signal of a number; undefined where it is none. */
export const signalOf: (number: number) => Signal | undefined = signalName;
