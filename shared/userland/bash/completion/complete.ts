// What does Tab make of a line in this shell? (readline(3), complete; bash: bashline.c)

import type { Completion, SeenFile, Sight } from '../../completion.ts';
import { noCompletion } from '../../completion.ts';
import { quoteFileName } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { askedLine, specificationFor } from './asked.ts';
import { kindsOf, wordsOf } from './candidates.ts';
import { lineSoFar } from './line-so-far.ts';
import type { LineSoFar, Quote } from './line-so-far.ts';

/** A way to go on. */
interface Way {
  /** The whole word, or the last part of a path. */
  readonly name: string;
  /** As it is listed. */
  readonly listed: string;
  /** Goes behind it where it is the only one: a slash, a blank, a brace, nothing. */
  readonly behind: string;
}

/** What is replaced, what was typed of it, and in how many ways it can go on. */
interface Ways {
  readonly from: number;
  readonly typed: string;
  readonly quote: Quote;
  readonly ways: readonly Way[];
}

const BLANK = ' ';

export function completeLine(shell: Shell, before: string, sight: Sight): Completion {
  const line = lineSoFar(before);
  const usual = (): Completion => completeAsUsual(shell, before, line, sight);
  if (shell.askedCompletion?.before === before) return askedLine(shell.askedCompletion, sight, usual);
  return specificationFor(shell, line) === null ? usual() : { ...noCompletion(before), asks: true };
}

function completeAsUsual(shell: Shell, before: string, line: LineSoFar, sight: Sight): Completion {
  const usual = waysFor(shell, line, sight);
  const fits = usual.ways.some(({ name }) => name.startsWith(usual.typed));
  const { from, typed, quote, ways } = fits || !isCommand(line) ? usual : fileForCommand(shell, line, sight);
  const found = sorted(ways.filter(({ name }) => name.startsWith(typed)));
  const [first, ...others] = found;
  if (first === undefined) return noCompletion(before);
  if (others.length === 0) {
    const closed = first.behind === BLANK ? quote : '';
    return { from, text: `${quoted(first.name, quote)}${closed}${first.behind}`, candidates: [] };
  }
  const common = sameStart(found.map(({ name }) => name));
  const text = common === typed ? before.slice(from) : quoted(common, quote);
  return { from, text, candidates: found.map(({ listed }) => listed) };
}

function waysFor(shell: Shell, line: LineSoFar, sight: Sight): Ways {
  const { from, raw, word, quote, lead, redirected } = line;
  const variable = quote === "'" ? null : /\$(\{?)(\w*)$/.exec(raw);
  if (variable !== null) return variableWays(shell, from + raw.length, quote, variable, sight);
  if (/^~[^/]*$/.test(raw)) return userWays(line, shell, sight);
  // Behind these a path begins in the middle of a word: PATH=/usr/bin:/b, --mount-proc=/p.
  const begin = quote === '' ? raw.search(/[^=:]*$/) : 0;
  if (begin > 0) return pathWays(shell, part(line, begin), sight, () => true);
  const kinds = redirected ? (['file'] as const) : kindsOf(word, lead);
  const [kind] = kinds;
  if (kind === undefined) return { from, typed: word, quote, ways: [] };
  if (word.includes('/') || kind === 'file' || kind === 'directory')
    return pathWays(shell, line, sight, (file) => suits(kind, file));
  const ways = kinds.flatMap((each) => wordsOf(each, word, shell, sight)).map(wordWay);
  return { from: from + (quote === '' ? 0 : 1), typed: word, quote, ways };
}

function isCommand({ word, lead, redirected }: LineSoFar): boolean {
  return !redirected && kindsOf(word, lead)[0] === 'command';
}

/** Where no command begins so, a directory may, and else any file. (bash_ignore_filenames) */
function fileForCommand(shell: Shell, line: LineSoFar, sight: Sight): Ways {
  const files = pathWays(shell, line, sight, () => true);
  const directories = pathWays(shell, line, sight, isDirectoryKind);
  return directories.ways.some(({ name }) => name.startsWith(directories.typed)) ? directories : files;
}

function wordWay(name: string): Way {
  return { name, listed: name, behind: BLANK };
}

/** The end of the word, from an index on, as a word of its own. Precondition: no quotes are open. */
function part(line: LineSoFar, begin: number): LineSoFar {
  const raw = line.raw.slice(begin);
  return { ...line, ...lineSoFar(raw), from: line.from + begin, lead: line.lead };
}

/** A variable that names a directory gets a slash, any other a blank; braces and quotes are closed before it. */
function variableWays(
  shell: Shell,
  end: number,
  quote: Quote,
  [, brace = '', name = '']: RegExpExecArray,
  sight: Sight,
): Ways {
  const closing = brace === '' ? '' : '}';
  const ways = shell.variables.names().map((each) => ({
    name: each,
    listed: `$${brace}${each}${closing}`,
    behind: `${closing}${quote}${isDirectory(shell.variables.text(each) ?? '', sight) ? '/' : BLANK}`,
  }));
  return { from: end - name.length, typed: name, quote: '', ways };
}

function isDirectory(path: string, sight: Sight): boolean {
  if (path === '/' || !path.startsWith('/')) return path === '/';
  const [, parent = '', name = ''] = /^(.*\/)([^/]+)\/*$/.exec(path) ?? [];
  return sight.list(parent).some((file) => file.name === name && isDirectoryKind(file));
}

function userWays({ from, raw }: LineSoFar, shell: Shell, sight: Sight): Ways {
  const ways = wordsOf('user', '', shell, sight).map((name) => ({
    name: `~${name}`,
    listed: `~${name}`,
    behind: '/',
  }));
  // The tilde is not to be quoted: what is replaced begins behind it.
  const names = ways.map((way) => ({ ...way, name: way.name.slice(1) }));
  return { from: from + 1, typed: raw.slice(1), quote: '', ways: names };
}

/** The last part of a path is completed; what stands before it stays as it was typed. */
function pathWays(
  shell: Shell,
  { from, raw, word, quote }: LineSoFar,
  sight: Sight,
  suitable: (file: SeenFile) => boolean,
): Ways {
  const typed = word.slice(word.lastIndexOf('/') + 1);
  const slash = raw.lastIndexOf('/') + 1;
  const directory = word.slice(0, word.length - typed.length);
  const opening = slash === 0 && quote !== '' && raw.startsWith(quote) ? 1 : 0;
  // Quotes that were opened and closed within the last part: only a line that was typed for it would do it justice.
  if (quote === '' && /["']/.test(raw.slice(slash))) return { from, typed, quote, ways: [] };
  const files = sight.list(directory === '' ? '.' : meant(shell, directory, raw, sight));
  const ways = files
    .filter((file) => suitable(file) && (typed.startsWith('.') || !file.name.startsWith('.')))
    .map((file) => fileWay(file, typed));
  return { from: from + Math.max(slash, opening), typed, quote, ways };
}

function fileWay({ name, kind }: SeenFile, typed: string): Way {
  if (kind === 'directory') return { name, listed: `${name}/`, behind: '/' };
  // mark-symlinked-directories is off: the slash comes with a Tab of its own.
  if (kind === 'link-to-directory') return { name, listed: name, behind: name === typed ? '/' : '' };
  return { name, listed: name, behind: BLANK };
}

function suits(kind: string, file: SeenFile): boolean {
  if (kind === 'directory') return isDirectoryKind(file);
  return kind !== 'command' || isDirectoryKind(file) || file.kind === 'executable';
}

function isDirectoryKind({ kind }: SeenFile): boolean {
  return kind === 'directory' || kind === 'link-to-directory';
}

/** The directory with its tilde and its variables read, where those are not quoted. */
function meant(shell: Shell, directory: string, raw: string, sight: Sight): string {
  const tilde = /^~([^/]*)/.exec(raw);
  const home = tilde === null ? null : homeOf(shell, tilde[1] ?? '', sight);
  const path = home === null ? directory : home + directory.slice(tilde?.[0].length ?? 0);
  if (raw.includes("'") || raw.includes('\\$')) return path;
  return path.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => shell.variables.text(name) ?? whole);
}

function homeOf(shell: Shell, user: string, sight: Sight): string | null {
  if (user === '') return shell.variables.text('HOME');
  const line = sight.read('/etc/passwd').split('\n').find((each) => each.startsWith(`${user}:`)); // prettier-ignore
  return line?.split(':')[5] ?? null;
}

function quoted(text: string, quote: Quote): string {
  switch (quote) {
    case '':
      return quoteFileName(text);
    case "'":
      return text.replaceAll("'", "'\\''");
    case '"':
      return text.replace(/[\\"$`]/g, '\\$&');
  }
}

/** Each name once. */
function sorted(ways: readonly Way[]): readonly Way[] {
  const byName = new Map(ways.map((way) => [way.name, way]));
  return [...byName.values()].sort((a, b) => byNumberThenText(a.name, b.name));
}

function byNumberThenText(a: string, b: string): number {
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : 0;
  if (numbers !== 0) return numbers;
  return a < b ? -1 : a > b ? 1 : 0;
}

function sameStart([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
