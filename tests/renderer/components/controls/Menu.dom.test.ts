// Is a menu opened, walked and left with the keyboard alone?
import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { expect, test } from 'vitest';
import Menu from '../../../../renderer/components/controls/Menu.svelte';

function open() {
  const ran: string[] = [];
  const item = (words: string, unavailable?: string) => ({
    id: words,
    words,
    ...(unavailable === undefined ? {} : { unavailable }),
    run: () => ran.push(words),
  });
  const children = createRawSnippet(() => ({ render: () => '<span>Stand inside…</span>' }));
  render(Menu, {
    label: 'Namespaces',
    look: 'btn',
    items: [item('level 1'), item('level 2', 'It is closed.')],
    children,
  });
  return { ran, button: screen.getByRole('button') };
}

test('opening puts the focus on the first item, Escape gives it back', async () => {
  const { button } = open();
  await fireEvent.click(button);
  await tick();
  expect(document.activeElement?.textContent).toContain('level 1');
  await fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
  expect([screen.queryByRole('menu'), document.activeElement]).toEqual([null, button]);
});

test('the arrows go round, an item is done and the menu is gone', async () => {
  const { ran, button } = open();
  await fireEvent.click(button);
  await fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' });
  expect(document.activeElement?.textContent).toContain('level 2');
  await fireEvent.click(document.activeElement!);
  expect(ran).toEqual([]);
  await fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
  await fireEvent.click(document.activeElement!);
  expect([ran, screen.queryByRole('menu')]).toEqual([['level 1'], null]);
});
