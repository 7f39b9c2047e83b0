// What is a recorded branch worth? Its inputs are carried out again: the verdicts are of that run, never of the file.

import type { Branch } from '../log/branches.ts';
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

/** `machine`: a fresh one, not booted. */
export function regradeBranch(branch: Branch, exercise: Exercise, machine: MachinePort): RegradedBranch {
  const run = new GradedRun(exercise, machine);
  for (const logged of branch.inputs) {
    const difference = compareInput(logged, run.submit(logged.input));
    if (difference !== null) return { run, difference };
  }
  return { run, difference: null };
}
