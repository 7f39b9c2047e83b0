// Which options does less have, and what does it say about each? less(1)

import type { Settings, Triple } from './settings.ts';

/** The names of the settings that hold values of a type. */
type Holding<T> = { [Key in keyof Settings]: Settings[Key] extends T ? (T extends Settings[Key] ? Key : never) : never }[keyof Settings]; // prettier-ignore

interface Named {
  readonly letter: string;
  readonly names: readonly string[];
  /** The screen is written again after a change; with highlights, also before. */
  readonly repaints?: 'screen' | 'highlights';
  readonly fixed?: 'change' | 'query' | 'both';
}

export type OptionRow = Named &
  (
    | { readonly kind: 'bool'; readonly setting: Holding<boolean>; readonly says: readonly [off: string, on: string] }
    | {
        readonly kind: 'triple';
        readonly setting: Holding<Triple>;
        /** What the capital letter, or the small one, sets. */
        readonly sets: 'on' | 'onplus';
        readonly says: Readonly<Record<Triple, string>>;
      }
    | { readonly kind: 'number'; readonly setting: Holding<number>; readonly asks: string; says(value: number): string }
    | { readonly kind: 'text'; readonly asks: string }
    | { readonly kind: 'action' }
    /** Nothing that this terminal could show. Differs: less. */
    | { readonly kind: 'ignored'; readonly takesValue?: true }
  ); // prettier-ignore

function triple(letters: string, names: readonly [string, string], setting: Holding<Triple>, says: readonly [string, string, string], repaints?: Named['repaints']): readonly OptionRow[] {
  const said = { off: says[0], on: says[1], onplus: says[2] };
  return [...letters].map((letter, at) => ({
    kind: 'triple', letter, names: [names[at] ?? ''], setting, sets: at === 0 ? 'on' : 'onplus', says: said,
    ...(repaints === undefined ? {} : { repaints }),
  })); // prettier-ignore
} // prettier-ignore

export const OPTIONS: readonly OptionRow[] = [
  { kind: 'action', letter: '?', names: ['help'] },
  ...triple('aA', ['search-skip-screen', 'SEARCH-SKIP-SCREEN'], 'searchSkipsScreen', ['Search includes displayed screen', 'Search skips displayed screen', 'Search includes all of displayed screen']),
  { kind: 'number', letter: 'b', names: ['buffers'], setting: 'bufferSpace', asks: 'Max buffer space per file (K): ', says: (value) => `Max buffer space per file: ${value}K` },
  { kind: 'bool', letter: 'B', names: ['auto-buffers'], setting: 'automaticBuffers', says: ["Don't automatically allocate buffers", 'Automatically allocate buffers when needed'] },
  { kind: 'bool', letter: 'c', names: ['clear-screen'], setting: 'paintsFromTop', says: ['Repaint by scrolling from bottom of screen', 'Repaint by painting from top of screen'] },
  { kind: 'bool', letter: 'C', names: ['CLEAR-SCREEN'], setting: 'paintsFromTop', says: ['Repaint by scrolling from bottom of screen', 'Repaint by painting from top of screen'] },
  { kind: 'bool', letter: 'd', names: ['dumb'], setting: 'dumbTerminal', fixed: 'change', says: ['Assume intelligent terminal', 'Assume dumb terminal'] },
  { kind: 'text', letter: 'D', names: ['color'], asks: 'color desc: ', fixed: 'query' },
  ...triple('eE', ['quit-at-eof', 'QUIT-AT-EOF'], 'quitAtEnd', ["Don't quit at end-of-file", 'Quit at end-of-file', 'Quit immediately at end-of-file']),
  { kind: 'bool', letter: 'f', names: ['force'], setting: 'forceOpen', says: ['Open only regular files', 'Open even non-regular files'] },
  { kind: 'bool', letter: 'F', names: ['quit-if-one-screen'], setting: 'quitIfOneScreen', says: ["Don't quit if end-of-file on first screen", 'Quit if end-of-file on first screen'] },
  ...triple('gG', ['hilite-search', 'HILITE-SEARCH'], 'highlight', ["Don't highlight search matches", 'Highlight matches for previous search only', 'Highlight all matches for previous search pattern'], 'highlights'),
  { kind: 'number', letter: 'h', names: ['max-back-scroll'], setting: 'backScroll', asks: 'Backwards scroll limit: ', says: (value) => `Backwards scroll limit is ${value} lines` },
  ...triple('iI', ['ignore-case', 'IGNORE-CASE'], 'ignoreCase', ['Case is significant in searches', 'Ignore case in searches', 'Ignore case in searches and in patterns'], 'highlights'),
  { kind: 'text', letter: 'j', names: ['jump-target'], asks: 'Target line: ' },
  { kind: 'bool', letter: 'J', names: ['status-column'], setting: 'statusColumn', repaints: 'screen', says: ["Don't display a status column", 'Display a status column'] },
  { kind: 'text', letter: 'k', names: ['lesskey-file'], asks: '', fixed: 'both' },
  { kind: 'bool', letter: 'K', names: ['quit-on-intr'], setting: 'quitOnInterrupt', says: ['Interrupt (ctrl-C) returns to prompt', 'Interrupt (ctrl-C) exits less'] },
  { kind: 'bool', letter: 'L', names: ['no-lessopen'], setting: 'lessOpen', says: ["Don't use the LESSOPEN filter", 'Use the LESSOPEN filter'] },
  ...triple('mM', ['long-prompt', 'LONG-PROMPT'], 'prompt', ['Short prompt', 'Medium prompt', 'Long prompt']),
  ...triple('nN', ['line-numbers', 'LINE-NUMBERS'], 'lineNumbers', ["Don't use line numbers", 'Use line numbers', 'Constantly display line numbers'], 'screen'),
  { kind: 'text', letter: 'o', names: ['log-file'], asks: 'log file: ' },
  { kind: 'text', letter: 'O', names: ['LOG-FILE'], asks: 'Log file: ' },
  { kind: 'text', letter: 'p', names: ['pattern'], asks: '', fixed: 'both' },
  { kind: 'text', letter: 'P', names: ['prompt'], asks: 'prompt: ' },
  ...triple('qQ', ['quiet', 'QUIET'], 'quiet', ['Ring the bell for errors AND at eof/bof', 'Ring the bell for errors but not at eof/bof', 'Never ring the bell']),
  ...triple('rR', ['raw-control-chars', 'RAW-CONTROL-CHARS'], 'rawControls', ['Display control characters as ^X', 'Display control characters directly (not recommended)', 'Display ANSI sequences directly, other control characters as ^X'], 'screen'),
  { kind: 'bool', letter: 's', names: ['squeeze-blank-lines'], setting: 'squeeze', repaints: 'screen', says: ['Display all blank lines', 'Squeeze multiple blank lines'] },
  { kind: 'bool', letter: 'S', names: ['chop-long-lines'], setting: 'chop', repaints: 'screen', says: ['Fold long lines', 'Chop long lines'] },
  { kind: 'text', letter: 't', names: ['tag'], asks: 'tag: ', fixed: 'query' },
  { kind: 'text', letter: 'T', names: ['tag-file'], asks: 'tags file: ' },
  ...triple('uU', ['underline-special', 'UNDERLINE-SPECIAL'], 'backspaces', ['Display underlined text in underline mode', 'Backspaces cause overstrike', 'Print backspace as ^H'], 'screen'),
  { kind: 'action', letter: 'V', names: ['version'] },
  ...triple('wW', ['hilite-unread', 'HILITE-UNREAD'], 'highlightUnread', ["Don't highlight first unread line", 'Highlight first unread line after forward-screen', 'Highlight first unread line after any forward movement'], 'screen'),
  { kind: 'text', letter: 'x', names: ['tabs'], asks: 'Tab stops: ', repaints: 'screen' },
  { kind: 'bool', letter: 'X', names: ['no-init'], setting: 'noInit', fixed: 'change', says: ['Send init/deinit strings to terminal', "Don't use init/deinit strings"] },
  { kind: 'number', letter: 'y', names: ['max-forw-scroll'], setting: 'forwardScroll', asks: 'Forward scroll limit: ', says: (value) => `Forward scroll limit is ${value} lines` },
  { kind: 'number', letter: 'z', names: ['window'], setting: 'window', asks: 'Scroll window size: ', says: (value) => `Scroll window size is ${value} lines` },
  { kind: 'text', letter: '"', names: ['quotes'], asks: 'quotes: ' },
  { kind: 'bool', letter: '~', names: ['tilde'], setting: 'tildes', repaints: 'screen', says: ["Don't show tildes after end of file", 'Show tildes after end of file'] },
  { kind: 'text', letter: '#', names: ['shift'], asks: 'Horizontal shift: ' },
  ...['mouse', 'no-keypad', 'no-histdups', 'use-backslash', 'save-marks', 'incsearch', 'use-color'].map((name): OptionRow => ({ kind: 'ignored', letter: '', names: [name] })),
  ...['line-num-width', 'status-col-width', 'wheel-lines', 'rscroll'].map((name): OptionRow => ({ kind: 'ignored', letter: '', names: [name], takesValue: true })),
  { kind: 'bool', letter: '', names: ['follow-name'], setting: 'followName', says: ['F command follows file descriptor', 'F command follows file name'] },
]; // prettier-ignore

/** What an option is set to that is switched on: most say yes, two say no. */
export function switchedOn(row: Extract<OptionRow, { kind: 'bool' }>): boolean {
  return row.setting !== 'tildes' && row.setting !== 'lessOpen' && row.setting !== 'automaticBuffers';
}

/** -n stands for no line numbers, which are there without it. */
export function switchedTo(row: Extract<OptionRow, { kind: 'triple' }>, normal: Triple): Triple {
  return row.sets === normal ? 'off' : row.sets;
}

/** By its letter. */
export function optionOf(letter: string): OptionRow | null {
  return OPTIONS.find((row) => row.letter === letter && letter !== '') ?? null;
}

/** By its name, which may be shortened as long as it is clear. A capital first letter stands for the capital option. */
export function optionNamed(name: string): OptionRow | 'ambiguous' | null {
  const isCapital = /^[A-Z]/.test(name);
  const wanted = isCapital ? name.toLowerCase() : name;
  const matches = (long: string): boolean =>
    long.toLowerCase().startsWith(wanted) && (isCapital || !/^[A-Z]/.test(long));
  const rows = OPTIONS.filter((row) => row.names.some(matches));
  const choices = rows.filter(
    (row) => !isCapital || !rows.some((other) => other !== row && isCapitalOf(other, row)),
  );
  const exact = choices.find((row) => row.names.some((long) => long.toLowerCase() === wanted));
  return exact ?? (choices.length > 1 ? 'ambiguous' : (choices[0] ?? null));
}

/** -N is the capital of -n. */
function isCapitalOf(capital: OptionRow, small: OptionRow): boolean {
  return capital.names[0] !== small.names[0] && capital.names[0] === small.names[0]?.toUpperCase();
}

/** As it is told in a complaint: -i (--ignore-case). */
export function toldOption({ letter, names: [name = ''] }: OptionRow): string {
  return letter === '' ? `--${name}` : `-${letter} (--${name})`;
}
