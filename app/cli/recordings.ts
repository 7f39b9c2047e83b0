// What does a recording on disk hold, and does it hold true? For the commands that read what was handed in.

import type { PackLibrary } from '../library/pack-library.ts';
import { nodePace } from '../adapters/node-pace.ts';
import { makeMachine } from '../attempts/make-machine.ts';
import { readAttempt } from '../attempts/recorded-attempt.ts';
import type { RecordedAttempt } from '../attempts/recorded-attempt.ts';
import { givenFile } from './given.ts';
import { watched } from './watched.ts';

export interface Recording {
  readonly file: string;
  /** Null where there is nothing to look at. */
  readonly recorded: RecordedAttempt | null;
  /** Why it does not hold, in words, behind its place where that is known; null when it does. */
  readonly problem: string | null;
}

/** Reads it, checks its seals and carries its inputs out again. */
export async function readRecording(library: PackLibrary, file: string): Promise<Recording> {
  const bytes = await givenFile(file);
  const parts = { library, makeMachine, pace: nodePace };
  const read = await watched(file, (overseer) => readAttempt(bytes, parts, overseer));
  if (read.ok) return { file, recorded: read.value, problem: read.value.readOnly };
  const { at, message } = read.error;
  return { file, recorded: null, problem: at === undefined ? message : `${at}: ${message}` };
}
