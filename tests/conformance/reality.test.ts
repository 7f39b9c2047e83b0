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

const TRACES = join(import.meta.dirname, 'traces');
// A race between two processes may go another way now and then; a rule never does.
const MOST_RUNS = 3;

const kernel = await realKernel();
afterAll(() => {
  kernel.remove();
});

function trace(text: string): Trace {
  const parsed = parseTrace(JSON.parse(text));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function named(name: string): Trace {
  return trace(readFileSync(join(TRACES, 'named', `${name}.json`), 'utf8'));
}

/** The named ones are one to a file, the corners one to a line. */
function recordings(): readonly Trace[] {
  const files = (folder: string) =>
    readdirSync(join(TRACES, folder))
      .sort()
      .map((file) => join(TRACES, folder, file));
  const corners = files('corners').flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  return [...files('named').map((file) => readFileSync(file, 'utf8')), ...corners].map(trace);
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
  it.skip(
    `the real kernel is asked for every named trace and corner (not on this machine: ${kernel.obstacle})`,
  );
} else {
  const { helper, asUser } = kernel;
  describe('the real kernel', () => {
    for (const recorded of recordings()) {
      it(`answers ${recorded.name} as recorded`, async (context) => {
        const found = await firstDifference(recorded, helper, true);
        if (found !== null && typeof found === 'object') context.skip(found.skipped);
        expect(found).toBeNull();
      });
    }
  });

  // Where the tests run without root, the same is asked above.
  describe.skipIf(asUser === null)('asked by somebody without privileges, the real kernel', () => {
    for (const recorded of recordings()) {
      it(`answers ${recorded.name} as recorded`, async (context) => {
        const found = await firstDifference(recorded, asUser ?? '', true);
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
      expect(await firstDifference(named(name), helper, false)).toBeNull();
    });
  });
}
