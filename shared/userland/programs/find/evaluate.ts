// Is an expression of find(1) true of a file, and what is done to it on the way?

import { failed } from '../../program.ts';
import { fileSystemOf, formatFile } from './format.ts';
import { listingOf } from './listing.ts';
import { matchesWhole } from './regex-types.ts';
import { printTo } from './outputs.ts';
import { matches } from '../../bash/expand/match.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { isAgreed, runCommand } from './run-command.ts';
import { baseName, directoryOf, typeLetter } from './visited.ts';
import type { Comparison, Expression, Test } from './expression.ts';
import type { Coroutine } from '../../program.ts';
import type { Pattern } from '../../bash/expand/pattern.ts';
import type { Process } from '../../libc/process.ts';
import type { Users } from '../../libc/users.ts';
import type { Visited } from './visited.ts';

/** What goes on between the files. */
export interface Search {
  readonly process: Process;
  readonly users: Users;
  readonly quote: (text: string) => string;
  status: number;
  pruned: boolean;
  quits: boolean;
}

const DAY = 86_400;
/** More files than this make another command line. */
const MOST_FILES = 4096;

export function* evaluate(search: Search, expression: Expression, file: Visited): Coroutine<boolean> {
  switch (expression.kind) {
    case 'test':
      return yield* holds(search, expression.test, file);
    case 'not':
      return !(yield* evaluate(search, expression.of, file));
    case 'and':
      return (yield* evaluate(search, expression.left, file)) && !search.quits && (yield* evaluate(search, expression.right, file)); // prettier-ignore
    case 'or':
      return (yield* evaluate(search, expression.left, file)) || (!search.quits && (yield* evaluate(search, expression.right, file))); // prettier-ignore
    case 'comma':
      yield* evaluate(search, expression.left, file);
      return yield* evaluate(search, expression.right, file);
  }
}

function* holds(search: Search, test: Test, file: Visited): Coroutine<boolean> {
  const { process, users } = search;
  const { sys } = process;
  const { path, stat } = file;
  switch (test.test) {
    case 'true': return true;
    case 'false': return false;
    case 'name': return fits(test.pattern, baseName(path), test.ignoreCase);
    case 'path': return fits(test.pattern, path, test.ignoreCase);
    case 'lname': {
      const target = stat.kind === 'symlink' ? yield* sys.readlink(path) : null;
      return target !== null && !failed(target) && fits(test.pattern, target, test.ignoreCase);
    }
    case 'type': return test.kinds.includes(typeLetter(stat));
    case 'xtype': {
      const behind = yield* sys.stat(path);
      return test.kinds.includes(failed(behind) ? 'l' : typeLetter(behind));
    }
    case 'uid': return compare(test.is, stat.uid);
    case 'gid': return compare(test.is, stat.gid);
    case 'links': return compare(test.is, stat.nlink);
    case 'inum': return compare(test.is, stat.ino);
    case 'size': return compare(test.is, Math.ceil(stat.size / test.unit));
    case 'used': return isUsedAtOnce(test.is);
    case 'age': {
      const now = yield* readNow(sys);
      const until = test.fromDayEnd ? (Math.floor(now / DAY) + 1) * DAY : now;
      return compare(test.is, Math.floor((until - stat.mtime) / test.unit));
    }
    case 'newer': return stat.mtime > test.than;
    case 'regex': return matchesWhole(test.regex, path);
    case 'samefile': return stat.ino === test.as.ino && stat.dev === test.as.dev;
    case 'fstype': return (yield* fileSystemOf(search, file)) === test.type;
    case 'perm': return hasMode(stat.mode & 0o7777, test.mode, test.how);
    case 'nouser': return users.byUid(stat.uid) === undefined;
    case 'nogroup': return users.group(stat.gid) === undefined;
    case 'access': return !failed(yield* sys.access(path, test.mode));
    case 'empty': {
      if (stat.kind === 'file') return stat.size === 0;
      const entries = stat.kind === 'directory' ? yield* sys.readdir(path) : null;
      return entries !== null && !failed(entries) && entries.length === 0;
    }
    case 'prune': search.pruned = true; return true;
    case 'quit': search.quits = true; return true;
    case 'print': yield* printTo(process, test.to, `${path}\n`); return true;
    case 'print0': yield* printTo(process, test.to, `${path}\0`); return true;
    case 'ls': yield* printTo(process, test.to, `${yield* listingOf(search, file)}\n`); return true;
    case 'printf': yield* printTo(process, test.to, yield* formatFile(search, test.format, file)); return true;
    case 'delete': return yield* remove(search, file);
    case 'exec': {
      if (test.asks && !(yield* isAgreed(process, test.command[0] ?? '', path))) return false;
      const name = test.inPlace ? `./${baseName(path)}` : path;
      const command = test.command.map((word) => word.replaceAll('{}', () => name));
      return (yield* runCommand(search, command, test.asks, test.inPlace ? directoryOf(path) : null)) === 0;
    }
    case 'execMany':
      if (test.inPlace && directoryOf(test.files[0] ?? path) !== directoryOf(path)) yield* runGathered(search, test);
      test.files.push(path);
      if (test.files.length >= MOST_FILES) yield* runGathered(search, test);
      return true;
  }
} // prettier-ignore

/** -exec COMMAND {} +: with all that have gathered. That it fails shows in the end. */
export function* runGathered(search: Search, test: Extract<Test, { test: 'execMany' }>): Coroutine<void> {
  if (test.files.length === 0) return;
  const files = test.files.splice(0);
  const names = test.inPlace ? files.map((path) => `./${baseName(path)}`) : files;
  const place = test.inPlace ? directoryOf(files[0] ?? '.') : null;
  if ((yield* runCommand(search, [...test.command, ...names], false, place)) !== 0) search.status = 1;
}

function* remove(search: Search, { path, stat }: Visited): Coroutine<boolean> {
  // the directory one stands in has no name that could be taken away
  if (path === '.') return true;
  const { sys } = search.process;
  const removed = yield* stat.kind === 'directory' ? sys.rmdir(path) : sys.unlink(path);
  if (!failed(removed)) return true;
  yield* search.process.error(`cannot delete ${search.quote(path)}`, removed);
  search.status = 1;
  return false;
}

function fits(pattern: Pattern, text: string, ignoreCase: boolean): boolean {
  return matches(pattern, ignoreCase ? text.toLowerCase() : text);
}

/** Days between a change and a use; here they are the same moment (fidelity: times). */
function isUsedAtOnce({ sign, value }: Comparison): boolean {
  return sign === 'exactly' ? value === 1 : sign === 'less' && value > 0;
}

function compare({ sign, value }: Comparison, actual: number): boolean {
  switch (sign) {
    case 'exactly':
      return actual === value;
    case 'more':
      return actual > value;
    case 'less':
      return actual < value;
  }
}

function hasMode(actual: number, mode: number, how: 'exactly' | 'all' | 'any'): boolean {
  switch (how) {
    case 'exactly':
      return actual === mode;
    case 'all':
      return (actual & mode) === mode;
    case 'any':
      return mode === 0 || (actual & mode) !== 0;
  }
}
