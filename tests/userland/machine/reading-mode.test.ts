// Is a shell's line editor told from a program that reads keys?
import { expect, test } from 'vitest';
import { readingMode } from '#shared/userland/tty/reading-mode.ts';

test('a terminal that is canonical is read by line', () => {
  expect(readingMode({ canonical: true, icrnl: true }, false)).toBe('program');
  expect(readingMode({ canonical: true, icrnl: true }, true)).toBe('prompt');
  expect(readingMode(undefined, false)).toBe('program');
});

test('of those that read keys, a line editor alone wants Enter as it is', () => {
  expect(readingMode({ canonical: false, icrnl: false }, true)).toBe('prompt');
  expect(readingMode({ canonical: false, icrnl: true }, true)).toBe('keys');
});
