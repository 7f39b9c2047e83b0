// Is a moment named as one would name it aloud?
import { expect, test } from 'vitest';
import { whenWords } from '../../../../renderer/components/library/when-words.ts';

const NOW = new Date(2026, 10, 23, 9, 30).getTime();

test.each([
  ['the same day', new Date(2026, 10, 23, 0, 5), 'today'],
  ['the evening before', new Date(2026, 10, 22, 23, 50), 'yesterday'],
  ['this week', new Date(2026, 10, 19, 12, 0), '4 days ago'],
  ['earlier this year', new Date(2026, 2, 9, 12, 0), '9 March'],
  ['another year', new Date(2025, 11, 31, 12, 0), '31 December 2025'],
  ['a clock that was set back', new Date(2026, 10, 24, 12, 0), 'today'],
])('%s', (_what, then, words) => {
  expect(whenWords(then.getTime(), NOW)).toBe(words);
});
