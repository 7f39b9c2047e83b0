// pidnest run: types a script into an exercise, the very way a window would, and says what became true.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typeScript } from '#shared/grading/run-script.ts';
import { parseScript } from '#shared/packs/parse-script.ts';
import type { ScriptStep } from '#shared/packs/parse-script.ts';
import type { InputOutcome } from '#shared/protocol/operations.ts';
import { dataFolder } from '../../adapters/data-folder.ts';
import { nodeDisk } from '../../adapters/disk.ts';
import { nodePace } from '../../adapters/node-pace.ts';
import { AttemptStore } from '../../attempts/attempt-store.ts';
import type { LiveAttempt } from '../../attempts/live-attempt.ts';
import { makeMachine } from '../../attempts/make-machine.ts';
import { OpenAttempts } from '../../attempts/open-attempts.ts';
import type { Failure } from '../../errors.ts';
import { defineCommand, UsageError } from '../command.ts';
import { givenExercise, givenLibrary, givenText } from '../given.ts';
import { TerminalText } from '../terminal-text.ts';
import { allMet, verdictLines } from '../verdict-text.ts';
import type { Watch } from '../watched.ts';
import { watched } from '../watched.ts';

const BRANCH = 0;

export const runCommand = defineCommand({
  name: 'run',
  synopsis: 'EXERCISE --commands FILE|- [--json] [--save]',
  summary: 'Types a .cmds file into an exercise and tells which facts are true at the end.',
  details: [
    '  EXERCISE         its number (4.1), slug or id',
    '  --commands FILE  what is typed, line by line; - reads standard input',
    '  --json           one JSON object instead of text',
    '  --save           keeps the run as an attempt, as a window would',
    '',
    'Exits with 0 when every fact is true, else with 1.',
  ],
  options: {
    commands: { type: 'string' },
    json: { type: 'boolean' },
    save: { type: 'boolean' },
  },
  words: [1, 1],
  async run([name = ''], { commands, json, save }, output) {
    if (commands === undefined)
      throw new UsageError('--commands FILE is missing: the lines to type, or - for standard input.');
    const library = await givenLibrary(output);
    const { exercise } = givenExercise(library, name);
    const steps = scriptSteps(commands, await givenText(commands));
    return watched('', (watch) =>
      withFolder(save ?? false, async (folder) => {
        const store = new AttemptStore(nodeDisk, join(folder, 'attempts'));
        const now = () => Date.now();
        const attempts = new OpenAttempts({ store, library, makeMachine, now, pace: nodePace });
        try {
          const live = orUsage(await attempts.start(exercise.id, watch));
          const text = new TerminalText();
          const show = (part: string) => {
            if (!json) output.write(part);
          };
          show(text.after(live.records));
          const last = await typeInto(live, steps, commands, watch, (outcome) => {
            show(text.after(outcome.records));
            if (outcome.limit !== null) output.error(outcome.limit);
          });
          const assessment = last?.assessment ?? live.assessment(BRANCH);
          if (json)
            output.out(
              JSON.stringify({ exercise: exercise.number, attempt: live.attempt, ...assessment }, null, 2),
            );
          else output.out(['', '', ...verdictLines(exercise, assessment)].join('\n'));
          if (save && !json) output.out(`Kept as ${live.attempt}.`);
          return allMet(assessment) ? 0 : 1;
        } catch (error) {
          // Behind a prompt, most likely.
          if (!json) output.write('\n');
          throw error;
        } finally {
          await attempts.close();
        }
      }),
    );
  },
});

function scriptSteps(file: string, text: string): readonly ScriptStep[] {
  const steps = parseScript(text);
  if (steps.ok) return steps.value;
  throw new UsageError(`${file}:${steps.error.line}: ${steps.error.message}`);
}

/** The last outcome; null where nothing was typed. */
async function typeInto(
  live: LiveAttempt,
  steps: readonly ScriptStep[],
  file: string,
  watch: Watch,
  onOutcome: (outcome: InputOutcome) => void,
): Promise<InputOutcome | null> {
  const typing = typeScript<Failure>(orUsage(await live.machine(BRANCH)), steps);
  let last: InputOutcome | null = null;
  let next = typing.next();
  while (!next.done) {
    const outcome = await live.submit(BRANCH, next.value, watch);
    watch.partDone();
    if (outcome.ok) {
      last = outcome.value;
      onOutcome(last);
    }
    next = typing.next(outcome);
  }
  if (!next.value.ok)
    throw new UsageError(`${file}:${next.value.error.line}: ${next.value.error.rejected.message}`);
  return last;
}

function orUsage<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure },
): T {
  if (result.ok) return result.value;
  throw new UsageError(result.error.message);
}

/** The learner's own data folder, or one that is gone afterwards. */
async function withFolder<T>(save: boolean, use: (folder: string) => Promise<T>): Promise<T> {
  if (save) return use(dataFolder());
  const folder = await mkdtemp(join(tmpdir(), 'pidnest-run-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
