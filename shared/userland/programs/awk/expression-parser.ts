// How are the tokens of an awk expression put together? By the binding strength of the operators. awk(1)

import { BUILTINS } from './syntax.ts';
import { compileAwkRegex } from './regex.ts';
import { Regex } from '../../libc/regex/regex.ts';
import type { Expression, Name, Place } from './syntax.ts';
import type { Names } from './names.ts';
import type { Token } from './lexer.ts';
import type { TokenCursor } from './cursor.ts';

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^='];

/** How strongly operators bind, the weakest first; what stands in one row goes from left to right. */
const STRENGTHS: readonly (readonly string[])[] = [
  ['?'], ['||'], ['&&'], ['in'], ['~', '!~'], ['<', '<=', '==', '!=', '>', '>='], ['concatenation'], ['+', '-'], ['*', '/', '%'],
]; // prettier-ignore
const CONCATENATION = 6;
const UNARY = STRENGTHS.length;

export class ExpressionParser {
  readonly #tokens: TokenCursor;
  readonly #names: Names;
  /** Inside `print` a > is no comparison. */
  #noGreater = false;

  constructor(tokens: TokenCursor, names: Names) {
    this.#tokens = tokens;
    this.#names = names;
  }

  /** The arguments of print and printf: with or without parentheses around all of them. */
  printed(): readonly Expression[] {
    const start = this.#tokens.position;
    if (this.#tokens.is('operator', '(')) {
      const complaints = this.#tokens.complaints.length;
      const grouped = this.#grouped();
      const { kind, text } = this.#tokens.peek();
      const ends = kind === 'newline' || kind === 'end' || (kind === 'operator' && [';', '}', '>', '>>', '|'].includes(text)); // prettier-ignore
      if (this.#tokens.isLost || ends) return grouped;
      this.#tokens.complaints.length = complaints;
      this.#tokens.returnTo(start);
    }
    this.#noGreater = true;
    const args = this.#list();
    this.#noGreater = false;
    return args;
  }

  expression(): Expression {
    return this.#binary(0);
  }

  /** One expression, or several joined by SUBSEP. */
  keyUpTo(close: string): Expression {
    const parts = this.#nested(() => this.#list());
    this.#tokens.expect(close);
    return joined(parts);
  }

  /** ( ... ), which may go over several lines. */
  #grouped(): readonly Expression[] {
    this.#tokens.expect('(');
    this.#tokens.parens += 1;
    const parts = this.#nested(() => this.#list());
    this.#tokens.expect(')');
    this.#tokens.parens -= 1;
    return parts;
  }

  #list(): readonly Expression[] {
    const items = [this.expression()];
    while (this.#tokens.takes('operator', ',')) {
      this.#tokens.skipNewlines();
      items.push(this.expression());
    }
    return items;
  }

  /** Inside brackets a > compares again. */
  #nested<T>(parse: () => T): T {
    const noGreater = this.#noGreater;
    this.#noGreater = false;
    const parsed = parse();
    this.#noGreater = noGreater;
    return parsed;
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = this.#nextOperator();
      const strength = STRENGTHS.findIndex((row) => row.includes(operator));
      if (strength < least || this.#tokens.isLost) return left;
      if (strength !== CONCATENATION) this.#tokens.take();
      if (operator === '&&' || operator === '||') this.#tokens.skipNewlines();
      left = this.#combined(left, operator, strength);
    }
  }

  #nextOperator(): string {
    const { kind, text } = this.#tokens.peek();
    if (kind === 'keyword') return text === 'in' ? 'in' : text === 'getline' ? 'concatenation' : '';
    if (kind === 'operator') {
      if (['$', '!', '(', '++', '--'].includes(text)) return 'concatenation';
      return text === '>' && this.#noGreater ? '' : text;
    }
    return kind === 'newline' || kind === 'end' ? '' : 'concatenation';
  }

  #combined(left: Expression, operator: string, strength: number): Expression {
    if (operator === '?') {
      this.#tokens.skipNewlines();
      const yes = this.#binary(0);
      this.#tokens.skipNewlines();
      this.#tokens.expect(':');
      this.#tokens.skipNewlines();
      return { kind: 'choice', condition: left, yes, no: this.#binary(0) };
    }
    if (operator === 'in') return { kind: 'in', key: left, array: this.#arrayName() };
    const right = this.#binary(strength + 1);
    if (operator === '~' || operator === '!~')
      return { kind: 'match', negated: operator === '!~', text: left, pattern: right };
    return { kind: 'binary', operator: operator === 'concatenation' ? ' ' : operator, left, right };
  }

  #arrayName(): Name {
    const token = this.#tokens.peek();
    if (token.kind !== 'name') this.#tokens.fail();
    this.#tokens.take();
    return this.#names.used(token.text, 'array');
  }

  #unary(): Expression {
    const operator = this.#tokens.oneOf('!', '-', '+');
    // one of the three that were asked for
    if (operator !== null) return { kind: 'unary', operator: operator as '!' | '-' | '+', operand: this.#binary(UNARY) }; // prettier-ignore
    const base = this.#commands();
    if (isPlace(base)) {
      const { kind, text } = this.#tokens.peek();
      if (kind === 'operator' && ASSIGNMENTS.includes(text)) {
        this.#tokens.take();
        this.#tokens.skipNewlines();
        return { kind: 'assign', operator: text, target: base, value: this.#binary(0) };
      }
    }
    return !this.#tokens.takes('operator', '^')
      ? base
      : { kind: 'binary', operator: '^', left: base, right: this.#unary() };
  }

  /** command | getline, as often as it is asked for. */
  #commands(): Expression {
    let left = this.#postfix();
    for (;;) {
      const [bar, word] = this.#tokens.ahead(2);
      if (bar?.kind !== 'operator' || bar.text !== '|' || word?.text !== 'getline') return left;
      this.#tokens.take();
      this.#tokens.take();
      left = { kind: 'getline', from: 'command', source: left, target: this.#getlineTarget() };
    }
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
    const token = this.#tokens.peek();
    switch (token.kind) {
      case 'number':
        this.#tokens.take();
        return { kind: 'number', value: Number(token.text) };
      case 'string':
        this.#tokens.take();
        return { kind: 'string', value: token.text };
      case 'regex':
        this.#tokens.take();
        return this.#regex(token);
      case 'builtin':
        this.#tokens.take();
        return this.#builtin(token);
      case 'function': {
        this.#tokens.take();
        const args = this.#args();
        this.#names.called(token.text, args, token.line);
        return { kind: 'call', name: token.text, args };
      }
      case 'name':
        this.#tokens.take();
        if (this.#tokens.takes('operator', '['))
          return { kind: 'element', array: this.#names.used(token.text, 'array'), key: this.keyUpTo(']') };
        return { kind: 'variable', at: this.#names.used(token.text, 'variable') };
      case 'keyword':
        return this.#getline();
      case 'operator':
        return this.#symbol(token);
      default:
        return this.#nothing();
    }
  }

  #nothing(): Expression {
    this.#tokens.fail();
    return { kind: 'number', value: 0 };
  }

  #symbol({ text }: Token): Expression {
    if (text === '$') {
      this.#tokens.take();
      return { kind: 'field', index: this.#fieldIndex() };
    }
    if (text !== '(') return this.#nothing();
    const parts = this.#grouped();
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    if (!this.#tokens.is('keyword', 'in')) this.#tokens.fail();
    return joined(parts);
  }

  /** $NF-1 is ($NF)-1, $++i steps first, and $-1 is no field. */
  #fieldIndex(): Expression {
    const sign = this.#tokens.oneOf('-', '+', '!');
    // one of the three that were asked for
    if (sign !== null)
      return { kind: 'unary', operator: sign as '-' | '+' | '!', operand: this.#fieldIndex() };
    const step = this.#tokens.oneOf('++', '--');
    const target = this.#primary();
    return step !== null && isPlace(target)
      ? { kind: 'step', by: step === '++' ? 1 : -1, prefix: true, target }
      : target;
  }

  #getline(): Expression {
    if (!this.#tokens.takes('keyword', 'getline')) return this.#nothing();
    const target = this.#getlineTarget();
    if (!this.#tokens.takes('operator', '<')) return { kind: 'getline', from: 'input', source: null, target };
    return { kind: 'getline', from: 'file', source: this.#postfix(), target };
  }

  #getlineTarget(): Place | null {
    if (!this.#tokens.is('name') && !this.#tokens.is('operator', '$')) return null;
    const target = this.#primary();
    return isPlace(target) ? target : null;
  }

  #regex({ text, line }: Token): Expression {
    const regex = compileAwkRegex(text);
    if (regex instanceof Regex) return { kind: 'regex', regex };
    this.#tokens.complain(regex, line);
    return { kind: 'number', value: 0 };
  }

  #builtin({ text: name, line }: Token): Expression {
    const [least, most] = BUILTINS.get(name) ?? [0, 0];
    if (name === 'length' && !this.#tokens.is('operator', '(')) return { kind: 'builtin', name, args: [] };
    if (!this.#tokens.is('operator', '(')) return this.#nothing();
    const args = this.#args();
    if (args.length < least || args.length > most)
      this.#tokens.complain(`wrong number of arguments in call to ${name}`, line);
    this.#checkPlaces(name, args);
    return { kind: 'builtin', name, args };
  }

  /** split fills an array, and sub changes something that can be assigned to. */
  #checkPlaces(name: string, args: readonly Expression[]): void {
    const [, second, third] = args;
    if (name === 'split' && second?.kind !== 'variable') this.#tokens.fail();
    if ((name === 'sub' || name === 'gsub') && third !== undefined && !isPlace(third)) {
      const near =
        third.kind === 'string' ? third.value : third.kind === 'number' ? String(third.value) : ')';
      this.#tokens.isLost = true;
      this.#tokens.complain(`syntax error at or near ${near}`);
    }
  }

  /** A bare name may be an array as well as a variable. */
  #args(): readonly Expression[] {
    this.#tokens.expect('(');
    this.#tokens.parens += 1;
    const args: Expression[] = [];
    this.#nested(() => {
      while (!this.#tokens.isLost && !this.#tokens.is('operator', ')')) {
        args.push(this.#arg());
        if (!this.#tokens.takes('operator', ',')) break;
        this.#tokens.skipNewlines();
      }
    });
    this.#tokens.expect(')');
    this.#tokens.parens -= 1;
    return args;
  }

  #arg(): Expression {
    const [name, next] = this.#tokens.ahead(2);
    const isBare =
      name?.kind === 'name' && next?.kind === 'operator' && (next.text === ',' || next.text === ')');
    if (!isBare) return this.expression();
    this.#tokens.take();
    return { kind: 'variable', at: this.#names.bare(name.text) };
  }
}

function joined([first, ...rest]: readonly Expression[]): Expression {
  let key: Expression = first ?? { kind: 'number', value: 0 };
  for (const part of rest) {
    const separator: Expression = { kind: 'variable', at: { name: 'SUBSEP', local: null } };
    const left: Expression = { kind: 'binary', operator: ' ', left: key, right: separator };
    key = { kind: 'binary', operator: ' ', left, right: part };
  }
  return key;
}

export function isPlace(expression: Expression | undefined): expression is Place {
  return expression !== undefined && ['variable', 'field', 'element'].includes(expression.kind);
}
