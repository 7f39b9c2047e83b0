// Walks through the tokens of an awk program, and remembers the first one that does not fit.

import { AwkProblem } from './syntax.ts';
import type { Token } from './lexer.ts';

export class TokenCursor {
  problem: AwkProblem | null = null;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Where it stands, to come back to. */
  get position(): number {
    return this.#at;
  }

  returnTo(position: number): void {
    this.#at = position;
  }

  /** The next tokens, without moving. */
  ahead(count: number): readonly Token[] {
    return this.#tokens.slice(this.#at, this.#at + count);
  }

  peek(): Token {
    // the last token is the end of the program and is never passed
    return this.#tokens[this.#at] ?? { kind: 'end', text: 'end of file', line: 1 };
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  is(kind: Token['kind'], text?: string): boolean {
    const token = this.peek();
    return token.kind === kind && (text === undefined || token.text === text);
  }

  takes(kind: Token['kind'], text: string): boolean {
    if (!this.is(kind, text)) return false;
    this.take();
    return true;
  }

  oneOf(...operators: readonly string[]): string | null {
    const { kind, text } = this.peek();
    if (kind !== 'operator' || !operators.includes(text)) return null;
    this.take();
    return text;
  }

  name(): string {
    const token = this.take();
    if (token.kind !== 'name') this.fail();
    return token.text;
  }

  expect(operator: string): void {
    if (operator === '}' || operator === ')') this.skipNewlines();
    if (!this.takes('operator', operator)) this.fail();
  }

  skipNewlines(): void {
    while (this.is('newline')) this.take();
  }

  skipEnds(): void {
    while (this.is('newline') || this.is('operator', ';')) this.take();
  }

  fail(): void {
    const { text, line } = this.peek();
    this.problem ??= new AwkProblem(line, text === '\n' ? 'end of line' : text);
  }
}
