// How does a program that waits for several things at once learn of signals? Handlers note them, the program takes them one by one.

import type { Coroutine } from '../program.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import type { Sys } from '../sys.ts';

export class CaughtSignals {
  readonly #sys: Sys;
  readonly #arrived: Signal[] = [];

  constructor(sys: Sys) {
    this.#sys = sys;
  }

  *catch(signals: readonly Signal[]): Coroutine<void> {
    for (const signal of signals) {
      yield* this.#sys.sigaction(signal, () => {
        this.#arrived.push(signal);
      });
    }
  }

  /**
   * The next one that has arrived; null when none has.
   *
   * Others run first, so that nothing can arrive between this look and the system call that comes next.
   */
  *look(): Coroutine<Signal | null> {
    yield* this.#sys.schedYield();
    return this.#arrived.shift() ?? null;
  }

  /** Sleeps until one arrives. */
  *next(): Coroutine<Signal> {
    for (;;) {
      const signal = yield* this.look();
      if (signal !== null) return signal;
      yield* this.#sys.pause();
    }
  }
}
