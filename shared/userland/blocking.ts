// What a system call says that can't be answered yet, and who is told when it can.

import type { WaitChannel } from '../kernel/task.ts';
import type { Process } from './process.ts';
import type { Failure } from './program.ts';

/** The caller has to sleep. `ready` tells, without changing anything, whether asking again would lead further. */
export interface Blocked {
  readonly blocks: WaitChannel;
  readonly ready: () => boolean;
  /** It sleeps in poll(2), whatever it waits for. */
  readonly polls?: true;
  /** Where whoever can end the wait will look for sleepers; absent for children, timers and signals. */
  readonly queue?: WaitQueue;
}

/** The call was refused by a signal that stopped the caller (ERESTARTSYS): it is made again. */
export interface Again {
  readonly again: true;
}

export type Answer<T> = T | Failure | Blocked | Again;

export function isBlocked<T>(answer: Answer<T>): answer is Blocked {
  return typeof answer === 'object' && answer !== null && 'blocks' in answer;
}

export function isAgain<T>(answer: Answer<T>): answer is Again {
  return typeof answer === 'object' && answer !== null && 'again' in answer;
}

/** The processes that sleep on one thing, in the order they went to sleep. */
export class WaitQueue {
  readonly #sleepers = new Set<Process>();
  readonly #wake: (process: Process) => void;

  constructor(wake: (process: Process) => void) {
    this.#wake = wake;
  }

  add(process: Process): void {
    this.#sleepers.add(process);
  }

  get sleepers(): readonly Process[] {
    return [...this.#sleepers];
  }

  delete(process: Process): void {
    this.#sleepers.delete(process);
  }

  /** Wakes those who would get further now. */
  notify(): void {
    for (const process of this.#sleepers) if (process.sleep?.ready() === true) this.#wake(process);
  }
}
