// Which words and operators does the grammar know by name? (bash(1), RESERVED WORDS and REDIRECTION)

import type { Dialect } from '../shell.ts';
import type { Token } from './lexer.ts';

export const REDIRECTIONS = new Set([
  '<',
  '>',
  '>>',
  '>|',
  '<>',
  '<&',
  '>&',
  '&>',
  '&>>',
  '<<',
  '<<-',
  '<<<',
]);
export const CLOSERS = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']);
export const ONLY_IN_BASH = new Set(['select', '[[', 'function', 'coproc']);

/** A simple command that is a function's body without braces, as only dash has it. */
export function startsBareBody(token: Token, dialect: Dialect): boolean {
  if (dialect !== 'dash') return false;
  if (token.kind === 'word') return !CLOSERS.has(token.text) && token.text !== '!';
  return token.kind === 'operator' && REDIRECTIONS.has(token.text);
}

const DESCRIPTOR = /^([0-9]+|\{[A-Za-z_][A-Za-z_0-9]*(?:\[[^\]]+\])?\})$/;

/** A number or {name} directly before a redirection. */
export function isDescriptor(token: Token, source: string): boolean {
  const next = source[token.end];
  return DESCRIPTOR.test(token.text) && (next === '<' || next === '>');
}
