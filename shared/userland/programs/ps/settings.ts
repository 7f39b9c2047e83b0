// What can a command line of ps ask for?

import type { Personality } from './personality.ts';

/** One list that selects processes; a process is shown if any list has it. */
export interface Selector {
  readonly by: 'pid' | 'ppid' | 'pgrp' | 'session' | 'tty' | 'euid' | 'ruid' | 'egid' | 'rgid' | 'comm';
  readonly values: readonly (number | string)[];
}

export interface SortKey {
  readonly spec: string;
  readonly descending: boolean;
}

/** The letters of -f -l -j and of the BSD formats; more than one family at once is a conflict, except with -j. */
export type FormatFlag =
  'f' | 'l' | 'j' | 'bsd-j' | 'bsd-l' | 'bsd-m' | 'bsd-s' | 'bsd-u' | 'bsd-v' | 'bsd-X';

/** -o adds columns, and -O stands for a whole table with these columns in its middle. */
export interface OwnFormat {
  readonly option: 'o' | 'O';
  readonly text: string;
}

export interface Settings {
  readonly personality: Personality;
  all: boolean;
  /** -N: everything that was not asked for. */
  deselect: boolean;
  runningOnly: boolean;
  /** -a, -d and the BSD letters a, g, x. */
  readonly simple: Set<'-a' | '-d' | 'a' | 'g' | 'x'>;
  readonly selectors: Selector[];
  readonly flags: Set<FormatFlag>;
  /** -F -P -y -c -j -M. */
  readonly modifiers: Set<'F' | 'P' | 'y' | 'c' | 'j' | 'M'>;
  threads: 'none' | 'L' | 'T' | 'H';
  /** m: a line for the process and one for each of its threads. */
  threadLines: boolean;
  /** -q: just these, in this order. */
  quick: readonly number[] | null;
  /** BSD letters were used: another default selection, STAT and the full command. */
  bsd: boolean;
  forest: 'none' | 'branches' | 'indent';
  readonly ownFormats: OwnFormat[];
  readonly sort: SortKey[];
  /** Once, never, or again on every screen; null: not said, which is once unless every heading is empty. */
  header: 'none' | 'repeated' | null;
  screenRows: number | null;
  wide: number;
  screenColumns: number | null;
  numeric: boolean;
  commOnly: boolean;
  /** -x of HP-UX: the command line where else the name stands. */
  wholeCommand: boolean;
  environ: boolean;
  /** Prints and leaves instead of listing. */
  instead:
    | { readonly what: 'help'; readonly section: string | null }
    | { readonly what: 'version' | 'specifiers' | 'info' }
    | null;
}

export function defaultSettings(personality: Personality): Settings {
  return {
    personality,
    all: false,
    deselect: false,
    runningOnly: false,
    simple: new Set(),
    selectors: [],
    flags: new Set(),
    modifiers: new Set(),
    threads: 'none',
    threadLines: false,
    quick: null,
    bsd: personality.preferBsd,
    forest: 'none',
    ownFormats: [],
    sort: [],
    header: null,
    screenRows: null,
    wide: 0,
    screenColumns: null,
    numeric: false,
    commOnly: false,
    wholeCommand: false,
    environ: false,
    instead: null,
  };
}

/** A command line that can't be meant: the words after `error: `. */
export class BadUsage {
  readonly message: string;
  /** Said without `error: ` and without help. */
  readonly bare: boolean;

  constructor(message: string, bare = false) {
    this.message = message;
    this.bare = bare;
  }
}
