// The pack that ships proves itself: its start states fail, its solutions pass, its wrong approaches are recognised.
import { describe, expect, it } from 'vitest';
import { proveExercise } from '#shared/grading/prove-pack.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { builtinPack } from '../support/builtin-pack.ts';

const exercises = builtinPack().units.flatMap((unit) => unit.exercises);

describe.each(exercises.map((exercise) => [`${exercise.number} ${exercise.title}`, exercise] as const))(
  '%s',
  (_name, exercise) => {
    const proofs = proveExercise(
      exercise,
      (world) => new Machine({ world, seed: 1, programs: programTable }),
    );
    it.each(proofs.map((proof) => [proof.what, proof.failure] as const))('%s', (_what, failure) => {
      expect(failure).toBeNull();
    });
  },
);
