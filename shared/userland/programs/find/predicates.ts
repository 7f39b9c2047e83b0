// What does each predicate of find(1) ask for, and what is wrong with its argument?

import { applyMode } from '../../libc/modes.ts';
import { compilePattern } from '../../bash/expand/pattern.ts';
import { failed } from '../../program.ts';
import { FindProblem, NoBirthTime } from './expression.ts';
import { momentOf, newerLetters } from './moments.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { regexOf, regexTypeOf } from './regex-types.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Comparison, Options, Test } from './expression.ts';
import type { Coroutine } from '../../program.ts';
import type { Outputs } from './outputs.ts';
import type { ReadPredicate } from './parser.ts';
import type { Stat, Sys } from '../../sys.ts';
import type { Users } from '../../libc/users.ts';

const [MINUTE, DAY] = [60, 86_400];
const TYPE_LETTERS = 'bcdpflsD';
const UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 1_048_576, G: 1_073_741_824 }; // prettier-ignore
/** What the real program has besides (fidelity: find). */
const LEFT_OUT = ['-context', '-files0-from'];
/** They hold for all of an expression, wherever they stand. */
const GLOBAL = ['-maxdepth', '-mindepth', '-depth', '-xdev', '-mount', '-noleaf'];
const WITHOUT_EFFECT = ['-noleaf', '-warn', '-nowarn', '-ignore_readdir_race', '-noignore_readdir_race'];

interface Surroundings {
  readonly outputs: Outputs;
  readonly sys: Sys;
  readonly users: Users;
  readonly options: Options;
  /** quote() of gnulib. */
  readonly quote: (text: string) => string;
  /** Said to who sits at a terminal. */
  readonly warn: (text: string) => Coroutine<void>;
}

export function predicateReader(around: Surroundings): ReadPredicate {
  const { sys, users, options, quote } = around;
  return function* (name, next, first): Coroutine<Test | null> {
    const argument = (): string => {
      const value = next();
      if (value === null) throw new FindProblem(`missing argument to \`${name}'`);
      return value;
    };
    const named = function* (file: string): Coroutine<Stat> {
      const found = yield* options.follow === 'never' ? sys.lstat(file) : sys.stat(file);
      if (failed(found)) throw new FindProblem(`${quote(file)}: ${strerror(found.errno)}`);
      return found;
    };
    const ignoreCase = name.startsWith('-i');
    if (GLOBAL.includes(name) && first !== null)
      yield* around.warn(`you have specified the global option ${name} after the argument ${first}, but global options are not positional, i.e., ${name} affects tests specified before it as well as those specified after it.  Please specify global options before other arguments.`);
    if (name === '-d')
      yield* around.warn('the -d option is deprecated; please use -depth instead, because the latter is a POSIX-compliant feature.');
    switch (name) {
      case '-maxdepth': options.maxDepth = depth(name, argument(), quote); return null;
      case '-mindepth': options.minDepth = depth(name, argument(), quote); return null;
      case '-depth': case '-d': options.depthFirst = true; return null;
      case '-xdev': case '-mount': options.oneFileSystem = true; return null;
      case '-follow': options.follow = 'always'; return null;
      case '-true': case '-false': case '-empty': case '-nouser': case '-nogroup': case '-prune': case '-quit':
        // The name without its dash is one of the tests listed.
        return { test: name.slice(1) } as Test;
      case '-delete': options.depthFirst = true; return { test: 'delete' };
      case '-name': case '-iname': {
        const pattern = argument();
        if (/\/./.test(pattern) || /.\//.test(pattern))
          yield* around.warn(`${quote(name)} matches against basenames only, but the given pattern contains a directory separator (${quote('/')}), thus the expression will evaluate to false all the time.  Did you mean ${quote(name.replace('name', 'wholename'))}?`);
        return { test: 'name', ignoreCase, pattern: patternOf(pattern, ignoreCase) };
      }
      case '-path': case '-wholename': case '-ipath': case '-iwholename': return { test: 'path', ignoreCase, pattern: patternOf(argument(), ignoreCase) };
      case '-lname': case '-ilname': return { test: 'lname', ignoreCase, pattern: patternOf(argument(), ignoreCase) };
      case '-type': case '-xtype': return { test: name === '-type' ? 'type' : 'xtype', kinds: kindsOf(name, argument()) };
      case '-user': return { test: 'uid', is: exactly(idOf(argument(), (text) => users.byName(text)?.uid, (text) => `${quote(text)} is not the name of a known user`)) };
      case '-group': return { test: 'gid', is: exactly(idOf(argument(), (text) => users.group(text)?.gid, (text) => `${quote(text)} is not the name of an existing group`)) };
      case '-uid': case '-gid': case '-links': case '-inum': case '-used':
        return { test: comparedOf(name), is: comparisonOf(name, argument()) };
      case '-amin': case '-cmin': case '-mmin': case '-atime': case '-ctime': case '-mtime':
        return { test: 'age', is: comparisonOf(name, argument()), unit: name.endsWith('min') ? MINUTE : DAY, fromDayEnd: options.dayStart };
      case '-daystart': options.dayStart = true; return null;
      case '-regextype': options.regexType = regexTypeOf(argument(), quote); return null;
      case '-regex': case '-iregex': return { test: 'regex', regex: regexOf(argument(), options.regexType, ignoreCase) };
      case '-samefile': return { test: 'samefile', as: yield* named(argument()) };
      case '-fstype': return { test: 'fstype', type: argument() };
      case '-print': case '-print0': case '-ls': return { test: printing(name.slice(1)), to: null };
      case '-fprint': case '-fprint0': case '-fls': return { test: printing(name.slice(2)), to: yield* around.outputs.open(argument()) };
      case '-fprintf': {
        const file = argument();
        const format = next();
        if (format === null) throw new FindProblem(`invalid argument \`${file}' to \`${name}'`);
        return { test: 'printf', to: yield* around.outputs.open(file), format };
      }
      case '-size': return sizeOf(argument());
      case '-perm': return permOf(argument(), quote);
      case '-readable': return { test: 'access', mode: 'R_OK' };
      case '-writable': return { test: 'access', mode: 'W_OK' };
      case '-executable': return { test: 'access', mode: 'X_OK' };
      case '-printf': return { test: 'printf', format: argument(), to: null };
      case '-newer': case '-anewer': case '-cnewer': return { test: 'newer', than: (yield* named(argument())).mtime };
      case '-exec': case '-ok': case '-execdir': case '-okdir': return commandOf(name, next, quote);
      default: {
        const newer = newerLetters(name);
        if (newer?.own === 'B' || newer?.other === 'B') throw new NoBirthTime(name);
        if (newer !== null) {
          const text = argument();
          const than = newer.other === 't' ? momentOf(text, yield* readNow(sys), quote) : (yield* named(text)).mtime;
          return { test: 'newer', than };
        }
        if (/^-newer../.test(name)) throw new FindProblem(`invalid predicate \`${name}'`);
        if (WITHOUT_EFFECT.includes(name)) return null;
        throw new FindProblem(LEFT_OUT.includes(name) ? `the predicate \`${name}' is not available in the lab` : `unknown predicate \`${name}'`);
      }
    }
  }; // prettier-ignore
}

function depth(name: string, text: string, quote: (text: string) => string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new FindProblem(`Expected a positive decimal integer argument to ${name}, but got ${quote(text)}`);
}

function patternOf(text: string, ignoreCase: boolean) {
  return compilePattern(ignoreCase ? text.toLowerCase() : text, false);
}

function kindsOf(name: string, text: string): readonly string[] {
  const kinds = text.split(',');
  for (const kind of kinds) {
    if (kind === '' || !TYPE_LETTERS.includes(kind.charAt(0)))
      throw new FindProblem(`Unknown argument to ${name}: ${kind.charAt(0)}`);
    if (kind.length > 1) throw new FindProblem(`Must separate multiple arguments to ${name} using: ','`);
  }
  return kinds;
}

function exactly(value: number): Comparison {
  return { sign: 'exactly', value };
}

function idOf(
  text: string,
  byName: (text: string) => number | undefined,
  wrong: (text: string) => string,
): number {
  const id = byName(text) ?? (/^\d+$/.test(text) ? Number(text) : undefined);
  if (id === undefined) throw new FindProblem(wrong(text));
  return id;
}

function comparedOf(name: string): 'uid' | 'gid' | 'links' | 'inum' | 'used' {
  switch (name) {
    case '-uid':
      return 'uid';
    case '-gid':
      return 'gid';
    case '-links':
      return 'links';
    case '-inum':
      return 'inum';
    default:
      return 'used';
  }
}

function printing(name: string): 'print' | 'print0' | 'ls' {
  return name === 'print0' || name === 'ls' ? name : 'print';
}

function comparison(text: string): Comparison | null {
  const [, sign, digits] = /^([-+]?)(\d+)$/.exec(text) ?? [];
  if (digits === undefined) return null;
  return { sign: sign === '+' ? 'more' : sign === '-' ? 'less' : 'exactly', value: Number(digits) };
}

function comparisonOf(name: string, text: string): Comparison {
  const is = comparison(text);
  if (is === null) throw new FindProblem(`invalid argument \`${text}' to \`${name}'`);
  return is;
}

function sizeOf(text: string): Test {
  const letter = /[^\d]$/.exec(text)?.[0] ?? 'b';
  const unit = UNITS[letter];
  if (unit === undefined) throw new FindProblem(`invalid -size type \`${letter}'`);
  const is = comparison(text.replace(/[bcwkMG]$/, ''));
  if (is === null) throw new FindProblem(`Invalid argument \`${text}' to -size`);
  return { test: 'size', is, unit };
}

function permOf(text: string, quote: (text: string) => string): Test {
  const how = text.startsWith('-') ? 'all' : text.startsWith('/') ? 'any' : 'exactly';
  const mode = applyMode(how === 'exactly' ? text : text.slice(1), 0, false, 0);
  if (mode === null) throw new FindProblem(`invalid mode ${quote(text)}`);
  return { test: 'perm', mode, how };
}

/** Up to the ;, or to a + after {}. */
function commandOf(name: string, next: () => string | null, quote: (text: string) => string): Test {
  const words: string[] = [];
  const inPlace = name.endsWith('dir');
  for (let word = next(); word !== null; word = next()) {
    if (word === ';') {
      if (words.length === 0) break;
      return { test: 'exec', command: words, asks: name.startsWith('-ok'), inPlace };
    }
    if (
      word === '+' &&
      name.startsWith('-exec') &&
      words.length > 0 &&
      words.at(-1)?.includes('{}') === true
    ) {
      const file = words.at(-1) ?? '';
      if (file !== '{}')
        throw new FindProblem(`In ${quote(`${name} ... {} +`)} the ${quote('{}')} must appear by itself, but you specified ${quote(file)}`); // prettier-ignore
      if (words.length === 1) break;
      if (words.slice(0, -1).some((known) => known.includes('{}')))
        throw new FindProblem(`Only one instance of {} is supported with ${name} ... +`);
      return { test: 'execMany', command: words.slice(0, -1), inPlace, files: [] };
    }
    words.push(word);
  }
  throw new FindProblem(`missing argument to \`${name}'`);
}
