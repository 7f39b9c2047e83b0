// An exercise as a window sees it, where only its checkpoints matter.
import type { ExerciseView } from '#shared/protocol/operations.ts';

type Fact = ExerciseView['checkpoints'][number];

/** A fact weighs 1, needs no other and has no reason, where nothing else is said. */
export function figureExercise(facts: readonly (Pick<Fact, 'id' | 'fact'> & Partial<Fact>)[]): ExerciseView {
  return {
    id: 'e',
    number: '4.1',
    unit: { number: 4, title: 'A new tree' },
    title: 'The figure',
    task: '',
    commands: [],
    checkpoints: facts.map((fact) => ({ weight: 1, fail: '', needs: [], ...fact })),
    questions: [],
    hints: { shown: [], total: 0 },
    debrief: null,
  };
}
