// PL030: every expression of a pack type-checks, asks only for kinds of facts that exist, and is bounded in cost.

import type { Exercise, Pack } from '../packs/pack.ts';
import type { PackProblem } from '../packs/pack-problem.ts';
import { compileExpression } from './expressions.ts';

/** In order of the pack. */
export function lintExpressions(pack: Pack): readonly PackProblem[] {
  return pack.units.flatMap((unit) =>
    unit.exercises.flatMap((exercise) =>
      lintExercise(exercise, `units/${unit.slug}/${exercise.slug}/exercise.yaml`),
    ),
  );
}

function lintExercise(exercise: Exercise, file: string): readonly PackProblem[] {
  const expressions = [
    ...exercise.checkpoints.map(({ id, expr }) => ({ where: `checkpoint ${id}`, text: expr })),
    ...exercise.failchecks.map(({ when }, index) => ({ where: `failcheck ${index + 1}`, text: when })),
    ...exercise.wrong.map(({ misconception, detect }) => ({
      where: `detector of ${misconception}`,
      text: detect,
    })),
  ];
  return expressions.flatMap(({ where, text }) => {
    const expression = compileExpression(text);
    if (expression.ok) return [];
    return [
      {
        rule: 'PL030',
        severity: 'error',
        file,
        line: null,
        column: null,
        message: `${where}: ${expression.error}`,
      },
    ];
  });
}
