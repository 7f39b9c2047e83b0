// Which tokens is a command line made of? (bash(1), DEFINITIONS and QUOTING; parse.y, read_token)
//
// The parser library is tolerant where bash is not. This lexer and grammar.ts tell what bash tells: where a command
// ends, whether it needs another line, and at which token it is wrong.

import type { Dialect } from '../shell.ts';
import type { Joined } from './joined-substitution.ts';
import type { SyntaxProblem } from './problem.ts';

export interface Token {
  /** `stop` follows the first problem: no rule accepts it, so everything ends. */
  readonly kind: 'word' | 'operator' | 'newline' | 'end' | 'stop';
  /** As it stands in the text; for a newline the word "newline". */
  readonly text: string;
  readonly pos: number;
  readonly end: number;
}

interface PendingHereDoc {
  readonly delimiter: string;
  readonly stripTabs: boolean;
}

/** A here-document that the end of the text cut short. */
export interface OpenHereDoc {
  readonly delimiter: string;
  readonly pos: number;
}

/** Finds the end of a command substitution; the position after its closing parenthesis. */
export type SubstitutionScanner = (lexer: Lexer, from: number) => number;

/** Longest first. */
const OPERATORS = ['&>>', '<<<', '<<-', ';;&', '&&', '||', ';;', ';&', '<<', '>>', '<&', '>&', '<>', '>|', '&>', '|&', '|', '&', ';', '(', ')', '<', '>']; // prettier-ignore

const DASH_OPERATORS = OPERATORS.filter((operator) => operator !== '<<<');

/** How deep commands, substitutions and expansions may stand inside each other. (fidelity: nesting) */
export const DEEPEST_NESTING = 100;

const METACHARACTERS = '|&;()<> \t\n';
/** The beginning of a[...]=. */
const ELEMENT = /^[A-Za-z_][A-Za-z_0-9]*\[/;
const LONGEST_NAME = 256;
const LONGEST_SUBSCRIPT = 1024;
const ASSIGNMENT_PREFIX = /^[A-Za-z_][A-Za-z_0-9]*(\[.*\])?\+?=$/;

export class Lexer {
  source: string;
  pos: number;
  problem: SyntaxProblem | null = null;
  readonly openHereDocs: OpenHereDoc[] = [];
  /** Process substitutions that are only part of a word. */
  joined: Joined[] = [];
  /** A [[ before this text was given up in the middle. */
  inCondition = false;
  readonly #hereDocs: PendingHereDoc[] = [];
  readonly #scanSubstitution: SubstitutionScanner;
  /** dash has neither arrays nor process substitution nor here-strings. */
  readonly dialect: Dialect;
  /** Patterns like !(a|b) are part of a word. */
  readonly extglob: boolean;
  /** How many commands and expansions are open. */
  depth: number;

  constructor(
    source: string,
    pos: number,
    scanSubstitution: SubstitutionScanner,
    dialect: Dialect,
    depth = 0,
    extglob = false,
  ) {
    this.dialect = dialect;
    this.source = source;
    this.pos = pos;
    this.#scanSubstitution = scanSubstitution;
    this.depth = depth;
    this.extglob = extglob;
  }

  /** Reads what stands inside something else, unless that is too deep. */
  nested(read: () => void): void {
    if (this.depth >= DEEPEST_NESTING) {
      this.fail({ problem: 'too-deep', pos: this.pos });
      return;
    }
    this.depth += 1;
    read();
    this.depth -= 1;
  }

  /** The first problem counts; after it there are only `stop` tokens. */
  fail(problem: SyntaxProblem): void {
    this.problem ??= problem;
  }

  next(): Token {
    this.#skipBlanks();
    if (this.problem !== null) return { kind: 'stop', text: '', pos: this.pos, end: this.pos };
    const pos = this.pos;
    const c = this.source[pos];
    if (c === undefined) return { kind: 'end', text: '', pos, end: pos };
    if (c === '\n') {
      this.pos += 1;
      this.#readHereDocs();
      return { kind: 'newline', text: 'newline', pos, end: pos + 1 };
    }
    if (!this.#startsProcessSubstitution(pos)) {
      const operators = this.dialect === 'dash' ? DASH_OPERATORS : OPERATORS;
      const operator = operators.find((candidate) => this.source.startsWith(candidate, pos));
      if (operator !== undefined) {
        this.pos = pos + operator.length;
        return { kind: 'operator', text: operator, pos, end: this.pos };
      }
    }
    this.#scanWord();
    if (this.problem !== null) return { kind: 'stop', text: '', pos, end: pos };
    return { kind: 'word', text: this.source.slice(pos, this.pos), pos, end: this.pos };
  }

  /** The here-document's text begins after the line it is announced on. */
  expectHereDoc(delimiter: string, stripTabs: boolean): void {
    this.#hereDocs.push({ delimiter: unquoteDelimiter(delimiter), stripTabs });
  }

  get hasPendingHereDocs(): boolean {
    return this.#hereDocs.length > 0;
  }

  /** The end of the text came before the line that the here-documents would begin after. */
  closeHereDocs(): void {
    this.#readHereDocs();
  }

  #skipBlanks(): void {
    for (;;) {
      const c = this.source[this.pos];
      if (c === ' ' || c === '\t') this.pos += 1;
      else if (c === '\\' && this.source[this.pos + 1] === '\n') this.#skipContinuation();
      else if (c === '#') {
        const newline = this.source.indexOf('\n', this.pos);
        this.pos = newline < 0 ? this.source.length : newline;
      } else return;
    }
  }

  #skipContinuation(): void {
    this.pos += 2;
    if (this.pos >= this.source.length) this.fail({ problem: 'unexpected-end', pos: this.pos });
  }

  #startsProcessSubstitution(pos: number): boolean {
    const arrow = this.source[pos] === '<' || this.source[pos] === '>';
    return arrow && this.source[pos + 1] === '(' && this.dialect === 'bash';
  }

  #scanWord(): void {
    const start = this.pos;
    this.#skipSubscript();
    while (this.problem === null) {
      const c = this.source[this.pos];
      if (c === undefined) return;
      if (this.#startsPatternList(this.pos)) this.#scanPatternList();
      else if (this.#startsProcessSubstitution(this.pos)) this.#scanProcessSubstitution(start);
      else if (
        c === '(' &&
        this.dialect === 'bash' &&
        ASSIGNMENT_PREFIX.test(this.source.slice(start, this.pos))
      )
        this.#scanArray();
      else if (METACHARACTERS.includes(c)) return;
      else if (c === '\\' && this.source[this.pos + 1] === '\n') this.#skipContinuation();
      else this.#scanUnit(c);
    }
  }

  /** Anything may stand between the brackets of an element that is assigned to. */
  #skipSubscript(): void {
    if (this.dialect !== 'bash' || !ELEMENT.test(this.source.slice(this.pos, this.pos + LONGEST_NAME)))
      return;
    const open = this.source.indexOf('[', this.pos);
    const end = subscriptEnd(this.source, open + 1);
    if (end !== null && /^\+?=/.test(this.source.slice(end, end + 2))) this.pos = end;
  }

  #startsPatternList(pos: number): boolean {
    return this.extglob && '?*+@!'.includes(this.source[pos] ?? ' ') && this.source[pos + 1] === '(';
  }

  #scanPatternList(): void {
    this.nested(() => {
      const from = this.pos + 2;
      this.pos = from;
      this.#scanToClosing(')', from, '(');
    });
  }

  /** `wordStart`: where the word begins that it may be a part of. */
  #scanProcessSubstitution(wordStart: number): void {
    const start = this.pos;
    this.nested(() => {
      this.pos = this.#scanSubstitution(this, start + 2);
    });
    const next = this.source[this.pos];
    const endsWord = next === undefined || (METACHARACTERS.includes(next) && !this.#startsProcessSubstitution(this.pos)); // prettier-ignore
    if (this.problem !== null || (start === wordStart && endsWord)) return;
    this.joined.push({ start, end: this.pos });
  }

  /** One character, quotation or expansion of a word. */
  #scanUnit(c: string): void {
    const { pos, source } = this;
    if (c === '\\') this.pos = Math.min(pos + 2, source.length);
    else if (c === "'") this.#scanUntil("'", pos + 1, false);
    else if (c === '"') this.#scanDoubleQuotes(pos + 1);
    else if (c === '`') this.#scanUntil('`', pos + 1, true);
    else if (c === '$') this.nested(() => this.#scanDollar(pos));
    else this.pos = pos + 1;
  }

  #scanDollar(pos: number): void {
    const next = this.source[pos + 1];
    if (next === "'") this.#scanUntil("'", pos + 2, true);
    else if (next === '"') this.#scanDoubleQuotes(pos + 2);
    else if (next === '{') this.#scanToClosing('}', pos + 2);
    else if (next === '[' && this.dialect === 'bash') this.#scanToClosing(']', pos + 2, '[');
    else if (next === '(') {
      const end = this.source[pos + 2] === '(' ? arithmeticEnd(this.source, pos + 3) : null;
      if (end === 'unclosed') this.fail({ problem: 'unclosed', closing: ')', fromStart: true, pos: pos + 3 });
      else this.pos = end ?? this.#scanSubstitution(this, pos + 2);
    } else this.pos = pos + 1;
  }

  #scanUntil(closing: string, from: number, escapes: boolean): void {
    let at = from;
    while (at < this.source.length && this.source[at] !== closing)
      at += escapes && this.source[at] === '\\' ? 2 : 1;
    if (at >= this.source.length) this.fail({ problem: 'unclosed', closing, pos: from });
    this.pos = Math.min(at + 1, this.source.length);
  }

  #scanDoubleQuotes(from: number): void {
    this.pos = from;
    while (this.problem === null) {
      const c = this.source[this.pos];
      if (c === undefined) this.fail({ problem: 'unclosed', closing: '"', pos: from });
      else if (c === '"') {
        this.pos += 1;
        return;
      } else if (c === '\\' || c === '`' || c === '$') this.#scanInDoubleQuotes(c);
      else this.pos += 1;
    }
  }

  #scanInDoubleQuotes(c: string): void {
    const next = this.source[this.pos + 1];
    // Inside double quotes neither $' nor $" is special.
    if (c === '$' && (next === "'" || next === '"')) this.pos += 1;
    else this.#scanUnit(c);
  }

  /** Behind the opening: to behind the closing one that belongs to it. `opening` nests where it is given. */
  #scanToClosing(closing: string, from: number, opening?: string): void {
    let depth = 0;
    this.pos = from;
    while (this.problem === null) {
      const c = this.source[this.pos];
      if (c === undefined) this.fail({ problem: 'unclosed', closing, pos: from });
      else if (c === closing && depth === 0) {
        this.pos += 1;
        return;
      } else {
        if (c === opening) depth += 1;
        else if (c === closing) depth -= 1;
        this.#scanUnit(c);
      }
    }
  }

  #scanArray(): void {
    const from = this.pos + 1;
    this.pos = from;
    while (this.problem === null) {
      const c = this.source[this.pos];
      if (c === undefined) this.fail({ problem: 'unclosed', closing: ')', pos: from });
      else if (c === ')') {
        this.pos += 1;
        return;
      } else if (this.#startsProcessSubstitution(this.pos)) this.#scanProcessSubstitution(from - 1);
      else this.#scanUnit(c);
    }
  }

  #readHereDocs(): void {
    for (const { delimiter, stripTabs } of this.#hereDocs.splice(0)) {
      const start = this.pos;
      if (!this.#skipHereDoc(delimiter, stripTabs)) this.openHereDocs.push({ delimiter, pos: start });
    }
  }

  #skipHereDoc(delimiter: string, stripTabs: boolean): boolean {
    while (this.pos < this.source.length) {
      const newline = this.source.indexOf('\n', this.pos);
      const end = newline < 0 ? this.source.length : newline;
      const line = this.source.slice(this.pos, end);
      this.pos = Math.min(end + 1, this.source.length);
      if ((stripTabs ? line.replace(/^\t+/, '') : line) === delimiter) return true;
    }
    return false;
  }
}

/**
 * After `((`: the position after the matching `))`, null when the parentheses are not an arithmetic expression, and
 * 'unclosed' where the text ends before that shows.
 */
export function arithmeticEnd(source: string, from: number): number | null | 'unclosed' {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const c = source[at];
    if (c === '\\') at += 1;
    else if (c === '"' || c === "'") {
      const close = source.indexOf(c, at + 1);
      if (close < 0) return 'unclosed';
      at = close;
    } else if (c === '(') depth += 1;
    else if (c === ')') {
      if (depth === 0) return source[at + 1] === ')' ? at + 2 : null;
      depth -= 1;
    }
  }
  return 'unclosed';
}

/** Behind `[`: the position after the bracket that closes it, or null where there is none. */
function subscriptEnd(source: string, from: number): number | null {
  let depth = 0;
  const limit = Math.min(source.length, from + LONGEST_SUBSCRIPT);
  for (let at = from; at < limit && source[at] !== '\n'; at += 1) {
    const c = source[at];
    if (c === '\\') at += 1;
    else if (c === '"' || c === "'") {
      const close = source.indexOf(c, at + 1);
      if (close < 0) return null;
      at = close;
    } else if (c === '[') depth += 1;
    else if (c === ']') {
      if (depth === 0) return at + 1;
      depth -= 1;
    }
  }
  return null;
}

function unquoteDelimiter(word: string): string {
  return word.replace(/\\(.)|['"]/g, '$1');
}
