// Walks through the tokens of an awk program, and remembers what does not fit.

import type { Token } from './lexer.ts';

export class TokenCursor {
  /** As awk says it. */
  readonly complaints: string[] = [];
  /** How many ( are open, and how many {. */
  parens = 0;
  braces = 0;
  /** Whether a token did not fit: nothing behind it is looked at. */
  isLost = false;
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

  expect(operator: string): void {
    if (this.takes('operator', operator)) return;
    this.fail();
  }

  skipNewlines(): void {
    while (this.is('newline')) this.take();
  }

  /** A token that does not fit; an open parenthesis is missed first, at the end an open brace. */
  fail(): void {
    if (this.isLost) return;
    this.isLost = true;
    const { kind, text, line } = this.peek();
    const near = kind === 'newline' ? 'end of line' : text;
    const problem =
      this.parens > 0
        ? `missing ) near ${near}`
        : kind === 'end' && this.braces > 0
          ? `missing } near ${near}`
          : `syntax error at or near ${near}`;
    this.complaints.push(`line ${line}: ${problem}`);
  }

  complain(message: string, line = this.peek().line): void {
    this.complaints.push(`line ${line}: ${message}`);
  }
}
