// The functions that every awk program has. awk(1)

import { allocateText, Effort } from '../../libc/exhaustion.ts';
import { AwkRunError } from './run-error.ts';
import { formatNumber, formatText, parseFormat } from '../../libc/printf.ts';
import { fromInput, toNumber, toText } from './values.ts';
import { splitAt, splitFields } from './memory.ts';
import type { Expression, Place } from './syntax.ts';
import type { Memory } from './memory.ts';
import type { Regex } from '../../libc/regex/regex.ts';
import type { Value } from './values.ts';

/** How a function looks at its arguments, which it may also assign to. */
export interface Evaluator {
  readonly memory: Memory;
  readonly value: (expression: Expression) => Value;
  readonly pattern: (expression: Expression) => Regex;
  readonly write: (place: Place, value: Value) => void;
}

export function callBuiltin(on: Evaluator, name: string, args: readonly Expression[]): Value {
  const text = (at: number): string => toText(valueAt(on, args, at));
  const number = (at: number): number => toNumber(valueAt(on, args, at));
  switch (name) {
    case 'length':
      return length(on, args);
    case 'substr':
      return substr(text(0), number(1), args.length > 2 ? number(2) : Infinity);
    case 'index':
      return text(0).indexOf(text(1)) + 1;
    case 'split':
      return split(on, args);
    case 'sub':
    case 'gsub':
      return substitute(on, args, name === 'gsub');
    case 'match':
      return match(on, args);
    case 'toupper':
      return text(0).toUpperCase();
    case 'tolower':
      return text(0).toLowerCase();
    case 'sprintf':
      return formatValues(args.map((arg) => on.value(arg)));
    case 'int':
      return Math.trunc(number(0));
    case 'sqrt':
    case 'exp':
    case 'log':
    case 'sin':
    case 'cos':
      return Math[name](number(0));
    default:
      throw new AwkRunError(`function ${name} never defined`);
  }
}

function valueAt(on: Evaluator, args: readonly Expression[], at: number): Value {
  const arg = args[at];
  return arg === undefined ? '' : on.value(arg);
}

/** Of the line, of a text, or how many elements an array has. */
function length({ memory, value }: Evaluator, [arg]: readonly Expression[]): number {
  if (arg === undefined) return memory.line().length;
  if (arg.kind === 'variable' && memory.array(arg.name).size > 0) return memory.array(arg.name).size;
  return toText(value(arg)).length;
}

function substr(text: string, start: number, count: number): string {
  const from = Math.round(start);
  const to = count === Infinity ? Infinity : from + Math.round(count);
  return text.slice(Math.max(0, from - 1), to === Infinity ? undefined : Math.max(0, to - 1));
}

function split({ memory, value }: Evaluator, [source, array, separator]: readonly Expression[]): number {
  const text = source === undefined ? '' : toText(value(source));
  const fields =
    separator?.kind === 'regex'
      ? text === '' ? [] : splitAt(text, separator.regex)
      : splitFields(text, separator === undefined ? memory.text('FS') : toText(value(separator))); // prettier-ignore
  const target = memory.array(array?.kind === 'variable' ? array.name : '');
  target.clear();
  fields.forEach((field, at) => target.set(String(at + 1), fromInput(field)));
  return fields.length;
}

/** & stands for what was matched, \\& for itself. */
function substitute(
  on: Evaluator,
  [pattern, replacement, place]: readonly Expression[],
  all: boolean,
): number {
  if (pattern === undefined || replacement === undefined) return 0;
  const target: Place = isPlace(place) ? place : { kind: 'field', index: { kind: 'number', value: 0 } };
  const before = toText(on.value(target));
  const made = toText(on.value(replacement));
  const { text, count } = replaced(before, on.pattern(pattern), made, all);
  if (count > 0) on.write(target, text);
  return count;
}

function isPlace(expression: Expression | undefined): expression is Place {
  return expression !== undefined && ['variable', 'field', 'element'].includes(expression.kind);
}

/** A match costs as much as so many steps of a pattern. */
const MATCH_EFFORT = 50;

function replaced(
  before: string,
  regex: Regex,
  replacement: string,
  all: boolean,
): { readonly text: string; readonly count: number } {
  const effort = new Effort();
  let text = '';
  let from = 0;
  let count = 0;
  for (
    let found = regex.exec(before);
    found !== null && (all || count === 0);
    found = regex.exec(before, from)
  ) {
    count += 1;
    effort.spend(MATCH_EFFORT);
    allocateText(text.length);
    const matched = before.slice(found.start, found.end);
    text +=
      before.slice(from, found.start) +
      replacement.replace(/\\&|&|\\\\/g, (mark) => (mark === '&' ? matched : mark.slice(1)));
    from = found.end;
    if (found.end === found.start) {
      if (from >= before.length) return { text, count };
      text += before.charAt(from);
      from += 1;
    }
  }
  return { text: text + before.slice(from), count };
}

function match(on: Evaluator, [source, pattern]: readonly Expression[]): number {
  if (source === undefined || pattern === undefined) return 0;
  const found = on.pattern(pattern).exec(toText(on.value(source)));
  on.memory.setVariable('RSTART', found === null ? 0 : found.start + 1);
  on.memory.setVariable('RLENGTH', found === null ? -1 : found.end - found.start);
  return found === null ? 0 : found.start + 1;
}

/** The format first. */
export function formatValues([format = '', ...values]: readonly Value[]): string {
  let next = 0;
  const take = (source: string): Value => {
    const value = values[next];
    next += 1;
    if (value === undefined) throw new AwkRunError(`not enough arguments passed to printf("${source}")`);
    return value;
  };
  const pieces = parseFormat(toText(format), () => toNumber(take(toText(format))));
  return pieces
    .map((piece) => {
      if ('text' in piece) return piece.text;
      const value = take(toText(format));
      const { conversion } = piece;
      if (conversion.letter === 's') return formatText(conversion, toText(value));
      if (conversion.letter !== 'c') return formatNumber(conversion, toNumber(value));
      return formatText(
        conversion,
        typeof value === 'number' ? String.fromCharCode(value) : toText(value).slice(0, 1),
      );
    })
    .join('');
}
