// What does an expression of find(1) consist of? Pure data.

import type { Pattern } from '../../bash/expand/pattern.ts';
import type { Stat } from '../../sys.ts';

/** N, +N or -N. */
export interface Comparison {
  readonly sign: 'exactly' | 'more' | 'less';
  readonly value: number;
}

export type Test =
  | { readonly test: 'true' | 'false' | 'empty' | 'nouser' | 'nogroup' | 'prune' | 'quit' | 'delete' | 'print' | 'print0' }
  /** A pattern is that of lower-case letters where case does not matter. */
  | { readonly test: 'name' | 'path' | 'lname'; readonly pattern: Pattern; readonly ignoreCase: boolean }
  | { readonly test: 'type' | 'xtype'; readonly kinds: readonly string[] }
  | { readonly test: 'uid' | 'gid' | 'links' | 'inum' | 'mmin' | 'mtime'; readonly is: Comparison }
  | { readonly test: 'size'; readonly is: Comparison; readonly unit: number }
  | { readonly test: 'perm'; readonly mode: number; readonly how: 'exactly' | 'all' | 'any' }
  | { readonly test: 'newer'; readonly than: Stat }
  | { readonly test: 'access'; readonly mode: 'R_OK' | 'W_OK' | 'X_OK' }
  | { readonly test: 'printf'; readonly format: string }
  | { readonly test: 'exec'; readonly command: readonly string[]; readonly asks: boolean }
  /** -exec COMMAND {} +: what gathers until the end, without the {}. */
  | { readonly test: 'execMany'; readonly command: readonly string[]; readonly files: string[] }; // prettier-ignore

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
}

/** What a command line is refused with, after the program's name. */
export class FindProblem extends Error {}

/** A path after the expression, or what a shell made of a pattern without quotes. */
export class StrayWord extends FindProblem {
  readonly word: string;

  constructor(word: string) {
    super(`paths must precede expression: \`${word}'`);
    this.word = word;
  }
}
