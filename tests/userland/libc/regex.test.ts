import { describe, expect, it } from 'vitest';
import { compileRegex, Regex } from '#shared/userland/libc/regex/regex.ts';
import type { RegexSyntax } from '#shared/userland/libc/regex/parse.ts';

function find(pattern: string, text: string, syntax: RegexSyntax = 'extended', from = 0): string | null {
  const regex = compileRegex(pattern, syntax);
  if (!(regex instanceof Regex)) throw new Error(regex.message);
  const match = regex.exec(text, from);
  return match === null ? null : text.slice(match.start, match.end);
}

function problem(pattern: string, syntax: RegexSyntax = 'extended'): string | null {
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

  it.each([
    ['(a|b)\\1', 'abba', 'bb'],
    ['^(.)(.)\\2\\1$', 'abba', 'abba'],
    ['(a*)b\\1', 'aabaaa', 'aabaa'],
    ['(a|ab)(c|bcd)\\1?', 'abcda', 'abcda'],
    ['([a-z]+) \\1', 'no no never', 'no no'],
    ['(a)?b\\1', 'b', null],
  ])('extended %s finds in %j the text of a group again: %j', (pattern, text, expected) => {
    expect(find(pattern, text)).toBe(expected);
  });

  it('gives up a pattern with a group again that takes too long', () => {
    expect(() => find('(a*)*(a*)*\\1b\\2', 'a'.repeat(200))).toThrow('takes too long');
  });

  it.each<[string, RegexSyntax, string, string | null]>([
    ['a**', 'grep', 'aab', 'aa'],
    ['*b', 'egrep', '*b', 'b'],
    ['a)', 'egrep', 'a)', 'a)'],
    ['a)', 'extended', 'a)', 'a)'],
    ['a{x', 'egrep', 'a{x', 'a{x'],
    ['a{2}', 'awk', 'aa a{2}', 'a{2}'],
    ['[\\/\\t]', 'awk', 'a\tb', '\t'],
    ['\\w', 'awk', 'vw', 'w'],
  ])('%s in the syntax of %s finds in %j: %j', (pattern, syntax, text, expected) => {
    expect(find(pattern, text, syntax)).toBe(expected);
  });

  it('refuses to sed -E a ) without its (', () => {
    const regex = compileRegex('a)', 'sed');
    expect(regex instanceof Regex ? null : regex.message).toBe('Unmatched ) or \\)');
  });

  it.each([
    ['^b.', 'a\nbc', 'bc'],
    ['a$', 'ba\nc', 'a'],
    ['a.b', 'a\nb', null],
    ['a[^x]b', 'a\nb', null],
    ['\\`b', 'a\nb', null],
    ["b\\'", 'ab\nb', 'b'],
  ])('%s that knows of lines finds in %j: %j', (pattern, text, expected) => {
    const regex = compileRegex(pattern, 'extended', { multiline: true });
    const match = regex instanceof Regex ? regex.exec(text) : null;
    expect(match === null ? null : text.slice(match.start, match.end)).toBe(expected);
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
    ['(a)\\2', 'Invalid back reference'],
    ['(a\\1)', 'Invalid back reference'],
    ['*a', 'Invalid preceding regular expression'],
    ['a|*b', 'Invalid preceding regular expression'],
    ['a{x', 'Unmatched \\{'],
  ])('refuses %s: %s', (pattern, message) => {
    expect(problem(pattern)).toBe(message);
  });
});
