// Calculates, compares, matches. expr(1)

import { compileRegex } from '../libc/regex/regex.ts';
import { coreutil, missingOperand, quote } from '../libc/coreutils.ts';
import { RegexProblem } from '../libc/regex/syntax.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const NULL_OR_ZERO = 1;
const INVALID = 2;

/** What is wrong with an expression. */
class Wrong {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export const expr = coreutil(
  'expr',
  function* (process: Process): Coroutine<number> {
    const words = process.args[0] === '--' ? process.args.slice(1) : process.args;
    if (words.length === 0) {
      yield* missingOperand(process);
      return INVALID;
    }
    const value = new Evaluator(words, (text) => quote(process, text)).run();
    if (value instanceof Wrong) {
      yield* process.error(value.message);
      return INVALID;
    }
    process.printLine(value);
    return value === '' || /^-?0+$/.test(value) ? NULL_OR_ZERO : 0;
  },
  'alone',
);

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
];

class Evaluator {
  readonly #words: readonly string[];
  readonly #quote: (text: string) => string;
  #at = 0;

  constructor(words: readonly string[], quoted: (text: string) => string) {
    this.#words = words;
    this.#quote = quoted;
  }

  run(): string | Wrong {
    const value = this.#level(0);
    const extra = this.#words[this.#at];
    if (value instanceof Wrong || extra === undefined) return value;
    return new Wrong(`syntax error: unexpected argument ${this.#quote(extra)}`);
  }

  #level(level: number): string | Wrong {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#primary();
    let left = this.#level(level + 1);
    for (
      let operator = this.#words[this.#at];
      operator !== undefined && operators.includes(operator);
      operator = this.#words[this.#at]
    ) {
      this.#at += 1;
      const right = this.#level(level + 1);
      if (left instanceof Wrong) return left;
      if (right instanceof Wrong) return right;
      left = apply(operator, left, right);
    }
    return left;
  }

  #primary(): string | Wrong {
    const word = this.#words[this.#at];
    if (word === undefined)
      return new Wrong(`syntax error: missing argument after ${this.#quote(this.#words.at(-1) ?? '')}`);
    this.#at += 1;
    if (word === '(') {
      const inner = this.#level(0);
      if (this.#words[this.#at] !== ')') return inner instanceof Wrong ? inner : new Wrong(`syntax error: expecting ')' after ${this.#quote(this.#words[this.#at - 1] ?? '')}`); // prettier-ignore
      this.#at += 1;
      return inner;
    }
    return this.#function(word) ?? word;
  }

  #function(word: string): string | Wrong | null {
    const arity = { length: 1, match: 2, substr: 3, index: 2 }[word];
    if (arity === undefined || this.#words.length - this.#at < arity) return null;
    const [text = '', second = '', third = ''] = this.#words.slice(this.#at, this.#at + arity);
    this.#at += arity;
    if (word === 'length') return String(text.length);
    if (word === 'match') return apply(':', text, second);
    if (word === 'substr')
      return text.slice(Math.max(0, Number(second) - 1), Math.max(0, Number(second) - 1 + Number(third)));
    return String([...text].findIndex((character) => second.includes(character)) + 1);
  }
}

function apply(operator: string, left: string, right: string): string | Wrong {
  if (operator === '|') return left !== '' && left !== '0' ? left : right === '' ? '0' : right;
  if (operator === '&') return left !== '' && left !== '0' && right !== '' && right !== '0' ? left : '0';
  if (operator === ':') return matched(left, right);
  const whole = /^-?\d+$/;
  const numbers = whole.test(left) && whole.test(right);
  if (LEVELS[2]?.includes(operator) === true) {
    const order = numbers ? Number(BigInt(left) - BigInt(right)) : left < right ? -1 : left > right ? 1 : 0;
    return compare(operator, order) ? '1' : '0';
  }
  if (!numbers) return new Wrong('non-integer argument');
  const [a, b] = [BigInt(left), BigInt(right)];
  if ((operator === '/' || operator === '%') && b === 0n) return new Wrong('division by zero');
  const results: Readonly<Record<string, () => bigint>> = { '+': () => a + b, '-': () => a - b, '*': () => a * b, '/': () => a / b, '%': () => a % b }; // prettier-ignore
  return String(results[operator]?.() ?? 0n);
}

function compare(operator: string, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '!=':
      return order !== 0;
    default:
      return order === 0;
  }
}

/** A pattern is anchored at the start; with a group the answer is what it holds, else how much matched. */
function matched(text: string, pattern: string): string | Wrong {
  const regex = compileRegex(`^${pattern.replace(/^\^/, '')}`, 'basic');
  if (regex instanceof RegexProblem) return new Wrong(regex.message);
  const found = regex.exec(text);
  if (pattern.includes('\\(')) return found?.groups[0] ?? '';
  return String(found === null ? 0 : found.end - found.start);
}
