// In which lines do two files, or the files of two directories, differ? diff(1) of GNU diffutils

import { changesBetween } from './changes.ts';
import { compilePattern } from '../../bash/expand/pattern.ts';
import { compileRegex, Regex } from '../../libc/regex/regex.ts';
import { matches } from '../../bash/expand/match.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { quotef, readInput } from '../../libc/coreutils.ts';
import { leftOutOption } from '../../libc/left-out-option.ts';
import { DIFF_USAGE, DIFF_VERSION } from './usage.ts';
import { failed } from '../../program.ts';
import { fileType } from '../../libc/file-type.ts';
import { forEd, forRcs, normal, sideBySide, unified, withContext } from './formats.ts';
import { notAvailable } from '../../libc/left-out-option.ts';
import { folded, functionLine, isIgnored, tabbed, tabsExpanded } from './lines.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { linesOf } from '../../libc/read.ts';
import { program } from '../../libc/process.ts';
import { strftime } from '../../libc/calendar.ts';
import type { Change } from './changes.ts';
import type { Pattern } from '../../bash/expand/pattern.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Stat } from '../../sys.ts';
import type { SideBySide } from './formats.ts';
import type { LineSettings } from './lines.ts';
import type { Text } from './formats.ts';

const OPTIONS = [
  ['', 'normal'], ['q', 'brief'], ['s', 'report-identical-files'], ['c', ''], ['C', '', 'required'], ['', 'context', 'optional'],
  ['u', ''], ['U', '', 'required'], ['', 'unified', 'optional'], ['e', 'ed'], ['y', 'side-by-side'], ['W', 'width', 'required'],
  ['', 'left-column'], ['', 'suppress-common-lines'], ['', 'label', 'required'], ['r', 'recursive'], ['N', 'new-file'],
  ['x', 'exclude', 'required'], ['i', 'ignore-case'], ['E', 'ignore-tab-expansion'], ['Z', 'ignore-trailing-space'],
  ['b', 'ignore-space-change'], ['w', 'ignore-all-space'], ['B', 'ignore-blank-lines'], ['a', 'text'], ['', 'strip-trailing-cr'],
  ['p', 'show-c-function'], ['F', 'show-function-line', 'required'], ['I', 'ignore-matching-lines', 'required'], ['n', 'rcs'],
  ['t', 'expand-tabs'], ['T', 'initial-tab'], ['', 'tabsize', 'required'], ['X', 'exclude-from', 'required'], ['H', 'speed-large-files'],
  ['', 'horizon-lines', 'required'], ['', 'color', 'optional'], ['', 'no-dereference'], ['d', 'minimal'], ['v', 'version'], ['', 'help'],
] as const; // prettier-ignore

const [SAME, DIFFERENT, TROUBLE] = [0, 1, 2];
const USUAL_CONTEXT = 3;
const USUAL_WIDTH = 130;
const USUAL_TAB = 8;

interface Settings extends LineSettings {
  readonly style: 'normal' | 'context' | 'unified' | 'ed' | 'rcs' | 'side' | 'brief';
  readonly context: number;
  readonly labels: readonly string[];
  readonly width: number;
  readonly excluded: readonly Pattern[];
  /** As the command is told before the files of directories. */
  readonly switches: string;
  readonly colored: boolean;
}

export const diff = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* trouble(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const values = (key: string): readonly string[] =>
    line.options.filter((option) => option.key === key).map((option) => option.value ?? '');
  if (has('help') || has('v')) {
    process.print(has('help') ? DIFF_USAGE.replaceAll('$NAME', () => process.name) : DIFF_VERSION);
    return SAME;
  }
  const color = line.options.findLast(({ key }) => key === 'color');
  const colorWord = color === undefined ? 'never' : (color.value ?? 'auto');
  if (!['never', 'auto', 'always'].includes(colorWord))
    return yield* trouble(process, `invalid color '${colorWord}'`);
  const leftOut = has('no-dereference') ? '--no-dereference' : null;
  if (leftOut !== null) {
    yield* process.error(notAvailable(leftOut));
    return TROUBLE;
  }
  const colored =
    colorWord === 'always' ||
    (colorWord === 'auto' && process.env.get('TERM') !== 'dumb' && (yield* process.sys.isatty(1)));
  const lengths = line.options.flatMap(({ key, value }) => (['U', 'C', 'unified', 'context'].includes(key) && value !== null ? [value] : [])); // prettier-ignore
  const bad = lengths.find((text) => !/^\d+$/.test(text));
  if (bad !== undefined) return yield* trouble(process, `invalid context length '${bad}'`);
  const styles = line.options.map(({ key }) => styleOf(key)).filter((style) => style !== null);
  if (new Set(styles.filter((style) => style !== 'brief')).size > 1)
    return yield* trouble(process, 'conflicting output style options');
  const expressions = (key: string): readonly (Regex | RegexProblem)[] =>
    values(key).map((text) => compileRegex(text, 'basic'));
  const functions = [...expressions('F'), ...(has('p') ? [compileRegex('^[[:alpha:]$_]', 'basic')] : [])];
  const ignored = expressions('I');
  for (const key of ['F', 'I']) {
    const at = expressions(key).findIndex((each) => each instanceof RegexProblem);
    const found = expressions(key)[at];
    if (found instanceof RegexProblem) {
      const message = found.message.startsWith('Unmatched [') ? 'Invalid regular expression' : found.message;
      yield* process.error(`${values(key)[at] ?? ''}: ${message}`);
      return TROUBLE;
    }
  }
  const excluded = [...values('x')];
  for (const file of values('X')) {
    const text = yield* readInput(process.sys, file);
    if (failed(text)) {
      yield* process.error(quotef(file), text);
      return TROUBLE;
    }
    excluded.push(...linesOf(text).filter((pattern) => pattern !== ''));
  }
  const [first, second, extra] = line.operands;
  if (first === undefined || second === undefined)
    return yield* trouble(process, `missing operand after '${process.args.at(-1) ?? process.name}'`);
  if (extra !== undefined) return yield* trouble(process, `extra operand '${extra}'`);
  return yield* compare(process, first, second, {
    style: has('q') ? 'brief' : (styles.at(-1) ?? (has('p') ? 'context' : 'normal')),
    functions: functions.filter((each) => each instanceof Regex),
    ignored: ignored.filter((each) => each instanceof Regex),
    tabSize: Math.max(1, Number(values('tabsize').at(-1) ?? USUAL_TAB)),
    context: Number(lengths.at(-1) ?? USUAL_CONTEXT),
    has,
    labels: values('label'),
    width: Number(values('W').at(-1) ?? USUAL_WIDTH),
    excluded: excluded.map((pattern) => compilePattern(pattern, false)),
    colored,
    switches: process.args.filter((arg) => arg.startsWith('-') && arg !== '-').join(' '),
  });
});

function styleOf(key: string): Settings['style'] | null {
  switch (key) {
    case 'c': case 'C': case 'context': return 'context';
    case 'u': case 'U': case 'unified': return 'unified';
    case 'e': return 'ed';
    case 'n': return 'rcs';
    case 'y': return 'side';
    case 'q': return 'brief';
    case 'normal': return 'normal';
    default: return null;
  }
} // prettier-ignore

/** --color: what is gone in red, what came in green, places in cyan, names in bold. */
function painted(text: string, { colored, style }: Settings): string {
  if (!colored) return text;
  const paint = (code: string, line: string): string => `\x1b[${code}m${line}\x1b[0m`;
  return text.replace(/^.+$/gm, (line, at: number) => {
    const first = line.charAt(0);
    const isHead = at === 0 || (style !== 'normal' && /^(---|\+\+\+|\*\*\*) .*\t/.test(line));
    if (style === 'unified') {
      if (isHead) return paint('1', line);
      if (line.startsWith('@@')) return paint('36', line);
      return first === '-' ? paint('31', line) : first === '+' ? paint('32', line) : line;
    }
    if (style !== 'normal') return line;
    return first === '<'
      ? paint('31', line)
      : first === '>'
        ? paint('32', line)
        : /^\d/.test(line)
          ? paint('36', line)
          : line;
  });
}

function* trouble(process: Process, problem: string): Coroutine<number> {
  const leftOut = leftOutOption(problem, DIFF_USAGE);
  yield* process.error(leftOut ?? problem);
  if (leftOut === null) yield* process.error(`Try '${process.name} --help' for more information.`);
  return TROUBLE;
}

/** A file beside a directory is compared with the file of its name there. */
function* compare(process: Process, first: string, second: string, settings: Settings): Coroutine<number> {
  const [a, b] = [yield* statOf(process, first), yield* statOf(process, second)];
  const missing = settings.has('N');
  for (const [name, stat] of [
    [first, a],
    [second, b],
  ] as const) {
    if (!failed(stat) || (missing && stat.errno === 'ENOENT' && !(failed(a) && failed(b)))) continue;
    yield* process.error(quotef(name), stat);
    if (name === second || !failed(b)) return TROUBLE;
  }
  if (failed(a) && failed(b)) return TROUBLE;
  const kinds = [a, b].map((stat) => (failed(stat) ? null : stat.kind));
  if (kinds[0] === 'directory' && kinds[1] === 'directory')
    return yield* compareDirectories(process, first, second, settings);
  if (kinds[0] === 'directory' && kinds[1] !== null)
    return yield* compare(process, `${first.replace(/\/$/, '')}/${baseName(second)}`, second, settings);
  if (kinds[1] === 'directory' && kinds[0] !== null)
    return yield* compare(process, first, `${second.replace(/\/$/, '')}/${baseName(first)}`, settings);
  return yield* compareFiles(
    process,
    [first, second],
    [failed(a) ? null : a, failed(b) ? null : b],
    settings,
  );
}

function* statOf({ sys }: Process, name: string) {
  return name === '-' ? yield* sys.fstat(0) : yield* sys.stat(name);
}

function baseName(path: string): string {
  return path.replace(/\/+$/, '').replace(/^.*\//, '');
}

/** Names of both directories, in their order. */
function* compareDirectories(
  process: Process,
  first: string,
  second: string,
  settings: Settings,
): Coroutine<number> {
  const names = new Set<string>();
  const there: ReadonlySet<string>[] = [];
  for (const directory of [first, second]) {
    const entries = yield* process.sys.readdir(directory);
    if (failed(entries)) {
      yield* process.error(quotef(directory), entries);
      return TROUBLE;
    }
    const kept = entries
      .map(({ name }) => name)
      .filter((name) => !settings.excluded.some((pattern) => matches(pattern, name)));
    there.push(new Set(kept));
    for (const name of kept) names.add(name);
  }
  let status = SAME;
  for (const name of [...names].sort()) {
    const [left, right] = [joined(first, name), joined(second, name)];
    const [inFirst, inSecond] = [there[0]?.has(name) === true, there[1]?.has(name) === true];
    if ((!inFirst || !inSecond) && !settings.has('N')) {
      process.printLine(`Only in ${inFirst ? first : second}: ${name}`);
      status = Math.max(status, DIFFERENT);
      continue;
    }
    status = Math.max(status, yield* compareEntry(process, left, right, settings));
    yield* process.settle();
  }
  return status;
}

function joined(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

function* compareEntry(process: Process, left: string, right: string, settings: Settings): Coroutine<number> {
  const [a, b] = [yield* process.sys.stat(left), yield* process.sys.stat(right)];
  const [isA, isB] = [!failed(a) && a.kind === 'directory', !failed(b) && b.kind === 'directory'];
  if (isA && isB) {
    if (settings.has('r')) return yield* compareDirectories(process, left, right, settings);
    process.printLine(`Common subdirectories: ${left} and ${right}`);
    return SAME;
  }
  if (isA !== isB && !failed(a) && !failed(b)) {
    process.printLine(`File ${left} is a ${fileType(a)} while file ${right} is a ${fileType(b)}`);
    return DIFFERENT;
  }
  const heading = `diff${settings.switches === '' ? '' : ` ${settings.switches}`} ${quotef(left)} ${quotef(right)}\n`;
  return yield* compareFiles(
    process,
    [left, right],
    [failed(a) ? null : a, failed(b) ? null : b],
    settings,
    heading,
  );
}

function* compareFiles(
  process: Process,
  names: readonly [string, string],
  stats: readonly [Stat | null, Stat | null],
  settings: Settings,
  heading = '',
): Coroutine<number> {
  const texts: Text[] = [];
  for (const [index, name] of names.entries()) {
    const text = stats[index] === null ? '' : yield* readInput(process.sys, name);
    if (failed(text)) {
      yield* process.error(quotef(name), text);
      return TROUBLE;
    }
    texts.push({ lines: linesOf(text), open: text !== '' && !text.endsWith('\n') });
  }
  const [a, b] = texts;
  if (a === undefined || b === undefined) return TROUBLE;
  const { has } = settings;
  const key = (text: Text): readonly string[] =>
    text.lines.map((each, at) => folded(each, has) + (text.open && at === text.lines.length - 1 ? '\0' : ''));
  const changes = changesBetween(key(a), key(b));
  const isTold = ({ oldFrom, oldTo, newFrom, newTo }: Change): boolean =>
    ![...a.lines.slice(oldFrom, oldTo), ...b.lines.slice(newFrom, newTo)].every((each) => isIgnored(each, settings)); // prettier-ignore
  const told = changes.filter(isTold);
  if (told.length === 0) {
    if (has('s')) process.printLine(`Files ${names[0]} and ${names[1]} are identical`);
    else if (settings.style === 'side') process.print(sideBySide(a, b, [], side(settings)));
    return SAME;
  }
  if (settings.style === 'brief' || (isBinary(a, b) && !has('a'))) {
    const what = settings.style === 'brief' ? 'Files' : 'Binary files';
    process.printLine(`${what} ${names[0]} and ${names[1]} differ`);
    return settings.style === 'brief' ? DIFFERENT : TROUBLE;
  }
  process.print(heading);
  switch (settings.style) {
    case 'normal':
      process.print(tabbed(painted(normal(a, b, told), settings), settings, 2));
      break;
    case 'ed':
      process.print(forEd(b, told));
      break;
    case 'rcs':
      process.print(forRcs(b, told));
      break;
    case 'side':
      process.print(sideBySide(a, b, told, side(settings)));
      break;
    case 'unified':
    case 'context': {
      const [old, now] = settings.style === 'unified' ? ['---', '+++'] : ['***', '---'];
      const head = [old, now].map((mark, index) => {
        const label =
          settings.labels[index] ?? `${quotef(names[index] ?? '')}\t${timeOf(stats[index] ?? null)}`;
        return `${mark ?? ''} ${label}\n`;
      });
      const write = settings.style === 'unified' ? unified : withContext;
      const body = tabbed(
        write(a, b, told, settings.context, (from) => functionLine(a, from, settings)),
        settings,
        settings.style === 'unified' ? 1 : 2,
      );
      if (settings.colored && settings.style === 'context') {
        yield* process.error('colours of -c are not available in the lab');
        return TROUBLE;
      }
      process.print(
        settings.colored
          ? head.map((each) => `\x1b[1m${each.trimEnd()}\x1b[0m\n`).join('') +
              painted(`\n${body}`, settings).slice(1)
          : head.join('') + body,
      );
    }
  }
  return DIFFERENT;
}

function side({ width, has, tabSize }: Settings): SideBySide {
  const tab = has('t') ? 1 : tabSize;
  const text = (line: string): string => (has('t') ? tabsExpanded(line, tabSize) : line);
  return { width, leftColumn: has('left-column'), suppressCommon: has('suppress-common-lines'), tab, text };
}

function timeOf(stat: Stat | null): string {
  return strftime('%Y-%m-%d %H:%M:%S.%N %z', stat?.mtime ?? 0);
}

/** A NUL says that it is no text. */
function isBinary(...texts: readonly Text[]): boolean {
  return texts.some(({ lines }) => lines.some((each) => each.includes('\0')));
}
