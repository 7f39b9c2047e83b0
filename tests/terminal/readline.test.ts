// Does the line stand as bash's own line editor leaves it? Each was typed into bash 5.2 with the history below.
import { describe, expect, test } from 'vitest';
import { candidateRows } from '#shared/terminal/candidate-list.ts';
import { EMPTY_LINE } from '#shared/terminal/edited-line.ts';
import type { EditedLine } from '#shared/terminal/edited-line.ts';
import { keysOf, pressKey } from '#shared/terminal/line-editor.ts';
import type { LineEffect } from '#shared/terminal/line-editor.ts';

const HISTORY = [
  'echo one two three', 'echo "a b" c', 'ls -la /etc/host*', 'false', 'cd /tmp; cd', 'x=alpha-beta_gamma.delta/eps',
  'echo $x', 'clear',
]; // prettier-ignore

function typed(...chunks: readonly string[]): {
  readonly line: EditedLine;
  readonly effects: readonly LineEffect[];
} {
  let line = EMPTY_LINE;
  const effects: LineEffect[] = [];
  const waiting = chunks.map((chunk) => [...keysOf(chunk)]).flat();
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    const step = pressKey(line, key, 'prompt', HISTORY);
    line = step.line;
    waiting.unshift(...keysOf(step.behind ?? ''));
    if (step.effect !== null) effects.push(step.effect);
  }
  return { line, effects };
}

/** The line with a bar where the cursor stands. */
function seen(...chunks: readonly string[]): string {
  const { line } = typed(...chunks);
  const points = [...line.text];
  return [...points.slice(0, line.cursor), '|', ...points.slice(line.cursor)].join('');
}

describe('a number before a key', () => {
  test.each([
    ['below zero turns a movement round', ['abc', '\x1b-', '\x1b2', '\x02', 'x'], 'abcx|'],
    ['and a kill', ['a b c', '\x1b-', '\x1bd'], 'a b |'],
    ['counts for the first character alone', ['\x1b3', 'ab'], 'aaab|'],
    ['kills words at once', ['one two three', '\x1b2', '\x17'], 'one |'],
    ['kills what is deleted', ['abcdef', '\x01', '\x1b3', '\x04', '\x05', '\x19'], 'defabc|'],
    ['carries a character further', ['abcd', '\x01', '\x06', '\x1b2', '\x14'], 'bca|d'],
    [
      'changes the case of the words before',
      ['foo bar baz', '\x1bb', '\x1b-', '\x1b2', '\x1bu'],
      'FOO BAR |baz',
    ],
  ])('%s', (_what, chunks, line) => {
    expect(seen(...chunks)).toBe(line);
  });
});

describe('lines that come back', () => {
  test.each([
    ['keep what was changed in them', ['x', '\x1b[A', 'y', '\x1b[A', '\x1b[B'], 'cleary|'],
    ['give back what was being typed', ['draft', '\x1b[A', '\x1b[A', '\x1b>'], 'draft|'],
    ['begin with what stands before the cursor', ['echo', '\x1b[5~', '\x1b[5~'], 'echo| "a b" c'],
    ['and forwards again', ['echo', '\x1b[5~', '\x1b[5~', '\x1b[6~'], 'echo| $x'],
    ['are found backwards and on', ['\x12', 'ec', '\x12', '\x1b'], '|echo "a b" c'],
    ['follow the one that was entered', ['\x1b[A', '\x1b[A', '\x1b[A', '\x0f'], 'echo $x|'],
    ['give words of the line before the one that is shown', ['\x1b[A', '\x1b.'], 'clear$x|'],
    ['give older words, and newer ones again', ['\x1b.', '\x1b.', '\x1b-', '\x1b.'], 'clear|'],
  ])('%s', (_what, chunks, line) => {
    expect(seen(...chunks)).toBe(line);
  });
});

describe('taking back', () => {
  test.each([
    ['what was typed in one go', ['abc', '\x1f'], '|'],
    ['characters of several bytes one by one', ['日本', '\x1f'], '日|'],
    ['a kill, with the cursor behind it', ['abc', '\x01', '\x0b', '\x1f'], 'abc|'],
    ['what was typed behind a yank along with it', ['a\x17\x19bc', '\x1f'], '|'],
    ['a change of case', ['abc def', '\x1bb', '\x1bu', '\x1f'], 'abc def|'],
  ])('%s', (_what, chunks, line) => {
    expect(seen(...chunks)).toBe(line);
  });
});

describe('other keys', () => {
  test.each([
    ['Ctrl-V takes the next key as it is', ['a', '\x16', '\tb'], 'a\tb|'],
    ['and no more of what comes with it', ['a', '\x16', '\x1bb'], 'a\x1bb|'],
    ['Ctrl-] goes to a character', ['abcabc', '\x01', '\x1d', 'c', 'X'], 'abX|cabc'],
    ['Alt-Ctrl-] goes back to one', ['abcabc', '\x1b\x1d', 'bX'], 'abcaX|bc'],
    ['Ctrl-X Ctrl-X goes to the mark', ['abc', '\x1b ', '\x01', '\x18\x18', 'X'], 'abcX|'],
    ['words of the shell are quoted whole', ["a 'b c' d", '\x1b\x02', '\x1b\x02', 'X'], "a X|'b c' d"],
    ['and change places', ["a 'b c' d", '\x1b\x14'], "a d 'b c'|"],
    ['Escape before a key is Alt', ['abc def', '\x1b', 'b', 'X'], 'abc X|def'],
    ['Ctrl-X before a key that it has no use for takes it away', ['abc', '\x18', 'e'], 'abc|'],
    ['Alt-Left may come as two escapes', ['a b', '\x1b\x1b[D', 'X'], 'a X|b'],
    ['Alt-Y goes round the ring', ['a b', '\x17', 'x', '\x17', '\x19', '\x1by', '\x1by'], 'a x|'],
  ])('%s', (_what, chunks, line) => {
    expect(seen(...chunks)).toBe(line);
  });

  test('Ctrl-C is none of the keys that Escape waits for', () => {
    expect(typed('abc', '\x1b', '\x03')).toEqual({
      line: EMPTY_LINE,
      effects: [{ effect: 'key', key: '^C' }],
    });
  });

  test('Escape waits for keys that look back, too', () => {
    expect(seen('\x1b', '<x')).toBe('echo one two threex|');
  });

  test('Alt-# enters the line as a comment', () => {
    expect(typed('abc', '\x1b#').effects).toEqual([{ effect: 'enter', lines: ['#abc'] }]);
  });

  test('Alt-? asks for the ways to go on', () => {
    expect(typed('ls /e', '\x1b?').effects).toEqual([{ effect: 'list' }]);
  });

  test('Ctrl-D deletes while there is something, and then is the end', () => {
    expect(typed('a', '\x01', '\x04').effects).toEqual([]);
    expect(typed('a', '\x01', '\x04', '\x04').effects).toEqual([{ effect: 'key', key: '^D' }]);
  });
});

test('the ways to go on stand in columns, and a slash in the gap between them', () => {
  const usr = ['bin/', 'etc/', 'games/', 'include/', 'lib/', 'lib64/', 'libexec/', 'local/', 'sbin/', 'share/', 'src/']; // prettier-ignore
  expect(candidateRows(usr, 60)).toEqual([
    'bin/     games/   lib/     libexec/ sbin/    src/',
    'etc/     include/ lib64/   local/   share/',
  ]);
});
