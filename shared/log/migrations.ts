// How does a file of an older format become one of today's? By numbered steps, one per format, each on one parsed line.

import { invariant } from '../result.ts';
import { LOG_FORMAT } from './record.ts';

/** A parsed line, before its shape is known. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** Takes a record of format `from` to the next format. It keeps one record one record, so that line numbers stay true. */
export interface Migration {
  readonly from: number;
  readonly migrate: (record: RawRecord) => RawRecord;
}

export type Migrate = (record: RawRecord, format: number) => RawRecord;

/** Checks that there is exactly one step for each format before `current`, in order. */
export function defineMigrations(steps: readonly Migration[], current: number): Migrate {
  invariant(
    steps.length === current - 1,
    `${current - 1} steps lead to format ${current}, not ${steps.length}`,
  );
  for (const [index, step] of steps.entries()) {
    invariant(step.from === index + 1, `step ${index + 1} starts at format ${step.from}`);
  }
  return (record, format) => steps.slice(format - 1).reduce((raw, step) => step.migrate(raw), record);
}

/** Format 1 is the only one so far. */
export const migrateRecord: Migrate = defineMigrations([], LOG_FORMAT);
