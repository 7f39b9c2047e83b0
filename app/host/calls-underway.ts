// Which calls are being answered at this moment, how far is each, and which was called off?

import type { CallProgress } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { err } from '#shared/result.ts';
import type { Overseer } from '../attempts/in-slices.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';

interface Underway {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
  progress: CallProgress;
}

export class CallsUnderway {
  readonly #calls = new Set<Underway>();
  /** Those whose caller gave them a name. */
  readonly #named = new Map<string, Underway>();
  #closed = false;

  /** Order: each begins at once. A name is that of one call at a time. */
  async run<T>(
    name: string | undefined,
    work: (overseer: Overseer) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    if (this.#closed) return err(failure('lab-closed'));
    if (name !== undefined && this.#named.has(name))
      return err(failure('not-allowed', `another call is named ${name}`));
    const controller = new AbortController();
    const overseer: Overseer = {
      signal: controller.signal,
      hear: (progress) => {
        call.progress = progress;
      },
    };
    let end: (value?: unknown) => void = () => undefined;
    const ended = new Promise((resolve) => (end = resolve));
    const call: Underway = { controller, ended, progress: { events: 0, of: null } };
    this.#calls.add(call);
    if (name !== undefined) this.#named.set(name, call);
    try {
      return await work(overseer);
    } finally {
      this.#calls.delete(call);
      if (name !== undefined) this.#named.delete(name);
      end();
    }
  }

  /** Null where there is no such call, or none any more. */
  progress(name: string): CallProgress | null {
    return this.#named.get(name)?.progress ?? null;
  }

  /** False where there is no such call, or none any more. One that is past the last place to stop goes on to its end. */
  cancel(name: string): boolean {
    const call = this.#named.get(name);
    call?.controller.abort();
    return call !== undefined;
  }

  /** Takes no more calls, calls off those that are left, and resolves when each has had its answer. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { controller } of this.#calls) controller.abort();
    await Promise.all([...this.#calls].map(({ ended }) => ended));
  }
}
