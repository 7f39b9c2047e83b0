// The tokens of a command line, one ahead, with aliases put in where a command may begin. (parse.y, read_token; bash(1), ALIASES)

import type { Lexer, Token } from './lexer.ts';

const QUOTED = /[\\'"`$]/;

/** What an alias stands for, while its text is being read: it isn't expanded again inside itself. */
interface OpenAlias {
  readonly name: string;
  end: number;
}

export class TokenStream {
  readonly lexer: Lexer;
  readonly #aliases: ReadonlyMap<string, string>;
  #openAliases: OpenAlias[] = [];
  #peeked: Token | null = null;
  /** Where the last token that was taken ends. */
  #taken = 0;
  /** The next word may be an alias too: the last alias ended in a blank. */
  #endsInBlank: { readonly end: number } | null = null;

  constructor(lexer: Lexer, aliases: ReadonlyMap<string, string>) {
    this.lexer = lexer;
    this.#aliases = aliases;
  }

  peek(): Token {
    return (this.#peeked ??= this.lexer.next());
  }

  take(): Token {
    const token = this.peek();
    this.#peeked = null;
    this.#taken = token.end;
    return token;
  }

  /** Where bash wants a word on the same line, the end of the text counts as that of the line. */
  takeOnLine(): Token {
    const token = this.take();
    if (token.kind !== 'end' || this.lexer.dialect === 'dash') return token;
    this.lexer.fail({ problem: 'unexpected-token', token: 'newline', pos: token.pos });
    return token;
  }

  /** Puts text in where what was taken ends. */
  append(text: string): void {
    this.#splice(this.#taken, text);
    this.#taken += text.length;
  }

  /** Puts text in before what comes next. */
  prepend(text: string): void {
    this.#splice(this.peek().pos, text);
  }

  #splice(at: number, text: string): void {
    const { lexer } = this;
    lexer.source = lexer.source.slice(0, at) + text + lexer.source.slice(at);
    lexer.pos += text.length;
    const next = this.#peeked;
    if (next !== null) this.#peeked = { ...next, pos: next.pos + text.length, end: next.end + text.length };
  }

  unexpected(token: Token, expecting?: string): void {
    if (token.kind === 'stop') return;
    const where = { pos: token.pos, ...(expecting === undefined ? {} : { expecting }) };
    if (token.kind === 'end') this.lexer.fail({ problem: 'unexpected-end', ...where });
    else this.lexer.fail({ problem: 'unexpected-token', token: token.text, kind: token.kind, ...where });
  }

  skipNewlines(): void {
    while (this.peek().kind === 'newline') this.take();
  }

  isWord(token: Token, text: string): boolean {
    return token.kind === 'word' && token.text === text;
  }

  isOperator(token: Token, text: string): boolean {
    return token.kind === 'operator' && token.text === text;
  }

  /** The next token, where a command may begin: aliases stand for their text here. */
  commandWord(): Token {
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'word' || QUOTED.test(token.text)) return token;
      const value = this.#aliases.get(token.text);
      this.#openAliases = this.#openAliases.filter((alias) => token.pos < alias.end);
      if (value === undefined || this.#openAliases.some((alias) => alias.name === token.text)) return token;
      this.#spliceAlias(token, value);
    }
  }

  #spliceAlias(token: Token, value: string): void {
    const { lexer } = this;
    lexer.source = lexer.source.slice(0, token.pos) + value + lexer.source.slice(token.end);
    const grown = value.length - (token.end - token.pos);
    for (const alias of this.#openAliases) alias.end += grown;
    const opened = { name: token.text, end: token.pos + value.length };
    this.#openAliases.push(opened);
    if (/[ \t]$/.test(value)) this.#endsInBlank = opened;
    lexer.pos = token.pos;
    this.#peeked = null;
  }

  startsWord(): boolean {
    return this.peek().kind === 'word';
  }

  aliasAfterBlank(): void {
    if (this.#endsInBlank === null || this.peek().pos < this.#endsInBlank.end) return;
    this.#endsInBlank = null;
    if (this.startsWord()) this.commandWord();
  }
}
