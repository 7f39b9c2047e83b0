// Is what stands between [[ and ]] a conditional expression? (bash(1), Compound Commands; parse.y, parse_cond_command)

import type { Token } from './lexer.ts';
import type { TokenStream } from './token-stream.ts';

const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;
const BINARY = /^(==?|!=|=~|-(?:eq|ne|lt|le|gt|ge|ef|nt|ot))$/;

/** After `[[`, up to and with `]]`. */
export function checkCondition(tokens: TokenStream): void {
  logical(tokens);
  const closing = tokens.take();
  if (tokens.isWord(closing, ']]')) return;
  const token = closing.kind === 'operator' ? `: unexpected token \`${closing.text}'` : '';
  complain(tokens, closing, `syntax error in conditional expression${token}`);
}

function complain(tokens: TokenStream, token: Token, message: string): void {
  if (token.kind === 'end') tokens.unexpected(token);
  else if (token.kind !== 'stop') {
    const ended = token.kind === 'newline' ? ({ passesOver: true } as const) : {};
    // where the text ends, the parser hears of it
    const keepsStatus = token.pos < tokens.lexer.source.length;
    tokens.lexer.fail({
      problem: 'condition',
      message,
      keepsStatus,
      leftOpen: true,
      ...ended,
      pos: token.pos,
    });
  }
}

/** Where the line may not end, the end of the text counts as that of a line. */
function takeOnLine(tokens: TokenStream): Token {
  const token = tokens.take();
  return token.kind === 'end' ? { ...token, kind: 'newline', text: 'newline' } : token;
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
  if (tokens.isWord(first, ']]')) complain(tokens, first, '');
  else if (tokens.isOperator(first, '(')) {
    tokens.lexer.nested(() => logical(tokens));
    const { problem } = tokens.lexer;
    if (problem?.problem === 'condition')
      tokens.lexer.problem = { ...problem, message: `${problem.message}\nexpected \`)'` };
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
    if (next.text === '=~' && !endsLine(tokens)) skipWithBrackets(tokens);
    else if (COMPARES_PATTERN.has(next.text) && startsExtendedGlob(tokens)) skipWithBrackets(tokens);
    else operand(tokens, 'binary');
    return;
  }
  const wrong = takeOnLine(tokens);
  const token = wrong.kind === 'word' ? '' : `unexpected token \`${wrong.text}', `;
  complain(tokens, wrong, `${token}conditional binary operator expected`);
}

function operand(tokens: TokenStream, kind: 'unary' | 'binary'): void {
  const token = takeOnLine(tokens);
  if (token.kind === 'word' && token.text !== ']]') return;
  complain(tokens, token, `unexpected argument \`${token.text}' to conditional ${kind} operator`);
}

const COMPARES_PATTERN = new Set(['=', '==', '!=']);

/** The pattern that comes next has a part like +(...): here also without extglob. */
function startsExtendedGlob({ lexer }: TokenStream): boolean {
  return /^ *(?:[^\s'"$`;&|<>()]|\$(?!\()|'[^']*'|"[^"]*")*[?*+@!]\(/.test(lexer.source.slice(lexer.pos));
}

function endsLine({ lexer }: TokenStream): boolean {
  return /^[ \t]*(?:\n|$)/.test(lexer.source.slice(lexer.pos));
}

/** The right side of =~ may hold any brackets, and blanks inside them: it reaches to the next blank outside. */
function skipWithBrackets({ lexer }: TokenStream): void {
  const { source } = lexer;
  let at = lexer.pos;
  let depth = 0;
  while (source[at] === ' ') at += 1;
  for (; at < source.length; at += 1) {
    const c = source.charAt(at);
    if (c === '\\') at += 1;
    else if (c === '"' || c === "'") at = Math.max(at, source.indexOf(c, at + 1));
    else if (c === '(') depth += 1;
    else if (depth === 0 && /[\s)]/.test(c)) break;
    else if (c === ')') depth -= 1;
  }
  lexer.pos = Math.min(at, source.length);
}
