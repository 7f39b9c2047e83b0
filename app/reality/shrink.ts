// Which few steps of a program are enough to show a difference?

import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { compareWithKernel } from './compare-with-kernel.ts';
import type { Comparison } from './compare-with-kernel.ts';
import type { KernelRunOptions } from './run-on-kernel.ts';

export interface Differing {
  readonly steps: readonly TraceStep[];
  readonly comparison: Extract<Comparison, { verdict: 'differs' }>;
}

/** Leaves out one step after the other, as long as the same call still differs in the same way. */
export async function shrink(found: Differing, options: KernelRunOptions): Promise<Differing> {
  let smallest = upToDifference(found);
  for (let at = smallest.steps.length - 2; at >= 0; at -= 1) {
    const steps = smallest.steps.filter((_step, index) => index !== at);
    const comparison = await compareWithKernel(steps, options);
    if (options.cancel?.aborted) break;
    if (comparison.verdict !== 'differs' || !isAlike(comparison, found.comparison)) continue;
    smallest = upToDifference({ steps, comparison });
    at = Math.min(at, smallest.steps.length - 1);
  }
  return smallest;
}

function upToDifference({ steps, comparison }: Differing): Differing {
  const count = comparison.difference.step + 1;
  const [simulator, kernel] = [comparison.simulator, comparison.kernel].map(({ results, snapshots }) => ({
    results: results.slice(0, count),
    snapshots: snapshots.slice(0, count),
  }));
  if (simulator === undefined || kernel === undefined) return { steps, comparison };
  return { steps: steps.slice(0, count), comparison: { ...comparison, simulator, kernel } };
}

function isAlike(one: Differing['comparison'], other: Differing['comparison']): boolean {
  return (
    one.difference.what === other.difference.what && one.difference.call.call === other.difference.call.call
  );
}
