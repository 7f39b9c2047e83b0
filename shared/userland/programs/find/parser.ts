// Which expression do the words after the paths make? find(1), in its precedence: ( ) ! -a -o ,

import { FindProblem, StrayWord } from './expression.ts';
import type { Expression, Test } from './expression.ts';
import type { Coroutine } from '../../program.ts';

/** Reads one predicate: null for an option, which is true and no test of a file. `first` is what came first and is no option. */
export type ReadPredicate = (
  name: string,
  argument: () => string | null,
  first: string | null,
) => Coroutine<Test | null>;

const TRUE: Expression = { kind: 'test', test: { test: 'true' } };
const [AND, OR, NOT] = [
  ['-a', '-and'],
  ['-o', '-or'],
  ['!', '-not'],
] as const;

export class ExpressionParser {
  readonly #words: readonly string[];
  readonly #read: ReadPredicate;
  #at = 0;
  #first: string | null = null;
  /** The predicate read last. */
  last: string | null = null;

  constructor(words: readonly string[], read: ReadPredicate) {
    this.#words = words;
    this.#read = read;
  }

  *parse(): Coroutine<Expression> {
    if (this.#words.length === 0) return TRUE;
    const expression = yield* this.#comma();
    if (this.#peek() === ')') throw new FindProblem("invalid expression; you have too many ')'");
    return expression;
  }

  #peek(): string | undefined {
    return this.#words[this.#at];
  }

  /** Whether the next word is one of these, which is then read over. */
  #takes(names: readonly string[]): string | null {
    const word = this.#peek();
    if (word === undefined || !names.includes(word)) return null;
    this.#at += 1;
    this.#first ??= word;
    return word;
  }

  *#comma(): Coroutine<Expression> {
    let left = yield* this.#or();
    for (let sign = this.#takes([',']); sign !== null; sign = this.#takes([','])) {
      this.#mustGoOn(sign);
      left = { kind: 'comma', left, right: yield* this.#or() };
    }
    return left;
  }

  *#or(): Coroutine<Expression> {
    let left = yield* this.#and();
    for (let sign = this.#takes(OR); sign !== null; sign = this.#takes(OR)) {
      this.#mustGoOn(sign);
      left = { kind: 'or', left, right: yield* this.#and() };
    }
    return left;
  }

  *#and(): Coroutine<Expression> {
    let left = yield* this.#not();
    for (;;) {
      const next = this.#peek();
      if (next === undefined || next === ')' || next === ',' || OR.some((name) => name === next)) return left;
      const sign = this.#takes(AND);
      if (sign !== null) this.#mustGoOn(sign);
      left = { kind: 'and', left, right: yield* this.#not() };
    }
  }

  *#not(): Coroutine<Expression> {
    const sign = this.#takes(NOT);
    if (sign === null) return yield* this.#primary();
    this.#mustGoOn(sign);
    return { kind: 'not', of: yield* this.#not() };
  }

  *#primary(): Coroutine<Expression> {
    const word = this.#peek() ?? '';
    if (word === ',' || [...AND, ...OR].some((name) => name === word))
      throw new FindProblem(`invalid expression; you have used a binary operator '${word}' with nothing before it.`); // prettier-ignore
    this.#at += 1;
    if (word === '(') this.#first ??= word;
    if (word === '(') return yield* this.#parenthesized();
    if (!word.startsWith('-') || word === '-') throw new StrayWord(word);
    this.last = word;
    const test = yield* this.#read(word, () => this.#words[this.#at++] ?? null, this.#first);
    if (test !== null) this.#first ??= word;
    return test === null ? TRUE : { kind: 'test', test };
  }

  *#parenthesized(): Coroutine<Expression> {
    const unclosed = "invalid expression; I was expecting to find a ')' somewhere but did not see one.";
    if (this.#peek() === ')') throw new FindProblem('invalid expression; empty parentheses are not allowed.');
    if (this.#peek() === undefined) throw new FindProblem(unclosed);
    const inner = yield* this.#comma();
    if (this.#takes([')']) === null) throw new FindProblem(unclosed);
    return inner;
  }

  #mustGoOn(sign: string): void {
    if (this.#peek() === undefined) throw new FindProblem(`expected an expression after '${sign}'`);
  }
}
