// How is an attempt opened? Others are kept out, what was torn is cut off, and every branch is carried out again.

import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import type { LockFile } from '../adapters/lock-file.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { PackLibrary } from '../library/pack-library.ts';
import type { AttemptStore } from './attempt-store.ts';
import type { Overseer, Pace } from './in-slices.ts';
import { LiveAttempt } from './live-attempt.ts';
import type { MakeMachine } from './make-machine.ts';
import { readAttempt } from './recorded-attempt.ts';

/** What attempts are made of. */
export interface AttemptSources {
  readonly store: AttemptStore;
  readonly library: PackLibrary;
  readonly makeMachine: MakeMachine;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pace: Pace;
}

/** Where nothing can be written, for want of room or of rights, the attempt can still be looked at. */
export async function openAttempt(
  sources: AttemptSources,
  attempt: string,
  overseer: Overseer,
): Promise<Result<LiveAttempt, Failure>> {
  const { store } = sources;
  if (!(await store.has(attempt))) return err(failure('unknown-attempt', attempt));
  // Locked first, read then: until another lab lets go, the file grows.
  const lock = await store.lock(attempt);
  if (!lock.ok) return lock.error.id === 'attempt-locked' ? lock : load(sources, attempt, lock, overseer);
  let inUse = false;
  try {
    const live = await load(sources, attempt, lock, overseer);
    inUse = live.ok && live.value.readOnly === null;
    return live;
  } finally {
    if (!inUse) await lock.value.release();
  }
}

async function load(
  sources: AttemptSources,
  attempt: string,
  lock: Result<LockFile, Failure>,
  overseer: Overseer,
): Promise<Result<LiveAttempt, Failure>> {
  const { store, makeMachine, now, pace } = sources;
  const bytes = await store.read(attempt);
  if (!bytes.ok) return bytes;
  const recorded = await readAttempt(bytes.value, sources, overseer);
  if (!recorded.ok) return recorded;
  const parts = { attempt, recorded: recorded.value, makeMachine, now, pace };
  const { readOnly, kept } = recorded.value;
  if (readOnly !== null) return ok(new LiveAttempt({ ...parts, writer: null, readOnly }));
  const writer = lock.ok ? await store.openWriter(attempt, bytes.value, kept, lock.value) : lock;
  return ok(
    writer.ok
      ? new LiveAttempt({ ...parts, writer: writer.value, readOnly: null })
      : new LiveAttempt({ ...parts, writer: null, readOnly: writer.error.message }),
  );
}
