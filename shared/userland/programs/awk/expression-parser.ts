// How are the tokens of an awk expression put together? By recursive descent, one method per level of binding. awk(1)

import { compileRegex, Regex } from '../../libc/regex/regex.ts';
import type { Expression, Place } from './syntax.ts';
import type { Token } from './lexer.ts';
import type { TokenCursor } from './cursor.ts';

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^='];
const COMPARISONS = ['<', '<=', '==', '!=', '>', '>='];

export class ExpressionParser {
  readonly #tokens: TokenCursor;
  /** Inside `print` a > is no comparison, and at the start of `for (` an `in` belongs to the loop. */
  #noGreater = false;
  #noIn = false;

  constructor(tokens: TokenCursor) {
    this.#tokens = tokens;
  }

  /** The arguments of print and printf. */
  printed(): readonly Expression[] {
    this.#noGreater = true;
    const args = [this.expression()];
    while (this.#tokens.takes('operator', ',')) args.push(this.expression());
    this.#noGreater = false;
    return args;
  }

  /** Whatever `parse` reads, in which `in` is no operator. */
  withoutIn<T>(parse: () => T): T {
    this.#noIn = true;
    const parsed = parse();
    this.#noIn = false;
    return parsed;
  }

  expression(): Expression {
    const left = this.#choice();
    const operator = this.#tokens.peek();
    if (operator.kind !== 'operator' || !ASSIGNMENTS.includes(operator.text)) return left;
    if (!isPlace(left)) {
      this.#tokens.fail();
      return left;
    }
    this.#tokens.take();
    return { kind: 'assign', operator: operator.text, target: left, value: this.expression() };
  }

  #choice(): Expression {
    const condition = this.#or();
    if (!this.#tokens.takes('operator', '?')) return condition;
    const yes = this.expression();
    this.#tokens.expect(':');
    return { kind: 'choice', condition, yes, no: this.expression() };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#tokens.takes('operator', '||'))
      left = { kind: 'binary', operator: '||', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#in();
    while (this.#tokens.takes('operator', '&&'))
      left = { kind: 'binary', operator: '&&', left, right: this.#in() };
    return left;
  }

  #in(): Expression {
    let left = this.#match();
    while (!this.#noIn && this.#tokens.takes('keyword', 'in'))
      left = { kind: 'in', key: left, array: this.#tokens.name() };
    return left;
  }

  #match(): Expression {
    let left = this.#comparison();
    for (;;) {
      if (this.#tokens.takes('operator', '~'))
        left = { kind: 'match', negated: false, text: left, pattern: this.#comparison() };
      else if (this.#tokens.takes('operator', '!~'))
        left = { kind: 'match', negated: true, text: left, pattern: this.#comparison() };
      else return left;
    }
  }

  #comparison(): Expression {
    const left = this.#concatenation();
    const operator = this.#tokens.peek();
    if (operator.kind !== 'operator' || !COMPARISONS.includes(operator.text)) return left;
    if (this.#noGreater && operator.text === '>') return left;
    this.#tokens.take();
    return { kind: 'binary', operator: operator.text, left, right: this.#concatenation() };
  }

  #concatenation(): Expression {
    let left = this.#sum();
    while (this.#startsValue()) left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    return left;
  }

  #startsValue(): boolean {
    const { kind, text } = this.#tokens.peek();
    if (kind === 'operator') return ['$', '!', '(', '++', '--'].includes(text);
    return (
      kind === 'number' || kind === 'string' || kind === 'name' || kind === 'function' || kind === 'regex'
    );
  }

  #sum(): Expression {
    let left = this.#product();
    for (
      let operator = this.#tokens.oneOf('+', '-');
      operator !== null;
      operator = this.#tokens.oneOf('+', '-')
    ) {
      left = { kind: 'binary', operator, left, right: this.#product() };
    }
    return left;
  }

  #product(): Expression {
    let left = this.#unary();
    for (
      let operator = this.#tokens.oneOf('*', '/', '%');
      operator !== null;
      operator = this.#tokens.oneOf('*', '/', '%')
    ) {
      left = { kind: 'binary', operator, left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Expression {
    const operator = this.#tokens.oneOf('!', '-', '+');
    // one of the three that were asked for
    if (operator !== null)
      return { kind: 'unary', operator: operator as '!' | '-' | '+', operand: this.#unary() };
    const base = this.#postfix();
    return this.#tokens.takes('operator', '^')
      ? { kind: 'binary', operator: '^', left: base, right: this.#unary() }
      : base;
  }

  #postfix(): Expression {
    const prefix = this.#tokens.oneOf('++', '--');
    const target = this.#primary();
    const operator = prefix ?? (isPlace(target) ? this.#tokens.oneOf('++', '--') : null);
    if (operator === null) return target;
    if (!isPlace(target)) {
      this.#tokens.fail();
      return target;
    }
    return { kind: 'step', by: operator === '++' ? 1 : -1, prefix: prefix !== null, target };
  }

  #primary(): Expression {
    const token = this.#tokens.take();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'string':
        return { kind: 'string', value: token.text };
      case 'regex':
        return this.#regex(token.text);
      case 'function':
        return { kind: 'call', name: token.text, args: this.#args() };
      case 'name':
        if (token.text === 'length') return { kind: 'call', name: 'length', args: [] };
        if (this.#tokens.takes('operator', '['))
          return { kind: 'element', array: token.text, key: this.keyUpTo(']') };
        return { kind: 'variable', name: token.text };
      default:
        return this.#symbol(token);
    }
  }

  #symbol(token: Token): Expression {
    if (token.text === '$') return { kind: 'field', index: this.#postfixOfField() };
    if (token.text === '(') {
      const [noGreater, noIn] = [this.#noGreater, this.#noIn];
      this.#noGreater = this.#noIn = false;
      const inner = this.keyUpTo(')');
      [this.#noGreater, this.#noIn] = [noGreater, noIn];
      return inner;
    }
    if (token.kind !== 'end') this.#tokens.returnTo(this.#tokens.position - 1);
    this.#tokens.fail();
    return { kind: 'number', value: 0 };
  }

  /** $NF-1 is ($NF)-1, $++i steps first. */
  #postfixOfField(): Expression {
    const step = this.#tokens.oneOf('++', '--');
    const target = this.#primary();
    return step !== null && isPlace(target)
      ? { kind: 'step', by: step === '++' ? 1 : -1, prefix: true, target }
      : target;
  }

  #regex(pattern: string): Expression {
    const regex = compileRegex(pattern, 'extended');
    if (regex instanceof Regex) return { kind: 'regex', regex };
    this.#tokens.fail();
    return { kind: 'number', value: 0 };
  }

  #args(): readonly Expression[] {
    this.#tokens.expect('(');
    const args: Expression[] = [];
    while (this.#tokens.problem === null && !this.#tokens.is('operator', ')')) {
      args.push(this.expression());
      if (!this.#tokens.takes('operator', ',')) break;
    }
    this.#tokens.expect(')');
    return args;
  }

  /** One expression, or several joined by SUBSEP. */
  keyUpTo(close: string): Expression {
    let key = this.expression();
    while (this.#tokens.takes('operator', ',')) {
      const separator: Expression = {
        kind: 'binary',
        operator: ' ',
        left: key,
        right: { kind: 'string', value: '\u001c' },
      };
      key = { kind: 'binary', operator: ' ', left: separator, right: this.expression() };
    }
    this.#tokens.expect(close);
    return key;
  }
}

function isPlace(expression: Expression): expression is Place {
  return expression.kind === 'variable' || expression.kind === 'field' || expression.kind === 'element';
}
