// What is in an awk program, once read? awk(1); the parts of the language that one-liners are made of.

import type { Regex } from '../../libc/regex/regex.ts';

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
  | { readonly kind: 'in'; readonly key: Expression; readonly array: string }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** What can be assigned to. */
export type Place =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly index: Expression }
  | { readonly kind: 'element'; readonly array: string; readonly key: Expression };

export type Statement =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'print'; readonly args: readonly Expression[]; readonly formatted: boolean }
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
    }
  | { readonly kind: 'each'; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'delete'; readonly array: string; readonly key: Expression | null }
  | { readonly kind: 'exit'; readonly status: Expression | null }
  | { readonly kind: 'next' | 'break' | 'continue' };

export interface Rule {
  readonly when:
    | { readonly on: 'BEGIN' | 'END' | 'always' }
    | { readonly on: 'pattern'; readonly pattern: Expression }
    | { readonly on: 'range'; readonly from: Expression; readonly to: Expression };
  /** Null prints the line. */
  readonly action: Statement | null;
}

/** A program that can't be read: where, and what stood there. */
export class AwkProblem {
  readonly line: number;
  readonly near: string;

  constructor(line: number, near: string) {
    this.line = line;
    this.near = near;
  }
}
