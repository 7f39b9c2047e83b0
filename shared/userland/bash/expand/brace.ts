// Which words does a{b,c}d stand for? (bash(1), Brace Expansion; braces.c) A pure function of the word's text.

import { allocateItems, allocateText, Effort, Exhausted } from '../../libc/exhaustion.ts';

/** How deep braces may stand inside each other. (fidelity: nesting) */
const DEEPEST = 100;

/** In order, left to right; the word itself when nothing in it expands. */
export function expandBraces(text: string, depth = 0): readonly string[] {
  if (depth > DEEPEST) throw new Exhausted(`brace expansion: nested more than ${DEEPEST} deep`);
  const effort = new Effort();
  for (let open = nextOpen(text, 0); open >= 0; open = nextOpen(text, open + 1)) {
    const close = matchingBrace(text, open);
    effort.spend((close < 0 ? text.length : close) - open);
    if (close < 0) continue;
    const alternatives = alternativesOf(text.slice(open + 1, close), depth);
    if (alternatives === null) continue;
    const before = text.slice(0, open);
    const after = expandBraces(text.slice(close + 1), depth + 1);
    allocateItems(alternatives.length * after.length);
    allocateText(alternatives.length * after.length * before.length);
    return alternatives.flatMap((middle) => after.map((rest) => before + middle + rest));
  }
  return [text];
}

/** Where quoted text or an expansion that begins at `at` ends; `at` itself for an ordinary character. */
function skipQuoted(text: string, at: number): number {
  const c = text[at];
  if (c === '\\') return at + 1;
  if (c === "'" || c === '"' || c === '`') {
    for (let end = at + 1; end < text.length; end += 1) {
      if (text[end] === '\\' && c !== "'") end += 1;
      else if (text[end] === c) return end;
    }
    return text.length;
  }
  if (c === '$' && text[at + 1] === '{') return skipNested(text, at + 1, '{', '}');
  if (c === '$' && text[at + 1] === '(') return skipNested(text, at + 1, '(', ')');
  return at;
}

function skipNested(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close && (depth -= 1) === 0) return at;
    else if (text[at] !== '$') at = skipQuoted(text, at);
  }
  return text.length;
}

function nextOpen(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{' && text[at - 1] !== '$') return at;
    at = skipQuoted(text, at);
  }
  return -1;
}

function matchingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return at;
    else at = skipQuoted(text, at);
  }
  return -1;
}

function alternativesOf(inside: string, depth: number): readonly string[] | null {
  const parts = splitAtCommas(inside);
  if (parts.length > 1) return parts.flatMap((part) => expandBraces(part, depth + 1));
  return sequence(inside);
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (c === '{') depth += 1;
    else if (c === '}') depth -= 1;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    } else at = skipQuoted(text, at);
  }
  return [...parts, text.slice(start)];
}

const SEQUENCE = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/;

function sequence(inside: string): readonly string[] | null {
  const found = SEQUENCE.exec(inside);
  if (found === null) return null;
  const [, firstNumber, lastNumber, firstLetter, lastLetter, increment] = found;
  const letters = firstLetter !== undefined && lastLetter !== undefined;
  const first = letters ? firstLetter.charCodeAt(0) : Number(firstNumber);
  const last = letters ? lastLetter.charCodeAt(0) : Number(lastNumber);
  const step = Math.abs(Number(increment ?? 1)) || 1;
  allocateItems(Math.floor(Math.abs(last - first) / step) + 1);
  const padded = [firstNumber, lastNumber].some((number) => number !== undefined && /^-?0\d/.test(number));
  const width = padded ? Math.max(firstNumber?.length ?? 0, lastNumber?.length ?? 0) : 0;
  const words: string[] = [];
  for (let at = first; first <= last ? at <= last : at >= last; at += first <= last ? step : -step) {
    words.push(letters ? String.fromCharCode(at) : zeroPadded(at, width));
  }
  return words;
}

function zeroPadded(number: number, width: number): string {
  const digits = String(Math.abs(number));
  return number < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}
