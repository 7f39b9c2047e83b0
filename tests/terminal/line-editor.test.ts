// Does the line that is being typed behave as readline's would?
import { describe, expect, test } from 'vitest';
import {
  EMPTY_LINE,
  keysOf,
  pressKey,
  type EditedLine,
  type LineEffect,
  type ReadingMode,
} from '../../../../renderer/components/terminal/line-editor.ts';

const HISTORY = ['first', 'second', 'third'];

function type(
  data: string,
  mode: ReadingMode = 'prompt',
): { readonly line: EditedLine; readonly effects: readonly LineEffect[] } {
  let line = EMPTY_LINE;
  const effects: LineEffect[] = [];
  for (const key of keysOf(data)) {
    const step = pressKey(line, key, mode, HISTORY);
    line = step.line;
    if (step.effect !== null) effects.push(step.effect);
  }
  return { line, effects };
}

/** The line with a bar where the cursor stands. */
function seen(data: string, mode: ReadingMode = 'prompt'): string {
  const { line } = type(data, mode);
  const points = [...line.text];
  return [...points.slice(0, line.cursor), '|', ...points.slice(line.cursor)].join('');
}

describe('editing', () => {
  test.each([
    ['text goes in at the cursor', 'ac\x1b[Db', 'ab|c'],
    ['a code point beyond 16 bits is one step', '😀a\x1b[D\x1b[D', '|😀a'],
    ['Home and End', 'abc\x1b[Hx\x1b[Fy', 'xabcy|'],
    ['Home and End of the application keypad', 'abc\x1bOHx\x1bOFy', 'xabcy|'],
    ['Ctrl-A and Ctrl-E', 'abc\x01x\x05y', 'xabcy|'],
    ['the cursor stops at both ends', 'a\x1b[D\x1b[D\x1b[C\x1b[C', 'a|'],
    ['Backspace', 'abc\x7f', 'ab|'],
    ['Backspace at the start does nothing', 'abc\x01\x7f', '|abc'],
    ['Delete', 'abc\x01\x1b[3~', '|bc'],
    ['Ctrl-D in a line deletes forward', 'abc\x01\x04', '|bc'],
    ['Ctrl-U kills to the start', 'one two\x1b[D\x15', '|o'],
    ['Ctrl-K kills to the end', 'one two\x01\x1b[C\x0b', 'o|'],
    ['Ctrl-W kills a word between blanks', 'kill -9 42  \x17', 'kill -9 |'],
    ['Ctrl-Y puts the kill back', 'one two\x17\x01\x19', 'two|one '],
    ['Ctrl-Left goes to the start of a word', 'ls /proc/self\x1b[1;5D', 'ls /proc/|self'],
    ['Ctrl-Right goes behind a word', 'ls /proc/self\x01\x1b[1;5C\x1b[1;5C', 'ls /proc|/self'],
    ['an unknown sequence changes nothing', 'ab\x1b[24~', 'ab|'],
  ])('%s', (_what, data, line) => {
    expect(seen(data)).toBe(line);
  });
});

describe('history', () => {
  test.each([
    ['Up shows the newest line', '\x1b[A', 'third|'],
    ['Up goes on to the oldest and stops', '\x1b[A\x1b[A\x1b[A\x1b[A', 'first|'],
    ['Down comes back to what was being typed', 'draft\x1b[A\x1b[A\x1b[B\x1b[B', 'draft|'],
    ['a recalled line can be edited', '\x1b[A\x7f', 'thir|'],
  ])('%s', (_what, data, line) => {
    expect(seen(data)).toBe(line);
  });

  test('a program that reads has none', () => {
    expect(seen('x\x1b[A', 'program')).toBe('x|');
  });
});

describe('what leaves the line', () => {
  test('Enter hands the whole line over and leaves an empty one', () => {
    expect(type('ls -l\x01\r')).toEqual({ line: EMPTY_LINE, effects: [{ effect: 'enter', text: 'ls -l' }] });
  });

  test('a paste of several lines is as many lines entered, the last one waits', () => {
    const { line, effects } = type('one\ntwo\r\nthree');
    expect(effects).toEqual([
      { effect: 'enter', text: 'one' },
      { effect: 'enter', text: 'two' },
    ]);
    expect(line.text).toBe('three');
  });

  test.each([
    ['Ctrl-C', '\x03', '^C'],
    ['Ctrl-Z', '\x1a', '^Z'],
    ['Ctrl-\\', '\x1c', '^\\'],
  ] as const)('%s throws the line away and is a key for the terminal', (_name, data, key) => {
    expect(type(`abc${data}`)).toEqual({ line: EMPTY_LINE, effects: [{ effect: 'key', key }] });
  });

  test('Ctrl-D at an empty line is a key, in a line of a program it is not', () => {
    expect(type('\x04').effects).toEqual([{ effect: 'key', key: '^D' }]);
    expect(type('ab\x04', 'program')).toEqual({
      line: { ...EMPTY_LINE, text: 'ab', cursor: 2 },
      effects: [],
    });
  });

  test('Tab asks for a completion at a prompt and is a character for a program', () => {
    expect(type('un\t').effects).toEqual([{ effect: 'complete' }]);
    expect(seen('a\tb', 'program')).toBe('a\tb|');
  });

  test('Ctrl-L asks for a clear screen and keeps the line', () => {
    expect(type('abc\x0c')).toMatchObject({ line: { text: 'abc' }, effects: [{ effect: 'clear' }] });
  });
});
