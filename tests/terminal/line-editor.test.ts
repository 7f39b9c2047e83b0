// Does the line that is being typed behave as readline's would?
import { describe, expect, test } from 'vitest';
import { EMPTY_LINE } from '#shared/terminal/edited-line.ts';
import type { EditedLine } from '#shared/terminal/edited-line.ts';
import { keysOf, pressKey } from '#shared/terminal/line-editor.ts';
import type { LineEffect } from '#shared/terminal/line-editor.ts';
import type { ReadingMode } from '#shared/userland/tty/reading-mode.ts';
import { searchLead } from '#shared/terminal/line-search.ts';

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

function pasted(text: string): string {
  return `\x1b[200~${text}\x1b[201~`;
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
    ['Ctrl-Y puts back together what was killed in a row', 'one two three\x17\x17\x19', 'one two three|'],
    ['a kill after something else stands alone', 'one two\x17\x17x\x15\x19', 'x|'],
    ['Alt-D kills the word ahead', 'kill -9 42\x01\x1bd', '| -9 42'],
    ['Alt-Backspace kills the word behind', 'ls /proc/self\x1b\x7f', 'ls /proc/|'],
    ['Ctrl-T turns two characters round', 'ls /porc\x1b[D\x1b[D\x14\x05', 'ls /proc|'],
    ['Ctrl-T at the end turns the last two round', 'sl\x14', 'ls|'],
    ['Ctrl-T with one character does nothing', 'l\x14', 'l|'],
    ['Alt-U, Alt-L and Alt-C change the case of a word', 'ab CD ef\x01\x1bu\x1bl\x1bc', 'AB cd Ef|'],
    ['Alt-. puts the last word of the line before in', 'x \x1b.', 'x third|'],
    ['Alt-< and Alt-> go to the ends of the history', 'draft\x1b<\x1b>', 'draft|'],
    ['Alt-. again takes the last word of the line before that', '\x1b.\x1b.', 'second|'],
    ['Alt-. with a number takes that word', '\x1b0\x1b.', 'third|'],
    ['Alt-Y puts back the kill before', 'one two\x17x\x15\x19\x1by', 'two|'],
    ['Alt-Y without Ctrl-Y before does nothing', 'one two\x17x\x1by', 'one x|'],
    ['Ctrl-_ takes back a kill', 'one two\x17\x1f', 'one two|'],
    ['Ctrl-X Ctrl-U takes back what was typed', 'one\x01\x18\x15', '|'],
    ['Ctrl-_ goes on to what was before', 'ab\x17cd\x17\x1f\x1f', '|'],
    ['Alt-R takes back everything', 'one two\x17\x17x\x1br', '|'],
    ['Alt-T turns two words round', 'kill 42 sleep\x1bt', 'kill sleep 42|'],
    ['Alt-\\\\ deletes blanks', 'a   b\x02\x02\x1b\\', 'a|b'],
    ['a number before a key repeats it', 'abcdef\x1b3\x02x', 'abcx|def'],
    ['two digits make one number', '\x1b1\x1b2a', 'aaaaaaaaaaaa|'],
    ['a plain digit goes on with a number', '\x1b12a', 'aaaaaaaaaaaa|'],
    ['Alt-Ctrl-Y puts the first argument in', '\x1b0\x1b\x19', 'third|'],
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
    expect(type('ls -l\x01\r')).toEqual({
      line: EMPTY_LINE,
      effects: [{ effect: 'enter', lines: ['ls -l'] }],
    });
  });

  test('a paste waits for Enter, and is then as many lines as it has', () => {
    const { line, effects } = type(`echo ${pasted('one\r\ntwo\rthr\x1bee\n')}`);
    expect([line.text, effects]).toEqual(['echo one\ntwo\nthree\n', []]);
    expect(type(`echo ${pasted('one\ntwo\n')}\r`).effects).toEqual([
      { effect: 'enter', lines: ['echo one', 'two'] },
    ]);
  });

  test('a program gets the lines of a paste at once, and the last one waits', () => {
    const { line, effects } = type(`a${pasted('b\nc\nd')}`, 'program');
    expect([line.text, effects]).toEqual(['d', [{ effect: 'enter', lines: ['ab', 'c'] }]]);
  });

  test('a paste of a megabyte goes in', () => {
    expect(type(pasted('x'.repeat(1 << 20))).line.cursor).toBe(1 << 20);
  });

  test.each([
    ['Ctrl-C', '\x03', '^C'],
    ['Ctrl-Z', '\x1a', '^Z'],
    ['Ctrl-\\', '\x1c', '^\\'],
  ] as const)('%s throws the line of a program away and is a key for the terminal', (_name, data, key) => {
    expect(type(`abc${data}`, 'program')).toEqual({ line: EMPTY_LINE, effects: [{ effect: 'key', key }] });
  });

  test('at a prompt only Ctrl-C does', () => {
    expect(['\x03', '\x1a', '\x1c'].map((key) => type(`abc${key}`).line.text)).toEqual(['', 'abc', 'abc']);
  });

  test('Ctrl-D at an empty line is a key, and in a line of a program hands over what is there', () => {
    expect(type('\x04').effects).toEqual([{ effect: 'key', key: '^D' }]);
    expect(type('ab\x04\x04', 'program')).toEqual({
      line: EMPTY_LINE,
      effects: [
        { effect: 'keys', text: 'ab\x04' },
        { effect: 'key', key: '^D' },
      ],
    });
  });

  test('Tab asks for a completion at a prompt and is a character for a program', () => {
    expect(type('un\t').effects).toEqual([{ effect: 'complete', again: false }]);
    expect(seen('a\tb', 'program')).toBe('a\tb|');
  });

  test('Ctrl-L asks for a clear screen and keeps the line', () => {
    expect(type('abc\x0c')).toMatchObject({ line: { text: 'abc' }, effects: [{ effect: 'clear' }] });
  });
});

describe('Ctrl-R', () => {
  const LINES = ['echo one', 'ps -ef', 'echo two', 'sleep 9'];

  function searching(data: string): EditedLine {
    return keysOf(data).reduce((line, key) => pressKey(line, key, 'prompt', LINES).line, EMPTY_LINE);
  }

  test.each([
    ['the newest line that has it', '\x12ec', 'echo two', "(reverse-i-search)`ec': "],
    ['again, an older one', '\x12ec\x12', 'echo one', "(reverse-i-search)`ec': "],
    ['until there is none', '\x12ec\x12\x12', 'echo one', "(failed reverse-i-search)`ec': "],
    ['with a character less the same line', '\x12ech\x7f\x7f', 'echo two', "(reverse-i-search)`e': "],
    ['nothing looked for yet', 'half\x12', 'half', "(reverse-i-search)`': "],
  ])('finds %s', (_what, data, text, lead) => {
    const line = searching(data);
    expect([line.text, line.search && searchLead(line.search)]).toEqual([text, lead]);
  });

  test('the cursor stands where it was found, and other keys edit the line from there', () => {
    expect(searching('\x12two\x0b')).toMatchObject({ text: 'echo ', cursor: 5, search: null });
  });

  test('Ctrl-G gives the line back that was there, Escape keeps the one that was found', () => {
    expect(searching('half\x12ps\x07')).toMatchObject({ text: 'half', cursor: 4, search: null });
    expect(searching('half\x12ps\x1b')).toMatchObject({ text: 'ps -ef', recalled: 3, search: null });
  });

  test('Up goes on from the line that was found', () => {
    expect(searching('\x12ps\x1b[A')).toMatchObject({ text: 'echo one', search: null });
  });

  test('Enter carries out what was found', () => {
    expect(pressKey(searching('\x12ps'), '\r', 'prompt', LINES).effect).toEqual({
      effect: 'enter',
      lines: ['ps -ef'],
    });
  });
});

describe('a program that reads each key', () => {
  test('gets every key as it is pressed, and nothing stays in the line', () => {
    const { line, effects } = type('a\x1b[A\t\x7f', 'keys');
    expect(effects).toEqual(['a', '\x1b[A', '\t', '\x7f'].map((text) => ({ effect: 'keys', text })));
    expect(line.text).toBe('');
  });

  test('gets Enter as an empty line, Ctrl-D as a key, and a paste without its brackets', () => {
    expect(type('\r\x04', 'keys').effects).toEqual([
      { effect: 'enter', lines: [''] },
      { effect: 'key', key: '^D' },
    ]);
    expect(type(pasted('q\x1b'), 'keys').effects).toEqual([{ effect: 'keys', text: 'q' }]);
  });

  test('does not get the keys that send a signal', () => {
    expect(type('\x03', 'keys').effects).toEqual([{ effect: 'key', key: '^C' }]);
  });
});
