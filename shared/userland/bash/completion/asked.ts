// What does Tab make of a line whose command has a specification of its own? (bash(1), Programmable Completion)
//
// Its functions and commands run in the shell itself: the line editor asks for that with a key, Meta-?, behind the line
// so far, and what came of it is there when it looks again.

import type { Completion, Sight } from '../../completion.ts';
import { noCompletion } from '../../completion.ts';
import type { Coroutine } from '../../program.ts';
import { quoteFileName } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { generateCompletions } from './generate.ts';
import type { Completing } from './generate.ts';
import { lineSoFar } from './line-so-far.ts';
import type { LineSoFar } from './line-so-far.ts';
import { SPECIAL_NAMES } from './specification.ts';
import type { CompletionOption, Specification } from './specification.ts';

/** While a specification's function runs. */
export interface RunningCompletion {
  readonly command: string;
  options: ReadonlySet<CompletionOption>;
  /** The function has made a specification, which is to be looked for again. */
  again: boolean;
}

export interface AskedCompletion {
  readonly before: string;
  /** Where the part of the word begins that is replaced. */
  readonly from: number;
  readonly typed: string;
  readonly found: readonly string[];
  readonly options: ReadonlySet<CompletionOption>;
  readonly areFiles: boolean;
}

const TAB = 9;
const MOST_RETRIES = 10;

/** Null where a word is completed as usual. */
export function specificationFor(shell: Shell, line: LineSoFar): Specification | null {
  if (!shell.shellOptions.has('progcomp') || line.redirected) return null;
  const { completions } = shell;
  const [name] = line.lead;
  if (name === undefined) {
    const special = line.word === '' && line.atStart ? SPECIAL_NAMES['E'] : SPECIAL_NAMES['I'];
    return completions.get(special ?? '') ?? null;
  }
  const base = name.slice(name.lastIndexOf('/') + 1);
  return completions.get(name) ?? completions.get(base) ?? completions.get(SPECIAL_NAMES['D'] ?? '') ?? null;
}

/** Carries out what the specification says, and keeps what comes of it. */
export function* askForCompletions(shell: Shell, before: string): Coroutine<void> {
  const line = lineSoFar(before);
  const asked = completingOf(line, before);
  let specification = specificationFor(shell, line);
  for (let time = 0; specification !== null && time < MOST_RETRIES; time += 1) {
    const running = { command: asked.command, options: specification.options, again: false };
    shell.runningCompletion = running;
    const { status, pipeStatus } = shell;
    const found = yield* generateCompletions(shell, specification, asked);
    shell.status = status;
    shell.pipeStatus = pipeStatus;
    shell.skip = null;
    shell.runningCompletion = null;
    if (running.again) {
      specification = specificationFor(shell, line);
      continue;
    }
    const { actions } = specification;
    const areFiles =
      running.options.has('filenames') ||
      actions.has('file') ||
      actions.has('directory') ||
      running.options.has('dirnames');
    const from = before.length - lastPart(line).length;
    shell.askedCompletion = { before, from, typed: asked.word, found, options: running.options, areFiles };
    return;
  }
}

/** From where it is cut for COMP_WORDS: white space, and what stands between words. (COMP_WORDBREAKS) */
const BREAKS = /("(?:[^"\\]|\\[^])*"?|'[^']*'?|\\[^]?|[^\s"'\\><=;|&(:])+|[><=;|&(:]+/g;

function completingOf(line: LineSoFar, before: string): Completing {
  const text = before.slice(line.commandFrom);
  const words: string[] = text.match(BREAKS) ?? [];
  if (/\s$/.test(text) || words.length === 0) words.push('');
  const position = words.length - 1;
  const last = lastPart(line);
  return {
    command: line.lead[0] ?? line.word,
    word: last,
    previous: words[position - 1] ?? '',
    line: text,
    point: text.length,
    key: TAB,
    words,
    position,
  };
}

/** What of the word is completed: a part of it, where something stands in it that separates. */
function lastPart({ raw, quote }: LineSoFar): string {
  if (quote !== '') return raw.slice(raw.lastIndexOf(quote) + 1);
  return raw.slice(raw.search(/[^=:><;|&(]*$/));
}

export function askedLine(asked: AskedCompletion, sight: Sight, usual: () => Completion): Completion {
  const { before, from, typed, options, areFiles } = asked;
  const distinct = [...new Set(asked.found)];
  const found = options.has('nosort') ? distinct : distinct.sort();
  const [first, ...others] = found;
  if (first === undefined)
    return options.has('default') || options.has('bashdefault') ? usual() : noCompletion(before);
  const written = (text: string): string =>
    areFiles && !options.has('noquote') ? quoteFileName(text) : text;
  if (others.length === 0) {
    const behind = areFiles && isDirectory(first, sight) ? '/' : options.has('nospace') ? '' : ' ';
    return { from, text: written(first) + behind, candidates: [] };
  }
  const common = commonStart(found);
  const text =
    common.length > typed.length || !typed.startsWith(common) ? written(common) : before.slice(from);
  const listed = areFiles
    ? found.map((path) => path.slice(path.lastIndexOf('/', path.length - 2) + 1))
    : found;
  return { from, text: common === '' ? before.slice(from) : text, candidates: listed };
}

function isDirectory(path: string, sight: Sight): boolean {
  const slash = path.lastIndexOf('/') + 1;
  const files = sight.list(slash === 0 ? '.' : path.slice(0, slash));
  return files.some(({ name, kind }) => name === path.slice(slash) && kind === 'directory');
}

function commonStart([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
