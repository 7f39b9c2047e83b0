// Proves that a pack is good: the start fails, every solution passes, every wrong approach fails and is named.

import type { Exercise, Pack, Script } from '../packs/pack.ts';
import { parseScript } from '../packs/parse-script.ts';
import type { MachinePort } from '../userland/machine-port.ts';
import type { World } from '../userland/world.ts';
import { GradedRun } from './graded-run.ts';
import { runScript } from './run-script.ts';
import type { Assessment } from './verdict.ts';

export type MakeMachine = (world: World) => MachinePort;

/** One thing that was proved, or was not. */
export interface Proof {
  readonly exercise: string;
  readonly what: string;
  /** Null when proved, else why not. */
  readonly failure: string | null;
}

/** In order of the pack. */
export function provePack(pack: Pack, makeMachine: MakeMachine): readonly Proof[] {
  return pack.units.flatMap((unit) =>
    unit.exercises.flatMap((exercise) => proveExercise(exercise, makeMachine)),
  );
}

export function proveExercise(exercise: Exercise, makeMachine: MakeMachine): readonly Proof[] {
  const proof = (what: string, failure: string | null): Proof => ({
    exercise: exercise.number,
    what,
    failure,
  });
  return [
    proof('the start state fails every checkpoint', startFailure(exercise, makeMachine)),
    ...exercise.solutions.map((script) =>
      proof(`solution ${script.name} passes`, solutionFailure(exercise, script, makeMachine)),
    ),
    ...exercise.wrongScripts.map((script) =>
      proof(
        `wrong approach ${script.name} fails and is recognised`,
        wrongFailure(exercise, script, makeMachine),
      ),
    ),
  ];
}

function startFailure(exercise: Exercise, makeMachine: MakeMachine): string | null {
  const result = assess(exercise, { name: 'start', text: '' }, makeMachine);
  if (typeof result === 'string') return result;
  const true_ = result.verdicts
    .filter((verdict) => verdict.status !== 'fail')
    .map((verdict) => `${verdict.checkpoint} is ${verdict.status}`);
  return true_.length === 0 ? null : true_.join(', ');
}

function solutionFailure(exercise: Exercise, script: Script, makeMachine: MakeMachine): string | null {
  const result = assess(exercise, script, makeMachine);
  if (typeof result === 'string') return result;
  if (result.beliefs.length > 0)
    return `it is taken for ${result.beliefs.map((belief) => belief.misconception).join(', ')}`;
  const unmet = result.verdicts.filter((verdict) => verdict.status !== 'pass');
  return unmet.length === 0
    ? null
    : unmet.map((verdict) => `${verdict.checkpoint}: ${verdict.problem ?? verdict.status}`).join(', ');
}

function wrongFailure(
  exercise: Exercise,
  script: Script & { misconception: string },
  makeMachine: MakeMachine,
): string | null {
  const result = assess(exercise, script, makeMachine);
  if (typeof result === 'string') return result;
  if (result.verdicts.every((verdict) => verdict.status === 'pass')) return 'it passes';
  const named = result.beliefs.map((belief) => belief.misconception);
  return named.length === 1 && named[0] === script.misconception
    ? null
    : `expected ${script.misconception}, recognised ${named.join(', ') || 'nothing'}`;
}

function assess(exercise: Exercise, script: Script, makeMachine: MakeMachine): Assessment | string {
  const steps = parseScript(script.text);
  if (!steps.ok) return `line ${steps.error.line}: ${steps.error.message}`;
  const run = new GradedRun(exercise, makeMachine(exercise.world));
  const booted = run.submit({ kind: 'boot' });
  if (!booted.ok) return booted.error.message;
  const typed = runScript(run, steps.value);
  return typed.ok ? run.assessment : `line ${typed.error.line}: ${typed.error.rejected.message}`;
}
