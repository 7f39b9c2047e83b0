// May this answer be given, this hint be asked for? The machine judges its own inputs; these are the exercise's.

import type { Exercise } from '#shared/packs/pack.ts';
import type { LearnerInput } from '#shared/userland/input.ts';

/** In plain words why not; null when it may. `hints`: how many were asked for so far. */
export function learnerInputProblem(exercise: Exercise, hints: number, input: LearnerInput): string | null {
  if (input.kind === 'answer') {
    const question = exercise.questions.find(({ id }) => id === input.question);
    if (!question) return `This exercise has no question called ${input.question}.`;
    const choices = question.choices?.map(({ id }) => id);
    return choices && !choices.includes(input.value)
      ? `${input.question} is answered by one of: ${choices.join(', ')}.`
      : null;
  }
  if (input.step > exercise.hints.length) return `This exercise has ${exercise.hints.length} hints.`;
  // One that was shown may be asked for again: that is no secret, and says that it was needed.
  return input.step > hints + 1 ? `Hint ${hints + 1} comes before hint ${input.step}.` : null;
}
