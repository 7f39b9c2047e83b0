// Does the kernel of this very machine answer what was recorded? A second check of the recordings and of the helper,
// independent of the simulator. Where the machine forbids it, one skipped test says why.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runOnKernel } from '#app/reality/run-on-kernel.ts';
import { compareTrace, describeDifference } from '#shared/kernel/trace/compare-trace.ts';
import { parseTrace } from '#shared/kernel/trace/trace-format.ts';
import type { Trace } from '#shared/kernel/trace/trace-format.ts';
import { realKernel } from '../support/real-kernel.ts';

const NAMED = join(import.meta.dirname, 'traces/named');
// A race between two processes may go another way now and then; a rule never does.
const MOST_RUNS = 3;

const kernel = await realKernel();
afterAll(() => {
  kernel.remove();
});

function trace(file: string): Trace {
  const parsed = parseTrace(JSON.parse(readFileSync(join(NAMED, file), 'utf8')));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** Null where one run goes as recorded. `skipped` is thrown out with its reason. */
async function firstDifference(
  recorded: Trace,
  helper: string,
  mounts: boolean,
): Promise<{ readonly skipped: string } | string | null> {
  let found: string | null = null;
  for (let runs = 0; runs < MOST_RUNS; runs += 1) {
    const outcome = await runOnKernel(recorded.steps, { helper, mounts });
    if (outcome.kind === 'refused') return { skipped: outcome.reason };
    if (outcome.kind !== 'ran') return outcome.reason;
    const difference = compareTrace(recorded, outcome.run);
    if (difference === null) return null;
    // Deeper down fewer levels fit below the lab.
    if (!outcome.lab.outermost && recorded.name.includes('depth'))
      return { skipped: 'the lab is not outermost' };
    found = describeDifference(difference);
  }
  return found;
}

if (kernel.helper === null) {
  it.skip(`the real kernel is asked for every named trace (not on this machine: ${kernel.obstacle})`);
} else {
  const { helper } = kernel;
  describe('the real kernel', () => {
    for (const file of readdirSync(NAMED).sort()) {
      it(`answers ${file} as recorded`, async (context) => {
        const found = await firstDifference(trace(file), helper, true);
        if (found !== null && typeof found === 'object') context.skip(found.skipped);
        expect(found).toBeNull();
      });
    }
  });

  describe('without mounting procfs for each namespace', () => {
    const observing = [
      'proc-listing',
      'proc-status-numbers',
      'proc-children',
      'pidns03-proc-self',
      'pidfd-open-errors',
    ];
    it.each(observing)('%s is worked out from the procfs of the lab root', async (name) => {
      expect(await firstDifference(trace(`${name}.json`), helper, false)).toBeNull();
    });
  });
}
