// What does the file of an attempt hold, and can it be trusted? Its records, each branch carried out again, and if it
// can only be looked at, the reason.

import type { Divisible } from '#shared/divisible.ts';
import type { RegradedBranch } from '#shared/grading/regrade.ts';
import { behind, regrade } from '#shared/grading/regrade.ts';
import type { Branch } from '#shared/log/branches.ts';
import { branchesOf, endOf } from '#shared/log/branches.ts';
import type { LogProblem, RecoveredLog } from '#shared/log/recover.ts';
import { recoverInParts } from '#shared/log/recover.ts';
import type { LogHeader } from '#shared/log/record.ts';
import type { Difference } from '#shared/log/verify.ts';
import type { Result } from '#shared/result.ts';
import { assertNever, err, InvariantViolation, ok } from '#shared/result.ts';
import { nodeDigest } from '../adapters/node-digest.ts';
import { failure, failureAt } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { PackLibrary, PlacedExercise } from '../library/pack-library.ts';
import { VERSION } from '../version.ts';
import type { Overseer, Pace } from './in-slices.ts';
import { inSlices } from './in-slices.ts';
import type { MakeMachine } from './make-machine.ts';

export interface RecordedAttempt {
  readonly place: PlacedExercise;
  readonly log: RecoveredLog;
  readonly branches: ReadonlyMap<number, Branch>;
  /** For each branch, by re-execution; empty where the run can't be checked. */
  readonly graded: ReadonlyMap<number, RegradedBranch>;
  /** How many bytes of the file stand. */
  readonly kept: number;
  /** Why it can only be looked at; null when it can be worked on. */
  readonly readOnly: string | null;
  /** What recovery left out at the end, in words; null when nothing. */
  readonly recovered: string | null;
}

/** What was read before it was found out which exercise it belongs to. */
type Recovered = Pick<RecordedAttempt, 'log' | 'kept' | 'readOnly' | 'recovered'>;

/** What is needed to carry out a recording again. */
export interface ReadingParts {
  readonly library: PackLibrary;
  readonly makeMachine: MakeMachine;
  readonly pace: Pace;
}

export async function readAttempt(
  bytes: Uint8Array,
  { library, makeMachine, pace }: ReadingParts,
  overseer: Overseer,
): Promise<Result<RecordedAttempt, Failure>> {
  const recovered = await recoverAttempt(bytes, pace, overseer);
  if (!recovered.ok) return recovered;
  const { header, records } = recovered.value.log;
  const place = library.byId(header.exercise);
  if (place?.pack.id !== header.pack.id) return err(failure('unknown-exercise', header.exercise));
  const branches = branchesOf(records);
  const foreign =
    place.pack.hash === header.pack.hash ? null : 'This run belongs to another version of the pack.';
  const base = { ...recovered.value, place, branches };
  if (foreign !== null) return ok({ ...base, graded: new Map(), readOnly: base.readOnly ?? foreign });

  const again = regradeAll([...branches.values()], place, header, makeMachine);
  const graded = await inSlices(again, pace, overseer, eventsOf(branches.values()));
  if (!graded.ok) return graded;
  return graded.value.ok
    ? ok({ ...base, graded: graded.value.value })
    : ok({ ...base, graded: new Map(), readOnly: base.readOnly ?? graded.value.error });
}

/** Every branch carried out again, or in plain words why the run can't be graded. */
function* regradeAll(
  branches: readonly Branch[],
  { exercise }: PlacedExercise,
  header: LogHeader,
  makeMachine: MakeMachine,
): Divisible<Result<ReadonlyMap<number, RegradedBranch>, string>> {
  const graded = new Map<number, RegradedBranch>();
  let done = 0;
  try {
    for (const branch of branches) {
      const machine = makeMachine(exercise.world, header.seed);
      const again = yield* behind(done, regrade(branch.inputs, exercise, machine));
      if (again.difference !== null) return err(describeDifference(again.difference, header));
      graded.set(branch.id, again);
      done += eventsOf([branch]);
    }
  } catch (error) {
    // A file that no lab made may lead where no input leads; the one who opens it loses no more than this run.
    if (error instanceof InvariantViolation) return err(failure('internal').message);
    throw error;
  }
  return ok(graded);
}

/** How many events it takes to carry them out again, each from its boot on. */
export function eventsOf(branches: Iterable<Pick<Branch, 'inputs'>>): number {
  let events = 0;
  for (const { inputs } of branches) {
    const last = inputs.at(-1);
    events += last === undefined ? 0 : endOf(last);
  }
  return events;
}

/** What the file says, before anything is run. */
export async function recoverAttempt(
  bytes: Uint8Array,
  pace: Pace,
  overseer: Overseer,
): Promise<Result<Recovered, Failure>> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const read = await inSlices(recoverInParts(text, nodeDigest), pace, overseer);
  if (!read.ok) return read;
  const recovered = read.value;
  if (recovered.ok) {
    const kept = keptBytes(bytes, text, recovered.value);
    // A byte that is no UTF-8 reads like the sign that stands for it, so the seals can't see it.
    if (kept === null) return err(failureAt('line 1', failure('log-damaged', 'This file is no UTF-8 text.')));
    const inputs = recovered.value.records.filter((record) => record.t === 'input').length;
    const cut = `The recording stops in the middle of input ${inputs}. Everything before it is safe and open.`;
    return ok({ log: recovered.value, kept, readOnly: null, recovered: recovered.value.cut && cut });
  }
  const fatal = logFailure(recovered.error);
  const { error } = recovered;
  if (error.id !== 'bad-record' && error.id !== 'seal-mismatch') return err(fatal);
  // What stands before the damage can be looked at.
  const whole = linesBefore(text, error.id === 'bad-record' ? error.line : error.first);
  const again = await inSlices(recoverInParts(whole, nodeDigest), pace, overseer);
  if (!again.ok) return again;
  const before = again.value;
  if (!before.ok) return err(fatal);
  const readOnly = `${fatal.message} You can look at the run up to there, it can't be graded.`;
  return ok({ log: before.value, kept: 0, readOnly, recovered: null });
}

/** Null where the bytes that were kept are not the UTF-8 of their text. */
function keptBytes(bytes: Uint8Array, text: string, log: RecoveredLog): number | null {
  const kept = Buffer.from(text.slice(0, log.kept), 'utf8');
  return kept.equals(bytes.subarray(0, kept.length)) ? kept.length : null;
}

function linesBefore(text: string, line: number): string {
  let at = 0;
  for (let n = 1; n < line; n++) at = text.indexOf('\n', at) + 1;
  return text.slice(0, at);
}

/** The problem of a file in the words of a reply. */
export function logFailure(problem: LogProblem): Failure {
  const at = (what: Failure): Failure => failureAt(`line ${problem.line}`, what);
  switch (problem.id) {
    case 'not-a-log':
      return at(failure('not-a-log'));
    case 'too-new':
      return at(failure('log-too-new', problem.format, problem.supported));
    case 'nothing-sealed':
      return at(failure('log-damaged', `Nothing in this recording was ever finished: ${problem.reason}.`));
    case 'bad-record':
      return at(failure('log-damaged', `Record ${problem.line} is damaged: ${problem.reason}.`));
    case 'seal-mismatch':
      return at(
        failure(
          'log-damaged',
          `A record between ${problem.first} and ${problem.line} doesn't match its seal.`,
        ),
      );
    default:
      return assertNever(problem);
  }
}

export function describeDifference(difference: Difference, header: LogHeader): string {
  const maker =
    header.engine === VERSION ? '' : ` It was made with Pidnest ${header.engine}, this is ${VERSION}.`;
  return (
    `Record ${difference.line} is not what comes of running the inputs again.${maker} ` +
    "You can look at the run, it can't be graded."
  );
}
