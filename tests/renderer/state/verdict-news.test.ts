// Is everything that an input changed about the exercise told, and nothing that it didn't?
import { expect, test } from 'vitest';
import type { Assessment, Verdict } from '#shared/grading/verdict.ts';
import { MISCONCEPTIONS } from '#shared/packs/misconceptions.ts';
import { verdictNews } from '../../../renderer/state/verdict-news.ts';
import { figureExercise } from '../../support/figure-exercise.ts';

const EXERCISE = figureExercise(['a', 'b'].map((id) => ({ id, fact: `Fact ${id} is so` })));

function assessed(statuses: readonly Verdict['status'][], rest: Partial<Assessment> = {}): Assessment {
  const verdicts = statuses.map((status, at) => ({ checkpoint: 'ab'[at] ?? '', status, sinceSeq: 1 }));
  return { verdicts, changes: [], points: 0, maxPoints: 2, dead: [], beliefs: [], ...rest };
}

const [misconception = ''] = Object.keys(MISCONCEPTIONS);
const belief = { misconception, text: 'It shows here.', seq: 3 };
const deadEnd = { text: 'The number is gone.', seq: 4 };

test.each([
  ['nothing new', assessed(['pass', 'fail']), assessed(['pass', 'fail']), ''],
  ['a fact that came true', assessed(['fail', 'fail']), assessed(['pass', 'fail']), 'Met: Fact a is so.'],
  [
    'one that came true while another was lost',
    assessed(['pass', 'fail']),
    assessed(['fail', 'pass']),
    'No longer true: Fact a is so. Met: Fact b is so.',
  ],
  ['one that could not be checked', assessed(['pass', 'fail']), assessed(['error', 'fail']), ''],
  [
    'a dead end',
    assessed(['fail', 'fail']),
    assessed(['fail', 'fail'], { dead: [deadEnd] }),
    "From here the goal can't be reached. The number is gone.",
  ],
  [
    'a dead end that was told before',
    assessed(['fail', 'fail'], { dead: [deadEnd] }),
    assessed(['fail', 'fail'], { dead: [deadEnd] }),
    '',
  ],
  [
    'a belief',
    assessed(['fail', 'fail']),
    assessed(['fail', 'fail'], { beliefs: [belief] }),
    `A belief we recognise: ${MISCONCEPTIONS[misconception]?.belief ?? 'none'} It shows here.`,
  ],
  [
    'a belief that was told before',
    assessed(['fail', 'fail'], { beliefs: [belief] }),
    assessed(['fail', 'fail'], { beliefs: [belief] }),
    '',
  ],
])('%s', (_what, before, after, words) => {
  expect(verdictNews(EXERCISE, before, after)).toBe(words);
});
