// Where does a run first differ from what was recorded?

import type { TraceStep } from './trace-format.ts';
import type { TraceRun } from './run-trace.ts';

export interface Difference {
  /** Which step, from 0. */
  readonly step: number;
  readonly call: TraceStep;
  readonly what: 'result' | 'snapshot';
  readonly expected: unknown;
  readonly got: unknown;
}

/** The steps with what a recording, or another run, says came of them. */
export interface AnsweredSteps extends TraceRun {
  readonly steps: readonly TraceStep[];
}

/** Null when every result and every snapshot is the expected one. */
export function compareTrace(trace: AnsweredSteps, run: TraceRun): Difference | null {
  for (const [step, call] of trace.steps.entries()) {
    const pairs = [
      ['result', trace.results[step], run.results[step]],
      ['snapshot', trace.snapshots[step], run.snapshots[step]],
    ] as const;
    for (const [what, expected, got] of pairs) {
      if (!isSame(expected, got)) return { step, call, what, expected, got };
    }
  }
  return null;
}

/** One line for a person. */
export function describeDifference({ step, call, what, expected, got }: Difference): string {
  return `step ${step} ${JSON.stringify(call)}: ${what} should be ${JSON.stringify(expected)}, is ${JSON.stringify(got)}`;
}

/** Same JSON value; the order of keys does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
  );
}
