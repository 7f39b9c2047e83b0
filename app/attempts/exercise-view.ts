// What may the learner see of an exercise, and of how it is judged, at this moment?

import type { Assessment } from '#shared/grading/verdict.ts';
import type { Exercise } from '#shared/packs/pack.ts';
import type { ExerciseView } from '#shared/protocol/operations.ts';
import type { PlacedExercise } from '../library/pack-library.ts';

/** `hints`: how many were asked for. `solved`: every point was reached at some moment of some branch. */
export function exerciseView(
  { unit, exercise }: PlacedExercise,
  hints: number,
  solved: boolean,
): ExerciseView {
  const { id, number, title, task, commands, questions, debrief } = exercise;
  return {
    id,
    number,
    unit: { number: unit.number, title: unit.title },
    title,
    task,
    commands,
    checkpoints: exercise.checkpoints
      .filter(({ visibility }) => visibility === 'visible')
      .map(({ id: checkpoint, weight, fact, fail, needs }) => ({
        id: checkpoint,
        weight,
        fact,
        fail,
        needs,
      })),
    questions,
    hints: { shown: exercise.hints.slice(0, hints), total: exercise.hints.length },
    debrief: solved ? debrief : null,
  };
}

/** Without the checkpoints that the learner isn't told of. */
export function assessmentView(exercise: Exercise, assessment: Assessment): Assessment {
  const hidden = new Set(
    exercise.checkpoints.filter(({ visibility }) => visibility !== 'visible').map(({ id }) => id),
  );
  if (hidden.size === 0) return assessment;
  return {
    ...assessment,
    verdicts: assessment.verdicts.filter(({ checkpoint }) => !hidden.has(checkpoint)),
    changes: assessment.changes.filter(({ checkpoint }) => !hidden.has(checkpoint)),
  };
}

/** The assessment of a run that can't be graded: the lab could not check, and says why. */
export function uncheckedAssessment(exercise: Exercise, problem: string): Assessment {
  return {
    verdicts: exercise.checkpoints.map(({ id }) => ({
      checkpoint: id,
      status: 'error',
      sinceSeq: null,
      problem,
    })),
    changes: [],
    points: 0,
    maxPoints: exercise.checkpoints.reduce((sum, { weight }) => sum + weight, 0),
    dead: [],
    beliefs: [],
  };
}
