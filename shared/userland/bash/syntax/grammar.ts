// Is a command line a command, and where does it end? (bash(1), SHELL GRAMMAR; parse.y)
//
// One method per rule of the grammar. A rule that meets a token it can't use fails; then every rule ends.

import { wrongExpressions } from './arithmetic-for.ts';
import { checkCondition } from './condition-grammar.ts';
import { arithmeticEnd } from './lexer.ts';
import type { Token } from './lexer.ts';
import { CLOSERS, ONLY_IN_BASH, REDIRECTIONS, isDescriptor, startsBareBody } from './reserved.ts';
import { TokenStream } from './token-stream.ts';

const ASSIGNMENT = /^[A-Za-z_][A-Za-z_0-9]*(\[.*\])?\+?=/s;
const NAME = /^[A-Za-z_][A-Za-z_0-9]*$/;

export class Grammar extends TokenStream {
  /** inputunit: a list that ends with its line. False when the line is empty. */
  unit(): boolean {
    const first = this.peek();
    if (first.kind === 'newline' || first.kind === 'end') {
      this.take();
      return false;
    }
    for (;;) {
      this.#andOr();
      const token = this.take();
      if (token.kind === 'newline' || token.kind === 'end' || token.kind === 'stop') break;
      if (token.kind !== 'operator' || (token.text !== ';' && token.text !== '&')) {
        this.unexpected(token);
        break;
      }
      const next = this.peek();
      if (next.kind === 'newline' || next.kind === 'end') {
        this.take();
        break;
      }
    }
    if (this.lexer.hasPendingHereDocs) this.lexer.closeHereDocs();
    return true;
  }

  /** compound_list: at least one command; stops before a token that `ends`. */
  compoundList(ends: (token: Token) => boolean): void {
    this.skipNewlines();
    if (this.lexer.dialect === 'dash' && this.peek().kind === 'end') return;
    do {
      this.#andOr();
      const token = this.peek();
      if (token.kind === 'stop' || ends(token)) return;
      if (this.#closesInDash(token)) return;
      if (
        token.kind === 'newline' ||
        (token.kind === 'operator' && (token.text === ';' || token.text === '&'))
      ) {
        this.take();
        this.skipNewlines();
      } else {
        this.unexpected(this.take());
        return;
      }
    } while (!ends(this.peek()) && this.peek().kind !== 'stop' && !this.#closesInDash(this.peek()));
  }

  /** In dash a list ends at whatever can't go on with it, and what encloses it tells what it expected. */
  #closesInDash(token: Token): boolean {
    if (this.lexer.dialect !== 'dash') return false;
    if (token.kind === 'word') return CLOSERS.has(token.text);
    return token.kind === 'end' || (token.kind === 'operator' && token.text !== ';' && token.text !== '&');
  }

  takeClosing(text: string): void {
    const token = this.take();
    if (token.text !== text || (token.kind !== 'word' && token.kind !== 'operator'))
      this.unexpected(token, text);
  }

  #andOr(): void {
    this.#pipeline();
    while (this.isOperator(this.peek(), '&&') || this.isOperator(this.peek(), '||')) {
      this.take();
      this.skipNewlines();
      this.#pipeline();
    }
  }

  #pipeline(): void {
    let prefixed = false;
    let timed = false;
    for (;;) {
      const token = this.commandWord();
      if (!this.isWord(token, '!') && !this.isWord(token, 'time')) break;
      this.take();
      if (prefixed && this.lexer.dialect === 'dash' && token.text === '!') {
        this.unexpected(token);
        return;
      }
      if (token.text === 'time' && this.isWord(this.peek(), '-p')) this.take();
      prefixed = true;
      if (token.text === 'time') timed = true;
    }
    // `time` and `!` stand alone as well, in bash.
    if (prefixed && (this.lexer.dialect === 'bash' || timed) && this.#endsCommand(this.peek())) return;
    this.#command();
    while (this.isOperator(this.peek(), '|') || this.isOperator(this.peek(), '|&')) {
      this.take();
      this.skipNewlines();
      this.#command();
    }
  }

  #endsCommand(token: Token): boolean {
    return (
      token.kind === 'newline' ||
      token.kind === 'end' ||
      this.isOperator(token, ';') ||
      this.isOperator(token, '&')
    );
  }

  #command(): void {
    this.lexer.nested(() => this.#oneCommand());
  }

  #oneCommand(): void {
    const token = this.commandWord();
    if (this.isOperator(token, '(')) this.#parenthesis(this.take());
    else if (token.kind === 'word') {
      const compound = this.#compound(token);
      if (compound === null) {
        this.#simpleCommand();
        return;
      }
      compound();
    } else if (token.kind === 'operator' && REDIRECTIONS.has(token.text)) {
      this.#simpleCommand();
      return;
    } else {
      this.unexpected(this.take());
      return;
    }
    this.#redirections();
  }

  #compound(token: Token): (() => void) | null {
    if (CLOSERS.has(token.text)) return () => this.unexpected(this.take());
    if (this.lexer.dialect === 'dash' && ONLY_IN_BASH.has(token.text)) return null;
    switch (token.text) {
      case 'if':
        return () => this.#if();
      case 'while':
      case 'until':
        return () => this.#while();
      case 'for':
      case 'select':
        return () => this.#for();
      case 'case':
        return () => this.#case();
      case '{':
        return () => this.#group();
      case '[[':
        return () => this.#condition();
      case 'function':
        return () => this.#functionKeyword();
      case 'coproc':
        return () => this.#coproc();
      default:
        return null;
    }
  }

  #parenthesis(open: Token): void {
    if (this.lexer.source[open.end] === '(') {
      const end = arithmeticEnd(this.lexer.source, open.end + 1);
      if (end === 'unclosed')
        this.lexer.fail({ problem: 'unclosed', closing: ')', fromStart: true, pos: open.end });
      else if (end !== null) this.lexer.pos = end;
      if (end !== null) return;
    }
    this.compoundList((token) => this.isOperator(token, ')'));
    this.takeClosing(')');
  }

  #group(): void {
    this.take();
    this.compoundList((token) => this.isWord(token, '}'));
    this.takeClosing('}');
  }

  #if(): void {
    do {
      this.take();
      this.compoundList((token) => this.isWord(token, 'then'));
      this.takeClosing('then');
      this.compoundList((token) => token.kind === 'word' && ['elif', 'else', 'fi'].includes(token.text));
    } while (this.isWord(this.peek(), 'elif'));
    if (this.isWord(this.peek(), 'else')) {
      this.take();
      this.compoundList((token) => this.isWord(token, 'fi'));
    }
    this.takeClosing('fi');
  }

  #while(): void {
    this.take();
    this.compoundList((token) => this.isWord(token, 'do'));
    this.#doGroup();
  }

  #doGroup(): void {
    if (this.isWord(this.peek(), '{')) {
      this.#group();
      return;
    }
    this.takeClosing('do');
    this.compoundList((token) => this.isWord(token, 'done'));
    this.takeClosing('done');
  }

  #for(): void {
    const keyword = this.take();
    const arithmetic = this.lexer.source.slice(this.lexer.pos).trimStart().startsWith('((');
    if (this.lexer.dialect === 'dash' && (arithmetic || !NAME.test(this.peek().text))) {
      this.lexer.fail({
        problem: 'condition',
        message: 'Bad for loop variable',
        keepsStatus: false,
        pos: keyword.pos,
      });
      return;
    }
    if (keyword.text === 'for' && arithmetic) {
      this.#forArithmetic();
      return;
    }
    const name = this.takeOnLine();
    if (name.kind !== 'word') {
      this.unexpected(name);
      return;
    }
    this.skipNewlines();
    if (this.isWord(this.peek(), 'in')) {
      this.take();
      while (this.peek().kind === 'word') this.take();
      this.#listTerminator();
    } else if (this.isOperator(this.peek(), ';')) this.take();
    this.skipNewlines();
    this.#doGroup();
  }

  #forArithmetic(): void {
    this.take();
    const end = arithmeticEnd(this.lexer.source, this.lexer.pos + 1);
    if (end === null || end === 'unclosed') {
      this.lexer.fail({ problem: 'unexpected-end', pos: this.lexer.source.length });
      return;
    }
    const message = wrongExpressions(this.lexer.source.slice(this.lexer.pos + 1, end - 2));
    const pos = this.lexer.pos;
    this.lexer.pos = end;
    if (this.isOperator(this.peek(), ';')) this.take();
    this.skipNewlines();
    this.#doGroup();
    // only what is whole is looked into
    if (message !== null) this.lexer.fail({ problem: 'condition', message, keepsStatus: false, pos });
  }

  #listTerminator(): void {
    const token = this.take();
    if (token.kind !== 'newline' && !this.isOperator(token, ';')) this.unexpected(token);
  }

  #case(): void {
    this.take();
    const subject = this.takeOnLine();
    if (subject.kind !== 'word') {
      this.unexpected(subject);
      return;
    }
    this.skipNewlines();
    this.takeClosing('in');
    this.skipNewlines();
    while (this.peek().kind !== 'stop' && !this.isWord(this.peek(), 'esac')) this.#clause();
    this.takeClosing('esac');
  }

  #clause(): void {
    if (this.isOperator(this.peek(), '(')) this.take();
    do {
      const pattern = this.take();
      if (pattern.kind !== 'word') this.unexpected(pattern);
    } while (this.isOperator(this.peek(), '|') && this.take());
    this.takeClosing(')');
    this.skipNewlines();
    const ends = (token: Token): boolean =>
      this.isWord(token, 'esac') || (token.kind === 'operator' && [';;', ';&', ';;&'].includes(token.text));
    if (!ends(this.peek())) this.compoundList(ends);
    if (this.lexer.dialect === 'dash' && !ends(this.peek())) this.unexpected(this.take(), ';;');
    if (!this.isWord(this.peek(), 'esac') && ends(this.peek())) this.take();
    this.skipNewlines();
  }

  #condition(): void {
    this.take();
    if (this.lexer.inCondition) this.unexpected(this.take());
    else checkCondition(this);
  }

  #functionKeyword(): void {
    const keyword = this.take();
    const name = this.take();
    if (name.kind !== 'word') {
      if (name.kind === 'end')
        this.lexer.fail({ problem: 'unexpected-token', token: 'newline', pos: keyword.pos });
      this.unexpected(name);
      return;
    }
    if (this.isOperator(this.peek(), '(')) {
      this.take();
      this.takeClosing(')');
    }
    this.#functionBody();
  }

  #functionBody(): void {
    this.skipNewlines();
    const token = this.peek();
    const compound = token.kind === 'word' && !CLOSERS.has(token.text) && this.#compound(token) !== null;
    if (compound || this.isOperator(token, '(')) this.#command();
    else if (startsBareBody(token, this.lexer.dialect)) this.#bareBody();
    else this.unexpected(this.take());
  }

  /** A command alone is a function's body in dash. The parser library wants braces. */
  #bareBody(): void {
    this.prepend('{ ');
    this.#command();
    this.append('; }');
  }

  #coproc(): void {
    this.take();
    const name = this.commandWord();
    if (name.kind === 'word' && NAME.test(name.text) && this.#compound(name) === null) {
      const body = this.lexer.source.slice(name.end);
      if (/^[ \t]*(\{|\(|\[\[|(if|while|until|for|case|select)\b)/.test(body)) this.take();
    }
    this.#command();
  }

  #simpleCommand(): void {
    let words = 0;
    for (;;) {
      const token = this.peek();
      if (token.kind === 'operator' && REDIRECTIONS.has(token.text)) this.#redirection();
      else if (token.kind !== 'word') {
        if (this.isOperator(token, '(')) this.unexpected(this.take());
        return;
      } else if (isDescriptor(token, this.lexer.source)) this.take();
      else if (words === 0 && ASSIGNMENT.test(token.text)) {
        this.take();
        if (this.startsWord()) this.commandWord();
      } else {
        this.take();
        words += 1;
        if (words === 1 && this.isOperator(this.peek(), '(')) {
          const open = this.take();
          // The text's end counts as the line's end here.
          if (this.peek().kind === 'end' && this.lexer.dialect === 'bash')
            this.lexer.fail({ problem: 'unexpected-token', token: 'newline', pos: open.pos });
          this.takeClosing(')');
          this.#functionBody();
          return;
        }
        this.aliasAfterBlank();
      }
    }
  }

  #redirections(): void {
    for (;;) {
      const token = this.peek();
      if (token.kind === 'word' && isDescriptor(token, this.lexer.source)) this.take();
      else if (token.kind === 'operator' && REDIRECTIONS.has(token.text)) this.#redirection();
      else return;
    }
  }

  #redirection(): void {
    const operator = this.take();
    const target = this.take();
    if (target.kind !== 'word') {
      // The line's end is a token here, and the text's end counts as one.
      if (target.kind === 'end' && this.lexer.dialect === 'bash')
        this.lexer.fail({ problem: 'unexpected-token', token: 'newline', pos: target.pos });
      this.unexpected(target);
    } else if (operator.text === '<<' || operator.text === '<<-') {
      this.lexer.expectHereDoc(target.text, operator.text === '<<-');
    }
  }
}
