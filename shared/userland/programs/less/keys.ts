// Which keys are which command? As less has them where nobody has changed them (lesskey(1)).

export type Command =
  | 'forward-line' | 'back-line' | 'forward-line-force' | 'back-line-force' | 'forward-scroll' | 'back-scroll' | 'forward-screen'
  | 'back-screen' | 'forward-window' | 'back-window' | 'forward-screen-force' | 'forward-forever' | 'forward-until-match' | 'repaint'
  | 'repaint-flush' | 'undo-highlight' | 'clear-search' | 'goto-line' | 'percent' | 'left' | 'right' | 'left-end' | 'right-end'
  | 'goto-end' | 'goto-end-buffered' | 'goto-byte' | 'digit' | 'status' | 'forward-search' | 'back-search' | 'forward-search-files'
  | 'back-search-files' | 'repeat-search' | 'repeat-search-files' | 'reverse-search' | 'reverse-search-files' | 'filter' | 'set-mark'
  | 'set-mark-bottom' | 'clear-mark' | 'goto-mark' | 'examine' | 'next-file' | 'prev-file' | 'next-tag' | 'prev-tag' | 'index-file'
  | 'remove-file' | 'toggle-option' | 'display-option' | 'log-file' | 'pipe' | 'visual' | 'shell' | 'first-command' | 'help'
  | 'version' | 'quit' | 'forward-bracket' | 'back-bracket' | 'mouse'; // prettier-ignore

/** What keys mean: a command, for some with what is typed of itself after it, or nothing yet. */
export type Meaning = { readonly command: Command; readonly extra?: string } | 'prefix' | 'unknown';

const ESC = '\u001b';

function control(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) & 0x1f);
}

const KEYS: readonly (readonly [command: Command, keys: readonly string[]])[] = [
  ['forward-line', ['\r', '\n', 'e', 'j', control('E'), control('N')]],
  ['back-line', ['k', 'y', control('Y'), control('K'), control('P')]],
  ['forward-line-force', ['J']],
  ['back-line-force', ['K', 'Y']],
  ['forward-scroll', ['d', control('D')]],
  ['back-scroll', ['u', control('U')]],
  ['mouse', [`${ESC}[M`, `${ESC}[<`]],
  ['forward-screen', [' ', 'f', control('F'), control('V')]],
  ['back-screen', ['b', control('B'), `${ESC}v`]],
  ['forward-window', ['z']],
  ['back-window', ['w']],
  ['forward-screen-force', [`${ESC} `]],
  ['forward-forever', ['F']],
  ['forward-until-match', [`${ESC}F`]],
  ['repaint-flush', ['R']],
  ['repaint', ['r', control('R'), control('L')]],
  ['undo-highlight', [`${ESC}u`]],
  ['clear-search', [`${ESC}U`]],
  ['goto-line', ['g', '<', `${ESC}<`]],
  ['percent', ['p', '%']],
  ['left', [`${ESC}(`]],
  ['right', [`${ESC})`]],
  ['left-end', [`${ESC}{`]],
  ['right-end', [`${ESC}}`]],
  ['goto-end', ['G', '>', `${ESC}>`]],
  ['goto-end-buffered', [`${ESC}G`]],
  ['goto-byte', ['P']],
  ['digit', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.']],
  ['status', ['=', control('G'), ':f']],
  ['forward-search', ['/']],
  ['back-search', ['?']],
  ['forward-search-files', [`${ESC}/`]],
  ['back-search-files', [`${ESC}?`]],
  ['repeat-search', ['n']],
  ['repeat-search-files', [`${ESC}n`]],
  ['reverse-search', ['N']],
  ['reverse-search-files', [`${ESC}N`]],
  ['filter', ['&']],
  ['set-mark', ['m']],
  ['set-mark-bottom', ['M']],
  ['clear-mark', [`${ESC}m`]],
  ['goto-mark', ["'", control('X') + control('X')]],
  ['examine', ['E', ':e', control('X') + control('V')]],
  ['next-file', [':n']],
  ['prev-file', [':p']],
  ['next-tag', ['t']],
  ['prev-tag', ['T']],
  ['index-file', [':x']],
  ['remove-file', [':d']],
  ['toggle-option', ['-']],
  ['display-option', ['_']],
  ['log-file', ['s']],
  ['pipe', ['|']],
  ['visual', ['v']],
  ['shell', ['!']],
  ['first-command', ['+']],
  ['help', ['h', 'H']],
  ['version', ['V']],
  ['quit', ['q', 'Q', ':q', ':Q', 'ZZ']],
];

/** Behind the key of a bracket, the two of its kind are typed of themselves. */
const BRACKETS: readonly (readonly [keys: string, command: Command, pair: string])[] = [
  ['{', 'forward-bracket', '{}'], ['}', 'back-bracket', '{}'], ['(', 'forward-bracket', '()'], [')', 'back-bracket', '()'],
  ['[', 'forward-bracket', '[]'], [']', 'back-bracket', '[]'], [ESC + control('F'), 'forward-bracket', ''],
  [ESC + control('B'), 'back-bracket', ''], [':t', 'toggle-option', 't'],
]; // prettier-ignore

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...KEYS.flatMap(([command, keys]) => keys.map((key): [string, Meaning] => [key, { command }])),
  ...BRACKETS.map(([keys, command, extra]): [string, Meaning] => [keys, { command, extra }]),
]);

export function meaningOf(keys: string): Meaning {
  const meaning = MEANINGS.get(keys);
  if (meaning !== undefined) return meaning;
  return [...MEANINGS.keys()].some((longer) => longer.startsWith(keys)) ? 'prefix' : 'unknown';
}
