// Which signal does a word name, and what is a signal called? (signal(7); trap.c, decode_signal; strsignal(3))

import { SIGRTMAX, SIGRTMIN, signalName, signalNumber } from '../../kernel/abi/signal.ts';
import type { Signal, StandardSignal } from '../../kernel/abi/signal.ts';

const DESCRIPTIONS: Readonly<Record<StandardSignal, string>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGQUIT: 'Quit',
  SIGILL: 'Illegal instruction',
  SIGTRAP: 'Trace/breakpoint trap',
  SIGABRT: 'Aborted',
  SIGBUS: 'Bus error',
  SIGFPE: 'Floating point exception',
  SIGKILL: 'Killed',
  SIGUSR1: 'User defined signal 1',
  SIGSEGV: 'Segmentation fault',
  SIGUSR2: 'User defined signal 2',
  SIGPIPE: 'Broken pipe',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
  SIGSTKFLT: 'Stack fault',
  SIGCHLD: 'Child exited',
  SIGCONT: 'Continued',
  SIGSTOP: 'Stopped (signal)',
  SIGTSTP: 'Stopped',
  SIGTTIN: 'Stopped (tty input)',
  SIGTTOU: 'Stopped (tty output)',
  SIGURG: 'Urgent I/O condition',
  SIGXCPU: 'CPU time limit exceeded',
  SIGXFSZ: 'File size limit exceeded',
  SIGVTALRM: 'Virtual timer expired',
  SIGPROF: 'Profiling timer expired',
  SIGWINCH: 'Window changed',
  SIGIO: 'I/O possible',
  SIGPWR: 'Power failure',
  SIGSYS: 'Bad system call',
};

export function describeSignal(signal: Signal): string {
  // A Signal that is no key of the table is a real-time signal.
  return DESCRIPTIONS[signal as StandardSignal] ?? `Real-time signal ${signalNumber(signal) - SIGRTMIN}`;
}

/** SIGTERM, SIGRTMIN+2 ...: as bash lists it. The numbers 32 and 33 have no name. */
export function bashSignalName(number: number): string | null {
  if (number === 32 || number === 33) return null;
  if (number < SIGRTMIN) return signalName(number) ?? null;
  if (number > SIGRTMAX) return null;
  const above = number - SIGRTMIN;
  const below = SIGRTMAX - number;
  if (below < 15) return below === 0 ? 'SIGRTMAX' : `SIGRTMAX-${below}`;
  return above === 0 ? 'SIGRTMIN' : `SIGRTMIN+${above}`;
}

/** A number, or a name with or without SIG, in either case. 0 is not a signal here. */
export function signalOf(word: string): Signal | null {
  if (/^[0-9]+$/.test(word)) return signalName(Number(word)) ?? null;
  const upper = word.toUpperCase();
  const wanted = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  for (let number = 1; number <= SIGRTMAX; number += 1) {
    if (bashSignalName(number) === wanted) return signalName(number) ?? null;
  }
  return null;
}

/** dash knows no SIG before a name, and has no name for number 16. */
export function dashSignalOf(word: string): Signal | null {
  return /^(?:SIG|STKFLT$)/i.test(word) ? null : signalOf(word);
}
