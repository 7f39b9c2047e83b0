// What does an expression of find(1) consist of? Pure data.

import type { Pattern } from '../../bash/expand/pattern.ts';
import type { RegexType } from './regex-types.ts';
import type { Output } from './outputs.ts';
import type { Regex } from '../../libc/regex/regex.ts';
import type { Stat } from '../../sys.ts';

/** N, +N or -N. */
export interface Comparison {
  readonly sign: 'exactly' | 'more' | 'less';
  readonly value: number;
}

export type Test =
  | { readonly test: 'true' | 'false' | 'empty' | 'nouser' | 'nogroup' | 'prune' | 'quit' | 'delete' }
  | { readonly test: 'print' | 'print0' | 'ls'; readonly to: Output }
  | { readonly test: 'regex'; readonly regex: Regex }
  | { readonly test: 'samefile'; readonly as: Stat }
  | { readonly test: 'fstype'; readonly type: string }
  /** A pattern is that of lower-case letters where case does not matter. */
  | { readonly test: 'name' | 'path' | 'lname'; readonly pattern: Pattern; readonly ignoreCase: boolean }
  | { readonly test: 'type' | 'xtype'; readonly kinds: readonly string[] }
  | { readonly test: 'uid' | 'gid' | 'links' | 'inum' | 'used'; readonly is: Comparison }
  /** -mtime and its kin, in seconds; with -daystart counted back from the end of today. */
  | { readonly test: 'age'; readonly is: Comparison; readonly unit: number; readonly fromDayEnd: boolean }
  | { readonly test: 'size'; readonly is: Comparison; readonly unit: number }
  | { readonly test: 'perm'; readonly mode: number; readonly how: 'exactly' | 'all' | 'any' }
  | { readonly test: 'newer'; readonly than: number }
  | { readonly test: 'access'; readonly mode: 'R_OK' | 'W_OK' | 'X_OK' }
  | { readonly test: 'printf'; readonly format: string; readonly to: Output }
  /** `inPlace`: in the directory of the file. */
  | { readonly test: 'exec'; readonly command: readonly string[]; readonly asks: boolean; readonly inPlace: boolean }
  /** -exec COMMAND {} +: what gathers until the end, without the {}. */
  | { readonly test: 'execMany'; readonly command: readonly string[]; readonly inPlace: boolean; readonly files: string[] }; // prettier-ignore

export type Expression =
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or' | 'comma'; readonly left: Expression; readonly right: Expression };

export interface Options {
  minDepth: number;
  maxDepth: number;
  /** What is in a directory comes before the directory. */
  depthFirst: boolean;
  oneFileSystem: boolean;
  /** -P, -H and -L: which symbolic links are followed. */
  follow: 'never' | 'operands' | 'always';
  /** -regextype and -daystart hold for what comes behind them. */
  regexType: RegexType;
  dayStart: boolean;
}

/** What a command line is refused with, after the program's name. */
export class FindProblem extends Error {}

/** -newerXB: nobody keeps when a file was made. */
export class NoBirthTime extends FindProblem {
  constructor(name: string) {
    super(`invalid predicate \`${name}'`);
  }
}

/** A path after the expression, or what a shell made of a pattern without quotes. */
export class StrayWord extends FindProblem {
  readonly word: string;

  constructor(word: string) {
    super(`paths must precede expression: \`${word}'`);
    this.word = word;
  }
}
