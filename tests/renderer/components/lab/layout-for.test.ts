// Is nothing cut at any width and any size of text?
import { expect, test } from 'vitest';
import { layoutFor } from '../../../../renderer/components/lab/layout-for.ts';
import {
  boundedTerminalHeight,
  usualTerminalHeight,
} from '../../../../renderer/components/lab/terminal-height.ts';

test.each([
  [1680, 1, 'wide'],
  [1679, 1, 'reference'],
  [1440, 1, 'reference'],
  [1399, 1, 'compact'],
  [1279, 1, 'narrow'],
  [1024, 1, 'narrow'],
  [1023, 1, 'single'],
  [1440, 1.25, 'narrow'],
  [1440, 2, 'single'],
  [2560, 2, 'compact'],
])('a window of %i with text at %f is %s', (width, scale, layout) => {
  expect(layoutFor(width, scale)).toBe(layout);
});

test('a terminal keeps its least height and leaves the picture two fifths', () => {
  expect([
    boundedTerminalHeight(10, 700),
    boundedTerminalHeight(300, 700),
    boundedTerminalHeight(600, 700),
  ]).toEqual([120, 300, 420]);
});

test('a terminal is lower where the window is', () => {
  expect([
    usualTerminalHeight('reference', 1),
    usualTerminalHeight('narrow', 1),
    usualTerminalHeight('single', 1.5),
  ]).toEqual([256, 148, 384]);
});
