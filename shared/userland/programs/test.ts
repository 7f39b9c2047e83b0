// Checks files and compares values. test(1), [(1); the shell has its own, which is what is mostly meant.

import { coreutil, quote } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const TROUBLE = 2;

/** What is wrong with an expression. */
class Wrong {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export const test = program((process) => check(process, process.args));

export const bracket = coreutil(
  '[',
  function* (process: Process): Coroutine<number> {
    if (process.args.at(-1) === ']') return yield* check(process, process.args.slice(0, -1));
    yield* process.error(`missing ${quote(process, ']')}`);
    return TROUBLE;
  },
  'alone',
);

function* check(process: Process, words: readonly string[]): Coroutine<number> {
  const expression = new Expression(process.sys, words);
  const value = words.length === 0 ? false : yield* expression.either();
  const extra = expression.rest[0];
  const wrong =
    value instanceof Wrong
      ? value
      : extra === undefined
        ? null
        : new Wrong(`extra argument ${quote(process, extra)}`);
  if (wrong !== null) {
    yield* process.error(wrong.message);
    return TROUBLE;
  }
  return value === true ? 0 : 1;
}

class Expression {
  readonly #sys: Sys;
  readonly #words: readonly string[];
  #at = 0;

  constructor(sys: Sys, words: readonly string[]) {
    this.#sys = sys;
    this.#words = words;
  }

  get rest(): readonly string[] {
    return this.#words.slice(this.#at);
  }

  *either(): Coroutine<boolean | Wrong> {
    let value = yield* this.#both();
    while (this.#words[this.#at] === '-o') {
      this.#at += 1;
      const right = yield* this.#both();
      if (value instanceof Wrong || right instanceof Wrong) return value instanceof Wrong ? value : right;
      value = value || right;
    }
    return value;
  }

  *#both(): Coroutine<boolean | Wrong> {
    let value = yield* this.#term();
    while (this.#words[this.#at] === '-a') {
      this.#at += 1;
      const right = yield* this.#term();
      if (value instanceof Wrong || right instanceof Wrong) return value instanceof Wrong ? value : right;
      value = value && right;
    }
    return value;
  }

  *#term(): Coroutine<boolean | Wrong> {
    const [first, second, third] = this.#words.slice(this.#at);
    if (first === undefined) return new Wrong('argument expected');
    if (second !== undefined && third !== undefined && isBinary(second)) {
      this.#at += 3;
      return yield* this.#binary(first, second, third);
    }
    this.#at += 1;
    if (first === '!') {
      const value = yield* this.#term();
      return value instanceof Wrong ? value : !value;
    }
    if (first === '(') {
      const value = yield* this.either();
      this.#at += 1;
      return value;
    }
    if (/^-[a-zA-Z]$/.test(first) && second !== undefined) {
      this.#at += 1;
      return yield* this.#unary(first, second);
    }
    return first !== '';
  }

  *#binary(left: string, operator: string, right: string): Coroutine<boolean | Wrong> {
    if (operator === '=' || operator === '==') return left === right;
    if (operator === '!=') return left !== right;
    if (operator === '<') return left < right;
    if (operator === '>') return left > right;
    if (operator === '-ef' || operator === '-nt' || operator === '-ot')
      return yield* this.#files(left, operator, right);
    for (const text of [left, right])
      if (!/^\s*[-+]?\d+\s*$/.test(text)) return new Wrong(`invalid integer '${text}'`);
    const order = Number(left) - Number(right);
    const results: Readonly<Record<string, boolean>> = { '-eq': order === 0, '-ne': order !== 0, '-lt': order < 0, '-le': order <= 0, '-gt': order > 0, '-ge': order >= 0 }; // prettier-ignore
    return results[operator] ?? false;
  }

  *#files(left: string, operator: string, right: string): Coroutine<boolean> {
    const [a, b] = [yield* this.#sys.stat(left), yield* this.#sys.stat(right)];
    if (operator === '-ef') return !failed(a) && !failed(b) && a.ino === b.ino && a.dev === b.dev;
    const [newer, older] = operator === '-nt' ? [a, b] : [b, a];
    return !failed(newer) && (failed(older) || newer.mtime > older.mtime);
  }

  *#unary(operator: string, operand: string): Coroutine<boolean | Wrong> {
    const sys = this.#sys;
    switch (operator) {
      case '-n':
        return operand !== '';
      case '-z':
        return operand === '';
      case '-t':
        return yield* sys.isatty(Number(operand));
      case '-r':
      case '-w':
      case '-x':
        return !failed(
          yield* sys.access(operand, operator === '-r' ? 'R_OK' : operator === '-w' ? 'W_OK' : 'X_OK'),
        );
      case '-h':
      case '-L': {
        const link = yield* sys.lstat(operand);
        return !failed(link) && link.kind === 'symlink';
      }
      default:
        return yield* this.#fileKind(operator, operand);
    }
  }

  *#fileKind(operator: string, operand: string): Coroutine<boolean | Wrong> {
    const stat = yield* this.#sys.stat(operand);
    const kinds: Readonly<Record<string, string>> = {
      '-d': 'directory',
      '-f': 'file',
      '-c': 'char',
      '-p': 'fifo',
    };
    const kind = kinds[operator];
    if (kind !== undefined)
      return !failed(stat) && (stat.kind === kind || (kind === 'file' && stat.kind === 'ns'));
    if (operator === '-e') return !failed(stat);
    if (operator === '-s') return !failed(stat) && stat.size > 0;
    if ('-b-S-u-g-k-O-G-N'.includes(operator)) return false;
    return new Wrong(`${operator}: unary operator expected`);
  }
}

function isBinary(word: string): boolean {
  return ['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-ef', '-nt', '-ot'].includes(
    word,
  );
}
