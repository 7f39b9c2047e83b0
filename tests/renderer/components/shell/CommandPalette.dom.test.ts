// Can everything be done by name, without a pointer?
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import CommandPalette from '../../../../renderer/components/shell/CommandPalette.svelte';
import type { Command } from '../../../../renderer/components/shell/match-command.ts';

function open() {
  const onclose = vi.fn();
  const ran: string[] = [];
  const command = (id: string, change: Partial<Command> = {}): Command => ({
    id,
    words: id,
    about: '',
    run: () => ran.push(id),
    ...change,
  });
  render(CommandPalette, {
    commands: [
      command('Hint'),
      command('Play'),
      command('Send KILL to 1', { unavailable: 'No number here.' }),
    ],
    onclose,
  });
  return { onclose, ran, field: screen.getByRole('combobox') };
}
const selected = () =>
  screen.getAllByRole('option').find((option) => option.getAttribute('aria-selected') === 'true')
    ?.textContent;

test('typing narrows the list, Enter does the first that is left and closes', async () => {
  const { onclose, ran, field } = open();
  await fireEvent.input(field, { target: { value: 'pl' } });
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(onclose).toHaveBeenCalledOnce();
  await vi.waitFor(() => {
    expect(ran).toEqual(['Play']);
  });
});

test('the arrow keys go round', async () => {
  const { field } = open();
  await fireEvent.keyDown(field, { key: 'ArrowUp' });
  expect(selected()).toContain('Send KILL');
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(selected()).toContain('Hint');
  expect(field.getAttribute('aria-activedescendant')).toBe(screen.getAllByRole('option')[0]?.id);
});

test('what can not be done says why, and is not done', async () => {
  const { onclose, ran, field } = open();
  await fireEvent.input(field, { target: { value: 'kill' } });
  expect(screen.getByRole('option').textContent).toContain('No number here.');
  await fireEvent.keyDown(field, { key: 'Enter' });
  await fireEvent.click(screen.getByRole('option'));
  expect([ran, onclose.mock.calls.length]).toEqual([[], 0]);
});

test('words that no command has are told', async () => {
  const { field } = open();
  await fireEvent.input(field, { target: { value: 'frok' } });
  expect(screen.getByText('No command has these words.')).toBeTruthy();
});
