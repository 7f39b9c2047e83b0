// Do the simulator and the kernel of this machine agree on a trace? Where they don't, the kernel is asked again: what it
// answers in two ways is a race, and no difference.

import { compareTrace, isSame } from '#shared/kernel/trace/compare-trace.ts';
import type { Difference } from '#shared/kernel/trace/compare-trace.ts';
import { runTrace } from '#shared/kernel/trace/run-trace.ts';
import type { TraceRun } from '#shared/kernel/trace/run-trace.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { runOnKernel } from './run-on-kernel.ts';
import type { KernelRunOptions, LabKind } from './run-on-kernel.ts';

export type Comparison =
  | { readonly verdict: 'same'; readonly simulator: TraceRun; readonly kernel: TraceRun }
  | {
      readonly verdict: 'differs';
      readonly simulator: TraceRun;
      readonly kernel: TraceRun;
      readonly difference: Difference;
    }
  /** Nothing can be said, and nothing is wrong. */
  | { readonly verdict: 'skipped'; readonly reason: string }
  /** Nothing can be said of any trace on this machine. */
  | { readonly verdict: 'impossible'; readonly reason: string }
  | { readonly verdict: 'error'; readonly reason: string; readonly step: number };

const MOST_RUNS = 3;

export async function compareWithKernel(
  steps: readonly TraceStep[],
  options: KernelRunOptions,
): Promise<Comparison> {
  const simulator = runTrace(steps);
  let first: { readonly run: TraceRun; readonly difference: Difference; readonly lab: LabKind } | null = null;
  for (let count = 0; count < MOST_RUNS; count += 1) {
    const outcome = await runOnKernel(steps, options);
    if (outcome.kind === 'refused') return { verdict: 'skipped', reason: outcome.reason };
    if (outcome.kind === 'impossible') return { verdict: 'impossible', reason: outcome.reason };
    if (outcome.kind === 'broken') return { verdict: 'error', reason: outcome.reason, step: outcome.step };
    const { run, lab } = outcome;
    const difference = differenceOf(steps, run, simulator);
    if (first === null) {
      if (difference === null) return { verdict: 'same', simulator, kernel: run };
      first = { run, difference, lab };
    } else if (differenceOf(steps, first.run, run) !== null) {
      const { step } = first.difference;
      return {
        verdict: 'skipped',
        reason: `the kernel itself gave two answers, from step ${step} on or before`,
      };
    }
  }
  // The loop ends otherwise only with a first run that differed.
  const { run: kernel, difference, lab } = first as NonNullable<typeof first>;
  if (!lab.outermost && isDepthLimit(difference))
    return {
      verdict: 'skipped',
      reason: `step ${difference.step} meets the limit of 32 levels, and this lab does not begin at the first`,
    };
  if (lab.as === 'user' && isFileOfRoot(difference))
    return {
      verdict: 'skipped',
      reason: `needs root: step ${difference.step} writes to a file that belongs to the machine's own root`,
    };
  return { verdict: 'differs', simulator, kernel, difference };
}

/** Where the simulator (`got`) first says something else than the kernel (`expected`). */
function differenceOf(steps: readonly TraceStep[], kernel: TraceRun, simulator: TraceRun): Difference | null {
  return compareTrace({ steps, ...kernel }, simulator);
}

/** task_dump_owner: what tells of an ended process belongs to root, who without root is somebody else than the lab's uid 0. */
function isFileOfRoot({ what, call, expected }: Difference): boolean {
  return (
    what === 'result' && call.call === 'write_uid_map' && isSame(expected, { errno: 'EACCES', at: 'open' })
  );
}

function isDepthLimit({ what, expected }: Difference): boolean {
  // A result is an object.
  return what === 'result' && (expected as { errno?: unknown }).errno === 'ENOSPC';
}
