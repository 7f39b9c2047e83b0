// What is in a POSIX regular expression, once read? regex(7)

/** Whether a character fits. */
export type CharSet = (character: string) => boolean;

export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharSet }
  /** Between characters: line start and end, word start and end, word boundary and its contrary. */
  | { readonly kind: 'assert'; readonly what: '^' | '$' | '<' | '>' | 'b' | 'B' }
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
