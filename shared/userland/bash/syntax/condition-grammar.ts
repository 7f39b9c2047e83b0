// Is what stands between [[ and ]] a conditional expression? (bash(1), Compound Commands; parse.y, parse_cond_command)

import type { Token } from './lexer.ts';
import type { TokenStream } from './token-stream.ts';

const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;
const BINARY = /^(==?|!=|=~|-(?:eq|ne|lt|le|gt|ge|ef|nt|ot))$/;

/** After `[[`, up to and with `]]`. */
export function checkCondition(tokens: TokenStream): void {
  if (tokens.isWord(tokens.peek(), ']]')) {
    tokens.unexpected(tokens.take());
    return;
  }
  logical(tokens);
  const closing = tokens.take();
  if (!tokens.isWord(closing, ']]')) complain(tokens, closing, 'syntax error in conditional expression');
}

function complain(tokens: TokenStream, token: Token, message: string): void {
  if (token.kind === 'end') tokens.unexpected(token);
  else if (token.kind !== 'stop') tokens.lexer.fail({ problem: 'condition', message, pos: token.pos });
}

function logical(tokens: TokenStream): void {
  for (;;) {
    term(tokens);
    const next = tokens.peek();
    if (!tokens.isOperator(next, '&&') && !tokens.isOperator(next, '||')) return;
    tokens.take();
  }
}

function term(tokens: TokenStream): void {
  tokens.skipNewlines();
  const first = tokens.take();
  if (tokens.isOperator(first, '(')) {
    tokens.lexer.nested(() => logical(tokens));
    const closing = tokens.take();
    if (!tokens.isOperator(closing, ')')) {
      complain(tokens, closing, `unexpected token \`${closing.text}', expected \`)'`);
    }
  } else if (first.kind !== 'word') {
    complain(tokens, first, `unexpected token \`${first.text}' in conditional command`);
  } else if (first.text === '!') tokens.lexer.nested(() => term(tokens));
  else if (UNARY.test(first.text)) operand(tokens, 'unary');
  else binary(tokens);
}

/** A word alone asks whether it is empty. */
function binary(tokens: TokenStream): void {
  const next = tokens.peek();
  const ends = ['&&', '||', ')'].some((operator) => tokens.isOperator(next, operator));
  if (ends || tokens.isWord(next, ']]')) return;
  const compares = tokens.isOperator(next, '<') || tokens.isOperator(next, '>');
  if (compares || (next.kind === 'word' && BINARY.test(next.text))) {
    tokens.take();
    if (next.text === '=~') skipRegex(tokens);
    else operand(tokens, 'binary');
    return;
  }
  tokens.take();
  const token = next.kind === 'word' ? '' : `unexpected token \`${next.text}', `;
  complain(tokens, next, `${token}conditional binary operator expected`);
}

function operand(tokens: TokenStream, kind: 'unary' | 'binary'): void {
  const token = tokens.take();
  if (token.kind === 'word' && token.text !== ']]') return;
  complain(tokens, token, `unexpected argument \`${token.text}' to conditional ${kind} operator`);
}

/** The right side of =~ may hold any brackets: it reaches to the next blank. */
function skipRegex({ lexer }: TokenStream): void {
  while (lexer.source[lexer.pos] === ' ') lexer.pos += 1;
  while (lexer.pos < lexer.source.length && !/\s/.test(lexer.source.charAt(lexer.pos))) lexer.pos += 1;
}
