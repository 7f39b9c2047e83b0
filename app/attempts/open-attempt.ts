// How is an attempt opened? Others are kept out, what was torn is cut off, and every branch is carried out again.

import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import type { LockFile } from '../adapters/lock-file.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { PackLibrary } from '../library/pack-library.ts';
import type { AttemptStore } from './attempt-store.ts';
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
}

/** Where nothing can be written, for want of room or of rights, the attempt can still be looked at. */
export async function openAttempt(
  sources: AttemptSources,
  attempt: string,
): Promise<Result<LiveAttempt, Failure>> {
  const { store } = sources;
  if (!(await store.has(attempt))) return err(failure('unknown-attempt', attempt));
  // Locked first, read then: until another lab lets go, the file grows.
  const lock = await store.lock(attempt);
  if (!lock.ok) return lock.error.id === 'attempt-locked' ? lock : load(sources, attempt, lock);
  let inUse = false;
  try {
    const live = await load(sources, attempt, lock);
    inUse = live.ok && live.value.readOnly === null;
    return live;
  } finally {
    if (!inUse) await lock.value.release();
  }
}

async function load(
  { store, library, makeMachine, now }: AttemptSources,
  attempt: string,
  lock: Result<LockFile, Failure>,
): Promise<Result<LiveAttempt, Failure>> {
  const bytes = await store.read(attempt);
  if (!bytes.ok) return bytes;
  const recorded = readAttempt(bytes.value, library, makeMachine);
  if (!recorded.ok) return recorded;
  const parts = { attempt, recorded: recorded.value, makeMachine, now };
  const { readOnly, kept } = recorded.value;
  if (readOnly !== null) return ok(new LiveAttempt({ ...parts, writer: null, readOnly }));
  const writer = lock.ok ? await store.openWriter(attempt, bytes.value, kept, lock.value) : lock;
  return ok(
    writer.ok
      ? new LiveAttempt({ ...parts, writer: writer.value, readOnly: null })
      : new LiveAttempt({ ...parts, writer: null, readOnly: writer.error.message }),
  );
}
