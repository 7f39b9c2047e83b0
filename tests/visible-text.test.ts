// Can text from a stranger be read differently from what it is?
import { expect, test } from 'vitest';
import { visibleText, withVisibleText } from '#shared/visible-text.ts';

test.each([
  ['an override', 'user\u202etxt.exe', 'user<U+202E>txt.exe'],
  ['an isolate and its end', 'a\u2067b\u2069', 'a<U+2067>b<U+2069>'],
  ['the Arabic letter mark', '\u061ca', '<U+061C>a'],
  ['lines', 'one\ntwo\tthree', 'one two three'],
  ['control characters, 8-bit ones too', 'a\x1b\x07\x9bb', 'ab'],
  ['letters that are written from right to left by themselves', 'שלום', 'שלום'],
])('%s', (_what, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('every text of a record is made visible, and a harmless record is itself', () => {
  const harmless = { comm: 'bash', argv: ['a b'], task: 3, actor: null };
  expect(withVisibleText(harmless)).toBe(harmless);
  expect(withVisibleText({ comm: 'b\u202eash', argv: ['x\ny'], task: 3, actor: null })).toEqual({
    comm: 'b<U+202E>ash',
    argv: ['x y'],
    task: 3,
    actor: null,
  });
});
