import { describe, expect, it } from 'vitest';
import { compileRegex, Regex } from '#shared/userland/libc/regex/regex.ts';

function find(
  pattern: string,
  text: string,
  syntax: 'basic' | 'extended' = 'extended',
  from = 0,
): string | null {
  const regex = compileRegex(pattern, syntax);
  if (!(regex instanceof Regex)) throw new Error(regex.message);
  const match = regex.exec(text, from);
  return match === null ? null : text.slice(match.start, match.end);
}

function problem(pattern: string, syntax: 'basic' | 'extended' = 'extended'): string | null {
  const regex = compileRegex(pattern, syntax);
  return regex instanceof Regex ? null : regex.message;
}

describe('a POSIX regular expression', () => {
  it.each([
    ['a|ab|abc', 'xabcd', 'abc'],
    ['(a|ab)(c|bcd)', 'abcd', 'abcd'],
    ['x*', 'xx', 'xx'],
    ['[0-9]+', 'pid 4026 x', '4026'],
    ['^Pid:', 'NSPid:', null],
    ['[[:upper:]]+$', 'aBC', 'BC'],
    ['a{2,3}', 'aaaa', 'aaa'],
    ['a{2}', 'a', null],
    ['[]a]+', 'x]a]', ']a]'],
    ['[^]a]', ']ab', 'b'],
    ['\\bsleep\\b', 'a sleep b', 'sleep'],
    ['\\<in', 'main in', 'in'],
    ['(^|,)b', 'a,b', ',b'],
    ['.', '', null],
    ['a.c', 'abc', 'abc'],
    ['a\\.c', 'abc', null],
    ['()', 'a', ''],
    ['a{,2}', 'aaa', 'aa'],
    ['a{x', 'a{x', 'a{x'],
  ])('extended %s finds in %j: %j', (pattern, text, expected) => {
    expect(find(pattern, text)).toBe(expected);
  });

  it.each([
    ['a\\|b', 'b', 'b'],
    ['a+', 'a+', 'a+'],
    ['a\\+', 'aa', 'aa'],
    ['*a', '*a', '*a'],
    ['\\(ab\\)*', 'ababa', 'abab'],
    ['a^b$c', 'a^b$c', 'a^b$c'],
    ['^(x)$', '(x)', '(x)'],
    ['a\\{2\\}', 'aaa', 'aa'],
  ])('basic %s finds in %j: %j', (pattern, text, expected) => {
    expect(find(pattern, text, 'basic')).toBe(expected);
  });

  it('gives the text of its groups', () => {
    const regex = compileRegex('([a-z]+)\\(([0-9]+)(,([a-z]+))?\\)', 'extended');
    expect(regex instanceof Regex && regex.exec('init bash(2)')?.groups).toEqual(['bash', '2', null, null]);
  });

  it('ignores case where it is told to', () => {
    const regex = compileRegex('na[M]e', 'extended', { ignoreCase: true });
    expect(regex instanceof Regex && regex.test('NAME')).toBe(true);
  });

  it('finishes where backtracking would not', () => {
    expect(find('(a+)+$', `${'a'.repeat(3000)}b`)).toBe(null);
  });

  it.each([
    ['(', 'Unmatched ( or \\('],
    ['[a', 'Unmatched [, [^, [:, [., or [='],
    ['a{3,1}', 'Invalid content of \\{\\}'],
    ['a\\', 'Trailing backslash'],
    ['[[:nosuch:]]', 'Invalid character class name'],
    ['[z-a]', 'Invalid range end'],
    ['((a{1000}){1000})', 'Regular expression too big'],
    ['(a)\\1', 'Invalid back reference'],
  ])('refuses %s: %s', (pattern, message) => {
    expect(problem(pattern)).toBe(message);
  });
});
