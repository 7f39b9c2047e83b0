// Does the list of facts say what was so at the moment one looks at?
import { describe, expect, test } from 'vitest';
import type { Assessment } from '#shared/grading/verdict.ts';
import { allMet, doneWords, factsAt, pointsOf, questionsLeftWords } from '../../../renderer/state/facts.ts';
import { figureExercise } from '../../support/figure-exercise.ts';

const EXERCISE = figureExercise([
  { id: 'a', weight: 2, fact: 'A is so', fail: 'A is not so.' },
  { id: 'b', fact: 'B is so', fail: 'B is not so.', needs: ['a'] },
]);

const ASSESSMENT: Assessment = {
  verdicts: [
    { checkpoint: 'a', status: 'fail', sinceSeq: 30 },
    { checkpoint: 'b', status: 'pass', sinceSeq: 20 },
  ],
  changes: [
    { checkpoint: 'a', seq: 10, status: 'pass' },
    { checkpoint: 'b', seq: 20, status: 'pass' },
    { checkpoint: 'a', seq: 30, status: 'fail' },
  ],
  points: 1,
  maxPoints: 3,
  dead: [],
  beliefs: [],
};

const marks = (seq: number | null) =>
  factsAt(EXERCISE, ASSESSMENT, seq).map(({ mark, since }) => [mark, since]);

describe('factsAt', () => {
  test.each([
    [
      'before anything',
      9,
      [
        ['unmet', null],
        ['unmet', null],
      ],
    ],
    [
      'at the very event',
      10,
      [
        ['met', 10],
        ['unmet', null],
      ],
    ],
    [
      'while both are true',
      25,
      [
        ['met', 10],
        ['met', 20],
      ],
    ],
    [
      'after one was lost',
      30,
      [
        ['lost', 30],
        ['met', 20],
      ],
    ],
    [
      'now',
      null,
      [
        ['lost', 30],
        ['met', 20],
      ],
    ],
  ])('%s', (_when, seq, expected) => {
    expect(marks(seq)).toEqual(expected);
  });

  test('what the lab could not check is no failure of the learner', () => {
    const unchecked: Assessment = {
      ...ASSESSMENT,
      verdicts: [{ checkpoint: 'a', status: 'error', sinceSeq: 30, problem: 'no such process' }],
    };
    expect(factsAt(EXERCISE, unchecked, null)[0]).toMatchObject({
      mark: 'unchecked',
      since: null,
      why: 'No such process.',
    });
  });
});

test('points count what is true at that moment', () => {
  expect([
    pointsOf(factsAt(EXERCISE, ASSESSMENT, 25)),
    pointsOf(factsAt(EXERCISE, ASSESSMENT, null)),
  ]).toEqual([3, 1]);
});

test('all is met only when there is something to meet', () => {
  expect([
    allMet(factsAt(EXERCISE, ASSESSMENT, 25)),
    allMet(factsAt(EXERCISE, ASSESSMENT, null)),
    allMet([]),
  ]).toEqual([true, false, false]);
});

test.each([
  [5, 6, 'All five facts are true. Every route counts, this one took 6 lines.'],
  [1, 1, 'The fact is true. Every route counts, this one took 1 line.'],
  [14, 2, 'All 14 facts are true. Every route counts, this one took 2 lines.'],
])('%i facts in %i lines', (facts, lines, words) => {
  expect(doneWords(facts, lines)).toBe(words);
});

test.each([
  [1, 'One question left'],
  [3, 'Three questions left'],
  [13, '13 questions left'],
])('%i questions are counted in words', (count, words) => {
  expect(questionsLeftWords(count)).toBe(words);
});
