// How is a regular expression read, in each of the syntaxes that programs have? regex(7)
//
// In the basic syntax ( ) { } | + ? are special behind a backslash, in the extended one they are without it. grep is more
// patient with operators that have nothing to repeat than regcomp(3), and mawk has neither intervals nor what GNU adds.

import { ownEntry } from '../../../own-entry.ts';
import { isWordCharacter, RegexProblem } from './syntax.ts';
import { parseBracket } from './bracket.ts';
import type { CharSet, RegexNode } from './syntax.ts';

/** `sed` is the extended syntax of sed -E. */
export type RegexSyntax = 'basic' | 'grep' | 'extended' | 'egrep' | 'sed' | 'awk';

export interface RegexOptions {
  readonly ignoreCase?: boolean;
  /** ^ and $ are also inside the text, before and behind a newline, which . and [^a] do not stand for. */
  readonly multiline?: boolean;
  /** A match begins and ends where the text does. */
  readonly wholeText?: boolean;
}

const AWK_ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
}; // prettier-ignore

/** The highest count of {n,m}, RE_DUP_MAX. */
const MOST_REPEATS = 32_767;

export interface ParsedRegex {
  readonly node: RegexNode;
  readonly groups: number;
  /** Whether a group's text is asked for once more. */
  readonly looksBack: boolean;
  /** What grep warns of. */
  readonly warnings: readonly string[];
}

export function parseRegex(
  pattern: string,
  syntax: RegexSyntax,
  options: RegexOptions,
): ParsedRegex | RegexProblem {
  const parser = new RegexParser(pattern, syntax, options);
  const node = parser.either(0);
  const { groups, looksBack, warnings } = parser;
  if (parser.problem !== null) return parser.problem;
  const [start, end] = [{ kind: 'assert', what: '`' } as const, { kind: 'assert', what: "'" } as const];
  const whole: RegexNode =
    options.wholeText === true ? { kind: 'sequence', parts: [start, node, end] } : node;
  return { node: whole, groups, looksBack, warnings };
}

type Token =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'end' };

class RegexParser {
  problem: RegexProblem | null = null;
  groups = 0;
  looksBack = false;
  readonly warnings: string[] = [];
  readonly #pattern: string;
  readonly #syntax: RegexSyntax;
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;
  readonly #multiline: boolean;
  readonly #closedGroups = new Set<number>();
  #at = 0;

  constructor(pattern: string, syntax: RegexSyntax, { ignoreCase = false, multiline = false }: RegexOptions) {
    this.#pattern = pattern;
    this.#syntax = syntax;
    this.#extended = syntax !== 'basic' && syntax !== 'grep';
    this.#ignoreCase = ignoreCase;
    this.#multiline = multiline;
  }

  either(depth: number): RegexNode {
    const branches = [this.#sequence(depth)];
    while (this.#takeOperator('|')) branches.push(this.#sequence(depth));
    if (depth === 0 && this.problem === null && this.#peek().kind !== 'end') this.#fail('Unmatched ) or \\)');
    const hasEmpty = branches.some((branch) => branch.kind === 'sequence' && branch.parts.length === 0);
    if (this.#syntax === 'awk' && branches.length > 1 && hasEmpty) this.#fail('missing operand');
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
      const atom = this.#atom(
        depth,
        parts.every((part) => part.kind === 'assert' && part.what === '^'),
      );
      if (atom?.kind === 'assert' && atom.what === '^') parts.push(atom);
      else if (atom !== null) parts.push(this.#repeated(atom));
    }
    return { kind: 'sequence', parts };
  }

  /** To regcomp(3) and grep -E a ) without its ( stands for itself. */
  #strayIsLiteral(): boolean {
    return this.#syntax === 'egrep' || this.#syntax === 'extended';
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
        this.#closedGroups.add(index);
        return { kind: 'group', index, node };
      }
      case '[':
        return this.#bracket();
      case '.':
        return { kind: 'set', set: this.#multiline ? (character) => character !== '\n' : () => true };
      case '^':
      case '$':
        return { kind: 'assert', what: token.text };
      case '*':
      case '+':
      case '?':
      case '{':
        return this.#nothingToRepeat(token.text, isFirst);
      default:
        return this.#escaped(token.text);
    }
  }

  /** `*` and its kin at the start: regcomp refuses them, grep -E warns and repeats nothing. */
  #nothingToRepeat(operator: string, isFirst: boolean): RegexNode | null {
    if (!isFirst || (this.#syntax === 'egrep' && operator === '{')) return this.#literal(operator);
    if (this.#extended && this.#syntax !== 'egrep') {
      this.#fail(this.#syntax === 'awk' ? 'missing operand' : 'Invalid preceding regular expression');
      return null;
    }
    if (!this.#extended) return this.#literal(operator);
    this.warnings.push(`${operator} at start of expression`);
    return null;
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
      case "'":
        return { kind: 'assert', what: letter };
      default:
        if (/[1-9]/.test(letter)) return this.#again(Number(letter));
        return this.#literal(letter);
    }
  }

  #again(group: number): RegexNode {
    if (!this.#closedGroups.has(group)) this.#fail('Invalid back reference');
    this.looksBack = true;
    return { kind: 'again', group };
  }

  #bracket(): RegexNode {
    const bracket = parseBracket(this.#pattern, this.#at, this.#syntax === 'awk' ? unescaped : null);
    if (bracket instanceof RegexProblem) {
      this.problem = bracket;
      return this.#literal('[');
    }
    this.#at = bracket.end;
    const set = this.#ignoreCase ? ignoringCase(bracket.set) : bracket.set;
    if (!this.#multiline || !bracket.negated) return { kind: 'set', set };
    return { kind: 'set', set: (character) => character !== '\n' && set(character) };
  }

  #literal(text: string): RegexNode {
    const set: CharSet = (character) => character === text;
    return { kind: 'set', set: this.#ignoreCase ? ignoringCase(set) : set };
  }

  #repeated(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      if (node !== atom && this.#syntax === 'basic' && /^(?:\*|\\\{)/.test(this.#pattern.slice(this.#at)))
        this.#fail('Invalid preceding regular expression');
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
      if (this.#syntax !== 'egrep') this.#fail(/^\\?\{[\d,]*$/.test(rest) || this.#extended ? 'Unmatched \\{' : 'Invalid content of \\{\\}'); // prettier-ignore
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
    const operators = this.#syntax === 'awk' ? '()|+?' : '(){|+?';
    return {
      kind: this.#extended && operators.includes(character) ? 'operator' : 'character',
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
    if (this.#syntax === 'awk') return { kind: 'character', text: unescaped(letter) };
    const isOperator = !this.#extended && '(){|+?'.includes(letter);
    return { kind: isOperator || /[wWsSbB<>`'1-9]/.test(letter) ? 'operator' : 'character', text: letter };
  }

  /** A basic ^ anchors, and a basic * is plain, at the start of the pattern, of a group and of a branch. */
  #isAtStart(at: number): boolean {
    const before = this.#pattern.slice(0, at);
    return (
      at === 0 ||
      before.endsWith('\\(') ||
      before.endsWith('\\|') ||
      (this.#pattern[at] === '*' && /(?:^|\\\(|\\\|)\^$/.test(before))
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

/** What a backslash makes of a letter in a pattern of awk. */
function unescaped(letter: string): string {
  return ownEntry(AWK_ESCAPES, letter) ?? letter;
}

function ignoringCase(set: CharSet): CharSet {
  return (character) => set(character) || set(character.toLowerCase()) || set(character.toUpperCase());
}
