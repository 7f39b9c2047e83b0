// What wait4(2) reports about a child, as a value and as the int of the C library.

import type { Signal } from './signal.ts';
import { signalNumber } from './signal.ts';

export type WaitStatus =
  | { readonly exited: number }
  | { readonly signaled: Signal }
  | { readonly stopped: Signal; readonly event?: 'STOP' }
  | { readonly continued: true };

/** The status word: WIFEXITED and its kin are defined over it (wait(2)). */
export function encodeWaitStatus(status: WaitStatus): number {
  if ('exited' in status) return (status.exited & 0xff) << 8;
  if ('signaled' in status) return signalNumber(status.signaled);
  if ('stopped' in status) return (signalNumber(status.stopped) << 8) | 0x7f;
  return 0xffff;
}

/** What a shell puts into `$?`: the exit code, or 128 + the signal's number. */
export function shellStatus(status: WaitStatus): number {
  if ('exited' in status) return status.exited;
  if ('signaled' in status) return 128 + signalNumber(status.signaled);
  if ('stopped' in status) return 128 + signalNumber(status.stopped);
  return 0;
}
