// Does the library say what is left to do?
import { expect, test } from 'vitest';
import type { AttemptSummary, AttemptView } from '#shared/protocol/operations.ts';
import { resumeWords } from '../../../../renderer/components/library/resume-words.ts';
import { figureExercise } from '../../../support/figure-exercise.ts';

const summary = (met: number, of: number): AttemptSummary => ({
  attempt: 'a',
  exercise: 'e',
  title: 'The figure',
  number: '4.1',
  unit: 'A new tree',
  points: met,
  maxPoints: of,
  facts: { met, of },
  events: 18,
  branches: 0,
  changedAt: 0,
});

const resumed: AttemptView = {
  attempt: 'a',
  exercise: figureExercise([
    { id: 'a', fact: 'A is so' },
    { id: 'b', fact: 'You can say which process moved' },
  ]),
  start: { comm: 'init' },
  records: [],
  assessments: [
    {
      branch: 0,
      verdicts: [{ checkpoint: 'a', status: 'pass', sinceSeq: 1 }],
      changes: [],
      points: 1,
      maxPoints: 2,
      dead: [],
      beliefs: [],
    },
  ],
  readOnly: null,
  recovered: null,
};

test.each([
  [5, 5, null, 'Everything is true. Look back, or try another way.'],
  [0, 5, null, 'Nothing is true yet. Five facts are left.'],
  [3, 5, null, 'Two facts are left.'],
  [1, 2, resumed, 'One fact is left: you can say which process moved.'],
])('%i of %i', (met, of, view, words) => {
  expect(resumeWords(summary(met, of), view)).toBe(words);
});
