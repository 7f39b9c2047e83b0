// Which lines match? grep(1), and egrep and fgrep, which are grep -E and grep -F

import { appendAll } from '../../libc/exhaustion.ts';
import { CaughtSignals } from '../../libc/caught-signals.ts';
import { closeInput, openInput } from '../../libc/coreutils.ts';
import { compileMatcher } from './matcher.ts';
import { failed } from '../../program.ts';
import { LineReader, linesOf, readFile } from '../../libc/read.ts';
import { GREP_HELP, GREP_VERSION } from './usage.ts';
import { program } from '../../libc/process.ts';
import { readSettings } from './settings.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { walkFiles } from '../../libc/walk.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { GrepSettings } from './settings.ts';
import type { Matcher, PatternKind } from './matcher.ts';
import type { Process } from '../../libc/process.ts';

const USAGE = 'Usage: grep [OPTION]... PATTERNS [FILE]...\n';
/** egrep and fgrep run it under its own name. */
const NAME = 'grep';
const ERROR = 2;

export const grep = program((process) => run(process, 'basic'));
export const egrep = program((process) => run(process, 'extended'));
export const fgrep = program((process) => run(process, 'fixed'));

function* run(process: Process, kind: PatternKind): Coroutine<number> {
  const line = readSettings(process.args, kind);
  switch (line.kind) {
    case 'help':
      process.print(GREP_HELP);
      return 0;
    case 'version':
      process.print(GREP_VERSION);
      return 0;
    case 'usage':
      if (line.problem !== null) yield* process.eprint(`${NAME}: ${line.problem}\n`);
      yield* process.eprint(`${USAGE}Try '${NAME} --help' for more information.\n`);
      return ERROR;
    case 'refused':
      yield* process.error(line.message);
      return ERROR;
    case 'run':
      yield* new CaughtSignals(process.sys).catch(['SIGSEGV']);
      return yield* search(process, line.settings);
  }
}

/** A SIGSEGV that somebody sent ended a read: its handler is there to tell of a stack that is used up. */
function* giveUp(process: Process): Coroutine<void> {
  yield* process.error('program error');
  yield* process.sys.kill(yield* process.sys.getpid(), 'SIGABRT');
}

function* search(process: Process, settings: GrepSettings): Coroutine<number> {
  const patterns = [...settings.patterns];
  for (const file of settings.patternFiles) {
    const text = yield* readFile(process.sys, file);
    if (failed(text)) {
      yield* process.error(file, text);
      return ERROR;
    }
    appendAll(patterns, linesOf(text));
  }
  const { letters } = settings;
  const matcher = compileMatcher(patterns, {
    kind: settings.kind,
    ignoreCase: letters.has('i') || letters.has('y'),
    words: letters.has('w'),
    wholeLine: letters.has('x'),
  });
  if (matcher instanceof RegexProblem) {
    yield* process.error(matcher.message);
    return ERROR;
  }
  return yield* searchFiles(process, settings, matcher);
}

function* searchFiles(process: Process, settings: GrepSettings, matcher: Matcher): Coroutine<number> {
  const { letters } = settings;
  const recursive = letters.has('r') || letters.has('R');
  const implied = recursive && settings.files.length === 0;
  const operands = settings.files.length > 0 ? settings.files : [recursive ? '.' : '-'];
  const files = recursive ? yield* walkFiles(process.sys, operands) : operands;
  const named = !letters.has('h') && (letters.has('H') || recursive || operands.length > 1);
  let status = 1;
  let troubled = false;
  for (const file of files) {
    const name = implied ? file.replace(/^\.\//, '') : file;
    const searched = yield* searchFile(
      process,
      file,
      new LinePrinter(settings, named ? (name === '-' ? '(standard input)' : name) : null),
      settings,
      matcher,
    );
    if (failed(searched)) {
      if (searched.errno === 'EINTR') yield* giveUp(process);
      troubled = true;
      if (!letters.has('s'))
        yield* process.error(
          searched.errno === 'EISDIR' ? `${name}: Is a directory` : name,
          searched.errno === 'EISDIR' ? undefined : searched,
        );
    } else if (searched) {
      status = 0;
      if (letters.has('q') || letters.has('silent')) return 0;
    }
  }
  return troubled ? ERROR : status;
}

/** Whether a line was selected. */
function* searchFile(
  process: Process,
  file: string,
  printer: LinePrinter,
  settings: GrepSettings,
  matcher: Matcher,
): Coroutine<boolean | Failure> {
  const { letters, maxCount } = settings;
  const fd = yield* openInput(process.sys, file);
  if (failed(fd)) return fd;
  const reader = new LineReader(process.sys, fd);
  const quiet = ['q', 'silent', 'l', 'L'].some((letter) => letters.has(letter));
  let selected = 0;
  while (selected < maxCount) {
    const line = yield* reader.next();
    if (failed(line)) {
      yield* closeInput(process.sys, fd);
      return line;
    }
    if (line === null) break;
    const isSelected = (matcher.find(line) !== null) !== letters.has('v');
    if (isSelected) selected += 1;
    if (isSelected && quiet) break;
    if (!quiet && !letters.has('c')) process.print(printer.line(line, isSelected, matcher));
    yield* process.settle();
  }
  yield* closeInput(process.sys, fd);
  if (letters.has('c') && !quiet) process.printLine(`${printer.prefix}${selected}`);
  const name = file === '-' ? '(standard input)' : file;
  if (letters.has('l') ? selected > 0 : letters.has('L') && selected === 0) process.printLine(name);
  return letters.has('L') ? selected === 0 : selected > 0;
}

/** Puts the name and the number in front of lines, and shows the lines around the selected ones. */
class LinePrinter {
  readonly prefix: string;
  readonly #settings: GrepSettings;
  readonly #name: string | null;
  #number = 0;
  #offset = 0;
  #before: { readonly number: number; readonly offset: number; readonly line: string }[] = [];
  #afterLeft = 0;
  #lastPrinted = 0;

  constructor(settings: GrepSettings, name: string | null) {
    this.#settings = settings;
    this.#name = name;
    this.prefix = name === null ? '' : `${name}:`;
  }

  line(line: string, isSelected: boolean, matcher: Matcher): string {
    const { before, after, letters } = this.#settings;
    this.#number += 1;
    const place = { number: this.#number, offset: this.#offset, line };
    this.#offset += line.length + 1;
    if (isSelected) {
      const leading = this.#before;
      this.#before = [];
      this.#afterLeft = after;
      const first = leading[0]?.number ?? place.number;
      const gap =
        (before > 0 || after > 0) && this.#lastPrinted > 0 && first > this.#lastPrinted + 1 ? '--\n' : '';
      this.#lastPrinted = place.number;
      const own = letters.has('o')
        ? letters.has('v')
          ? ''
          : this.#matches(place, matcher)
        : this.#printed(place, ':');
      return gap + leading.map((earlier) => this.#printed(earlier, '-')).join('') + own;
    }
    if (this.#afterLeft > 0) {
      this.#afterLeft -= 1;
      this.#lastPrinted = place.number;
      return letters.has('o') ? '' : this.#printed(place, '-');
    }
    if (before > 0) this.#before = [...this.#before, place].slice(-before);
    return '';
  }

  #printed(
    { number, offset, line }: { readonly number: number; readonly offset: number; readonly line: string },
    mark: ':' | '-',
  ): string {
    const { letters } = this.#settings;
    const name = this.#name === null ? '' : `${this.#name}${mark}`;
    return `${name}${letters.has('n') ? `${number}${mark}` : ''}${letters.has('b') ? `${offset}${mark}` : ''}${line}\n`;
  }

  #matches(
    { number, offset, line }: { readonly number: number; readonly offset: number; readonly line: string },
    matcher: Matcher,
  ): string {
    let out = '';
    for (let from = 0; from <= line.length;) {
      const found = matcher.find(line, from);
      if (found === null) break;
      const text = line.slice(found.start, found.end);
      if (text !== '') out += this.#printed({ number, offset: offset + found.start, line: text }, ':');
      from = Math.max(found.end, found.start + 1);
    }
    return out;
  }
}
