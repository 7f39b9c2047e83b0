// Where does the text of a substitution end? (parse.y, parse_comsub)

import { Grammar } from './grammar.ts';
import { Lexer } from './lexer.ts';

/** The body of `$( )` or `<( )` from `from` on; the position after its closing parenthesis. */
export function scanSubstitution(lexer: Lexer, from: number): number {
  const inner = new Lexer(lexer.source, from, scanSubstitution, lexer.dialect, lexer.depth, lexer.extglob);
  inner.joined = lexer.joined;
  inner.inCondition = lexer.inCondition;
  const grammar = new Grammar(inner, new Map());
  grammar.skipNewlines();
  if (grammar.isOperator(grammar.peek(), ')')) return grammar.take().end;
  grammar.compoundList((token) => token.kind === 'operator' && token.text === ')');
  grammar.takeClosing(')');
  if (inner.problem !== null) {
    const { problem } = inner;
    lexer.fail(
      problem.problem === 'unexpected-end'
        ? { problem: 'unclosed', closing: ')', pos: problem.pos }
        : problem,
    );
  }
  return inner.pos;
}
