// Which keys does the window know? One table: the list that `?` opens, the hints in the palette, and the keys themselves.

/**
 * Where a shortcut works:
 * - `anywhere`: in every screen, in the terminal too.
 * - `outside-terminal`: as long as no text is being typed.
 * - a region: only there; its component reads the key.
 */
export type Place = 'anywhere' | 'outside-terminal' | 'picture' | 'timeline' | 'terminal' | 'task';

export interface Shortcut {
  /** What it does, for those that a screen carries out; null where a component reads the key itself. */
  readonly command: CommandId | null;
  /** As `chordOf` names them, any of these. */
  readonly chords: readonly string[];
  readonly words: string;
  readonly place: Place;
}

export type CommandId =
  | 'region.next' | 'region.previous' | 'palette.open' | 'settings.open' | 'shortcuts.open'
  | 'lens.enter' | 'lens.leave' | 'goal.show' | 'signal.send' | 'branch.make' | 'inspector.open'
  | 'hint.show' | 'question.answer' | 'terminal.new' | 'terminal.next' | 'terminal.find' | 'terminal.copy' | 'terminal.transcript' | 'sentence.repeat' | 'attempt.restart'; // prettier-ignore

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'region.next', chords: ['F6'], words: 'Next region', place: 'anywhere' },
  { command: 'region.previous', chords: ['Shift+F6'], words: 'Previous region', place: 'anywhere' },
  { command: 'palette.open', chords: ['Ctrl+K', '/'], words: 'All commands', place: 'outside-terminal' },
  { command: 'settings.open', chords: ['Ctrl+,'], words: 'Settings', place: 'outside-terminal' },
  { command: 'shortcuts.open', chords: ['?'], words: 'This list', place: 'outside-terminal' },
  {
    command: 'sentence.repeat',
    chords: ['Ctrl+Shift+Space'],
    words: 'Repeat the last sentence',
    place: 'anywhere',
  },
  {
    command: 'attempt.restart',
    chords: ['Ctrl+Shift+Backspace'],
    words: 'Start over (asks first)',
    place: 'anywhere',
  },
  { command: 'hint.show', chords: ['H'], words: 'Hint', place: 'outside-terminal' },
  { command: 'question.answer', chords: ['A'], words: 'Answer the question', place: 'outside-terminal' },
  { command: 'goal.show', chords: ['G'], words: 'Show the goal', place: 'outside-terminal' },
  { command: 'lens.enter', chords: ['V'], words: 'Stand inside', place: 'outside-terminal' },
  { command: 'lens.leave', chords: ['Escape'], words: 'Leave, see everything', place: 'outside-terminal' },
  { command: 'inspector.open', chords: ['I'], words: 'Open the inspector', place: 'outside-terminal' },
  { command: 'signal.send', chords: ['S'], words: 'Send a signal', place: 'outside-terminal' },
  { command: 'branch.make', chords: ['B'], words: 'What if, from here', place: 'outside-terminal' },
  {
    command: null,
    chords: ['Up', 'Down', 'Left', 'Right'],
    words: 'Parent, first child, siblings',
    place: 'picture',
  },
  { command: null, chords: ['Home', 'End'], words: 'PID 1, last process', place: 'picture' },
  { command: null, chords: ['a to z', '0 to 9'], words: 'Jump to a name or number', place: 'picture' },
  { command: null, chords: ['Enter'], words: 'Select', place: 'picture' },
  {
    command: null,
    chords: [']', '['],
    words: 'Into the namespace below, out to the one above',
    place: 'picture',
  },
  {
    command: null,
    chords: ['Left', 'Right'],
    words: 'One event; with Shift one input, with Ctrl one fact',
    place: 'timeline',
  },
  { command: null, chords: ['Home', 'End'], words: 'Start, now', place: 'timeline' },
  { command: null, chords: ['Space'], words: 'Play or pause', place: 'timeline' },
  { command: 'terminal.new', chords: ['Ctrl+Shift+T'], words: 'New terminal', place: 'anywhere' },
  { command: 'terminal.next', chords: ['Ctrl+Tab'], words: 'Next terminal', place: 'anywhere' },
  { command: 'terminal.find', chords: ['Ctrl+Shift+F'], words: 'Find in the terminal', place: 'anywhere' },
  { command: 'terminal.transcript', chords: ['Ctrl+Shift+L'], words: 'Transcript', place: 'anywhere' },
  { command: 'terminal.copy', chords: ['Ctrl+Shift+C'], words: 'Copy what is selected', place: 'anywhere' },
  { command: null, chords: ['Ctrl+Shift+V'], words: 'Paste', place: 'terminal' },
  { command: null, chords: ['Tab'], words: 'Complete; again, list', place: 'terminal' },
  { command: null, chords: ['Up', 'Down'], words: 'Lines typed before', place: 'terminal' },
  { command: null, chords: ['Ctrl+R'], words: 'Look for a line typed before', place: 'terminal' },
  {
    command: null,
    chords: ['Ctrl+C', 'Ctrl+D', 'Ctrl+Z'],
    words: 'Interrupt, end of input, stop',
    place: 'terminal',
  },
];

/** What of a keyboard event names a chord. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** "Ctrl+Shift+T". Cmd counts as Ctrl; Shift is named only where it does not already show in the character. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const control = ctrlKey || metaKey;
  const named = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  const showsShift = key.length === 1 && key !== ' ' && !control && !altKey;
  return [control ? 'Ctrl+' : '', altKey ? 'Alt+' : '', shiftKey && !showsShift ? 'Shift+' : '', named].join(
    '',
  );
}

/** The command of a chord; `typing`: text is being typed, so that only chords that work anywhere count. */
export function commandOf(chord: string, typing: boolean): CommandId | null {
  const found = SHORTCUTS.find(
    ({ command, chords, place }) =>
      command !== null &&
      chords.includes(chord) &&
      (place === 'anywhere' || (place === 'outside-terminal' && !typing)),
  );
  return found?.command ?? null;
}

/** The first chord of a command, to stand beside its words. */
export function chordFor(command: CommandId): string | undefined {
  return SHORTCUTS.find((shortcut) => shortcut.command === command)?.chords[0];
}
