// What can be set about less: by LESS, on the command line, and with - while it runs.

/** One of three: what a small letter switches on, and what the capital one does. */
export type Triple = 'off' | 'on' | 'onplus';

export type QuietLevel = Triple;

export interface Settings {
  /** -a, -A: where a search begins. */
  searchSkipsScreen: Triple;
  /** -b, in units of 1024 bytes. */
  bufferSpace: number;
  automaticBuffers: boolean;
  /** -c: a screen is painted from its top. */
  paintsFromTop: boolean;
  dumbTerminal: boolean;
  /** -e, -E. */
  quitAtEnd: Triple;
  /** -f. */
  forceOpen: boolean;
  /** -F. */
  quitIfOneScreen: boolean;
  /** -g, -G: which matches are drawn again after a search. */
  highlight: Triple;
  backScroll: number;
  /** -i, -I. */
  ignoreCase: Triple;
  /** -j: the line of the screen where a jump goes, or which part of it; from the bottom when it is negative. */
  jumpLine: number;
  /** -J. */
  statusColumn: boolean;
  /** -K. */
  quitOnInterrupt: boolean;
  lessOpen: boolean;
  /** -m, -M. */
  prompt: Triple;
  /** -n, -N. */
  lineNumbers: Triple;
  /** -q, -Q. */
  quiet: QuietLevel;
  /** -r, -R. */
  rawControls: Triple;
  /** -s. */
  squeeze: boolean;
  /** -S. */
  chop: boolean;
  /** -u, -U: how a backspace is shown. */
  backspaces: Triple;
  highlightUnread: Triple;
  noInit: boolean;
  /** -x: the last two go on for ever. */
  tabStops: readonly number[];
  forwardScroll: number;
  /** -z: negative for so many lines less than the screen. */
  window: number;
  /** -# and how far ESC-) goes; 0 for half a screen. */
  shift: number;
  quotes: string;
  tagsFile: string;
  /** -~. */
  tildes: boolean;
  followName: boolean;
  prompts: Prompts;
}

/** The prototypes of -P. */
export interface Prompts {
  short: string;
  medium: string;
  long: string;
  equals: string;
  help: string;
  waiting: string;
}

export function defaultSettings(): Settings {
  return {
    searchSkipsScreen: 'onplus', bufferSpace: 64, automaticBuffers: true, paintsFromTop: false, dumbTerminal: false, quitAtEnd: 'off',
    forceOpen: false, quitIfOneScreen: false, highlight: 'onplus', backScroll: -1, ignoreCase: 'off', jumpLine: 0, statusColumn: false,
    quitOnInterrupt: false, lessOpen: true, prompt: 'off', lineNumbers: 'on', quiet: 'off', rawControls: 'off', squeeze: false,
    chop: false, backspaces: 'off', highlightUnread: 'off', noInit: false, tabStops: [0, 8], forwardScroll: -1, window: -1, shift: 0,
    quotes: '""', tagsFile: 'tags', tildes: true, followName: false,
    prompts: {
      short: '?n?f%f .?m(%T %i of %m) ..?e(END) ?x- Next\\: %x..%t',
      medium: '?n?f%f .?m(%T %i of %m) ..?e(END) ?x- Next\\: %x.:?pB%pB\\%:byte %bB?s/%s...%t',
      long: '?f%f .?n?m(%T %i of %m) ..?ltlines %lt-%lb?L/%L. :byte %bB?s/%s. .?e(END) ?x- Next\\: %x.:?pB%pB\\%..%t',
      equals: '?f%f .?m(%T %i of %m) .?ltlines %lt-%lb?L/%L. .byte %bB?s/%s. ?e(END) :?pB%pB\\%..%t',
      help: 'HELP -- ?eEND -- Press g to see it again:Press RETURN for more., or q when done',
      waiting: 'Waiting for data',
    },
  }; // prettier-ignore
}
