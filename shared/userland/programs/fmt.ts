// Fills paragraphs so that their lines are about as long as each other. fmt(1)

import { coreutil, inputsOf, quote, quoteaf, readInput, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf } from '../libc/read.ts';
import { utf8Length } from '../libc/utf8.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'crown-margin'], ['p', 'prefix', 'required'], ['s', 'split-only'], ['t', 'tagged-paragraph'], ['u', 'uniform-spacing'],
  ['w', 'width', 'required'], ['g', 'goal', 'required'],
] as const; // prettier-ignore

const USUAL_WIDTH = 75;
const MOST_WIDTH = 2500;
/** A line may be so many percent shorter than the widest. */
const LEEWAY = 7;
const TAB = 8;
const TAG_INDENT = 3;

/** How bad it is to end or begin a line somewhere: the squares of distances. */
const LINE_COST = 70 ** 2;
const NOBREAK_COST = 600 ** 2;
const SENTENCE_BONUS = 50 ** 2;
const PUNCTUATION_BONUS = 40 ** 2;
const PAREN_BONUS = 40 ** 2;
const WIDOW_COST = 200 ** 2;
const ORPHAN_COST = 150 ** 2;

type Style = 'plain' | 'split' | 'crown' | 'tagged';

interface Settings {
  readonly style: Style;
  readonly uniform: boolean;
  readonly prefix: string;
  readonly width: number;
  readonly goal: number;
}

interface Word {
  readonly text: string;
  readonly length: number;
  /** Blanks behind it, where it is not the last of its line. */
  readonly space: number;
  readonly paren: boolean;
  readonly period: boolean;
  readonly punctuation: boolean;
  /** It ends a sentence. */
  readonly final: boolean;
}

/** A line of the input: how far it is indented, and its words. Null for what is copied as it is. */
interface SourceLine {
  readonly indent: number;
  readonly words: readonly Word[];
}

export const fmt = coreutil('fmt', function* (process: Process): Coroutine<number> {
  const [head = '', ...rest] = process.args;
  const line = getoptLong([head.replace(/^-(\d+)$/, '-w$1'), ...rest].slice(process.args.length === 0 ? 1 : 0), OPTIONS); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const [wanted, goal] = [value('w'), value('g')];
  const width = wanted === null ? (goal === null ? USUAL_WIDTH : Number(goal) + 10) : Number(wanted);
  for (const [text, most] of [[wanted, MOST_WIDTH], [goal, wanted === null ? USUAL_WIDTH : width]] as const) {
    if (text === null || (/^\d+$/.test(text) && Number(text) <= most)) continue;
    const reason = /^\d+$/.test(text) ? ': Numerical result out of range' : '';
    yield* process.error(`invalid width: ${quote(process, text)}${reason}`);
    return 1;
  } // prettier-ignore
  const settings: Settings = {
    style: has('s') ? 'split' : has('c') ? 'crown' : has('t') ? 'tagged' : 'plain',
    uniform: has('u'),
    prefix: value('p') ?? '',
    width,
    goal: goal === null ? Math.floor((width * (2 * (100 - LEEWAY) + 1)) / 200) : Number(goal),
  };
  let status = 0;
  for (const name of inputsOf(line.operands)) {
    const text = yield* readInput(process.sys, name);
    if (failed(text)) {
      yield* process.error(`cannot open ${quoteaf(name)} for reading`, text);
      status = 1;
      continue;
    }
    process.print(filled(linesOf(text), settings));
  }
  return status;
});

function filled(lines: readonly string[], settings: Settings): string {
  const sources = lines.map((line) => readLine(line, settings));
  let out = '';
  for (let at = 0; at < sources.length;) {
    const first = sources[at];
    if (first === null || first === undefined) {
      out += `${lines[at]?.replace(/[ \t]+$/, '') ?? ''}\n`;
      at += 1;
      continue;
    }
    const { count, otherIndent } = paragraphAt(sources, at, settings.style);
    const words = sources.slice(at, at + count).flatMap((source) => source?.words ?? []);
    // a paragraph ends like a sentence
    const last = words.pop();
    if (last !== undefined) words.push({ ...last, period: true, final: true });
    out += laidOut(words, first.indent, otherIndent, settings);
    at += count;
  }
  return out;
}

function readLine(line: string, { prefix, uniform }: Settings): SourceLine | null {
  const [lead = ''] = /^[ \t]*/.exec(line) ?? [];
  const bare = line.slice(lead.length);
  if (prefix !== '' && !bare.startsWith(prefix.trim())) return null;
  const content = prefix === '' ? bare : bare.slice(prefix.trim().length);
  if (content.trim() === '') return null;
  const [inner = ''] = prefix === '' ? [''] : (/^[ \t]*/.exec(content) ?? []);
  return { indent: columns(lead) + columns(inner), words: wordsOf(content.slice(inner.length), uniform) };
}

function columns(blanks: string): number {
  return [...blanks].reduce(
    (column, blank) => (blank === '\t' ? column + TAB - (column % TAB) : column + 1),
    0,
  );
}

function wordsOf(text: string, uniform: boolean): readonly Word[] {
  const found = [...text.matchAll(/([^ \t]+)([ \t]*)/g)];
  return found.map(([, word = '', blanks = ''], at) => {
    const core = word.replace(/[)\]'"]+$/, '') || word.charAt(0);
    const period = /[.?!]$/.test(core);
    const isLast = at === found.length - 1;
    const final = period && (isLast || blanks.length > 1);
    const space = isLast || uniform ? (final ? 2 : 1) : blanks.length;
    return {
      text: word, length: utf8Length(word), space, period, final,
      paren: /^[(['`"]/.test(word), punctuation: /[!-/:-@[-`{-~]$/.test(word),
    }; // prettier-ignore
  });
}

/** How many lines belong together, and how far those behind the first are indented. */
function paragraphAt(
  sources: readonly (SourceLine | null)[],
  at: number,
  style: Style,
): { readonly count: number; readonly otherIndent: number } {
  const first = sources[at]?.indent ?? 0;
  const second = sources[at + 1]?.indent ?? null;
  const run = (indent: number): number => {
    let count = 1;
    while (sources[at + count]?.indent === indent) count += 1;
    return count;
  };
  switch (style) {
    case 'split':
      return { count: 1, otherIndent: first };
    case 'plain':
      return { count: run(first), otherIndent: first };
    case 'crown':
      return second === null ? { count: 1, otherIndent: first } : { count: run(second), otherIndent: second };
    case 'tagged':
      if (second !== null && second !== first) return { count: run(second), otherIndent: second };
      return { count: 1, otherIndent: first === 0 ? TAG_INDENT : 0 };
  }
}

/** From the last word to the first: the cheapest way to break what follows it. */
function laidOut(
  words: readonly Word[],
  firstIndent: number,
  otherIndent: number,
  settings: Settings,
): string {
  const { width, goal, prefix } = settings;
  const lead = prefix.trim();
  const end = words.length;
  const best = new Array<number>(end + 1).fill(0);
  const breaks = new Array<number>(end + 1).fill(end);
  const lengths = new Array<number>(end + 1).fill(0);
  for (let start = end - 1; start >= 0; start -= 1) {
    let length = lead.length + (start === 0 ? firstIndent : otherIndent) + (words[start]?.length ?? 0);
    let least = Infinity;
    for (let next = start + 1; ; next += 1) {
      const cost = lineCost(next, length) + (best[next] ?? 0);
      if (cost < least) {
        least = cost;
        breaks[start] = next;
        lengths[start] = length;
      }
      if (next === end) break;
      length += (words[next - 1]?.space ?? 1) + (words[next]?.length ?? 0);
      if (length >= width) break;
    }
    best[start] = least + wordCost(words, start);
  }
  let out = '';
  for (let start = 0; start < end; start = breaks[start] ?? end) {
    const line = words.slice(start, breaks[start]);
    const text = line
      .map((word, at) => word.text + (at < line.length - 1 ? ' '.repeat(word.space) : ''))
      .join('');
    out += `${lead}${' '.repeat(start === 0 ? firstIndent : otherIndent)}${text}\n`;
  }
  return out;

  function lineCost(next: number, length: number): number {
    if (next === end) return 0;
    const short = ((goal - length) * 10) ** 2;
    return short + (breaks[next] === end ? 0 : ((length - (lengths[next] ?? 0)) * 10) ** 2 / 2);
  }
}

/** What it costs to begin a line with a word. */
function wordCost(words: readonly Word[], at: number): number {
  const [word, before, twoBefore] = [words[at], words[at - 1], words[at - 2]];
  let cost = LINE_COST;
  if (before?.period === true) cost += before.final ? -SENTENCE_BONUS : NOBREAK_COST;
  else if (before?.punctuation === true) cost -= PUNCTUATION_BONUS;
  else if (twoBefore?.final === true) cost += Math.floor(WIDOW_COST / ((before?.length ?? 0) + 2));
  if (word?.paren === true) cost -= PAREN_BONUS;
  else if (word?.final === true) cost += Math.floor(ORPHAN_COST / (word.length + 2));
  return cost;
}
