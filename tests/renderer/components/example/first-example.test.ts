// Is the first example true, and said as the screen promises?
import { expect, test } from 'vitest';
import { asTaskId } from '#shared/kernel/ids.ts';
import { numbersOf, taskOf } from '#shared/kernel/selectors.ts';
import { firstExample } from '../../../../renderer/components/example/first-example.ts';

test('process 5 makes process 6, which is 1 inside, and stays outside', () => {
  const { before, after, born, sentence } = firstExample();
  expect(before.tasks.size).toBe(3);
  expect([...born].map((id) => numbersOf(after, taskOf(after, id)))).toEqual([[6, 1]]);
  expect(numbersOf(after, taskOf(after, asTaskId(3)))).toEqual([5]);
  expect(sentence).toBe(
    'Process 5, unshare, made process 6. Inside level 1 it is number 1. Process 5 stays in level 0.',
  );
});
