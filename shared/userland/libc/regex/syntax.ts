// What is in a POSIX regular expression, once read? regex(7)

/** Whether a character fits. */
export type CharSet = (character: string) => boolean;

/** Between characters: start and end of a line and of the text, of a word, word boundary and its contrary. */
export type Assertion = '^' | '$' | '`' | "'" | '<' | '>' | 'b' | 'B';

export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'assert'; readonly what: Assertion }
  /** The text of a group once more. */
  | { readonly kind: 'again'; readonly group: number }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'either'; readonly branches: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly index: number; readonly node: RegexNode };

/** A pattern that can't be compiled, in the words of regerror(3). */
export class RegexProblem {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export function isWordCharacter(character: string): boolean {
  return /^\w$/.test(character);
}

/** Whether an assertion holds at a place of a text; lines begin and end inside it only where it is `multiline`. */
export function holds(what: Assertion, text: string, at: number, multiline: boolean): boolean {
  const before = isWordCharacter(text.charAt(at - 1));
  const after = isWordCharacter(text.charAt(at));
  switch (what) {
    case '^':
      return at === 0 || (multiline && text[at - 1] === '\n');
    case '$':
      return at === text.length || (multiline && text[at] === '\n');
    case '`':
      return at === 0;
    case "'":
      return at === text.length;
    case '<':
      return !before && after;
    case '>':
      return before && !after;
    case 'b':
      return before !== after;
    case 'B':
      return before === after;
  }
}
