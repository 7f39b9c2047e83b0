// Is each fact told with its mark as a word, and the moment it was decided as a way there?
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Fact } from '../../../../renderer/state/facts.ts';
import FactList from '../../../../renderer/components/task/FactList.svelte';

const fact = (change: Partial<Fact>): Fact => ({
  id: 'a',
  text: 'It is so',
  why: 'It is not so.',
  points: 2,
  mark: 'unmet',
  since: null,
  ...change,
});

function list(facts: readonly Fact[], reasons = false): number[] {
  const jumps: number[] = [];
  render(FactList, {
    facts,
    reasons,
    eventNumber: (seq: number) => seq / 10,
    onjump: (seq: number) => jumps.push(seq),
  });
  return jumps;
}
const said = () =>
  screen.getAllByRole('listitem').map((item) => item.textContent.replace(/\s+/g, ' ').trim());

test('the mark is a word, the points have their unit', () => {
  list([
    fact({ id: 'a', mark: 'met', since: 40 }),
    fact({ id: 'b', mark: 'unmet', points: 1 }),
    fact({ id: 'c', mark: 'lost', since: 70 }),
    fact({ id: 'd', mark: 'unchecked', why: 'The check took too long.' }),
  ]);
  expect(said()).toEqual([
    'Met: It is so event 4 2 points',
    'Not met yet: It is so 1 point',
    'No longer true: It is so lost at event 7 2 points',
    "Couldn't check: It is so The check took too long. Your work is not at fault. 2 points",
  ]);
});

test('the event leads to its moment', async () => {
  const jumps = list([fact({ mark: 'met', since: 40 })]);
  await fireEvent.click(screen.getByRole('button', { name: 'event 4' }));
  expect(jumps).toEqual([40]);
});

test('asked for, it says why a fact is not true, and nothing of one that is', () => {
  list([fact({ id: 'a' }), fact({ id: 'b', mark: 'met' })], true);
  expect(said()).toEqual(['Not met yet: It is so It is not so. 2 points', 'Met: It is so 2 points']);
});
