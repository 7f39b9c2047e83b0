// How are the tokens of an awk program put together? awk(1); by recursive descent, one method per level of binding.

import { AwkProblem } from './syntax.ts';
import { ExpressionParser } from './expression-parser.ts';
import { TokenCursor } from './cursor.ts';
import { tokenize } from './lexer.ts';
import type { Expression, Rule, Statement } from './syntax.ts';

export function parseAwk(source: string): readonly Rule[] | AwkProblem {
  const tokens = tokenize(source);
  if (tokens instanceof AwkProblem) return tokens;
  const cursor = new TokenCursor(tokens);
  const rules = new AwkParser(cursor).rules();
  return cursor.problem ?? rules;
}

class AwkParser {
  readonly #tokens: TokenCursor;
  readonly #expressions: ExpressionParser;

  constructor(tokens: TokenCursor) {
    this.#tokens = tokens;
    this.#expressions = new ExpressionParser(tokens);
  }

  rules(): readonly Rule[] {
    const rules: Rule[] = [];
    this.#tokens.skipEnds();
    while (this.#tokens.problem === null && this.#tokens.peek().kind !== 'end') {
      rules.push(this.#rule());
      this.#tokens.skipEnds();
    }
    return rules;
  }

  #rule(): Rule {
    if (this.#tokens.takes('keyword', 'BEGIN')) return { when: { on: 'BEGIN' }, action: this.#block() };
    if (this.#tokens.takes('keyword', 'END')) return { when: { on: 'END' }, action: this.#block() };
    if (this.#tokens.is('operator', '{')) return { when: { on: 'always' }, action: this.#block() };
    const pattern = this.#expressions.expression();
    const to = this.#tokens.takes('operator', ',') ? this.#expressions.expression() : null;
    const action = this.#tokens.is('operator', '{') ? this.#block() : null;
    return { when: to === null ? { on: 'pattern', pattern } : { on: 'range', from: pattern, to }, action };
  }

  #block(): Statement {
    this.#tokens.expect('{');
    const body: Statement[] = [];
    this.#tokens.skipEnds();
    while (this.#tokens.problem === null && !this.#tokens.is('operator', '}')) {
      body.push(this.#statement());
      this.#tokens.skipEnds();
    }
    this.#tokens.expect('}');
    return { kind: 'block', body };
  }

  #statement(): Statement {
    const token = this.#tokens.peek();
    if (token.kind === 'operator' && token.text === '{') return this.#block();
    if (token.kind !== 'keyword') return this.#simple();
    switch (token.text) {
      case 'if':
        return this.#if();
      case 'while':
        return this.#while();
      case 'for':
        return this.#for();
      default:
        return this.#simple();
    }
  }

  /** A statement that ends at a semicolon, a newline or a closing brace. */
  #simple(): Statement {
    const statement = this.#unterminated();
    if (
      !this.#tokens.is('operator', '}') &&
      !this.#tokens.is('operator', ';') &&
      !this.#tokens.is('newline') &&
      !this.#tokens.is('end')
    )
      this.#tokens.fail();
    return statement;
  }

  #unterminated(): Statement {
    if (this.#tokens.takes('keyword', 'print'))
      return { kind: 'print', args: this.#printed(), formatted: false };
    if (this.#tokens.takes('keyword', 'printf'))
      return { kind: 'print', args: this.#printed(), formatted: true };
    if (this.#tokens.takes('keyword', 'next')) return { kind: 'next' };
    if (this.#tokens.takes('keyword', 'break')) return { kind: 'break' };
    if (this.#tokens.takes('keyword', 'continue')) return { kind: 'continue' };
    if (this.#tokens.takes('keyword', 'exit'))
      return { kind: 'exit', status: this.#endsHere() ? null : this.#expressions.expression() };
    if (this.#tokens.takes('keyword', 'delete')) {
      const array = this.#tokens.name();
      const key = this.#tokens.takes('operator', '[') ? this.#expressions.keyUpTo(']') : null;
      return { kind: 'delete', array, key };
    }
    return { kind: 'expression', expression: this.#expressions.expression() };
  }

  #printed(): readonly Expression[] {
    return this.#endsHere() ? [] : this.#expressions.printed();
  }

  #endsHere(): boolean {
    return (
      this.#tokens.is('operator', ';') ||
      this.#tokens.is('operator', '}') ||
      this.#tokens.is('newline') ||
      this.#tokens.is('end')
    );
  }

  #if(): Statement {
    this.#tokens.take();
    const condition = this.#parenthesized();
    const then = this.#body();
    const before = this.#tokens.position;
    this.#tokens.skipEnds();
    if (this.#tokens.takes('keyword', 'else'))
      return { kind: 'if', condition, then, otherwise: this.#body() };
    this.#tokens.returnTo(before);
    return { kind: 'if', condition, then, otherwise: null };
  }

  #while(): Statement {
    this.#tokens.take();
    const condition = this.#parenthesized();
    return { kind: 'while', condition, body: this.#body(), step: null };
  }

  /** `for (k in a)` and `for (start; condition; step)`. */
  #for(): Statement {
    this.#tokens.take();
    this.#tokens.expect('(');
    const [name, word, array, close] = this.#tokens.ahead(4);
    if (name?.kind === 'name' && word?.text === 'in' && array?.kind === 'name' && close?.text === ')') {
      this.#tokens.returnTo(this.#tokens.position + 4);
      return { kind: 'each', variable: name.text, array: array.text, body: this.#body() };
    }
    const nothing: Statement = { kind: 'block', body: [] };
    const start = this.#expressions.withoutIn(() =>
      this.#tokens.is('operator', ';') ? nothing : this.#unterminated(),
    );
    this.#tokens.expect(';');
    const condition: Expression = this.#tokens.is('operator', ';')
      ? { kind: 'number', value: 1 }
      : this.#expressions.expression();
    this.#tokens.expect(';');
    const step = this.#tokens.is('operator', ')') ? nothing : this.#unterminated();
    this.#tokens.expect(')');
    return { kind: 'block', body: [start, { kind: 'while', condition, body: this.#body(), step }] };
  }

  #body(): Statement {
    this.#tokens.skipNewlines();
    if (this.#tokens.takes('operator', ';')) return { kind: 'block', body: [] };
    return this.#statement();
  }

  #parenthesized(): Expression {
    this.#tokens.expect('(');
    const expression = this.#expressions.expression();
    this.#tokens.expect(')');
    return expression;
  }
}
