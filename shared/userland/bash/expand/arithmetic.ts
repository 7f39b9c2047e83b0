// What is the value of an arithmetic expression? (bash(1), ARITHMETIC EVALUATION; expr.c)
//
// 64-bit integers that wrap around. A variable's value is itself evaluated as an expression.

import { DASH_NUMBER, DASH_WORD, WORD, numberOf, wrap } from './arithmetic-number.ts';

export interface ArithmeticVariables {
  /** dash has fewer operators, variables hold nothing but numbers, and it words its complaints in its own way. */
  readonly dialect: 'bash' | 'dash';
  /** The text of a variable or element; null when unset. */
  get(name: string, index: string | null): string | null;
  set(name: string, index: string | null, value: bigint): void;
  refuses(name: string): boolean;
  /** Whether it is a mistake to ask for it: it is unset, and set -u forbids that. */
  forbids(name: string): boolean;
}

export interface ArithmeticError {
  /** As bash prints it after the shell's name: "1/0: division by 0 (error token is "0")". */
  readonly message: string;
  /** A variable that is unset or may not be set: no part of the expression is wrong then. */
  readonly about?: 'unset' | 'readonly';
}

/** How deep a variable may name another one. */
const DEEPEST = 65;
/** How many operands and parentheses may be open. (fidelity: nesting) */
const DEEPEST_NESTING = 200;

const ASSIGNMENTS = ['<<=', '>>=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '='];
const OPERATORS = [...ASSIGNMENTS, '**', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '++', '--', '+', '-', '*', '/', '%', '<', '>', '&', '|', '^', '!', '~', '?', ':', ',', '(', ')'].sort((a, b) => b.length - a.length); // prettier-ignore

/** Loosest first; all group from the left. */
const BINARY: readonly (readonly string[])[] = [['|'], ['^'], ['&'], ['==', '!='], ['<', '<=', '>', '>='], ['<<', '>>'], ['+', '-'], ['*', '/', '%']]; // prettier-ignore

const ONLY_IN_BASH = ['++', '--', '**', ','];

/** What dash says instead; anything else is an operand that it misses the end of. */
const DASH_WORDING: Readonly<Record<string, string>> = {
  'division by 0': 'division by zero',
  'syntax error: operand expected': 'expecting primary',
  'expression expected': 'expecting primary',
  "`:' expected for conditional expression": "expecting ':'",
  "missing `)'": "expecting ')'",
};

interface Operand {
  readonly value: bigint;
  /** What can be assigned to. */
  readonly place: { readonly name: string; readonly index: string | null } | null;
}

/** An empty expression is 0. */
export function evaluateArithmetic(
  text: string,
  variables: ArithmeticVariables,
  depth = 0,
  open = 0,
): bigint | ArithmeticError {
  return new Evaluator(text, variables, depth, open).evaluate();
}

export function isArithmeticError(result: bigint | ArithmeticError): result is ArithmeticError {
  return typeof result !== 'bigint';
}

class Evaluator {
  readonly #text: string;
  readonly #variables: ArithmeticVariables;
  readonly #depth: number;
  #pos = 0;
  #token = '';
  #tokenStart = 0;
  /** Where the token before began: what an error points to. */
  #lastStart = 0;
  #error: ArithmeticError | null = null;
  /** Inside the side of ?:, && or || that is not taken: nothing is assigned there. */
  #skipped = 0;
  /** Parts of the expression, and of those that its variables stand for, that wait for others. */
  #open: number;

  constructor(text: string, variables: ArithmeticVariables, depth: number, open: number) {
    this.#text = text;
    this.#variables = variables;
    this.#depth = depth;
    this.#open = open;
  }

  evaluate(): bigint | ArithmeticError {
    this.#next();
    if (this.#token === '') return 0n;
    const { value } = this.#comma();
    if (this.#error === null && this.#token !== '')
      this.#fail(`syntax error${this.#leftOver()}`, this.#tokenStart);
    return this.#error ?? value;
  }

  #leftOver(): string {
    const known = OPERATORS.includes(this.#token) || /^\w/.test(this.#token);
    return known ? ' in expression' : ': invalid arithmetic operator';
  }

  #fail(what: string, at: number, end = this.#text.length): Operand {
    const token = this.#text.slice(at, end);
    if (this.#dash) {
      const wording = DASH_WORDING[what] ?? 'expecting EOF';
      this.#error ??= { message: `arithmetic expression: ${wording}: "${this.#text}"` };
    }
    this.#error ??= {
      message: `${this.#text.slice(0, end).trimStart()}: ${what} (error token is "${token}")`,
    };
    this.#token = '';
    this.#pos = this.#text.length;
    return { value: 0n, place: null };
  }

  get #dash(): boolean {
    return this.#variables.dialect === 'dash';
  }

  #at(token: string): boolean {
    return this.#token === token;
  }

  #next(): void {
    this.#lastStart = this.#tokenStart;
    const afterVariable = /^[A-Za-z_]/.test(this.#token);
    while (/\s/.test(this.#text.charAt(this.#pos))) this.#pos += 1;
    this.#tokenStart = this.#pos;
    const rest = this.#text.slice(this.#pos);
    const word = (this.#dash ? DASH_WORD : WORD).exec(rest)?.[0];
    this.#token = word ?? OPERATORS.find((operator) => rest.startsWith(operator)) ?? rest.charAt(0);
    if (this.#dash && ONLY_IN_BASH.includes(this.#token)) this.#token = rest.charAt(0);
    // ++ and -- belong to a variable, before or after it; next to anything else they are two signs
    if (/^(?:\+\+|--)(?!\s*[A-Za-z_])/.test(rest) && !afterVariable) this.#token = rest.charAt(0);
    this.#pos += this.#token.length;
  }

  #comma(): Operand {
    let operand = this.#assignment();
    while (this.#token === ',' && !this.#dash) {
      this.#next();
      operand = this.#assignment();
    }
    return operand;
  }

  /** Reads a part of the expression, unless too many others are waiting for it. */
  #nested(read: () => Operand): Operand {
    if (this.#open >= DEEPEST_NESTING)
      return this.#fail('expression recursion level exceeded', this.#tokenStart);
    this.#open += 1;
    const operand = read();
    this.#open -= 1;
    return operand;
  }

  #assignment(): Operand {
    return this.#nested(() => this.#assignmentOf());
  }

  #assignmentOf(): Operand {
    const target = this.#conditional();
    if (!ASSIGNMENTS.includes(this.#token)) return target;
    const operator = this.#token;
    if (target.place === null) return this.#fail('attempted assignment to non-variable', this.#tokenStart);
    this.#next();
    const right = this.#assignment();
    const value =
      operator === '='
        ? right.value
        : this.#apply(
            operator.slice(0, -1),
            target.value,
            right.value,
            this.#at('') ? this.#lastStart : this.#tokenStart,
          );
    this.#assign(target.place, value);
    return { value, place: null };
  }

  #assign(place: NonNullable<Operand['place']>, value: bigint): void {
    if (this.#skipped > 0 || this.#error !== null) return;
    if (this.#variables.refuses(place.name)) {
      const why = this.#dash ? 'is read only' : 'readonly variable';
      this.#error = { message: `${place.name}: ${why}`, about: 'readonly' };
    } else this.#variables.set(place.name, place.index, value);
  }

  #conditional(): Operand {
    const test = this.#logicalOr();
    if (this.#token !== '?') return test;
    this.#next();
    if (this.#at('') || this.#at(':')) {
      return this.#fail('expression expected', this.#at('') ? this.#lastStart : this.#tokenStart);
    }
    const yes = this.#unless(test.value === 0n, () => this.#comma());
    if (!this.#at(':'))
      return this.#fail(
        "`:' expected for conditional expression",
        this.#at('') ? this.#lastStart : this.#tokenStart,
      );
    this.#next();
    if (this.#at('')) return this.#fail('expression expected', this.#lastStart);
    const no = this.#unless(test.value !== 0n, () => this.#nested(() => this.#conditional()));
    return { value: test.value !== 0n ? yes.value : no.value, place: null };
  }

  #unless(skip: boolean, parse: () => Operand): Operand {
    if (skip) this.#skipped += 1;
    const operand = parse();
    if (skip) this.#skipped -= 1;
    return operand;
  }

  #logicalOr(): Operand {
    let left = this.#logicalAnd();
    while (this.#token === '||') {
      this.#next();
      const { value } = left;
      const right = this.#unless(value !== 0n, () => this.#logicalAnd());
      left = { value: value !== 0n || right.value !== 0n ? 1n : 0n, place: null };
    }
    return left;
  }

  #logicalAnd(): Operand {
    let left = this.#binary(0);
    while (this.#token === '&&') {
      this.#next();
      const { value } = left;
      const right = this.#unless(value === 0n, () => this.#binary(0));
      left = { value: value !== 0n && right.value !== 0n ? 1n : 0n, place: null };
    }
    return left;
  }

  #binary(level: number): Operand {
    const operators = BINARY[level];
    if (operators === undefined) return this.#power();
    let left = this.#binary(level + 1);
    while (operators.includes(this.#token)) {
      const operator = this.#token;
      this.#next();
      const at = this.#tokenStart;
      const right = this.#binary(level + 1);
      left = { value: this.#apply(operator, left.value, right.value, at), place: null };
    }
    return left;
  }

  #power(): Operand {
    const base = this.#unary();
    if (this.#token !== '**') return base;
    this.#next();
    const exponent = this.#nested(() => this.#power());
    if (exponent.value < 0n)
      return this.#fail('exponent less than 0', this.#at('') ? this.#lastStart : this.#tokenStart);
    return { value: power(base.value, exponent.value), place: null };
  }

  #apply(operator: string, left: bigint, right: bigint, at: number): bigint {
    if ((operator === '/' || operator === '%') && right === 0n) {
      if (this.#skipped === 0) this.#fail('division by 0', at);
      return 0n;
    }
    return wrap(BINARY_VALUE[operator]?.(left, right) ?? 0n);
  }

  #unary(): Operand {
    const operator = this.#token;
    switch (operator) {
      case '!':
      case '~':
      case '+':
      case '-': {
        this.#next();
        const { value } = this.#nested(() => this.#unary());
        return { value: wrap(UNARY_VALUE[operator](value)), place: null };
      }
      case '++':
      case '--': {
        this.#next();
        const operand = this.#nested(() => this.#unary());
        if (operand.place === null) return operand;
        const value = wrap(operand.value + (operator === '++' ? 1n : -1n));
        this.#assign(operand.place, value);
        return { value, place: null };
      }
      default:
        return this.#postfix();
    }
  }

  #postfix(): Operand {
    const operand = this.#primary();
    if (operand.place === null || (this.#token !== '++' && this.#token !== '--')) return operand;
    this.#assign(operand.place, wrap(operand.value + (this.#token === '++' ? 1n : -1n)));
    this.#next();
    return { value: operand.value, place: null };
  }

  #primary(): Operand {
    const token = this.#token;
    if (token === '(') {
      this.#next();
      const inner = this.#comma();
      if (this.#token !== ')')
        return this.#fail("missing `)'", this.#at('') ? this.#lastStart : this.#tokenStart);
      this.#next();
      return { value: inner.value, place: null };
    }
    if (/^[0-9]/.test(token)) return this.#number(token);
    if (/^[A-Za-z_]/.test(token)) return this.#variable(token);
    return this.#fail('syntax error: operand expected', token === '' ? this.#lastStart : this.#tokenStart);
  }

  #number(token: string): Operand {
    const value = numberOf(token);
    if (typeof value === 'string') return this.#fail(value, this.#tokenStart, this.#pos);
    this.#next();
    return { value, place: null };
  }

  #variable(name: string): Operand {
    let index: string | null = null;
    if (this.#text[this.#pos] === '[') {
      const close = this.#text.indexOf(']', this.#pos);
      if (close < 0) return this.#fail('bad array subscript', this.#tokenStart);
      index = this.#text.slice(this.#pos + 1, close);
      this.#pos = close + 1;
    }
    const replaced = /^\s*=(?!=)/.test(this.#text.slice(this.#pos));
    const value = replaced ? null : this.#variables.get(name, index);
    this.#next();
    // what is only assigned to may be unset
    if (value === null && this.#skipped === 0 && !this.#at('=') && this.#variables.forbids(name)) {
      this.#error ??= { message: `${name}: unbound variable`, about: 'unset' };
      return { value: 0n, place: { name, index } };
    }
    const text = value ?? '';
    if (/^-?[0-9]{1,18}$/.test(text) && !/^-?0/.test(text))
      return { value: BigInt(text), place: { name, index } };
    if (this.#dash && text !== '' && !DASH_NUMBER.test(text)) {
      this.#fail('', 0);
      this.#error = { message: `Illegal number: ${text}` };
      return { value: 0n, place: null };
    }
    if (this.#depth >= DEEPEST) return this.#fail('expression recursion level exceeded', this.#lastStart);
    const result = evaluateArithmetic(text, this.#variables, this.#depth + 1, this.#open);
    if (isArithmeticError(result)) {
      this.#error ??= result;
      return { value: 0n, place: null };
    }
    return { value: result, place: { name, index } };
  }
}

/** Wraps at every step, so that no number grows. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}

function truth(condition: boolean): bigint {
  return condition ? 1n : 0n;
}

const UNARY_VALUE: Readonly<Record<'!' | '~' | '+' | '-', (a: bigint) => bigint>> = {
  '!': (a) => truth(a === 0n),
  '~': (a) => ~a,
  '+': (a) => a,
  '-': (a) => -a,
};

const BINARY_VALUE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '<<': (a, b) => a << BigInt.asUintN(6, b),
  '>>': (a, b) => a >> BigInt.asUintN(6, b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};
