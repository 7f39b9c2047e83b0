// What does a system call's handler answer? A CallResult, or a failure that says why, from which `decide` makes the
// fact that the call failed.

import { signalName } from '../abi/signal.ts';
import type { Signal } from '../abi/signal.ts';
import type { Errno } from '../abi/errno.ts';
import type { Call, CallResult } from '../call.ts';
import type { SyscallFailed } from '../event.ts';
import type { Rule } from '../fact.ts';
import type { Recorder } from '../recorder.ts';
import type { Task } from '../task.ts';

/** A call that failed: its errno, the rule that says so, and what it was about. */
export interface Failure {
  readonly failed: Errno;
  readonly rule?: Rule;
  readonly about?: Pick<SyscallFailed, 'target' | 'ns'>;
}

export type Outcome = CallResult | Failure;

/** Carries out one system call for the task that makes it. */
export type Syscall<Name extends Call['call']> = (
  kernel: Recorder,
  call: Extract<Call, { call: Name }>,
  caller: Task,
) => Outcome;

/** The handlers of some calls. */
export type Syscalls<Names extends Call['call']> = { readonly [Name in Names]: Syscall<Name> };

export const SUCCESS: CallResult = { ret: 0 };

export function fail(failed: Errno, rule?: Rule, about?: Failure['about']): Failure {
  return { failed, ...(rule && { rule }), ...(about && { about }) };
}

/** A signal as a call gives it: null for 0, the test; undefined where there is no such signal. */
export function signalGiven(sig: Signal | number): Signal | null | undefined {
  if (typeof sig !== 'number') return sig;
  return sig === 0 ? null : signalName(sig);
}
