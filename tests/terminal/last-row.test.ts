// Is it the prompt that is written again, and nothing that was done to the screen before it?
import { expect, test } from 'vitest';
import { lastRow } from '#shared/terminal/last-row.ts';

test.each([
  ['a prompt', 'out\r\n$ ', '$ '],
  ['a prompt with colours', 'out\n\x1b[1;32mroot\x1b[0m# ', '\x1b[1;32mroot\x1b[0m# '],
  ['a prompt on a screen that was cleared', 'out\n\x1b[H\x1b[2J\x1b[3J# ', '# '],
  ['an erased row', 'out\n(END)\r\x1b[K# ', '# '],
  ['nothing', '', ''],
])('%s', (_what, text, row) => {
  expect(lastRow(text)).toBe(row);
});
