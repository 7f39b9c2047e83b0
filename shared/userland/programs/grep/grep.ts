// Which lines match? grep(1), and egrep and fgrep, which are grep -E and grep -F

import { appendAll } from '../../libc/exhaustion.ts';
import { CaughtSignals } from '../../libc/caught-signals.ts';
import { compilePattern } from '../../bash/expand/pattern.ts';
import { matches } from '../../bash/expand/match.ts';
import { closeInput, openInput, quote } from '../../libc/coreutils.ts';
import { compileMatcher } from './matcher.ts';
import { Colors } from './colors.ts';
import { failed } from '../../program.ts';
import { leftOutOption } from '../../libc/left-out-option.ts';
import { LinePrinter } from './line-printer.ts';
import { LineReader, linesOf, readFile } from '../../libc/read.ts';
import { GREP_HELP, GREP_VERSION } from './usage.ts';
import { program } from '../../libc/process.ts';
import { readSettings } from './settings.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { walkFiles } from '../../libc/walk.ts';
import type { Coroutine, Failure, Program } from '../../program.ts';
import type { GrepSettings } from './settings.ts';
import type { Matcher, PatternKind } from './matcher.ts';
import type { Process } from '../../libc/process.ts';

const USAGE = 'Usage: grep [OPTION]... PATTERNS [FILE]...\n';
const NAME = 'grep';
const ERROR = 2;
const STDOUT = 1;

export const grep = program((process) => run(process, 'grep'));
/** They are scripts that run grep. */
export const egrep: Program = (context) =>
  grep({ ...context, argv: ['grep', '-E', ...context.argv.slice(1)] });
export const fgrep: Program = (context) =>
  grep({ ...context, argv: ['grep', '-F', ...context.argv.slice(1)] });

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
      if (line.problem !== null) {
        const leftOut = leftOutOption(line.problem, GREP_HELP);
        yield* process.eprint(`${NAME}: ${leftOut ?? line.problem}\n`);
        if (leftOut !== null) return ERROR;
      }
      yield* process.eprint(`${USAGE}Try '${NAME} --help' for more information.\n`);
      return ERROR;
    case 'unknownDirectories': {
      const words = ['read', 'recurse', 'skip'].map((word) => `\n  - ${quote(process, word)}`).join('');
      yield* process.error(`invalid argument ${quote(process, line.word)} for ${quote(process, '--directories')}\nValid arguments are:${words}`); // prettier-ignore
      yield* process.eprint(`${USAGE}Try '${NAME} --help' for more information.\n`);
      return ERROR;
    }
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
  for (const warning of matcher.warnings) yield* process.error(`warning: ${warning}`);
  return yield* searchFiles(process, settings, matcher);
}

function* searchFiles(process: Process, settings: GrepSettings, matcher: Matcher): Coroutine<number> {
  const { letters, label } = settings;
  const recursive = settings.directories === 'recurse';
  const implied = recursive && settings.files.length === 0;
  const operands = settings.files.length > 0 ? settings.files : [recursive ? '.' : '-'];
  const walked = recursive ? yield* walkFiles(process.sys, operands, (name) => !isLeftOut(settings, name, 'directory')) : operands; // prettier-ignore
  const files = walked.filter((file) => file === '-' || !isLeftOut(settings, file, 'file'));
  // of several last -h and -H counts
  const asked = settings.nameOption;
  const named = asked === 'H' || (asked !== 'h' && (recursive || operands.length > 1));
  const colors = yield* chosenColors(process, settings);
  let status = 1;
  let troubled = false;
  for (const file of files) {
    const name = implied ? file.replace(/^\.\//, '') : file === '-' ? label : file;
    if (settings.directories === 'skip' && (yield* isDirectory(process, file))) continue;
    const printer = new LinePrinter(settings, named ? name : null, colors);
    const searched = yield* searchFile(process, file, name, printer, settings, matcher);
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

/** -I and its kin: a name is compared as it is and without its directories. */
function isLeftOut(settings: GrepSettings, path: string, kind: 'file' | 'directory'): boolean {
  const base = path.replace(/\/+$/, '').replace(/^.*\//, '');
  const fits = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => globFits(pattern, path) || globFits(pattern, base));
  if (kind === 'directory') return fits(settings.excludeDirectories);
  return fits(settings.exclude) || (settings.include.length > 0 && !fits(settings.include));
}

function globFits(glob: string, text: string): boolean {
  return matches(compilePattern(glob, false), text);
}

function* isDirectory({ sys }: Process, file: string): Coroutine<boolean> {
  const stat = file === '-' ? yield* sys.fstat(0) : yield* sys.stat(file);
  return !failed(stat) && stat.kind === 'directory';
}

function* chosenColors(process: Process, { color }: GrepSettings): Coroutine<Colors> {
  const term = process.env.get('TERM');
  const mayColor = term !== undefined && term !== 'dumb';
  const isOn = color === 'always' || (color === 'auto' && mayColor && (yield* process.sys.isatty(STDOUT)));
  if (!isOn) return new Colors(false, '');
  const old = process.env.get('GREP_COLOR');
  if (old !== undefined && old !== '')
    yield* process.error(`warning: GREP_COLOR='${old}' is deprecated; use GREP_COLORS='mt=${old}'`);
  const legacy = old === undefined || old === '' ? '' : `mt=${old}:`;
  return new Colors(true, legacy + (process.env.get('GREP_COLORS') ?? ''));
}

/** Whether a line was selected. */
function* searchFile(
  process: Process,
  file: string,
  name: string,
  printer: LinePrinter,
  settings: GrepSettings,
  matcher: Matcher,
): Coroutine<boolean | Failure> {
  const { letters, maxCount, binaryFiles, lineEnding } = settings;
  const fd = yield* openInput(process.sys, file);
  if (failed(fd)) return fd;
  const reader = new LineReader(process.sys, fd, lineEnding);
  const quiet = ['q', 'silent', 'l', 'L'].some((letter) => letters.has(letter));
  let selected = 0;
  let isBinary = false;
  while (selected < maxCount) {
    const line = yield* reader.next();
    if (failed(line)) {
      yield* closeInput(process.sys, fd);
      return line;
    }
    if (line === null) break;
    // a zero byte anywhere in what was read tells that it is no text
    isBinary ||= binaryFiles !== 'text' && lineEnding === '\n' && reader.sawZeroByte;
    if (isBinary && binaryFiles === 'without-match') break;
    const isSelected = (matcher.find(line) !== null) !== letters.has('v');
    if (isSelected) selected += 1;
    if (isSelected && (quiet || (isBinary && !letters.has('c')))) break;
    if (!quiet && !letters.has('c') && !isBinary) process.print(printer.line(line, isSelected, matcher));
    if (letters.has('line-buffered')) yield* process.flush();
    yield* process.settle();
  }
  yield* closeInput(process.sys, fd);
  if (letters.has('c') && !quiet) process.print(printer.count(selected));
  else if (isBinary && !quiet && selected > 0) process.printLine(`${NAME}: ${name}: binary file matches`);
  if (letters.has('l') ? selected > 0 : letters.has('L') && selected === 0)
    process.print(printer.fileName(name));
  return selected > 0;
}
