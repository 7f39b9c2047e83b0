// What is a recorded branch worth? Its inputs are carried out again: the verdicts are of that run, never of the file.

import type { Divisible } from '../divisible.ts';
import type { LoggedInput } from '../log/branches.ts';
import type { Difference } from '../log/verify.ts';
import { compareInput } from '../log/verify.ts';
import type { Exercise } from '../packs/pack.ts';
import type { MachinePort } from '../userland/machine-port.ts';
import { GradedRun } from './graded-run.ts';

export interface RegradedBranch {
  /** Stands where the branch ends, or where it first differs. */
  readonly run: GradedRun;
  /** The first record that is not what the machine makes of the inputs; null when all are. */
  readonly difference: Difference | null;
}

/** `inputs`: of a branch, from its boot on. `machine`: a fresh one, not booted. */
export function* regrade(
  inputs: readonly LoggedInput[],
  exercise: Exercise,
  machine: MachinePort,
): Divisible<RegradedBranch> {
  const run = new GradedRun(exercise, machine);
  for (const logged of inputs) {
    const outcome = yield* behind(logged.from, run.carryOut(logged.input));
    const difference = yield* behind(logged.from, compareInput(logged, outcome));
    if (difference !== null) return { run, difference };
  }
  return { run, difference: null };
}

/** Work that goes on where so many events had happened. */
export function* behind<T>(events: number, work: Divisible<T>): Divisible<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield events + step.value;
  }
}
