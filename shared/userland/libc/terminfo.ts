// What can a terminal do, beside writing? terminfo(5)

/** Named as its capabilities are, without underscores. */
export interface Terminfo {
  readonly clearScreen: string;
  readonly cursorHome: string;
  /** Counted from 1. */
  cursorAddress(row: number, column: number): string;
  readonly clrEol: string;
  readonly clrEos: string;
  readonly enterStandoutMode: string;
  readonly exitStandoutMode: string;
}

/** All that the emulators of today have in common. */
const ANSI: Terminfo = {
  clearScreen: '\x1b[H\x1b[2J',
  cursorHome: '\x1b[H',
  cursorAddress: (row, column) => `\x1b[${row};${column}H`,
  clrEol: '\x1b[K',
  clrEos: '\x1b[J',
  enterStandoutMode: '\x1b[7m',
  exitStandoutMode: '\x1b[27m',
};

/** Those whose descriptions say at least that. */
const CAPABLE = /^(xterm|screen|tmux|rxvt|linux|vt\d|ansi|konsole|putty)/;

/** Null for a dumb terminal, and for one that nobody knows. */
export function terminfoOf(env: ReadonlyMap<string, string>): Terminfo | null {
  return CAPABLE.test(env.get('TERM') ?? '') ? ANSI : null;
}
