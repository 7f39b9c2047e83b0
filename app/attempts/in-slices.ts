// How does long work leave room for everything else? In slices of some milliseconds; between two it may be given up.

import type { Divisible } from '#shared/divisible.ts';
import type { CallProgress } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';

export interface Pace {
  /** Milliseconds, from any zero. */
  now(): number;
  /** Resolves when everything else has had its turn. */
  rest(): Promise<void>;
}

/** Who asked for the work: hears how far it is, and may call it off. */
export interface Overseer {
  readonly signal: AbortSignal;
  hear(progress: CallProgress): void;
}

/** For work that nobody waits for impatiently. */
export const NOBODY: Overseer = { signal: new AbortController().signal, hear: () => undefined };

/** Shorter than what a person notices, long enough that the rests between them cost nothing. */
const SLICE_MS = 25;

/** Fails with `call-cancelled` where it was called off. `of`: how many events it will be, where that is known. */
export async function inSlices<T>(
  work: Divisible<T>,
  pace: Pace,
  overseer: Overseer,
  of: number | null = null,
): Promise<Result<T, Failure>> {
  for (;;) {
    if (overseer.signal.aborted) return err(failure('call-cancelled'));
    const slice = oneSlice(work, pace);
    if (slice.done === true) return ok(slice.value);
    overseer.hear({ events: slice.value, of });
    await pace.rest();
  }
}

function oneSlice<T>(work: Divisible<T>, pace: Pace): IteratorResult<number, T> {
  const end = pace.now() + SLICE_MS;
  for (;;) {
    const step = work.next();
    if (step.done === true || pace.now() >= end) return step;
  }
}
