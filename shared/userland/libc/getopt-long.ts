// Which options and operands does a command line hold, the way GNU getopt_long(3) sees it?
//
// Options may stand after operands unless the program stops at the first one, long names may be shortened as far as
// they stay clear, and a wrong option ends the reading with the words of glibc.

export type Arg = 'none' | 'required' | 'optional';

/**
 * One option: its letter, its long name, and whether the long form and the letter take a value.
 * A missing letter or name is ''. The letter, or else the name, is the option's key.
 */
export type OptionRow = readonly [letter: string, long: string, longArg?: Arg, letterArg?: Arg];

export type OptionKey<Row extends OptionRow> = Row extends OptionRow
  ? Row[0] extends ''
    ? Row[1]
    : Row[0]
  : never;

export interface FoundOption<Key> {
  readonly key: Key;
  readonly value: string | null;
}

export interface CommandLine<Key> {
  /** In the order they were typed, up to the first wrong one. */
  readonly options: readonly FoundOption<Key>[];
  readonly operands: readonly string[];
  /** What getopt prints after the program's name; null when every option is known. */
  readonly problem: string | null;
}

/** `stopAtOperand` is the leading + of getopt's option string: what follows belongs to another program. */
export function getoptLong<const Rows extends readonly OptionRow[]>(
  args: readonly string[],
  rows: Rows,
  mode: 'permute' | 'stopAtOperand' = 'permute',
): CommandLine<OptionKey<Rows[number]>> {
  const reader = new Reader(rows, args);
  reader.run(mode === 'stopAtOperand');
  // The reader only ever reports keys of the rows it was given.
  return reader as unknown as CommandLine<OptionKey<Rows[number]>>;
}

class Reader implements CommandLine<string> {
  readonly options: FoundOption<string>[] = [];
  readonly operands: string[] = [];
  problem: string | null = null;
  readonly #rows: readonly OptionRow[];
  readonly #args: readonly string[];
  #next = 0;

  constructor(rows: readonly OptionRow[], args: readonly string[]) {
    this.#rows = rows;
    this.#args = args;
  }

  run(stopAtOperand: boolean): void {
    while (this.#next < this.#args.length && this.problem === null) {
      const arg = this.#args[this.#next] ?? '';
      if (arg === '--' || (stopAtOperand && !isOption(arg))) {
        this.operands.push(...this.#args.slice(arg === '--' ? this.#next + 1 : this.#next));
        return;
      }
      this.#next += 1;
      if (!isOption(arg)) this.operands.push(arg);
      else if (arg.startsWith('--')) this.#long(arg.slice(2));
      else this.#letters(arg.slice(1));
    }
  }

  #letters(cluster: string): void {
    for (let at = 0; at < cluster.length; at += 1) {
      const letter = cluster.charAt(at);
      const row = this.#rows.find((candidate) => candidate[0] === letter);
      if (row === undefined) {
        this.problem = `invalid option -- '${letter}'`;
        return;
      }
      const arg = row[3] ?? row[2] ?? 'none';
      const rest = cluster.slice(at + 1);
      if (arg === 'none') {
        this.#found(row, null);
        continue;
      }
      if (rest !== '' || arg === 'optional') this.#found(row, rest === '' ? null : rest);
      else this.#valueFollows(row, `option requires an argument -- '${letter}'`);
      return;
    }
  }

  #long(text: string): void {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? null : text.slice(equals + 1);
    const row = this.#byName(name, text);
    if (row === null) return;
    const arg = row[2] ?? 'none';
    if (value !== null && arg === 'none') this.problem = `option '--${row[1]}' doesn't allow an argument`;
    else if (value === null && arg === 'required')
      this.#valueFollows(row, `option '--${row[1]}' requires an argument`);
    else this.#found(row, value);
  }

  /** An exact name, or the only one that begins like it. */
  #byName(name: string, text: string): OptionRow | null {
    const exact = this.#rows.find((row) => row[1] === name && name !== '');
    if (exact !== undefined) return exact;
    const fitting = this.#rows.filter((row) => row[1] !== '' && row[1].startsWith(name));
    const [first] = fitting;
    if (first === undefined) this.problem = `unrecognized option '--${text}'`;
    else if (fitting.every((row) => keyOf(row) === keyOf(first))) return first;
    else {
      const possible = fitting.map((row) => `'--${row[1]}'`).join(' ');
      this.problem = `option '--${text}' is ambiguous; possibilities: ${possible}`;
    }
    return null;
  }

  #valueFollows(row: OptionRow, problem: string): void {
    const value = this.#args[this.#next];
    this.#next += 1;
    if (value === undefined) this.problem = problem;
    else this.#found(row, value);
  }

  #found(row: OptionRow, value: string | null): void {
    this.options.push({ key: keyOf(row), value });
  }
}

function isOption(arg: string): boolean {
  return arg.length > 1 && arg.startsWith('-');
}

function keyOf(row: OptionRow): string {
  return row[0] === '' ? row[1] : row[0];
}
