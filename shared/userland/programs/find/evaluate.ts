// Is an expression of find(1) true of a file, and what is done to it on the way?

import { failed } from '../../program.ts';
import { formatFile } from './format.ts';
import { matches } from '../../bash/expand/match.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { isAgreed, runCommand } from './run-command.ts';
import { baseName, typeLetter } from './visited.ts';
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

const [MINUTE, DAY] = [60, 86_400];
/** More files than this make another command line. */
const MOST_FILES = 4096;

export function* evaluate(search: Search, expression: Expression, file: Visited): Coroutine<boolean> {
  switch (expression.kind) {
    case 'test':
      return yield* holds(search, expression.test, file);
    case 'not':
      return !(yield* evaluate(search, expression.of, file));
    case 'and':
      return (yield* evaluate(search, expression.left, file)) && (yield* evaluate(search, expression.right, file)); // prettier-ignore
    case 'or':
      return (yield* evaluate(search, expression.left, file)) || (yield* evaluate(search, expression.right, file)); // prettier-ignore
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
    case 'mmin': return compare(test.is, Math.floor(((yield* readNow(sys)) - stat.mtime) / MINUTE));
    case 'mtime': return compare(test.is, Math.floor(((yield* readNow(sys)) - stat.mtime) / DAY));
    case 'newer': return stat.mtime > test.than.mtime;
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
    case 'print': process.printLine(path); yield* process.settle(); return true;
    case 'print0': process.print(`${path}\0`); return true;
    case 'printf': process.print(yield* formatFile(search, test.format, file)); yield* process.settle(); return true;
    case 'delete': return yield* remove(search, file);
    case 'exec': {
      if (test.asks && !(yield* isAgreed(process, test.command[0] ?? '', path))) return false;
      const status = yield* runCommand(search, test.command.map((word) => word.replaceAll('{}', () => path)), test.asks);
      return status === 0;
    }
    case 'execMany':
      test.files.push(path);
      if (test.files.length >= MOST_FILES) yield* runGathered(search, test);
      return true;
  }
} // prettier-ignore

/** -exec COMMAND {} +: with all that have gathered. That it fails shows in the end. */
export function* runGathered(search: Search, test: Extract<Test, { test: 'execMany' }>): Coroutine<void> {
  if (test.files.length === 0) return;
  const files = test.files.splice(0);
  if ((yield* runCommand(search, [...test.command, ...files], false)) !== 0) search.status = 1;
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
