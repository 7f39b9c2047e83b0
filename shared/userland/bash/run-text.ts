// How is a text read and carried out, and how are its mistakes told? (builtins/evalstring.c, parse_and_execute; eval.c)

import { assertNever } from '../../result.ts';
import type { Coroutine } from '../program.ts';
import { sourceName } from './errors.ts';
import { exitShell } from './exit.ts';
import type { TextOrigin } from './interpreter.ts';
import { fatal } from './shell.ts';
import type { Shell } from './shell.ts';
import type { SyntaxProblem } from './syntax/problem.ts';
import { DEEPEST_NESTING } from './syntax/lexer.ts';
import type { OpenHereDoc } from './syntax/lexer.ts';
import { lineAt, readUnit } from './syntax/unit.ts';
import type { SourceText, Unit } from './syntax/unit.ts';

const SYNTAX_ERROR = 2;

/** One complete command after the other: what comes before a mistake is carried out. */
export function* runText(shell: Shell, text: string, origin: TextOrigin): Coroutine<number> {
  const outer = { source: shell.source, position: shell.position, traceDepth: shell.traceDepth };
  if (deepensTrace(shell, origin)) shell.traceDepth += 1;
  shell.depth += 1;
  // a NUL is passed over
  let rest = text.replaceAll('\0', '');
  const within = origin === 'eval' || (isTrap(origin) && origin !== 'exit trap');
  const begun = within ? lineAt(shell.source, shell.position) : 1;
  let line = begun;
  if (rest.trim() === '') shell.status = 0;
  while (rest !== '') {
    const unit = readUnit(rest, line, shell);
    const wrong = unit.unit === 'incomplete' || unit.unit === 'wrong';
    const end = unit.unit === 'wrong' ? lineEnd(rest, unit.problem.pos) : wrong ? rest.length : rest.length - unit.rest.length; // prettier-ignore
    yield* showRead(shell, rest.slice(0, end), origin);
    if (wrong) {
      const firstLine = isTrap(origin) ? line - begun + 1 : line;
      yield* tellProblem(shell, unit.problem, { text: rest, firstLine }, origin);
      const gaveUp = origin === '-c' || (origin === 'file' && !shell.interactive);
      if (gaveUp && !keepsStatus(unit.problem, origin)) shell.status = SYNTAX_ERROR;
      break;
    }
    const read = rest.length - unit.rest.length;
    line += countNewlines(rest.slice(0, read));
    rest = unit.rest;
    if (unit.unit === 'nothing') continue;
    yield* runUnit(
      shell,
      withName(unit, outer.source.name),
      origin === '-c' && rest.trim() === '' ? 'command' : 'more',
    );
    const givenUp = shell.skip?.skip === 'discard';
    if (shell.skip !== null && !(yield* goesOn(shell, origin))) break;
    // what was not carried out of it is not counted
    if (givenUp) line = lineAt(shell.source, shell.position) + 1;
    if (origin === 'file' && shell.sourceLevel === 0 && shell.options.has('onecmd')) break;
  }
  shell.depth -= 1;
  shell.source = outer.source;
  shell.position = outer.position;
  shell.traceDepth = outer.traceDepth;
  return shell.status;
}

/** What the shell itself reads is not deeper, and the trap for leaving only in a subshell. */
function deepensTrace(shell: Shell, origin: TextOrigin): boolean {
  if (origin === 'exit trap') return shell.subshell.has('paren');
  return origin === 'eval' || isTrap(origin) || shell.sourceLevel > 0;
}

/** set -v: what is read is shown, and dash leaves out what eval reads. */
export function* showRead(shell: Shell, text: string, origin: TextOrigin): Coroutine<void> {
  if (!shell.options.has('verbose') || (shell.dialect === 'dash' && origin === 'eval')) return;
  yield* shell.sys.write(2, text.endsWith('\n') ? text : `${text}\n`);
}

type Commands = Unit & { readonly unit: 'commands' };

function withName(unit: Commands, name: string | undefined): Commands {
  return name === undefined ? unit : { ...unit, source: { ...unit.source, name } };
}

export function* runUnit(shell: Shell, unit: Commands, end: 'command' | 'more'): Coroutine<number> {
  shell.source = unit.source;
  shell.position = 0;
  for (const open of unit.openHereDocs) yield* warnOfHereDoc(shell, unit.source, open);
  return yield* shell.run.list(shell, unit.statements, end);
}

/** An error gives up one line; it is the caller's to go on. */
function* goesOn(shell: Shell, origin: TextOrigin): Coroutine<boolean> {
  const { skip } = shell;
  if (skip === null) return true;
  if (skip.skip !== 'discard') {
    // At the top there is nothing to break out of or to return from.
    if (origin === '-c') shell.skip = null;
    return origin === '-c';
  }
  shell.pipeStatus = [shell.status];
  const endsCommand = skip.all === true && shell.invocation === 'command';
  if (shell.subshell.size > 0 || ((skip.fatal || endsCommand) && !shell.interactiveShell))
    yield* exitShell(shell, shell.status);
  if (skip.fatal || (skip.all === true && (origin !== 'file' || shell.sourceLevel > 0))) return false;
  shell.skip = null;
  return true;
}

/** The position behind the line that `pos` is on. */
function lineEnd(text: string, pos: number): number {
  const newline = text.indexOf('\n', pos);
  return newline < 0 ? text.length : newline + 1;
}

function countNewlines(text: string): number {
  return text.split('\n').length - 1;
}

function* warnOfHereDoc(shell: Shell, source: SourceText, open: OpenHereDoc): Coroutine<void> {
  if (shell.dialect === 'dash') return;
  const last = lineAt(source, source.text.replace(/\n$/, '').length);
  const begun = lineAt(source, open.pos) - 1;
  const name = shell.interactiveShell ? shell.shellName : `${shell.name}: line ${last}`;
  const wanted = `here-document at line ${Math.max(begun, source.firstLine)} delimited by end-of-file (wanted \`${open.delimiter}')`;
  yield* shell.sys.write(2, `${name}: warning: ${wanted}\n`);
}

/** The message, and for a script the line it is about. */
export function* tellProblem(
  shell: Shell,
  problem: SyntaxProblem,
  source: SourceText,
  origin: TextOrigin | 'prompt',
): Coroutine<void> {
  if (shell.dialect === 'dash') {
    yield* shell.sys.write(
      2,
      `${shell.name}: ${lineAt(source, problem.pos)}: ${origin === 'eval' ? 'eval: ' : ''}Syntax error: ${dashWording(problem)}\n`,
    );
  } else {
    const line = problemLine(problem, source);
    const atPrompt = shell.interactive && !isTrap(origin);
    const prefix = atPrompt ? `${shell.shellName}: ` : `${whereRead(shell, origin)}: line ${line}: `;
    const message = wording(problem);
    for (const told of message === '' ? [] : message.split('\n'))
      yield* shell.sys.write(2, `${prefix}${told}\n`);
    if (shell.options.has('errexit')) yield* exitShell(shell, SYNTAX_ERROR);
    if (!atPrompt && problem.problem === 'unexpected-token') {
      const text = source.text.split('\n')[line - source.firstLine] ?? '';
      yield* shell.sys.write(2, `${prefix}\`${text}'\n`);
    }
  }
  if (!keepsStatus(problem, origin)) {
    shell.status = SYNTAX_ERROR;
    shell.pipeStatus = [SYNTAX_ERROR];
  }
  if (!shell.interactive && (shell.dialect === 'dash' || endsShell(shell, origin)))
    fatal(shell, shell.status);
}

/** What is sourced, evaluated or trapped is given up alone. */
function endsShell(shell: Shell, origin: TextOrigin | 'prompt'): boolean {
  return origin === '-c' || (origin === 'file' && shell.sourceLevel === 0);
}

function isTrap(origin: TextOrigin | 'prompt'): boolean {
  return origin.endsWith('trap');
}

const NAMED_TEXTS: readonly string[] = [
  '-c',
  'eval',
  'trap',
  'exit trap',
  'error trap',
  'debug trap',
  'return trap',
];

/** parser_error: the shell, and the text that it reads. */
function whereRead(shell: Shell, origin: TextOrigin | 'prompt'): string {
  const read = NAMED_TEXTS.includes(origin) ? origin : null;
  if (shell.interactiveShell) return `${shell.shellName}: ${read ?? sourceName(shell)}`;
  return read === null ? sourceName(shell) : `${sourceName(shell)}: ${read}`;
}

function keepsStatus(problem: SyntaxProblem, origin: TextOrigin | 'prompt'): boolean {
  return problem.problem === 'condition' && problem.keepsStatus && origin !== 'eval';
}

function problemLine(problem: SyntaxProblem, source: SourceText): number {
  const line = lineAt(source, problem.pos);
  // The end of the text counts as one more line, except for a quote, which is told of where it was opened.
  if (problem.problem === 'unclosed')
    return problem.closing === ')' && problem.fromStart !== true ? endLine(source) : line;
  if (problem.problem === 'unexpected-end') return endLine(source);
  return line;
}

/** The end counts as one more line. */
function endLine(source: SourceText): number {
  return lineAt(source, source.text.length) + (source.text.endsWith('\n') ? 0 : 1);
}

function wording(problem: SyntaxProblem): string {
  switch (problem.problem) {
    case 'unexpected-token':
      return `syntax error near unexpected token \`${problem.token}'`;
    case 'condition':
      return problem.message;
    case 'unclosed':
      return `unexpected EOF while looking for matching \`${problem.closing}'`;
    case 'unexpected-end':
      return 'syntax error: unexpected end of file';
    case 'too-deep':
      return `syntax error: nested more than ${DEEPEST_NESTING} deep`;
    default:
      return assertNever(problem);
  }
}

function dashWording(problem: SyntaxProblem): string {
  switch (problem.problem) {
    case 'unexpected-token':
      return `${dashToken(problem)} unexpected${expectingText(problem.expecting)}`;
    case 'condition':
      return problem.message;
    case 'unclosed':
      return dashUnclosed(problem.closing);
    case 'unexpected-end':
      return `end of file unexpected${expectingText(problem.expecting)}`;
    case 'too-deep':
      return `nested more than ${DEEPEST_NESTING} deep`;
    default:
      return assertNever(problem);
  }
}

const DASH_RESERVED = ['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'case', 'esac', 'while', 'until', 'for', '{', '}', '!', 'in']; // prettier-ignore

/** tokname: what a token is called. */
function dashToken({ token, kind }: SyntaxProblem & { readonly problem: 'unexpected-token' }): string {
  if (kind === 'newline') return 'newline';
  if (kind === 'operator' && /^[<>]/.test(token)) return 'redirection';
  return kind !== 'word' || DASH_RESERVED.includes(token) ? `"${token}"` : 'word';
}

function expectingText(expecting: string | undefined): string {
  return expecting === undefined ? '' : ` (expecting "${expecting}")`;
}

function dashUnclosed(closing: string): string {
  if (closing === ')') return 'end of file unexpected (expecting ")")';
  if (closing === '`') return 'EOF in backquote substitution';
  return closing === '}' ? "Missing '}'" : 'Unterminated quoted string';
}
