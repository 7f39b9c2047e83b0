// How are the verdicts of a run written for people? One line each, in the words of the lab.

import type { Assessment, Verdict } from '#shared/grading/verdict.ts';
import type { Exercise } from '#shared/packs/pack.ts';

const WORDS: Readonly<Record<Verdict['status'], string>> = {
  pass: 'met',
  fail: 'not met',
  error: "couldn't check",
};

export function verdictLines(exercise: Exercise, assessment: Assessment): readonly string[] {
  const facts = assessment.verdicts.flatMap(({ checkpoint, status, problem }) => {
    const { fact = checkpoint, fail = '' } = exercise.checkpoints.find(({ id }) => id === checkpoint) ?? {};
    const why = status === 'pass' ? [] : [`                ${problem ?? fail}`];
    return [`${WORDS[status].padEnd(14)}  ${fact}`, ...why];
  });
  return [
    ...facts,
    ...assessment.beliefs.map(
      ({ misconception, text }) => `A belief we recognise (${misconception}): ${text}`,
    ),
    ...assessment.dead.map(({ text }) => text),
    `${assessment.points} of ${assessment.maxPoints} points.`,
  ];
}

export function allMet({ verdicts }: Assessment): boolean {
  return verdicts.every(({ status }) => status === 'pass');
}
