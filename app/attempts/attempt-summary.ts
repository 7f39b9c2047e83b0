// One line about an attempt, for a list: how far it came on its best branch, and when it was last touched.

import { z } from 'zod';
import type { Assessment } from '#shared/grading/verdict.ts';
import type { LogRecord } from '#shared/log/record.ts';
import type { AttemptSummary } from '#shared/protocol/operations.ts';
import { landmarkKind } from '#shared/replay/landmarks.ts';
import type { PlacedExercise } from '../library/pack-library.ts';

const count = z.int().min(0);

/** For summaries that were kept on disk. */
export const summarySchema = z.strictObject({
  attempt: z.string(),
  exercise: z.string(),
  title: z.string(),
  number: z.string(),
  unit: z.string(),
  points: count,
  maxPoints: count,
  facts: z.strictObject({ met: count, of: count }),
  events: count,
  branches: count,
  changedAt: z.number(),
}) satisfies z.ZodType<AttemptSummary>;

/** Precondition: there is a branch, so there is an assessment. */
export function attemptSummary(
  attempt: string,
  { unit, exercise }: PlacedExercise,
  records: readonly LogRecord[],
  assessments: readonly Assessment[],
): AttemptSummary {
  // The first of those with the most points.
  const best = assessments.reduce((a, b) => (b.points > a.points ? b : a));
  const times = records.map((record) => (record.t === 'input' ? (record.at ?? 0) : 0));
  return {
    attempt,
    exercise: exercise.id,
    title: exercise.title,
    number: exercise.number,
    unit: unit.title,
    points: best.points,
    maxPoints: best.maxPoints,
    facts: {
      met: best.verdicts.filter(({ status }) => status === 'pass').length,
      of: best.verdicts.length,
    },
    events: landmarksIn(records),
    branches: assessments.length,
    changedAt: times.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** The events that a timeline numbers; the boot's are not among them. */
function landmarksIn(records: readonly LogRecord[]): number {
  let isBoot = false;
  let landmarks = 0;
  for (const record of records) {
    if (record.t === 'input') isBoot = record.input.kind === 'boot';
    if (record.t === 'event' && !isBoot && landmarkKind(record.event) !== null) landmarks += 1;
  }
  return landmarks;
}
