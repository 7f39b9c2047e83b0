// pidnest pack lint, pidnest pack test: is a pack well formed, and does it prove itself?

import { provePack } from '#shared/grading/prove-pack.ts';
import { describeProblem } from '#shared/packs/pack-problem.ts';
import { nodeDisk } from '../../adapters/disk.ts';
import { makeMachine } from '../../attempts/make-machine.ts';
import type { InspectedPack } from '../../library/inspect-pack.ts';
import { inspectPack } from '../../library/inspect-pack.ts';
import { defineCommand, UsageError } from '../command.ts';

const JSON_OPTION = { json: { type: 'boolean' } } as const;

/** The seed that the proof runs with; what a pack asks must not depend on it. */
const SEED = 1;

export const packLintCommand = defineCommand({
  name: 'pack lint',
  synopsis: 'DIR [--json]',
  summary: 'Reads a pack and names everything that is wrong with its files.',
  details: ['  --json  one JSON array of problems', '', 'Exits with 0 when there is no error, else with 1.'],
  options: JSON_OPTION,
  words: [1, 1],
  async run([folder = ''], { json }, output) {
    const { problems } = await inspect(folder);
    if (json) output.out(JSON.stringify(problems, null, 2));
    else for (const problem of problems) output.out(`${folder}/${describeProblem(problem)}`);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    if (!json) output.out(errors === 0 ? 'No error.' : `${errors} ${errors === 1 ? 'error' : 'errors'}.`);
    return errors === 0 ? 0 : 1;
  },
});

export const packTestCommand = defineCommand({
  name: 'pack test',
  synopsis: 'DIR [--json]',
  summary: 'Proves a pack: the start fails, every solution passes, every wrong approach is caught and named.',
  details: ['  --json  one JSON array of proofs', '', 'Exits with 0 when everything is proved, else with 1.'],
  options: JSON_OPTION,
  words: [1, 1],
  async run([folder = ''], { json }, output) {
    const { pack, problems } = await inspect(folder);
    if (pack === null) {
      for (const problem of problems) output.error(`${folder}/${describeProblem(problem)}`);
      return 1;
    }
    const proofs = provePack(pack, (world) => makeMachine(world, SEED));
    const failed = proofs.filter(({ failure }) => failure !== null).length;
    if (json) output.out(JSON.stringify(proofs, null, 2));
    else {
      for (const { exercise, what, failure } of proofs)
        output.out(
          failure === null
            ? `ok      ${exercise} ${what}`
            : `FAILED  ${exercise} ${what}\n        ${failure}`,
        );
      output.out(`${proofs.length - failed} passed, ${failed} failed`);
    }
    return failed === 0 ? 0 : 1;
  },
});

async function inspect(folder: string): Promise<InspectedPack> {
  const inspected = await inspectPack(nodeDisk, folder);
  if (!inspected.ok) throw new UsageError(`${folder}: ${inspected.error.message}`);
  return inspected.value;
}
