// How does strace write values: strings, flags, signals, statuses, results?

import { strerror } from '../../../kernel/abi/errno.ts';
import { isFailure } from './traced.ts';
import type { SigInfo, Signal } from '../../../kernel/abi/signal.ts';
import { BLOCKABLE_SIGNALS, signalName, signalNumber } from '../../../kernel/abi/signal.ts';
import type { WaitStatus } from '../../../kernel/abi/wait-status.ts';

/** A string in quotes, with C's escapes, cut with dots behind it. */
export function quoted(text: string, limit = Infinity): string {
  const shown = [...text.slice(0, limit)].map(escaped).join('');
  return `"${shown}"${text.length > limit ? '...' : ''}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\v': '\\v', '\f': '\\f',
}; // prettier-ignore

function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  return character < ' ' || character === '\u007f' ? `\\${character.charCodeAt(0).toString(8)}` : character;
}

/** In the order of their bits. */
const CLONE_ORDER = ['CLONE_NEWTIME', 'CLONE_VM', 'CLONE_FS', 'CLONE_FILES', 'CLONE_SIGHAND', 'CLONE_VFORK', 'CLONE_PARENT', 'CLONE_THREAD', 'CLONE_NEWNS', 'CLONE_SYSVSEM', 'CLONE_NEWCGROUP', 'CLONE_NEWUTS', 'CLONE_NEWIPC', 'CLONE_NEWUSER', 'CLONE_NEWPID', 'CLONE_NEWNET', 'CLONE_IO']; // prettier-ignore

export function cloneFlags(flags: readonly string[]): string {
  return CLONE_ORDER.filter((flag) => flags.includes(flag)).join('|') || '0';
}

export function signalText(signal: Signal | number): string {
  return typeof signal === 'string' ? signal : (signalName(signal) ?? String(signal));
}

/** [INT TERM]; of a set that holds most of them, ~[ILL] tells what is not in it. */
export function signalSet(signals: readonly Signal[]): string {
  if (signals.length < MOST_SIGNALS) return `[${signals.map(shortName).join(' ')}]`;
  const others = BLOCKABLE_SIGNALS.filter((signal) => !signals.includes(signal));
  return `~[${others.map(shortName).join(' ')}]`;
}

/** Two thirds. */
const MOST_SIGNALS = 43;
const KERNEL_SIGRTMIN = 32;

function shortName(signal: Signal): string {
  const number = signalNumber(signal);
  if (number < KERNEL_SIGRTMIN) return signal.slice(3);
  return number === KERNEL_SIGRTMIN ? 'RTMIN' : `RT_${number - KERNEL_SIGRTMIN}`;
}

export function statusText(status: WaitStatus): string {
  if ('exited' in status) return `[{WIFEXITED(s) && WEXITSTATUS(s) == ${status.exited}}]`;
  if ('signaled' in status) return `[{WIFSIGNALED(s) && WTERMSIG(s) == ${status.signaled}}]`;
  return 'stopped' in status
    ? `[{WIFSTOPPED(s) && WSTOPSIG(s) == ${status.stopped}}]`
    : '[{WIFCONTINUED(s)}]';
}

export function octal(mode: number): string {
  return mode === 0 ? '0' : `0${mode.toString(8)}`;
}

/** What stands behind the equals sign. */
export function resultText(result: unknown): string {
  if (isFailure(result)) {
    if (result.errno === 'EINTR') return '? ERESTARTSYS (To be restarted if SA_RESTART is set)';
    return `-1 ${result.errno} (${strerror(result.errno)})`;
  }
  return typeof result === 'number' ? String(result) : '0';
}

/** --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=83, si_uid=0} --- */
export function signalLine(info: SigInfo): string {
  return `--- ${info.signal} ${siginfoText(info)} ---`;
}

export function siginfoText({ signal, code, pid, uid, status }: SigInfo): string {
  if (code === 'SI_KERNEL') return `{si_signo=${signal}, si_code=SI_KERNEL}`;
  const sender = `si_signo=${signal}, si_code=${code}, si_pid=${pid}, si_uid=${uid}`;
  if (!code.startsWith('CLD_')) return `{${sender}}`;
  const ended =
    code === 'CLD_EXITED' ? String(status ?? 0) : (signalName(status ?? 0) ?? String(status ?? 0));
  return `{${sender}, si_status=${ended}, si_utime=0, si_stime=0}`;
}
