// How is a POSIX regular expression read, basic or extended, with the additions of GNU? regex(7)
//
// In the basic syntax ( ) { } | + ? are special behind a backslash, in the extended one they are without it.
// Back-references are not read: no matcher can keep its time with them.

import { isWordCharacter, RegexProblem } from './syntax.ts';
import { parseBracket } from './bracket.ts';
import type { CharSet, RegexNode } from './syntax.ts';

export type RegexSyntax = 'basic' | 'extended';

/** The highest count of {n,m}, RE_DUP_MAX. */
const MOST_REPEATS = 32_767;

export interface ParsedRegex {
  readonly node: RegexNode;
  readonly groups: number;
}

export function parseRegex(
  pattern: string,
  syntax: RegexSyntax,
  ignoreCase: boolean,
): ParsedRegex | RegexProblem {
  const parser = new RegexParser(pattern, syntax, ignoreCase);
  const node = parser.either(0);
  return parser.problem ?? { node, groups: parser.groups };
}

type Token =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'end' };

class RegexParser {
  problem: RegexProblem | null = null;
  groups = 0;
  readonly #pattern: string;
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;
  #at = 0;

  constructor(pattern: string, syntax: RegexSyntax, ignoreCase: boolean) {
    this.#pattern = pattern;
    this.#extended = syntax === 'extended';
    this.#ignoreCase = ignoreCase;
  }

  either(depth: number): RegexNode {
    const branches = [this.#sequence(depth)];
    while (this.#takeOperator('|')) branches.push(this.#sequence(depth));
    if (depth === 0 && this.problem === null && this.#peek().kind !== 'end') this.#fail('Unmatched ) or \\)');
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : { kind: 'either', branches };
  }

  #sequence(depth: number): RegexNode {
    const parts: RegexNode[] = [];
    for (;;) {
      const token = this.#peek();
      if (this.problem !== null || token.kind === 'end') break;
      if (
        token.kind === 'operator' &&
        (token.text === '|' || (token.text === ')' && (depth > 0 || !this.#strayIsLiteral())))
      )
        break;
      const atom = this.#atom(depth, parts.length === 0);
      if (atom !== null) parts.push(this.#repeated(atom));
    }
    return { kind: 'sequence', parts };
  }

  /** In the extended syntax a ) without its ( stands for itself. */
  #strayIsLiteral(): boolean {
    return this.#extended;
  }

  #atom(depth: number, isFirst: boolean): RegexNode | null {
    const token = this.#take();
    if (token.kind === 'end') return null;
    if (token.kind === 'character') return this.#literal(token.text);
    switch (token.text) {
      case '(': {
        this.groups += 1;
        const index = this.groups;
        const node = this.either(depth + 1);
        if (!this.#takeOperator(')')) this.#fail('Unmatched ( or \\(');
        return { kind: 'group', index, node };
      }
      case '[':
        return this.#bracket();
      case '.':
        return { kind: 'set', set: () => true };
      case '^':
      case '$':
        return { kind: 'assert', what: token.text };
      case '*':
      case '+':
      case '?':
      case '{':
        if (isFirst && token.text !== '*') this.#fail('Invalid preceding regular expression');
        return this.#literal(token.text);
      default:
        return this.#escaped(token.text);
    }
  }

  /** What GNU adds: \w \W \s \S and the places between characters. */
  #escaped(letter: string): RegexNode {
    const space: CharSet = (character) => /^\s$/.test(character);
    switch (letter) {
      case 'w':
        return { kind: 'set', set: isWordCharacter };
      case 'W':
        return { kind: 'set', set: (character) => !isWordCharacter(character) };
      case 's':
        return { kind: 'set', set: space };
      case 'S':
        return { kind: 'set', set: (character) => !space(character) };
      case '<':
      case '>':
      case 'b':
      case 'B':
        return { kind: 'assert', what: letter };
      case '`':
        return { kind: 'assert', what: '^' };
      case "'":
        return { kind: 'assert', what: '$' };
      default:
        return this.#literal(letter);
    }
  }

  #bracket(): RegexNode {
    const bracket = parseBracket(this.#pattern, this.#at);
    if (bracket instanceof RegexProblem) {
      this.problem = bracket;
      return this.#literal('[');
    }
    this.#at = bracket.end;
    return { kind: 'set', set: this.#ignoreCase ? ignoringCase(bracket.set) : bracket.set };
  }

  #literal(text: string): RegexNode {
    const set: CharSet = (character) => character === text;
    return { kind: 'set', set: this.#ignoreCase ? ignoringCase(set) : set };
  }

  #repeated(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      if (this.#takeOperator('*')) node = { kind: 'repeat', node, min: 0, max: Infinity };
      else if (this.#takeOperator('+')) node = { kind: 'repeat', node, min: 1, max: Infinity };
      else if (this.#takeOperator('?')) node = { kind: 'repeat', node, min: 0, max: 1 };
      else {
        const interval = this.#interval();
        if (interval === null) return node;
        node = { kind: 'repeat', node, ...interval };
      }
    }
  }

  #interval(): { readonly min: number; readonly max: number } | null {
    const token = this.#peek();
    if (token.kind !== 'operator' || token.text !== '{') return null;
    const rest = this.#pattern.slice(this.#at);
    const [whole, from = '', comma, to = ''] =
      (this.#extended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/).exec(rest) ?? [];
    if (whole === undefined) {
      if (!this.#extended) this.#fail('Unmatched \\{');
      return null;
    }
    const min = Number(from);
    const max = comma === '' ? min : to === '' ? Infinity : Number(to);
    if (
      (from === '' && comma === '') ||
      min > max ||
      min > MOST_REPEATS ||
      (max !== Infinity && max > MOST_REPEATS)
    ) {
      this.#fail('Invalid content of \\{\\}');
    }
    this.#at += whole.length;
    return { min, max };
  }

  #takeOperator(text: string): boolean {
    const before = this.#at;
    const token = this.#take();
    if (token.kind === 'operator' && token.text === text) return true;
    this.#at = before;
    return false;
  }

  #peek(): Token {
    const before = this.#at;
    const token = this.#take();
    this.#at = before;
    return token;
  }

  #take(): Token {
    const character = this.#pattern[this.#at];
    if (character === undefined) return { kind: 'end' };
    this.#at += 1;
    if (character === '\\') return this.#takeEscaped();
    if ('[.'.includes(character)) return { kind: 'operator', text: character };
    if (character === '*')
      return { kind: this.#extended || !this.#isAtStart(this.#at - 1) ? 'operator' : 'character', text: '*' };
    if (character === '^')
      return { kind: this.#extended || this.#isAtStart(this.#at - 1) ? 'operator' : 'character', text: '^' };
    if (character === '$')
      return { kind: this.#extended || this.#isAtEnd(this.#at) ? 'operator' : 'character', text: '$' };
    return {
      kind: this.#extended && '(){|+?'.includes(character) && character !== '}' ? 'operator' : 'character',
      text: character,
    };
  }

  #takeEscaped(): Token {
    const letter = this.#pattern[this.#at];
    if (letter === undefined) {
      this.#fail('Trailing backslash');
      return { kind: 'end' };
    }
    this.#at += 1;
    if (/[1-9]/.test(letter)) this.#fail('Invalid back reference');
    const isOperator = !this.#extended && '(){|+?'.includes(letter);
    return { kind: isOperator || /[wWsSbB<>`']/.test(letter) ? 'operator' : 'character', text: letter };
  }

  /** A basic ^ anchors, and a basic * is plain, at the start of the pattern, of a group and of a branch. */
  #isAtStart(at: number): boolean {
    const before = this.#pattern.slice(0, at);
    return (
      at === 0 ||
      before.endsWith('\\(') ||
      before.endsWith('\\|') ||
      (before === '^' && this.#pattern[at] === '*')
    );
  }

  #isAtEnd(at: number): boolean {
    const after = this.#pattern.slice(at);
    return after === '' || after.startsWith('\\)') || after.startsWith('\\|');
  }

  #fail(message: string): void {
    this.problem ??= new RegexProblem(message);
  }
}

function ignoringCase(set: CharSet): CharSet {
  return (character) => set(character) || set(character.toLowerCase()) || set(character.toUpperCase());
}
