// Which questions of an exercise may be answered now, and have not been?

import type { Assessment } from '#shared/grading/verdict.ts';
import type { Question } from '#shared/packs/pack.ts';

/** In the order of the exercise. */
export function openQuestions(
  questions: readonly Question[],
  assessment: Assessment,
  answers: ReadonlyMap<string, string>,
): readonly Question[] {
  return questions.filter(
    ({ id, after }) => !answers.has(id) && (after === null || isMet(assessment, after)),
  );
}

function isMet({ verdicts }: Assessment, checkpoint: string): boolean {
  return verdicts.some((verdict) => verdict.checkpoint === checkpoint && verdict.status === 'pass');
}
