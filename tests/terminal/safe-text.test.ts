// Does anything reach the emulator that could do more than draw?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainTerminalText, safeTerminalText } from '#shared/terminal/safe-text.ts';

const HOSTILE: readonly (readonly [what: string, text: string, left: string])[] = [
  ['a title', 'a\x1b]0;owned\x07b', 'ab'],
  ['a title ended by ST', 'a\x1b]2;owned\x1b\\b', 'ab'],
  ['a write to the clipboard', '\x1b]52;c;aGk=\x07', ''],
  ['a link', '\x1b]8;;https://example.com\x1b\\here\x1b]8;;\x1b\\', 'here'],
  ['a link in 8-bit form', '\x9d8;;https://example.com\x9chere', 'here'],
  ['a question for the device', '\x1b[c\x1b[>c\x1b[=c\x1b[0c', ''],
  ['a question for the cursor', '\x1b[6n\x1b[5n\x1b[?6n', ''],
  ['a question for the window', '\x1b[18t\x1b[21t', ''],
  ['the answerback', '\x05', ''],
  ['a request string', '\x1bP$q"p\x1b\\', ''],
  ['a request string in 8-bit form', '\x90$q"p\x9c', ''],
  ['an application command', '\x1b_x\x1b\\\x1b^y\x1b\\\x1bXz\x1b\\', ''],
  ['mouse reports, bracketed paste and the other screen', '\x1b[?1000h\x1b[?2004h\x1b[?1049h', ''],
  ['a full reset', '\x1bcx', 'x'],
  ['other character sets', '\x1b(0x\x0ey\x0f', 'xy'],
  ['a sequence that never ends', 'a\x1b]0;owned', 'a'],
  ['a sequence cut by another one', '\x1b[3\x1b[6nx', 'x'],
  ['a private colour sequence', '\x1b[>4;2m', ''],
  ['the bell', 'a\x07b', 'ab'],
  ['a reversing mark', 'user\u202Etxt.exe', 'user<U+202E>txt.exe'],
  ['an isolate', '\u2066x\u2069', '<U+2066>x<U+2069>'],
];

describe('safeTerminalText', () => {
  test.each(HOSTILE)('drops %s', (_what, text, left) => {
    expect(safeTerminalText(text)).toBe(left);
  });

  test('keeps colours, cursor movement, erasing and the four movements of C0', () => {
    const text = '\x1b[1;32mroot\x1b[0m\t\x1b[H\x1b[2J\x1b[3J\x1b[4;5Hx\b\r\n\x1b[38;5;12mé 中\x1b[m';
    expect(safeTerminalText(text)).toBe(text);
  });

  test('leaves only sequences that draw, whatever it is given', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\x1b',
        '\x1b[',
        '\x1b]',
        '\x1bP',
        '\x9b',
        '\x9d',
        '\x07',
        '\x1b\\',
        '\x9c',
        '?',
        '6n',
        'c',
        '52;c;',
        'm',
        ';',
        '1',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const safe = safeTerminalText(pieces.join(''));
        // eslint-disable-next-line no-control-regex -- control characters are the subject
        const drawn = safe.replace(/\x1b\[[0-9;:]*[mABCDEFGHJKLMPSTX@df]/g, '');
        // eslint-disable-next-line no-control-regex -- control characters are the subject
        expect(drawn).not.toMatch(/[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  test('changes nothing when it is applied twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = safeTerminalText(text);
        expect(safeTerminalText(once)).toBe(once);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('plainTerminalText', () => {
  test('leaves the words, and one line for each line', () => {
    expect(plainTerminalText('\x1b[32mroot@lab\x1b[0m:~# ls\r\nbin\r\n')).toBe('root@lab:~# ls\nbin\n');
  });

  test('takes back what was erased by a backspace', () => {
    expect(plainTerminalText('ab\bc')).toBe('ac');
  });

  test('begins a new line where the cursor is put elsewhere, but no empty one', () => {
    expect(plainTerminalText('one\x1b[Htwo\n\x1b[Hthree\x1b[6;1H\x1b[Kfour')).toBe('one\ntwo\nthree\nfour');
  });
});
