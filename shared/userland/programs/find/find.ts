// Which files below a directory fit an expression? find(1) of findutils (fidelity: find).

import { evaluate, runGathered } from './evaluate.ts';
import { ExpressionParser } from './parser.ts';
import { failed } from '../../program.ts';
import { FIND_USAGE, FIND_VERSION } from './usage.ts';
import { FindProblem, NoBirthTime, StrayWord } from './expression.ts';
import { predicateReader } from './predicates.ts';
import { Outputs } from './outputs.ts';
import { program } from '../../libc/process.ts';
import { quote } from '../../libc/coreutils.ts';
import { readUsers } from '../../libc/users.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Expression, Options, Test } from './expression.ts';
import type { Process } from '../../libc/process.ts';
import type { Search } from './evaluate.ts';
import type { Visited } from './visited.ts';
import type { Stat } from '../../sys.ts';

const STDIN = 0;
const ACTIONS: readonly Test['test'][] = ['ls', 'print', 'print0', 'printf', 'exec', 'execMany', 'delete'];
const PRINT: Expression = { kind: 'test', test: { test: 'print', to: null } };

export const find = program(function* (process: Process): Coroutine<number> {
  const asked = process.args.find((arg) => /^--?(help|version)$/.test(arg));
  if (asked !== undefined) {
    process.print(asked.endsWith('help') ? FIND_USAGE : FIND_VERSION);
    return 0;
  }
  const options: Options = { minDepth: 0, maxDepth: Infinity, depthFirst: false, oneFileSystem: false, follow: 'never', regexType: 'emacs', dayStart: false }; // prettier-ignore
  const { operands, words } = splitLine(process.args, options);
  const quoted = (text: string): string => quote(process, text);
  const users = yield* readUsers(process.sys);
  const parser = new ExpressionParser(words, predicateReader({ sys: process.sys, users, options, quote: quoted, outputs: new Outputs(process.sys, quoted), warn: (text) => warnAtTerminal(process, text) })); // prettier-ignore
  let expression: Expression;
  try {
    expression = yield* parser.parse();
  } catch (problem) {
    if (!(problem instanceof FindProblem)) throw problem;
    if (problem instanceof NoBirthTime)
      yield* process.error('This system does not provide a way to find the birth time of a file.');
    yield* process.error(problem.message);
    if (
      problem instanceof StrayWord &&
      parser.last !== null &&
      !failed(yield* process.sys.lstat(problem.word))
    )
      yield* process.error(`possible unquoted pattern after predicate \`${parser.last}'?`);
    return 1;
  }
  const tests = testsOf(expression);
  const unsafe = tests.some((test) => 'inPlace' in test && test.inPlace) ? unsafePath(process, quoted) : null;
  if (unsafe !== null) {
    yield* process.error(unsafe);
    return 1;
  }
  if (tests.some(({ test }) => test === 'delete') && tests.some(({ test }) => test === 'prune') && !words.includes('-depth')) {
    yield* process.error('The -delete action automatically turns on -depth, but -prune does nothing when -depth is in effect.  If you want to carry on anyway, just explicitly use the -depth option.');
    return 1;
  } // prettier-ignore
  if (!tests.some(({ test }) => ACTIONS.includes(test)))
    expression = { kind: 'and', left: expression, right: PRINT };
  const search: Search = { process, users, quote: quoted, status: 0, pruned: false, quits: false };
  const walk = new Walk(search, options, expression);
  for (const operand of operands) yield* walk.start(operand);
  for (const test of tests) if (test.test === 'execMany') yield* runGathered(search, test);
  return search.status;
});

function* warnAtTerminal(process: Process, text: string): Coroutine<void> {
  if (yield* process.sys.isatty(STDIN)) yield* process.error(`warning: ${text}`);
}

/** Where commands run in other directories, PATH must not lead to what is there. */
function unsafePath({ env }: Process, quoted: (text: string) => string): string | null {
  const places = (env.get('PATH') ?? '').split(':');
  if (places.some((place) => place === '' || place === '.'))
    return 'The current directory is included in the PATH environment variable, which is insecure in combination with the -execdir action of find.  Please remove the current directory from your $PATH (that is, remove ".", doubled colons, or leading or trailing colons)'; // prettier-ignore
  const relative = places.find((place) => !place.startsWith('/'));
  return relative === undefined
    ? null
    : `The relative path ${quoted(relative)} is included in the PATH environment variable, which is insecure in combination with the -execdir action of find.  Please remove that entry from $PATH`;
}

/** Options of the program, then paths, then the expression: it begins where a word looks like it. */
function splitLine(
  args: readonly string[],
  options: Options,
): { readonly operands: readonly string[]; readonly words: readonly string[] } {
  let at = 0;
  for (; /^-[HLP]$|^-O\d$/.test(args[at] ?? ''); at += 1) {
    if (args[at] === '-H') options.follow = 'operands';
    else if (args[at] === '-L') options.follow = 'always';
    else if (args[at] === '-P') options.follow = 'never';
  }
  const begins = args.findIndex((arg, index) => index >= at && /^(-[\s\S]+|[(!])$/.test(arg));
  const operands = args.slice(at, begins < 0 ? undefined : begins);
  return { operands: operands.length > 0 ? operands : ['.'], words: begins < 0 ? [] : args.slice(begins) };
}

function testsOf(expression: Expression): readonly Test[] {
  switch (expression.kind) {
    case 'test':
      return [expression.test];
    case 'not':
      return testsOf(expression.of);
    case 'and':
    case 'or':
    case 'comma':
      return [...testsOf(expression.left), ...testsOf(expression.right)];
  }
}

/** A directory whose names are being walked. */
interface Opened {
  readonly file: Visited;
  readonly names: Iterator<string>;
}

class Walk {
  readonly #search: Search;
  readonly #options: Options;
  readonly #expression: Expression;

  constructor(search: Search, options: Options, expression: Expression) {
    this.#search = search;
    this.#options = options;
    this.#expression = expression;
  }

  *start(operand: string): Coroutine<void> {
    const follows = this.#options.follow !== 'never';
    const stat = yield* this.#look(operand, follows);
    if (failed(stat)) yield* this.#complain(operand, stat);
    else yield* this.#walk({ path: operand, operand, depth: 0, stat });
  }

  /**
   * As deep as paths can be long, so with a list of its own in place of the call stack.
   * Order: a directory before what is in it, as the directory lists it, or with -depth after.
   */
  *#walk(start: Visited): Coroutine<void> {
    const opened: Opened[] = [];
    yield* this.#visit(start, opened);
    for (let level = opened.at(-1); level !== undefined && !this.#search.quits; level = opened.at(-1)) {
      const name = level.names.next();
      if (name.done !== true) {
        yield* this.#visitIn(level.file, name.value, opened);
        continue;
      }
      opened.pop();
      if (this.#options.depthFirst) yield* this.#judge(level.file);
    }
  }

  *#visitIn({ path, operand, depth }: Visited, name: string, opened: Opened[]): Coroutine<void> {
    const child = path.endsWith('/') ? path + name : `${path}/${name}`;
    const stat = yield* this.#look(child, this.#options.follow === 'always');
    if (failed(stat)) yield* this.#complain(child, stat);
    else yield* this.#visit({ path: child, operand, depth: depth + 1, stat }, opened);
  }

  /** `opened`: the directories that it is in, outermost first; one to be walked is added to them. */
  *#visit(file: Visited, opened: Opened[]): Coroutine<void> {
    const search = this.#search;
    const { depthFirst, maxDepth, oneFileSystem } = this.#options;
    const { stat } = file;
    search.pruned = false;
    if (!depthFirst) yield* this.#judge(file);
    const outermost = opened[0]?.file.stat;
    const isCrossing = oneFileSystem && outermost !== undefined && outermost.dev !== stat.dev;
    const isOpened = stat.kind === 'directory' && file.depth < maxDepth && !isCrossing;
    const names = isOpened && (depthFirst || !search.pruned) ? yield* this.#list(file, opened) : null;
    if (names !== null) opened.push({ file, names: names.values() });
    else if (depthFirst) yield* this.#judge(file);
  }

  *#judge(file: Visited): Coroutine<void> {
    if (file.depth >= this.#options.minDepth) yield* evaluate(this.#search, this.#expression, file);
  }

  /** Null for a directory that one is in already, or that can't be read. */
  *#list({ path, stat }: Visited, opened: readonly Opened[]): Coroutine<readonly string[] | null> {
    if (this.#search.quits) return null;
    if (opened.some(({ file }) => file.stat.dev === stat.dev && file.stat.ino === stat.ino)) return null;
    const entries = yield* this.#search.process.sys.readdir(path);
    if (!failed(entries)) return entries.map(({ name }) => name);
    yield* this.#complain(path, entries);
    return null;
  }

  /** A link that leads nowhere is itself. */
  *#look(path: string, follows: boolean): Coroutine<Stat | Failure> {
    const { sys } = this.#search.process;
    const behind = follows ? yield* sys.stat(path) : null;
    if (behind !== null && failed(behind) && behind.errno === 'ELOOP') return behind;
    return behind === null || failed(behind) ? yield* sys.lstat(path) : behind;
  }

  *#complain(path: string, failure: Failure): Coroutine<void> {
    yield* this.#search.process.error(this.#search.quote(path), failure);
    this.#search.status = 1;
  }
}
