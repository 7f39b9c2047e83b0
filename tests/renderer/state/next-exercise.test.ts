// Is what comes next what one is ready for?
import { expect, test } from 'vitest';
import type { ExerciseSummary } from '#shared/protocol/operations.ts';
import { nextExercise } from '../../../renderer/state/next-exercise.ts';

function exercise(id: string, change: Partial<ExerciseSummary> = {}): ExerciseSummary {
  return {
    id,
    slug: id,
    number: id,
    title: id,
    minutes: 5,
    optional: false,
    prerequisites: [],
    progress: 'untouched',
    ...change,
  };
}
const next = (...exercises: ExerciseSummary[]) =>
  nextExercise({
    packs: [{ id: 'p', title: 'P', units: [{ number: 1, title: 'U', exercises }] }],
    resume: null,
  })?.id ?? null;

test.each([
  ['the first of all, at the start', [exercise('a'), exercise('b', { prerequisites: ['a'] })], 'a'],
  [
    'one whose way is open before an earlier one whose is not',
    [exercise('a', { prerequisites: ['b'] }), exercise('b')],
    'b',
  ],
  [
    'what builds on something done',
    [exercise('a', { progress: 'done' }), exercise('b', { prerequisites: ['a'] })],
    'b',
  ],
  ['what is partly done', [exercise('a', { progress: 'partly' }), exercise('b')], 'a'],
  [
    'the first that is left where each waits for another',
    [exercise('a', { prerequisites: ['b'] }), exercise('b', { prerequisites: ['a'] })],
    'a',
  ],
  [
    'nothing when only extras are left',
    [exercise('a', { progress: 'done' }), exercise('b', { optional: true })],
    null,
  ],
])('%s', (_what, exercises, id) => {
  expect(next(...exercises)).toBe(id);
});
