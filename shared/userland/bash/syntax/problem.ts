// What can be wrong with the text of a command?

export type SyntaxProblem =
  /** A token that can't stand where it stands. */
  | {
      readonly problem: 'unexpected-token';
      readonly token: string;
      /** What kind it is, and what else would have had to come, as dash tells. */
      readonly kind?: 'word' | 'operator' | 'newline';
      readonly expecting?: string;
      readonly pos: number;
    }
  /** Inside [[ ]], in bash's own words. */
  | {
      readonly problem: 'condition';
      readonly message: string;
      /** Given up before the parser hears of it: $? stays as it was. */
      readonly keepsStatus: boolean;
      /** It was not read to its end, and the parser has not noticed. */
      readonly leftOpen?: true;
      /** The end of its line was taken for a part of it: the next line is passed over. */
      readonly passesOver?: true;
      readonly pos: number;
    }
  /** The text ends inside a quote or an expansion; `closing` is what would end it. */
  | {
      readonly problem: 'unclosed';
      readonly closing: string;
      /** It is told of where it was opened, also if it is a parenthesis. */
      readonly fromStart?: true;
      readonly pos: number;
    }
  /** The text ends inside a compound command, or after an operator. */
  | { readonly problem: 'unexpected-end'; readonly expecting?: string; readonly pos: number }
  /** More commands, expansions and quotes inside each other than are read. */
  | { readonly problem: 'too-deep'; readonly pos: number };

/** Whether more text could make it right: at a terminal the shell asks for another line then. */
export function isIncomplete(problem: SyntaxProblem): boolean {
  return problem.problem === 'unclosed' || problem.problem === 'unexpected-end';
}
