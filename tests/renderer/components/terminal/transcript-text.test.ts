// Is what a stranger recorded plain text when it is read, copied or saved, and never too much to read?
import { describe, expect, test } from 'vitest';
import { shownEntries, transcriptText } from '../../../../renderer/components/terminal/transcript-text.ts';

const HOSTILE = '\x1b]52;c;b3duZWQ=\x07\x1b]8;;https://example.com\x1b\\user\u202etxt.exe\x1b]8;;\x1b\\\n';

describe('a transcript', () => {
  test('is shown without sequences, and marks that turn text round are named', () => {
    const entry = { prompt: '\x1b[32mfirst\n$ \x1b[0m', typed: 'a\u2066b', output: HOSTILE };
    expect(shownEntries({ entries: [entry], prompt: '' }).entries).toEqual([
      { prompt: '$ ', typed: 'a<U+2066>b', output: 'user<U+202E>txt.exe', left: 0 },
    ]);
  });

  test('is copied and saved as a whole, and as plainly', () => {
    const entries = [
      { prompt: '', typed: null, output: 'welcome\n' },
      { prompt: '$ ', typed: 'ls', output: HOSTILE },
    ];
    expect(transcriptText({ entries, prompt: '$ ' })).toBe('welcome\n$ ls\nuser<U+202E>txt.exe\n$ ');
  });

  test('shows no more than can be read, and says how much there is', () => {
    const long = { prompt: '$ ', typed: 'yes', output: 'y'.repeat(1 << 20) };
    const { entries, before } = shownEntries({
      entries: Array.from({ length: 250 }, () => long),
      prompt: '',
    });
    expect([entries.length, before, entries[0]?.output.length, entries[0]?.left]).toEqual([
      200, 50, 20_000, 1_028_576,
    ]);
  });
});
