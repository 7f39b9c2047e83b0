// Is a question answered with what was chosen, and only then?
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { Question } from '#shared/packs/pack.ts';
import AnswerDialog from '../../../../renderer/components/task/AnswerDialog.svelte';

const CHOICE: Question = {
  id: 'moved',
  ask: 'Which process moved?',
  kind: 'choice',
  choices: [
    { id: 'creator', text: 'The creator' },
    { id: 'nobody', text: 'None' },
  ],
  after: null,
};

function ask(question: Question, before = '') {
  const onanswer = vi.fn();
  render(AnswerDialog, { question, before, onanswer, onclose: () => undefined });
  return onanswer;
}
const answer = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Answer', hidden: true });

test('one of several, as a group of radio buttons', async () => {
  const onanswer = ask(CHOICE);
  expect(answer().disabled).toBe(true);
  const [, nobody] = screen.getAllByRole('radio', { hidden: true });
  await fireEvent.click(nobody!);
  expect(answer().disabled).toBe(false);
  await fireEvent.submit(document.querySelector('form')!);
  expect(onanswer).toHaveBeenCalledExactlyOnceWith('nobody');
});

test('a number or a word, without the blanks around it', async () => {
  const onanswer = ask({ id: 'pid', ask: 'Which number?', kind: 'number', after: null });
  await fireEvent.submit(document.querySelector('form')!);
  await fireEvent.input(screen.getByRole('textbox', { hidden: true }), { target: { value: ' 6 ' } });
  await fireEvent.submit(document.querySelector('form')!);
  expect(onanswer).toHaveBeenCalledExactlyOnceWith('6');
});

test('what was answered before is where one starts', () => {
  ask(CHOICE, 'creator');
  const [creator] = screen.getAllByRole<HTMLInputElement>('radio', { hidden: true });
  expect(creator?.checked).toBe(true);
});
