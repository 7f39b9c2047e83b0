// What is said when an input changed how the exercise stands? Only what is new: facts, dead ends, beliefs.

import type { Assessment } from '#shared/grading/verdict.ts';
import { MISCONCEPTIONS } from '#shared/packs/misconceptions.ts';
import type { ExerciseView } from '#shared/protocol/operations.ts';

/** Empty where nothing changed. */
export function verdictNews(exercise: ExerciseView, before: Assessment, after: Assessment): string {
  const wasMet = metIn(before);
  const isMet = metIn(after);
  const checked = new Set(after.verdicts.filter(isChecked).map(({ checkpoint }) => checkpoint));
  const facts = exercise.checkpoints.flatMap(({ id, fact }) => {
    if (!checked.has(id) || wasMet.has(id) === isMet.has(id)) return [];
    return [isMet.has(id) ? `Met: ${fact}.` : `No longer true: ${fact}.`];
  });
  const known = new Set(before.beliefs.map(({ misconception }) => misconception));
  const beliefs = after.beliefs
    .filter(({ misconception }) => !known.has(misconception))
    .map(({ misconception, text }) => `A belief we recognise: ${MISCONCEPTIONS[misconception]?.belief ?? ''} ${text}`); // prettier-ignore
  const isNowLost = before.dead.length === 0 && after.dead.length > 0;
  const lost = isNowLost ? [`From here the goal can't be reached. ${after.dead[0]?.text ?? ''}`] : [];
  return [...facts, ...beliefs, ...lost].join(' ');
}

function metIn({ verdicts }: Assessment): ReadonlySet<string> {
  return new Set(verdicts.filter(({ status }) => status === 'pass').map(({ checkpoint }) => checkpoint));
}

function isChecked({ status }: Assessment['verdicts'][number]): boolean {
  return status !== 'error';
}
