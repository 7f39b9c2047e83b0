// How are the tokens of an awk program put together: rules, functions, statements? awk(1)

import { AwkProblem } from './syntax.ts';
import { ExpressionParser } from './expression-parser.ts';
import { Names } from './names.ts';
import { TokenCursor } from './cursor.ts';
import { tokenize } from './lexer.ts';
import type { AwkFunction, AwkProgram, Destination, Expression, Rule, Statement } from './syntax.ts';
import type { Token } from './lexer.ts';

export function parseAwk(source: string): AwkProgram | AwkProblem {
  const tokens = tokenize(source);
  if (tokens instanceof AwkProblem) return tokens;
  const cursor = new TokenCursor(tokens);
  const names = new Names(cursor);
  const program = new AwkParser(cursor, names).program();
  if (!cursor.isLost) names.check();
  return cursor.complaints.length > 0 ? new AwkProblem(cursor.complaints) : program;
}

/** Where a statement stands: what it may leave. */
type Surroundings = 'BEGIN' | 'END' | 'rule' | 'function';

class AwkParser {
  readonly #tokens: TokenCursor;
  readonly #names: Names;
  readonly #expressions: ExpressionParser;
  readonly #functions = new Map<string, AwkFunction>();
  #surroundings: Surroundings = 'rule';
  #loops = 0;

  constructor(tokens: TokenCursor, names: Names) {
    this.#tokens = tokens;
    this.#names = names;
    this.#expressions = new ExpressionParser(tokens, names);
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    this.#tokens.skipNewlines();
    while (!this.#tokens.isLost && this.#tokens.peek().kind !== 'end') {
      if (this.#tokens.is('keyword', 'function')) this.#function();
      else rules.push(this.#rule());
      this.#tokens.takes('operator', ';');
      this.#tokens.skipNewlines();
    }
    return { rules, functions: this.#functions };
  }

  #function(): void {
    this.#tokens.take();
    const { kind, text: name, line } = this.#tokens.peek();
    if (kind !== 'name' && kind !== 'function') {
      this.#tokens.fail();
      return;
    }
    this.#tokens.take();
    this.#tokens.expect('(');
    const parameters: string[] = [];
    while (!this.#tokens.isLost && !this.#tokens.is('operator', ')')) {
      const parameter = this.#tokens.peek();
      if (parameter.kind !== 'name' || parameter.text === name) this.#tokens.fail();
      this.#tokens.take();
      parameters.push(parameter.text);
      if (!this.#tokens.takes('operator', ',')) break;
      this.#tokens.skipNewlines();
    }
    this.#tokens.expect(')');
    this.#tokens.skipNewlines();
    this.#names.define(name, parameters, line);
    this.#surroundings = 'function';
    this.#functions.set(name, { parameters, body: this.#block() });
    this.#names.leaveFunction();
  }

  #rule(): Rule {
    this.#surroundings = 'rule';
    for (const on of ['BEGIN', 'END'] as const) {
      if (!this.#tokens.takes('keyword', on)) continue;
      this.#surroundings = on;
      return { when: { on }, action: this.#block() };
    }
    if (this.#tokens.is('operator', '{')) return { when: { on: 'always' }, action: this.#block() };
    const pattern = this.#expressions.expression();
    const to = this.#tokens.takes('operator', ',') ? this.#secondPattern() : null;
    const action = this.#tokens.is('operator', '{') ? this.#block() : null;
    if (
      action === null &&
      !this.#tokens.is('newline') &&
      !this.#tokens.is('operator', ';') &&
      !this.#startsRule()
    )
      this.#tokens.fail();
    return { when: to === null ? { on: 'pattern', pattern } : { on: 'range', from: pattern, to }, action };
  }

  #secondPattern(): Expression {
    this.#tokens.skipNewlines();
    return this.#expressions.expression();
  }

  #startsRule(): boolean {
    const { kind, text } = this.#tokens.peek();
    return kind === 'end' || (kind === 'keyword' && ['BEGIN', 'END', 'function'].includes(text));
  }

  #block(): Statement {
    this.#tokens.expect('{');
    this.#tokens.braces += 1;
    const body: Statement[] = [];
    this.#skipEmpty();
    while (!this.#tokens.isLost && !this.#tokens.is('operator', '}')) {
      body.push(this.#statement());
      this.#skipEmpty();
    }
    this.#tokens.expect('}');
    this.#tokens.braces -= 1;
    return { kind: 'block', body };
  }

  #skipEmpty(): void {
    while (this.#tokens.is('newline') || this.#tokens.is('operator', ';')) this.#tokens.take();
  }

  #statement(): Statement {
    const { kind, text } = this.#tokens.peek();
    if (kind === 'operator' && text === '{') return this.#block();
    if (kind !== 'keyword') return this.#simple();
    switch (text) {
      case 'if':
        return this.#if();
      case 'while':
        return this.#while();
      case 'do':
        return this.#do();
      case 'for':
        return this.#for();
      default:
        return this.#simple();
    }
  }

  /** A statement that ends at a semicolon, a newline or a closing brace. */
  #simple(): Statement {
    const statement = this.#unterminated();
    if (this.#tokens.is('operator', ';') || this.#tokens.is('newline')) this.#tokens.take();
    else if (!this.#tokens.is('operator', '}')) this.#tokens.fail();
    return statement;
  }

  #unterminated(): Statement {
    const token = this.#tokens.peek();
    if (token.kind !== 'keyword' || token.text === 'getline')
      return { kind: 'expression', expression: this.#expressions.expression() };
    switch (token.text) {
      case 'print':
      case 'printf':
        this.#tokens.take();
        return this.#print(token.text === 'printf');
      case 'next':
      case 'nextfile':
        this.#tokens.take();
        if (this.#surroundings !== 'rule') this.#tokens.complain(`improper use of ${token.text}`, token.line);
        return { kind: token.text };
      case 'break':
      case 'continue':
        this.#tokens.take();
        if (this.#loops === 0) this.#tokens.complain(`${token.text} statement outside of loop`, token.line);
        return { kind: token.text };
      case 'exit':
        this.#tokens.take();
        return { kind: 'exit', value: this.#optional() };
      case 'return':
        this.#tokens.take();
        if (!this.#names.isInFunction) {
          this.#tokens.complain('return outside function body', token.line);
          this.#tokens.isLost = true;
        }
        return { kind: 'return', value: this.#optional() };
      case 'delete':
        this.#tokens.take();
        return this.#delete();
      default:
        this.#tokens.fail();
        return { kind: 'block', body: [] };
    }
  }

  #delete(): Statement {
    const { kind, text } = this.#tokens.take();
    if (kind !== 'name') this.#tokens.fail();
    const array = this.#names.used(text, 'array');
    const key = this.#tokens.takes('operator', '[') ? this.#expressions.keyUpTo(']') : null;
    return { kind: 'delete', array, key };
  }

  #print(formatted: boolean): Statement {
    const { line } = this.#tokens.peek();
    const args = this.#endsHere() ? [] : this.#expressions.printed();
    if (formatted && args.length === 0) this.#tokens.complain('no arguments in call to printf', line);
    return { kind: 'print', args, formatted, destination: this.#destination() };
  }

  #destination(): Destination | null {
    const how = this.#tokens.oneOf('>', '>>', '|');
    // one of the three that were asked for
    return how === null ? null : { how: how as '>' | '>>' | '|', to: this.#expressions.expression() };
  }

  #optional(): Expression | null {
    return this.#endsHere() ? null : this.#expressions.expression();
  }

  #endsHere(): boolean {
    const { kind, text } = this.#tokens.peek();
    if (kind === 'operator') return [';', '}', '>', '>>', '|'].includes(text);
    return kind === 'newline' || kind === 'end';
  }

  #if(): Statement {
    this.#tokens.take();
    const condition = this.#condition();
    const then = this.#body();
    const before = this.#tokens.position;
    this.#skipEmpty();
    if (this.#tokens.takes('keyword', 'else'))
      return { kind: 'if', condition, then, otherwise: this.#body() };
    this.#tokens.returnTo(before);
    return { kind: 'if', condition, then, otherwise: null };
  }

  #while(): Statement {
    this.#tokens.take();
    const condition = this.#condition();
    return { kind: 'while', condition, body: this.#loopBody(), step: null, bodyFirst: false };
  }

  #do(): Statement {
    this.#tokens.take();
    const body = this.#loopBody();
    this.#skipEmpty();
    if (!this.#tokens.takes('keyword', 'while')) this.#tokens.fail();
    const condition = this.#condition();
    if (!this.#endsHere()) this.#tokens.fail();
    return { kind: 'while', condition, body, step: null, bodyFirst: true };
  }

  /** `for (k in a)` and `for (start; condition; step)`. */
  #for(): Statement {
    this.#tokens.take();
    this.#tokens.expect('(');
    const [name, word, array, close] = this.#tokens.ahead(4);
    if (name?.kind === 'name' && word?.text === 'in' && array?.kind === 'name' && close?.text === ')')
      return this.#each(name, array);
    const nothing: Statement = { kind: 'block', body: [] };
    const part = (end: string): Statement => this.#tokens.is('operator', end) ? nothing : this.#unterminated(); // prettier-ignore
    const start = part(';');
    this.#separator();
    const condition: Expression = this.#tokens.is('operator', ';')
      ? { kind: 'number', value: 1 }
      : this.#expressions.expression();
    this.#separator();
    const step = part(')');
    this.#tokens.expect(')');
    const loop: Statement = { kind: 'while', condition, body: this.#loopBody(), step, bodyFirst: false };
    return { kind: 'block', body: [start, loop] };
  }

  #separator(): void {
    this.#tokens.expect(';');
    this.#tokens.skipNewlines();
  }

  #each(name: Token, array: Token): Statement {
    const variable = this.#names.used(name.text, 'variable');
    const over = this.#names.used(array.text, 'array');
    this.#tokens.returnTo(this.#tokens.position + 4);
    return { kind: 'each', variable, array: over, body: this.#loopBody() };
  }

  #loopBody(): Statement {
    this.#loops += 1;
    const body = this.#body();
    this.#loops -= 1;
    return body;
  }

  /** A brace may follow at once: `if (x) }` does nothing. */
  #body(): Statement {
    this.#tokens.skipNewlines();
    if (this.#tokens.takes('operator', ';') || this.#tokens.is('operator', '}'))
      return { kind: 'block', body: [] };
    return this.#statement();
  }

  #condition(): Expression {
    this.#tokens.expect('(');
    const expression = this.#expressions.expression();
    this.#tokens.expect(')');
    return expression;
  }
}
