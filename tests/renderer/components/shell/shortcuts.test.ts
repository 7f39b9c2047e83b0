// Does a key do what the list says, and nothing while somebody types?
import { describe, expect, test } from 'vitest';
import { chordOf, commandOf, SHORTCUTS } from '../../../../renderer/components/shell/shortcuts.ts';

const NO_MODIFIERS = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  [{ key: 'k', ctrlKey: true }, 'Ctrl+K'],
  [{ key: 'k', metaKey: true }, 'Ctrl+K'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: 'G', shiftKey: true }, 'G'],
  [{ key: 'T', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+T'],
  [{ key: ' ', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+Space'],
  [{ key: 'F6', shiftKey: true }, 'Shift+F6'],
  [{ key: 'Backspace', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+Backspace'],
])('%j is called %s', (pressed, chord) => {
  expect(chordOf({ ...NO_MODIFIERS, ...pressed })).toBe(chord);
});

describe('commandOf', () => {
  test('finds the command of a chord', () => {
    expect(commandOf('Ctrl+K', false)).toBe('palette.open');
    expect(commandOf('/', false)).toBe('palette.open');
  });

  test('leaves letters and Ctrl K to the shell while text is typed', () => {
    expect([commandOf('H', true), commandOf('Ctrl+K', true), commandOf('?', true)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('works in the terminal for F6, Ctrl Tab and chords of Ctrl and Shift', () => {
    expect([commandOf('F6', true), commandOf('Ctrl+Tab', true), commandOf('Ctrl+Shift+T', true)]).toEqual([
      'region.next',
      'terminal.next',
      'terminal.new',
    ]);
  });

  test('leaves keys of a region to the region', () => {
    expect([commandOf('Up', false), commandOf('Home', false)]).toEqual([null, null]);
  });

  test('no chord means two commands in one place', () => {
    const chords = SHORTCUTS.filter(({ command }) => command !== null).flatMap((shortcut) => shortcut.chords);
    expect(new Set(chords).size).toBe(chords.length);
  });
});
