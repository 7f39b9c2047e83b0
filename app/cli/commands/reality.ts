// pidnest reality: does the simulated kernel answer what the kernel of this very machine answers?

import { parseTraceProgram, TRACE_FORMAT } from '#shared/kernel/trace/trace-format.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import type { Comparison } from '../../reality/compare-with-kernel.ts';
import { randomSteps } from '../../reality/random-steps.ts';
import { shrink } from '../../reality/shrink.ts';
import { sideBySide } from '../../reality/side-by-side.ts';
import type { Command, Output } from '../command.ts';
import { defineCommand } from '../command.ts';
import { givenNumber } from '../given.ts';
import { askKernel } from '../kernel-questions.ts';
import { checked, eachPart, FILES } from '../recorded-corpus.ts';

const HELPER = '  --helper PROGRAM  the program that speaks to the kernel, where it stands elsewhere';
const NEEDS = [
  'Needs Linux. Everything happens in a PID namespace of its own, and ends with the command. Root, or a machine that',
  'lets ordinary users make user namespaces; without root, traces with several user ids are skipped.',
  '',
  'Exits with 0 when both agree, with 1 when they differ, with 2 when nothing could be compared or a run broke off.',
];
const COUNT = '100';
const STEPS = '45';

export const realityCommands: readonly Command[] = [
  defineCommand({
    name: 'reality trace',
    synopsis: 'FILE... [--quiet] [--json] [--helper PROGRAM]',
    summary: 'Carries out traces on the real kernel of this machine, beside the simulator.',
    details: [
      FILES,
      '  --quiet           only steps and traces that differ',
      '  --json            one JSON object for each trace, with all that both answered',
      HELPER,
      '',
      ...NEEDS,
    ],
    options: {
      quiet: { type: 'boolean' },
      json: { type: 'boolean' },
      helper: { type: 'string' },
    },
    words: [1, 10_000],
    run: (files, { quiet = false, json = false, helper }, output) =>
      askKernel(helper, !json, output, (questions) =>
        eachPart(files, output, async ({ where, value }) => {
          const { name, steps } = checked('trace', where, parseTraceProgram(value));
          const comparison = await questions.compare(steps);
          if (comparison === null) return;
          if (json) output.out(JSON.stringify({ where, name, ...comparison, steps }));
          else report(`${where} ${name}`, steps, comparison, quiet, output);
        }),
      ),
  }),

  defineCommand({
    name: 'reality random',
    synopsis: '[--seed N] [--count N] [--steps N] [--json] [--helper PROGRAM]',
    summary: 'Carries out random programs on the real kernel of this machine, beside the simulator.',
    details: [
      '  --seed N          which program is the first (0); a number always gives the same program',
      `  --count N         how many programs (${COUNT})`,
      `  --steps N         how many calls in each (${STEPS})`,
      '  --json            each that differs as a trace, with what the kernel answered, one on each line',
      HELPER,
      '',
      'One that differs is shown with as few calls as still differ. What depends on who comes first is left out.',
      '',
      ...NEEDS,
    ],
    options: {
      seed: { type: 'string' },
      count: { type: 'string' },
      steps: { type: 'string' },
      json: { type: 'boolean' },
      helper: { type: 'string' },
    },
    words: [0, 0],
    run(_words, { seed = '0', count = COUNT, steps = STEPS, json = false, helper }, output) {
      const first = givenNumber('--seed', seed);
      const last = first + givenNumber('--count', count) - 1;
      const length = givenNumber('--steps', steps, 1000);
      return askKernel(helper, !json, output, async (questions) => {
        for (let number = first; number <= last; number += 1) {
          const program = randomSteps(number, length);
          const comparison = await questions.compare(program);
          if (comparison === null) break;
          if (comparison.verdict !== 'differs') {
            if (!json) report(`program ${number}`, program, comparison, true, output);
            continue;
          }
          const small = await shrink({ steps: program, comparison }, questions.options);
          if (json) output.out(traceLine(number, small.steps, small.comparison));
          else report(`program ${number}`, small.steps, small.comparison, false, output);
        }
        return 0;
      });
    },
  }),
];

function report(
  name: string,
  steps: readonly TraceStep[],
  comparison: Comparison,
  quiet: boolean,
  output: Output,
): void {
  switch (comparison.verdict) {
    case 'same':
    case 'differs': {
      if (quiet && comparison.verdict === 'same') return;
      const head = comparison.verdict === 'same' ? 'same' : 'DIFFERS';
      const lines = sideBySide(steps, comparison.simulator, comparison.kernel, { quiet });
      output.out(`${[`${head}  ${name}`, ...lines, ''].join('\n')}\n`);
      return;
    }
    case 'skipped':
      output.out(`skipped  ${name}: ${comparison.reason}`);
      return;
    case 'error':
      output.out(`ERROR  ${name}: at step ${comparison.step} ${comparison.reason}`);
      return;
    case 'impossible':
      return;
  }
}

/** As a recording of the kernel's answers. */
function traceLine(
  seed: number,
  steps: readonly TraceStep[],
  { kernel }: Extract<Comparison, { verdict: 'differs' }>,
): string {
  return JSON.stringify({ format: TRACE_FORMAT, name: `program-${seed}`, seed, steps, ...kernel });
}
