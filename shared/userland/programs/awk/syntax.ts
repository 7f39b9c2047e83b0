// What is in an awk program, once read? awk(1)

import type { Regex } from '../../libc/regex/regex.ts';

/** A variable or an array: of the program, or by its place among the parameters of the function it stands in. */
export interface Name {
  readonly name: string;
  readonly local: number | null;
}

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** A pattern by itself is matched against the whole line. */
  | { readonly kind: 'regex'; readonly regex: Regex }
  | Place
  | { readonly kind: 'assign'; readonly operator: string; readonly target: Place; readonly value: Expression }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly prefix: boolean; readonly target: Place }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | '!'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'match';
      readonly negated: boolean;
      readonly text: Expression;
      readonly pattern: Expression;
    }
  | { readonly kind: 'in'; readonly key: Expression; readonly array: Name }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  /** One of the functions every program has. */
  | { readonly kind: 'builtin'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** The next line: of the input, of a file, or of what a command prints; into $0 or somewhere else. */
  | {
      readonly kind: 'getline';
      readonly from: 'input' | 'file' | 'command';
      readonly source: Expression | null;
      readonly target: Place | null;
    };

/** What can be assigned to. */
export type Place =
  | { readonly kind: 'variable'; readonly at: Name }
  | { readonly kind: 'field'; readonly index: Expression }
  | { readonly kind: 'element'; readonly array: Name; readonly key: Expression };

/** Where print writes to. */
export interface Destination {
  readonly how: '>' | '>>' | '|';
  readonly to: Expression;
}

export type Statement =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'print';
      readonly args: readonly Expression[];
      readonly formatted: boolean;
      readonly destination: Destination | null;
    }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | null;
    }
  | {
      readonly kind: 'while';
      readonly condition: Expression;
      readonly body: Statement;
      readonly step: Statement | null;
      /** do ... while: the body comes first. */
      readonly bodyFirst: boolean;
    }
  | { readonly kind: 'each'; readonly variable: Name; readonly array: Name; readonly body: Statement }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'delete'; readonly array: Name; readonly key: Expression | null }
  | { readonly kind: 'exit' | 'return'; readonly value: Expression | null }
  | { readonly kind: 'next' | 'nextfile' | 'break' | 'continue' };

export interface Rule {
  readonly when:
    | { readonly on: 'BEGIN' | 'END' | 'always' }
    | { readonly on: 'pattern'; readonly pattern: Expression }
    | { readonly on: 'range'; readonly from: Expression; readonly to: Expression };
  /** Null prints the line. */
  readonly action: Statement | null;
}

export interface AwkFunction {
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

/** A program that can't be read: everything that is wrong with it, line by line as awk says it. */
export class AwkProblem {
  readonly complaints: readonly string[];

  constructor(complaints: readonly string[]) {
    this.complaints = complaints;
  }
}

/** The functions that every program has: how many arguments each takes. */
export const BUILTINS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['length', [0, 1]], ['substr', [2, 3]], ['index', [2, 2]], ['split', [2, 3]], ['sub', [2, 3]], ['gsub', [2, 3]],
  ['match', [2, 2]], ['toupper', [1, 1]], ['tolower', [1, 1]], ['sprintf', [1, 255]], ['int', [1, 1]], ['sqrt', [1, 1]],
  ['exp', [1, 1]], ['log', [1, 1]], ['sin', [1, 1]], ['cos', [1, 1]], ['atan2', [2, 2]], ['rand', [0, 0]], ['srand', [0, 1]],
  ['system', [1, 1]], ['close', [1, 1]], ['fflush', [0, 1]], ['systime', [0, 0]], ['mktime', [1, 1]], ['strftime', [0, 3]],
]); // prettier-ignore
