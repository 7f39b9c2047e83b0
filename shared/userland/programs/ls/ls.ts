// What is in a directory? ls(1), and dir(1), which is ls -C

import { columns, commaSeparated } from './layout.ts';
import { blocksOf, indicator, longLines } from './entry.ts';
import { isColorTerminal, LsColors } from './colors.ts';
import { FORMAT_WORDS, indicatorsOf, quotingOf, wrongWord } from './words.ts';
import { shownNames } from './quoting.ts';
import type { Format, Indicators } from './words.ts';
import { compareVersions } from '../../libc/version-compare.ts';
import { compilePattern } from '../../bash/expand/pattern.ts';
import { matches } from '../../bash/expand/match.ts';
import { coreutil, quote, quoteaf, tryHelp } from '../../libc/coreutils.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { readUsers } from '../../libc/users.ts';
import { screenColumns, UNLIMITED } from '../../libc/screen.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Entry, LongView } from './entry.ts';
import type { Pattern } from '../../bash/expand/pattern.ts';
import type { QuotingStyle } from './quoting.ts';
import type { Process } from '../../libc/process.ts';
import type { Stat } from '../../sys.ts';

const OPTIONS = [
  ['a', 'all'], ['A', 'almost-all'], ['C', ''], ['d', 'directory'], ['f', ''], ['F', 'classify', 'optional', 'none'], ['g', ''],
  ['G', 'no-group'], ['h', 'human-readable'], ['i', 'inode'], ['l', ''], ['L', 'dereference'], ['m', ''], ['n', 'numeric-uid-gid'],
  ['N', 'literal'], ['o', ''], ['p', ''], ['q', 'hide-control-chars'], ['', 'show-control-chars'], ['b', 'escape'], ['B', 'ignore-backups'], ['I', 'ignore', 'required'], ['', 'hide', 'required'],
  ['', 'quoting-style', 'required'], ['', 'indicator-style', 'required'], ['', 'file-type'], ['', 'format', 'required'], ['', 'zero'], ['H', 'dereference-command-line'],
  ['c', ''], ['u', ''], ['', 'time', 'required'], ['k', 'kibibytes'], ['X', ''], ['Q', 'quote-name'], ['r', 'reverse'], ['R', 'recursive'],
  ['s', 'size'], ['S', ''], ['t', ''], ['U', ''], ['v', ''], ['w', 'width', 'required'], ['x', ''], ['1', ''],
  ['', 'color', 'optional'], ['', 'group-directories-first'], ['', 'sort', 'required'], ['', 'full-time'], ['', 'time-style', 'required'], ['', 'author'], ['', 'si'],
] as const; // prettier-ignore

const STDOUT = 1;
/** Something named on the command line could not be shown. */
const SERIOUS = 2;
const MINOR = 1;

interface Style {
  readonly keys: ReadonlySet<string>;
  readonly format: Format;
  readonly sort: 'name' | 'time' | 'size' | 'version' | 'extension' | 'none';
  readonly quoting: QuotingStyle;
  readonly hidesControls: boolean;
  readonly indicators: Indicators;
  readonly colors: LsColors | null;
  /** -I and -B, and --hide, which -a and -A overrule. */
  readonly ignored: readonly Pattern[];
  readonly hidden: readonly Pattern[];
  readonly ending: '\n' | '\0';
  readonly screen: number;
  readonly long: LongView;
}

export const ls = coreutil('ls', (process) => list(process, null));
export const dir = coreutil('dir', (process) => list(process, 'columns'));

function* list(process: Process, format: Format | null): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem, SERIOUS);
  const wrong = wrongWord(line.options);
  if (wrong !== null) {
    const list = wrong.words
      .map((row) => `\n  - ${row.map((word) => quote(process, word)).join(', ')}`)
      .join('');
    yield* process.error(
      `invalid argument ${quote(process, wrong.word)} for ${quote(process, wrong.option)}\nValid arguments are:${list}`,
    );
    return yield* tryHelp(process, null, MINOR);
  }
  const style = yield* chosenStyle(process, line.options, format);
  const lister = new Lister(process, style);
  yield* lister.operands(line.operands.length > 0 ? line.operands : ['.'], line.operands.length > 0);
  return lister.status;
}

function* chosenStyle(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
  preset: Format | null,
): Coroutine<Style> {
  const keys = new Set(options.map((option) => option.key));
  const onTerminal = yield* process.sys.isatty(STDOUT);
  const formats: Readonly<Record<string, Format>> = { l: 'long', g: 'long', n: 'long', o: 'long', C: 'columns', x: 'across', m: 'commas', '1': 'one' }; // prettier-ignore
  let format = preset ?? (onTerminal ? 'columns' : 'one');
  let sort: Style['sort'] = 'name';
  let width: number | null = null;
  for (const { key, value } of options) {
    const next =
      key === 'full-time'
        ? 'long'
        : key === 'format'
          ? FORMAT_WORDS[value ?? '']
          : key === 'zero'
            ? 'one'
            : formats[key];
    // -1 changes nothing in the long format
    if (next !== undefined && !(next === 'one' && format === 'long')) format = next;
    if (key === 't' || (key === 'sort' && value === 'time')) sort = 'time';
    else if (key === 'S' || (key === 'sort' && value === 'size')) sort = 'size';
    else if (key === 'U' || key === 'f' || (key === 'sort' && value === 'none')) sort = 'none';
    else if (key === 'v' || (key === 'sort' && value === 'version')) sort = 'version';
    else if (key === 'X' || (key === 'sort' && value === 'extension')) sort = 'extension';
    else if (key === 'w') width = Number(value);
  }
  const wide = yield* screenColumns(process);
  const quoting = quotingOf(options, process.env.get('QUOTING_STYLE'), onTerminal);
  const colorWord = options.findLast(({ key }) => key === 'color');
  const wantsColor =
    colorWord !== undefined &&
    (/^(always|yes|force)$/.test(colorWord.value ?? 'always') ||
      (/^(auto|tty|if-tty)$/.test(colorWord.value ?? 'always') && onTerminal));
  const setting = process.env.get('LS_COLORS');
  const colors =
    wantsColor && (setting !== undefined || isColorTerminal(process.env.get('TERM')))
      ? new LsColors(setting ?? '')
      : null;
  const globs = (...names: readonly string[]): readonly Pattern[] =>
    options.flatMap(({ key, value }) => (names.includes(key) ? [compilePattern(value ?? '', false)] : []));
  return {
    keys,
    format,
    sort,
    quoting,
    hidesControls: options.findLast(({ key }) => key === 'q' || key === 'show-control-chars')?.key === 'q',
    indicators: indicatorsOf(options),
    colors,
    ignored: [...globs('I'), ...(keys.has('B') ? [compilePattern('*~', false)] : [])],
    hidden: globs('hide'),
    ending: keys.has('zero') ? '\0' : '\n',
    screen: width ?? (wide === UNLIMITED ? 80 : wide),
    long: {
      quoting,
      users: yield* readUsers(process.sys),
      now: yield* readNow(process.sys),
      numeric: keys.has('n'),
      showOwner: !keys.has('g'),
      showGroup: !keys.has('o') && !keys.has('G'),
      human: keys.has('h'),
      si: options.findLast(({ key }) => key === 'h' || key === 'si')?.key === 'si',
      showAuthor: keys.has('author'),
      timeStyle: timeStyle(options),
      inode: keys.has('i'),
      blocks: keys.has('s'),
    },
  };
}

/** The last of --full-time and --time-style. */
function timeStyle(options: readonly { readonly key: string; readonly value: string | null }[]): string {
  const last = options.findLast(({ key }) => key === 'full-time' || key === 'time-style');
  if (last === undefined) return 'locale';
  return last.key === 'full-time' ? 'full-iso' : (last.value ?? 'locale').replace(/^posix-/, '');
}

class Lister {
  status = 0;
  readonly #process: Process;
  readonly #style: Style;
  #printedAnything = false;

  constructor(process: Process, style: Style) {
    this.#process = process;
    this.#style = style;
  }

  /** Files first, then what is in each directory. */
  *operands(names: readonly string[], named: boolean): Coroutine<void> {
    const files: Entry[] = [];
    // without operands nobody looks at the directory before it is opened
    const here = !named && !this.#style.keys.has('d');
    const directories: string[] = here ? [...names] : [];
    for (const name of here ? [] : this.#sorted(yield* this.#statAll(names))) {
      if (name.stat?.kind === 'directory' && !this.#style.keys.has('d')) directories.push(name.name);
      else files.push(name);
    }
    if (files.length > 0) {
      this.#process.print(this.#formatted(files));
      this.#printedAnything = true;
    }
    const headed =
      directories.length > 1 || files.length > 0 || this.#style.keys.has('R') || (named && names.length > 1);
    for (const directory of directories) yield* this.#directory(directory, headed);
  }

  *#statAll(names: readonly string[]): Coroutine<readonly Entry[]> {
    const entries: Entry[] = [];
    for (const name of names) {
      const stat = yield* this.#stat(name, true);
      if (failed(stat)) {
        yield* this.#complain(`cannot access ${quoteaf(name)}`, stat, SERIOUS);
        continue;
      }
      entries.push({ name, stat, target: yield* this.#target(name, stat, true) });
    }
    return entries;
  }

  /** A link on the command line is followed unless it is shown as such. */
  *#stat(path: string, isOperand: boolean): Coroutine<Stat | Failure> {
    const { keys, format } = this.#style;
    const { sys } = this.#process;
    if (keys.has('L') || (isOperand && keys.has('H'))) return yield* sys.stat(path);
    if (isOperand && format !== 'long' && !keys.has('d') && this.#style.indicators !== 'classify') {
      const followed = yield* sys.stat(path);
      const needsOwn = failed(followed) ? followed.errno === 'ENOENT' : followed.kind !== 'directory';
      return needsOwn ? yield* sys.lstat(path) : followed;
    }
    return yield* sys.lstat(path);
  }

  *#target(path: string, stat: Stat, isOperand: boolean): Coroutine<string | null> {
    if (this.#style.format !== 'long' || stat.kind !== 'symlink') return null;
    const target = yield* this.#process.sys.readlink(path);
    if (!failed(target)) return target;
    yield* this.#complain(`cannot read symbolic link ${quoteaf(path)}`, target, isOperand ? SERIOUS : MINOR);
    return null;
  }

  *#directory(path: string, headed: boolean): Coroutine<void> {
    const { sys } = this.#process;
    // It stays open while its names are looked at: in /proc/self/fd one of them is it.
    const held = yield* sys.open(path, ['O_RDONLY', 'O_CLOEXEC', 'O_DIRECTORY']);
    const entries = failed(held) ? held : yield* sys.readdir(held);
    if (failed(entries)) {
      if (!failed(held)) yield* sys.close(held);
      yield* this.#complain(
        `cannot open directory ${quoteaf(path)}`,
        entries,
        this.#printedAnything ? MINOR : SERIOUS,
      );
      return;
    }
    const { keys, format } = this.#style;
    const dots = keys.has('a') || keys.has('f') ? ['.', '..'] : [];
    const names = [...dots, ...entries.map((entry) => entry.name)].filter((name) => this.#isShown(name));
    const shown: Entry[] = [];
    for (const name of names) shown.push(yield* this.#entry(path, name));
    if (!failed(held)) yield* sys.close(held);
    if (headed) this.#process.print(`${this.#printedAnything ? '\n' : ''}${path}:\n`);
    this.#printedAnything = true;
    const sorted = this.#sorted(shown);
    if (format === 'long' || keys.has('s')) {
      const blocks = sorted.reduce((sum, { stat }) => sum + (stat === null ? 0 : blocksOf(stat)), 0);
      this.#process.printLine(`total ${blocks}`);
    }
    this.#process.print(this.#formatted(sorted));
    if (!keys.has('R')) return;
    for (const { name, stat } of sorted) {
      if (stat?.kind === 'directory' && name !== '.' && name !== '..')
        yield* this.#directory(`${path.replace(/(.)\/$/, '$1')}${path === '/' ? '' : '/'}${name}`, true);
    }
  }

  #isShown(name: string): boolean {
    const { keys } = this.#style;
    const fits = (patterns: readonly Pattern[]): boolean =>
      patterns.some((pattern) => matches(pattern, name));
    if (fits(this.#style.ignored)) return false;
    if (keys.has('a') || keys.has('f') || keys.has('A')) return true;
    return !name.startsWith('.') && !fits(this.#style.hidden);
  }

  *#entry(directory: string, name: string): Coroutine<Entry> {
    const { keys, format, sort } = this.#style;
    const needsStat = format === 'long' || sort === 'time' || sort === 'size' || this.#style.indicators !== 'none' || this.#style.colors !== null || ['i', 's', 'R', 'group-directories-first'].some((key) => keys.has(key)); // prettier-ignore
    if (!needsStat) return { name, stat: null, target: null };
    const path = join(directory, name);
    const stat = yield* this.#stat(path, false);
    if (!failed(stat)) return { name, stat, target: yield* this.#target(path, stat, false) };
    yield* this.#complain(`cannot access ${quoteaf(path)}`, stat, MINOR);
    return { name, stat: null, target: null };
  }

  /** Order: by name, by time or size with the name as tie-break, or as the directory has them. */
  #sorted(entries: readonly Entry[]): readonly Entry[] {
    const { sort, keys } = this.#style;
    const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    const ordered = [...entries];
    if (sort === 'name') ordered.sort(byName);
    if (sort === 'version') ordered.sort((a, b) => compareVersions(a.name, b.name) || byName(a, b));
    if (sort === 'extension')
      ordered.sort((a, b) =>
        extension(a) < extension(b) ? -1 : extension(a) > extension(b) ? 1 : byName(a, b),
      );
    if (sort === 'time') ordered.sort((a, b) => (b.stat?.mtime ?? 0) - (a.stat?.mtime ?? 0) || byName(a, b));
    if (sort === 'size') ordered.sort((a, b) => (b.stat?.size ?? 0) - (a.stat?.size ?? 0) || byName(a, b));
    if (keys.has('r') && sort !== 'none') ordered.reverse();
    if (!keys.has('group-directories-first')) return ordered;
    const isDirectory = (entry: Entry): boolean => entry.stat?.kind === 'directory';
    return [...ordered.filter(isDirectory), ...ordered.filter((entry) => !isDirectory(entry))];
  }

  #formatted(entries: readonly Entry[]): string {
    const { format, quoting, screen, long } = this.#style;
    const aligned = format !== 'one' && format !== 'commas';
    const plain = shownNames(
      entries.map((entry) => entry.name),
      quoting,
      aligned,
      this.#style.hidesControls,
    );
    const marked = plain.map((name, index) => {
      const entry = entries[index];
      if (entry === undefined) return name;
      const { colors, indicators } = this.#style;
      const painted = colors?.paint(name, entry.name, entry.stat, false) ?? name;
      return indicators === 'none' ? painted : painted + indicator(entry, indicators);
    });
    if (format === 'long')
      return longLines(entries, marked, long)
        .map((text) => text + this.#style.ending)
        .join('');
    const names = this.#prefixed(entries, marked);
    if (names.length === 0) return '';
    if (format === 'one') return names.map((name) => name + this.#style.ending).join('');
    if (format === 'commas') return commaSeparated(names, screen);
    return columns(names, screen, format === 'across');
  }

  /** -i and -s put numbers in front, one as wide as the other. */
  #prefixed(entries: readonly Entry[], names: readonly string[]): readonly string[] {
    const { keys } = this.#style;
    const column = (value: (stat: Stat) => number): readonly string[] => {
      const texts = entries.map(({ stat }) => (stat === null ? '?' : String(value(stat))));
      const width = texts.reduce((most, text) => Math.max(most, text.length), 0);
      return texts.map((text) => `${text.padStart(width)} `);
    };
    const inodes = keys.has('i') ? column((stat) => stat.ino) : [];
    const blocks = keys.has('s') ? column(blocksOf) : [];
    return names.map((name, index) => (inodes[index] ?? '') + (blocks[index] ?? '') + name);
  }

  *#complain(message: string, failure: Failure, status: number): Coroutine<void> {
    yield* this.#process.error(message, failure);
    this.status = Math.max(this.status, status);
  }
}

function join(directory: string, name: string): string {
  if (directory === '.') return name;
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

function extension({ name }: Entry): string {
  const at = name.lastIndexOf('.');
  return at < 0 ? '' : name.slice(at);
}
