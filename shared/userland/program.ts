// What a program is: a coroutine over system calls, so that it reads like the C program it stands for.
//
// `yield*` on a method of Sys carries out one system call. The coroutine really yields only where the real process
// would leave the processor: when a call blocks, or when its time slice is over.

import type { Errno } from '../kernel/abi/errno.ts';
import type { Sys } from './sys.ts';
import type { WaitChannel } from '../kernel/task.ts';

/** Why a coroutine gives up the processor. Only the implementation of Sys yields these. */
export type Pause =
  | { readonly pause: 'blocked'; readonly on: WaitChannel }
  | { readonly pause: 'preempted' }
  /** It never runs again: it exited, was killed, or became another program. */
  | { readonly pause: 'gone' };

/** Told to a coroutine when it resumes: whether a signal handler ran meanwhile, so that the call ends with EINTR. */
export type Resume = 'ready' | 'interrupted';

export type Coroutine<T> = Generator<Pause, T, Resume>;

/** A failed system call. */
export interface Failure {
  readonly errno: Errno;
}

/** Whether a system call failed: the C idiom `if (r < 0)`. */
export function failed<T>(result: T | Failure): result is Failure {
  return typeof result === 'object' && result !== null && 'errno' in result;
}

/** What a program is started with; it shares nothing with its parent but what Linux would share. */
export interface ProcessContext {
  readonly sys: Sys;
  /** argv[0] included. */
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
}

/** The value returned is the exit status. */
export type Program = (process: ProcessContext) => Coroutine<number>;
