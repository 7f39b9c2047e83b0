// test and [ (bash(1), test builtin; test.c)

import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import { compareFiles, isUnaryTest, unaryTest } from '../file-test.ts';
import type { Shell } from '../shell.ts';

const TRUE = 0;
const FALSE = 1;
const WRONG = 2;

const STRINGS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
};

const NUMBERS: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

const FILES = ['-ef', '-nt', '-ot'];

export function* test(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (args.length === 0) return FALSE;
  const parser = new TestParser(shell, args);
  const result = yield* parser.whole();
  if (typeof result === 'boolean') return result ? TRUE : FALSE;
  yield* builtinError(shell, result.wrong);
  return WRONG;
}

export function* bracket(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (args[args.length - 1] === ']') return yield* test(shell, args.slice(0, -1));
  yield* builtinError(shell, shell.dialect === 'dash' ? 'missing ]' : "missing `]'");
  return WRONG;
}

interface Wrong {
  readonly wrong: string;
}

function isBinary(shell: Shell, operator: string): boolean {
  if (operator === '==' && shell.dialect === 'dash') return false;
  return operator in STRINGS || operator in NUMBERS || FILES.includes(operator);
}

/** Up to four words are judged by their number, as POSIX has it; more by precedence. */
class TestParser {
  readonly #shell: Shell;
  readonly #args: readonly string[];
  #at = 0;

  constructor(shell: Shell, args: readonly string[]) {
    this.#shell = shell;
    this.#args = args;
  }

  *whole(): Coroutine<boolean | Wrong> {
    const [a = '', b = '', c = ''] = this.#args;
    switch (this.#args.length) {
      case 1:
        return a !== '';
      case 2:
        if (a === '!') return b === '';
        if (isUnaryTest(a)) return yield* unaryTest(this.#shell, a, b);
        if (this.#shell.dialect === 'dash') break;
        return { wrong: `${a}: unary operator expected` };
      case 3:
        if (isBinary(this.#shell, b)) return yield* this.#binary(a, b, c);
        if (b === '-a') return a !== '' && c !== '';
        if (b === '-o') return a !== '' || c !== '';
        if (a === '!') return yield* this.#negated(1);
        if (a === '(' && c === ')') return b !== '';
        if (this.#shell.dialect === 'dash') break;
        return { wrong: `${b}: binary operator expected` };
      case 4:
        if (a === '!') return yield* this.#negated(1);
        break;
      default:
        break;
    }
    const result = yield* this.#or();
    if (typeof result !== 'boolean' || this.#at >= this.#args.length) return result;
    const unexpected = `${this.#args[this.#at - 1] ?? ''}: unexpected operator`;
    if (this.#shell.dialect === 'dash') return { wrong: unexpected };
    const left = this.#args[this.#at] ?? '';
    return { wrong: left.startsWith('-') ? `syntax error: \`${left}' unexpected` : 'too many arguments' };
  }

  *#negated(from: number): Coroutine<boolean | Wrong> {
    const result = yield* new TestParser(this.#shell, this.#args.slice(from)).whole();
    return typeof result === 'boolean' ? !result : result;
  }

  *#or(): Coroutine<boolean | Wrong> {
    let left = yield* this.#and();
    while (typeof left === 'boolean' && this.#args[this.#at] === '-o') {
      this.#at += 1;
      const right = yield* this.#and();
      left = typeof right === 'boolean' ? left || right : right;
    }
    return left;
  }

  *#and(): Coroutine<boolean | Wrong> {
    let left = yield* this.#term();
    while (typeof left === 'boolean' && this.#args[this.#at] === '-a') {
      this.#at += 1;
      const right = yield* this.#term();
      left = typeof right === 'boolean' ? left && right : right;
    }
    return left;
  }

  *#term(): Coroutine<boolean | Wrong> {
    const word = this.#args[this.#at];
    if (word === undefined) return { wrong: 'argument expected' };
    this.#at += 1;
    if (word === '!') {
      const result = yield* this.#term();
      return typeof result === 'boolean' ? !result : result;
    }
    if (word === '(') {
      const result = yield* this.#or();
      if (this.#args[this.#at] !== ')') return { wrong: "`)' expected" };
      this.#at += 1;
      return result;
    }
    const operator = this.#args[this.#at];
    const right = this.#args[this.#at + 1];
    if (operator !== undefined && right !== undefined && isBinary(this.#shell, operator)) {
      this.#at += 2;
      return yield* this.#binary(word, operator, right);
    }
    if (isUnaryTest(word) && operator !== undefined) {
      this.#at += 1;
      return yield* unaryTest(this.#shell, word, operator);
    }
    return word !== '';
  }

  *#binary(left: string, operator: string, right: string): Coroutine<boolean | Wrong> {
    const strings = STRINGS[operator];
    if (strings !== undefined) return strings(left, right);
    const numbers = NUMBERS[operator];
    if (numbers === undefined) return (yield* compareFiles(this.#shell, left, operator, right)) === true;
    const wrong = [left, right].find((text) => !/^\s*[+-]?[0-9]+\s*$/.test(text));
    if (wrong !== undefined) {
      return {
        wrong:
          this.#shell.dialect === 'dash'
            ? `Illegal number: ${wrong}`
            : `${wrong}: integer expression expected`,
      };
    }
    return numbers(BigInt(left), BigInt(right));
  }
}
