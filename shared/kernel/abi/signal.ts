// The signals of x86-64 Linux: numbers, names, and what each does by default (signal(7), PNS-63). A pure table.

export const SIGNALS = [
  'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGUSR1',
  'SIGSEGV', 'SIGUSR2', 'SIGPIPE', 'SIGALRM', 'SIGTERM', 'SIGSTKFLT', 'SIGCHLD', 'SIGCONT', 'SIGSTOP', 'SIGTSTP',
  'SIGTTIN', 'SIGTTOU', 'SIGURG', 'SIGXCPU', 'SIGXFSZ', 'SIGVTALRM', 'SIGPROF', 'SIGWINCH', 'SIGIO', 'SIGPWR',
  'SIGSYS',
] as const; // prettier-ignore

export type StandardSignal = (typeof SIGNALS)[number];
/** Real-time signals are named by number, as in the traces: SIG34 (SIGRTMIN of glibc) to SIG64. */
export type RealTimeSignal = `SIG${number}`;
export type Signal = StandardSignal | RealTimeSignal;

export const SIGRTMIN = 34;
export const SIGRTMAX = 64;

/** 1 to 64. */
export function signalNumber(signal: Signal): number {
  const index = (SIGNALS as readonly string[]).indexOf(signal);
  return index >= 0 ? index + 1 : Number(signal.slice(3));
}

/** The name of a number from 1 to 64; undefined otherwise. Numbers 32 and 33 are glibc's own and have the name SIG32, SIG33. */
export function signalName(number: number): Signal | undefined {
  if (!Number.isInteger(number) || number < 1 || number > SIGRTMAX) return undefined;
  return SIGNALS[number - 1] ?? `SIG${number}`;
}

/** All that can be blocked. By number. */
export const BLOCKABLE_SIGNALS: readonly Signal[] = Array.from(
  { length: SIGRTMAX },
  (_, index): Signal => SIGNALS[index] ?? `SIG${index + 1}`,
).filter((signal) => signal !== 'SIGKILL' && signal !== 'SIGSTOP');

export type DefaultAction = 'terminate' | 'core' | 'stop' | 'continue' | 'ignore';

const CORE: readonly Signal[] = ['SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV', 'SIGXCPU', 'SIGXFSZ', 'SIGSYS']; // prettier-ignore

/** SIG_DFL for each signal. */
export function defaultAction(signal: Signal): DefaultAction {
  switch (signal) {
    case 'SIGCHLD':
    case 'SIGURG':
    case 'SIGWINCH':
      return 'ignore';
    case 'SIGCONT':
      return 'continue';
    case 'SIGSTOP':
    case 'SIGTSTP':
    case 'SIGTTIN':
    case 'SIGTTOU':
      return 'stop';
    default:
      return CORE.includes(signal) ? 'core' : 'terminate';
  }
}

/** Who a signal says it is from (siginfo_t, sigaction(2)). Numbers are the receiver's view, with the gaps of PNS-52. */
export interface SigInfo {
  readonly signal: Signal;
  readonly code: 'SI_USER' | 'SI_QUEUE' | 'SI_TKILL' | 'SI_KERNEL' | 'CLD_EXITED' | 'CLD_KILLED' | 'CLD_DUMPED' | 'CLD_STOPPED' | 'CLD_TRAPPED' | 'CLD_CONTINUED'; // prettier-ignore
  readonly pid: number;
  readonly uid: number;
  /** Child reports: exit code or signal number. */
  readonly status?: number;
  /** SI_QUEUE. */
  readonly value?: number;
}
