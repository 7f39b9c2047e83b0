// Which words does a word stand for after all expansions? (bash(1), EXPANSION; subst.c)
//
// Order: braces; then tilde, parameters, commands and arithmetic from left to right; splitting; file names.

import { parse } from 'unbash';
import type { ArithmeticExpansionPart, CommandExpansionPart, HereDocBody, Word, WordPart } from 'unbash';
import { assertNever } from '../../../result.ts';
import { appendAll } from '../../libc/exhaustion.ts';
import type { Coroutine } from '../../program.ts';
import { reportOrExit } from '../exit.ts';
import { discard } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { wrappedSubstitution } from '../syntax/joined-substitution.ts';
import { evaluateText } from './arithmetic-text.ts';
import { expandBraces } from './brace.ts';
import { NOTHING } from './context.ts';
import type { ExpansionContext } from './context.ts';
import {
  fieldPattern,
  fieldQuoted,
  fieldRegex,
  fieldText,
  literal,
  quoted,
  splitFields,
  splittable,
} from './fragments.ts';
import type { Expanded, Field, Fragment } from './fragments.ts';
import { glob, matchesPath } from './glob.ts';
import type { GlobOptions } from './glob.ts';
import { expandParameter, expandSimple } from './parameter.ts';
import { hasWildcard } from './pattern.ts';
import { substituteCommand, substituteProcess } from './substitute.ts';
import { expandTilde, tildePrefix } from './tilde.ts';

const PLAIN: ExpansionContext = {
  quoted: false,
  assignment: false,
  splits: false,
  splitLater: true,
  named: true,
  word: expandParts,
  part: expandPart,
};
const IN_TEXT: ExpansionContext = { ...PLAIN, splitLater: false };
const IN_ASSIGNMENT: ExpansionContext = { ...PLAIN, assignment: true, named: false };
const IN_DECLARATION: ExpansionContext = { ...PLAIN, assignment: true };
const IN_QUOTES: ExpansionContext = { ...PLAIN, quoted: true };

/** All words of a command, in order. */
export function* expandWords(shell: Shell, words: readonly Word[]): Coroutine<readonly string[]> {
  const expanded: string[] = [];
  for (const word of words) {
    for (const one of braceWords(shell, word)) {
      appendAll(expanded, yield* expandWord(shell, one));
      if (shell.skip !== null) return [];
    }
  }
  return expanded;
}

function* expandWord(shell: Shell, word: Word): Coroutine<readonly string[]> {
  const expanded = yield* expandParts(shell, word, PLAIN);
  const fields = endsInDollar(word)
    ? [expanded.filter((part) => part !== 'break')]
    : splitFields(expanded, shell.variables.text('IFS'));
  const words: string[] = [];
  for (const field of fields) appendAll(words, yield* expandPathname(shell, field));
  return words;
}

/** A dollar sign that stands for itself, behind all expansions, keeps a word whole. (expanded_something) */
function endsInDollar({ parts }: Word): boolean {
  if (parts?.some((part) => /^\$[*@]$/.test(part.type === 'SimpleExpansion' ? part.text : '')) === true)
    return false;
  const last = parts?.findLast(
    (part) => EXPANDED.includes(part.type) || (part.type === 'Literal' && /(^|[^\\])\$/.test(part.text)),
  );
  return last?.type === 'Literal';
}

const EXPANDED: readonly WordPart['type'][] = [
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'DoubleQuoted',
];

/** Without splitting and file names: a redirection's target, the subject of `case`. */
export function* expandToText(shell: Shell, word: Word): Coroutine<string> {
  return fieldText(yield* expandParts(shell, word, IN_TEXT));
}

/** The right side of an assignment. */
export function* expandAssigned(shell: Shell, word: Word): Coroutine<string> {
  return fieldText(yield* expandParts(shell, word, IN_ASSIGNMENT));
}

/** An argument of `declare` and its kin: the name, and the right side behind it. */
export function* expandDeclared(shell: Shell, word: Word): Coroutine<string> {
  return fieldText(yield* expandParts(shell, word, IN_DECLARATION));
}

/** What was quoted is literal in the pattern. */
export function* expandToPattern(shell: Shell, word: Word): Coroutine<string> {
  return fieldPattern(yield* expandParts(shell, word, PLAIN));
}

/** The same, and a backslash stands before every quoted character. (quote_string_for_globbing) */
export function* expandToQuotedPattern(shell: Shell, word: Word): Coroutine<string> {
  return fieldQuoted(yield* expandParts(shell, word, PLAIN));
}

/** What was quoted is literal in the regular expression. */
export function* expandToRegex(shell: Shell, word: Word): Coroutine<string> {
  return fieldRegex(yield* expandParts(shell, word, PLAIN));
}

/** Text in which only the dollar sign, backquotes and backslash are special: prompts, arithmetic. */
export function* expandText(shell: Shell, text: string): Coroutine<string> {
  if (!/[$`\\]/.test(text)) return text;
  // Such text is read as a here-document is.
  const script = parse(`: <<\x01\n${text}\n\x01\n`);
  const statement = script.commands[0]?.command;
  const redirect = statement?.type === 'Command' ? statement.redirects[0] : undefined;
  if (redirect?.type !== 'HereDoc') return text;
  return (yield* expandHereDoc(shell, redirect.body)).replace(/\n$/, '');
}

/** The text of a here-document whose delimiter is not quoted. */
export function* expandHereDoc(shell: Shell, body: HereDocBody): Coroutine<string> {
  if (body.parts !== undefined) return fieldText(yield* expandAll(shell, body.parts, IN_QUOTES));
  return body.text.replace(/\\([\\$`]|\n)/g, (_, escaped: string) => (escaped === '\n' ? '' : escaped));
}

export function* expandArithmetic(shell: Shell, text: string): Coroutine<bigint> {
  const expanded = yield* expandText(shell, text);
  if (shell.skip !== null) return 0n;
  return yield* evaluateText(shell, expanded.replaceAll('"', ''));
}

function braceWords(shell: Shell, word: Word): readonly Word[] {
  if (!shell.options.has('braceexpand') || !word.parts?.some((part) => part.type === 'BraceExpansion'))
    return [word];
  const texts = expandBraces(word.text);
  if (texts.length === 1 && texts[0] === word.text) return [word];
  return texts.flatMap((text) => wordsOf(text));
}

/** One word read from its text; none when the text is empty. */
export function wordsOf(text: string): readonly Word[] {
  if (/^[\w./:,+-]+$/.test(text))
    return [{ type: 'Word', text, value: text, parts: undefined, pos: 0, end: text.length }];
  const command = parse(`: ${text}`).commands[0]?.command;
  return command?.type === 'Command' ? command.args.filter((arg) => arg.type === 'Word') : [];
}

function* expandPathname(shell: Shell, field: Field): Coroutine<readonly string[]> {
  const pattern = fieldPattern(field);
  const { shellOptions } = shell;
  if (shell.options.has('noglob') || !hasWildcard(pattern, shellOptions.has('extglob')))
    return [fieldText(field)];
  const ignored = shell.variables.text('GLOBIGNORE') ?? '';
  const options: GlobOptions = {
    // A GLOBIGNORE that is set makes dot files match (glob_ignore).
    dotglob: shellOptions.has('dotglob') || ignored !== '',
    extglob: shellOptions.has('extglob'),
    globstar: shellOptions.has('globstar'),
    ignoreCase: shellOptions.has('nocaseglob'),
    skipDots: shellOptions.has('globskipdots') || ignored !== '',
  };
  const all = yield* glob(shell.sys, pattern, options);
  const patterns = ignored === '' ? [] : ignored.split(':');
  const found = all.filter((path) => !patterns.some((one) => matchesPath(one, path, options)));
  if (found.length > 0) return found;
  if (shell.shellOptions.has('nullglob')) return [];
  if (!shell.shellOptions.has('failglob')) return [fieldText(field)];
  yield* reportOrExit(shell, `no match: ${fieldText(field)}`);
  discard(shell, 1);
  return [];
}

function* expandParts(shell: Shell, word: Word, context: ExpansionContext): Coroutine<Expanded> {
  const parts = word.parts ?? [
    { type: 'Literal', text: word.text, value: word.value, pos: word.pos, end: word.end },
  ];
  return yield* expandAll(shell, parts, context);
}

function* expandAll(
  shell: Shell,
  parts: readonly WordPart[],
  context: ExpansionContext,
): Coroutine<Expanded> {
  const expanded: (Fragment | 'break')[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.type === 'Literal' && !context.quoted) {
      const place = { first: index === 0, last: index === parts.length - 1 };
      appendAll(expanded, yield* expandLiteral(shell, part.text, place, context));
    } else appendAll(expanded, yield* expandPart(shell, part, context));
    if (shell.skip !== null) return NOTHING;
  }
  return expanded;
}

function* expandPart(shell: Shell, part: WordPart, context: ExpansionContext): Coroutine<Expanded> {
  switch (part.type) {
    case 'Literal':
      return context.quoted ? [quoted(part.value)] : backslashes(part.text);
    case 'SingleQuoted':
      return [quoted(context.quoted ? part.text : part.value)];
    case 'AnsiCQuoted':
      return [quoted(shell.dialect === 'dash' ? `$${part.text.slice(2, -1)}` : part.value)];
    case 'DoubleQuoted':
      return yield* expandDoubleQuoted(shell, part.parts, context);
    case 'LocaleString': {
      const expanded = yield* expandDoubleQuoted(shell, part.parts, context);
      return shell.dialect === 'dash' ? [quoted('$'), ...expanded] : expanded;
    }
    case 'SimpleExpansion':
      return yield* expandSimple(shell, part.text.slice(1), context);
    case 'ParameterExpansion':
      return yield* expandParameter(shell, part, context);
    case 'CommandExpansion':
      return yield* expandCommand(shell, part, context);
    case 'ArithmeticExpansion':
      return [expansion(String(yield* expandArithmetic(shell, arithmeticBody(part))), context)];
    case 'ProcessSubstitution':
      return [quoted(yield* substituteProcess(shell, part))];
    case 'Glob':
      return yield* expandGlob(shell, part, context);
    case 'ExtendedGlob':
      if (part.parts === undefined) return backslashes(part.text);
      return [
        literal(`${part.operator}(`),
        ...(yield* expandAll(shell, part.parts, { ...context, assignment: false })),
        literal(')'),
      ];
    case 'BraceExpansion':
      return backslashes(part.text);
    default:
      return assertNever(part);
  }
}

function* expandCommand(
  shell: Shell,
  part: CommandExpansionPart,
  context: ExpansionContext,
): Coroutine<Expanded> {
  const wrapped = wrappedSubstitution(part);
  if (wrapped !== null) return [quoted(yield* substituteProcess(shell, wrapped))];
  return [expansion(yield* substituteCommand(shell, part, context), context)];
}

function expansion(text: string, context: ExpansionContext): Fragment {
  return context.quoted ? quoted(text) : splittable(text);
}

function arithmeticBody(part: ArithmeticExpansionPart): string {
  return part.text.startsWith('$[') ? part.text.slice(2, -1) : part.text.slice(3, -2);
}

function* expandDoubleQuoted(
  shell: Shell,
  parts: readonly WordPart[],
  context: ExpansionContext,
): Coroutine<Expanded> {
  const expanded = yield* expandAll(shell, parts, { ...context, quoted: true });
  // Empty quotes are an empty word; "$@" without parameters is no word at all.
  const onlyList = parts.length > 0 && expanded.length === 0;
  return onlyList ? expanded : [quoted(''), ...expanded];
}

function* expandGlob(
  shell: Shell,
  part: WordPart & { readonly type: 'Glob' },
  context: ExpansionContext,
): Coroutine<Expanded> {
  if (part.kind !== 'bracket') return [literal(part.text)];
  return [literal('['), ...(yield* expandAll(shell, part.parts, context)), literal(']')];
}

/** Whether other parts of the word stand before it and behind it. */
interface Place {
  readonly first: boolean;
  readonly last: boolean;
}

const NAMED = /^([A-Za-z_][A-Za-z_0-9]*\+?=)([\s\S]*)$/;

/** Unquoted text: a tilde at its start (in an assignment after a colon too), and backslashes. */
function* expandLiteral(
  shell: Shell,
  text: string,
  place: Place,
  context: ExpansionContext,
): Coroutine<Expanded> {
  const { first, last } = place;
  const [, name, value = ''] = (first && context.named && shell.dialect === 'bash' && NAMED.exec(text)) || [];
  if (name !== undefined) {
    const rest = yield* expandLiteral(shell, value, place, { ...context, assignment: true, named: false });
    return [...backslashes(name), ...rest];
  }
  const expanded: Fragment[] = [];
  const pieces = context.assignment ? text.split(/(?<=:)/) : [text];
  for (const [index, piece] of pieces.entries()) {
    const found = first || index > 0 ? tildePrefix(piece, context.assignment) : null;
    // what is quoted or expanded is no part of a name
    const prefix = found === piece && index === pieces.length - 1 && !last ? null : found;
    const home = prefix === null ? null : yield* expandTilde(shell, prefix);
    const isTilde = prefix !== null && home !== null;
    if (isTilde) expanded.push(quoted(home));
    appendAll(expanded, backslashes(isTilde ? piece.slice(prefix.length) : piece));
  }
  if (!context.splits) return expanded;
  return expanded.map((fragment) => (fragment.quoted ? fragment : splittable(fragment.text)));
}

/** A backslash quotes the next character; one before a newline vanishes with it. */
function backslashes(text: string): readonly Fragment[] {
  if (!text.includes('\\')) return [literal(text)];
  return text
    .replaceAll('\\\n', '')
    .split(/(\\[\s\S])/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.length === 2 && piece.startsWith('\\') ? quoted(piece.slice(1)) : literal(piece)));
}
