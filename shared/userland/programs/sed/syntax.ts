// What is in a sed script, once read? sed(1)

import type { Regex } from '../../libc/regex/regex.ts';

/** A pattern; an empty one is the last that was looked for. */
export type Pattern = Regex | 'last';

export type Address =
  | { readonly at: 'line'; readonly line: number }
  | { readonly at: 'last' }
  /** The line and every so many after it. */
  | { readonly at: 'step'; readonly first: number; readonly step: number }
  | { readonly at: 'match'; readonly pattern: Pattern }
  /** As the end of a range: so many lines after its start. */
  | { readonly at: 'offset'; readonly count: number }
  /** As the end of a range: the next line whose number is a multiple. */
  | { readonly at: 'multiple'; readonly of: number };

/** Where a part of a replacement comes from, and how it changes the letters that follow. */
export type ReplacementPart =
  | { readonly text: string }
  /** The text of a group; 0 is all that matched. */
  | { readonly group: number }
  /** \U \L until \E, \u \l for one letter. */
  | { readonly letters: 'U' | 'L' | 'E' | 'u' | 'l' };

export interface Substitution {
  readonly pattern: Pattern;
  readonly replacement: readonly ReplacementPart[];
  readonly all: boolean;
  /** Begins with this occurrence. */
  readonly nth: number;
  /** Whether the result is run as a command. */
  readonly runs: boolean;
  /** Whether the line is printed, before the result is run and after. */
  readonly printsBefore: boolean;
  readonly prints: boolean;
  /** The file the line is written to as well. */
  readonly file: string | null;
}

export interface Command {
  readonly from: Address | null;
  readonly to: Address | null;
  readonly negated: boolean;
  readonly name: string;
  /** Of a i c: the text. Of b t T and `:` the label. Of r R w W: the file. Of e: the command. */
  readonly text: string;
  /** Of q Q: the status. Of l: the width. */
  readonly number: number | null;
  readonly substitution: Substitution | null;
  /** Of y: character -> character. */
  readonly map: ReadonlyMap<string, string>;
  /** Of { : where the block ends. Of b t T: where they go. */
  readonly jump: number;
}

export interface Script {
  readonly commands: readonly Command[];
  /** It begins with #n, which is -n. */
  readonly quiet: boolean;
}

/** One -e or -f, in the order they were given. */
export interface Piece {
  readonly text: string;
  /** The file it comes from; null for an expression. */
  readonly file: string | null;
}

/** A script that can't be read: the whole complaint. */
export class ScriptProblem {
  readonly message: string;
  readonly status: number;

  constructor(message: string, status = 1) {
    this.message = message;
    this.status = status;
  }
}
