// Copies, renames and links files. cp(1), mv(1), ln(1)

import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Stat } from '../sys.ts';

const COMMON = [['f', 'force'], ['i', 'interactive'], ['n', 'no-clobber'], ['v', 'verbose'], ['T', 'no-target-directory'], ['t', 'target-directory', 'required']] as const; // prettier-ignore
const CP_OPTIONS = [...COMMON, ['a', 'archive'], ['d', ''], ['p', ''], ['r', 'recursive'], ['R', ''], ['P', 'no-dereference'], ['L', 'dereference'], ['u', 'update']] as const; // prettier-ignore
const LN_OPTIONS = [...COMMON, ['s', 'symbolic'], ['n', 'no-dereference'], ['r', 'relative']] as const;

/** What is done with one source and where it goes. */
type Action = (process: Process, from: string, to: string) => Coroutine<boolean>;

export const cp = coreutil('cp', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, CP_OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (...keys: readonly string[]): boolean =>
    line.options.some((option) => keys.includes(option.key));
  const recursive = has('r', 'R', 'a');
  const action: Action = (_, from, to) => copy(process, from, to, recursive, has('v'));
  return yield* toTargets(process, line.operands, valueOf(line.options, 't'), action);
});

export const mv = coreutil('mv', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, COMMON);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const verbose = line.options.some((option) => option.key === 'v');
  return yield* toTargets(process, line.operands, valueOf(line.options, 't'), function* (_, from, to) {
    const stat = yield* process.sys.lstat(from);
    const moved = failed(stat) ? stat : yield* process.sys.rename(from, to);
    if (failed(moved) && moved.errno === 'EXDEV') return yield* moveAcross(process, from, to, verbose);
    if (!failed(moved)) {
      if (verbose) process.printLine(`renamed ${quoteaf(from)} -> ${quoteaf(to)}`);
      return true;
    }
    yield* process.error(
      failed(stat) ? `cannot stat ${quoteaf(from)}` : `cannot move ${quoteaf(from)} to ${quoteaf(to)}`,
      moved,
    );
    return false;
  });
});

/** To another file system: copied, then removed. */
function* moveAcross(process: Process, from: string, to: string, verbose: boolean): Coroutine<boolean> {
  if (!(yield* copy(process, from, to, true, false))) return false;
  if (verbose) process.printLine(`copied ${quoteaf(from)} -> ${quoteaf(to)}`);
  if (!(yield* removeTree(process, from))) return false;
  if (verbose) process.printLine(`removed ${quoteaf(from)}`);
  return true;
}

function* removeTree(process: Process, path: string): Coroutine<boolean> {
  const { sys } = process;
  const stat = yield* sys.lstat(path);
  const isDirectory = !failed(stat) && stat.kind === 'directory';
  const entries = isDirectory ? yield* sys.readdir(path) : [];
  for (const { name } of failed(entries) ? [] : entries)
    if (!(yield* removeTree(process, `${path}/${name}`))) return false;
  const gone = isDirectory ? yield* sys.rmdir(path) : yield* sys.unlink(path);
  if (!failed(gone)) return true;
  yield* process.error(`cannot remove ${quoteaf(path)}`, gone);
  return false;
}

export const ln = coreutil('ln', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, LN_OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const operands = line.operands.length === 1 ? [...line.operands, '.'] : line.operands;
  return yield* toTargets(process, operands, valueOf(line.options, 't'), function* (_, target, path) {
    const made = has('s')
      ? yield* symbolicLink(process, target, path, has('f'))
      : yield* hardLink(process, target, path, has('f'));
    if (!failed(made)) {
      if (has('v')) process.printLine(`${quoteaf(path)} -> ${quoteaf(target)}`);
      return true;
    }
    if (has('s')) yield* process.error(`failed to create symbolic link ${quoteaf(path)}`, made);
    else if (made.errno === 'ENOENT') yield* process.error(`failed to access ${quoteaf(target)}`, made);
    else if (made.errno === 'EISDIR') yield* process.error(`${target}: hard link not allowed for directory`);
    else {
      const source = made.errno === 'EPERM' || made.errno === 'EXDEV' ? ` => ${quoteaf(target)}` : '';
      yield* process.error(`failed to create hard link ${quoteaf(path)}${source}`, made);
    }
    return false;
  });
});

function* symbolicLink(
  process: Process,
  target: string,
  path: string,
  force: boolean,
): Coroutine<number | Failure> {
  const made = yield* process.sys.symlink(target, path);
  if (!failed(made) || made.errno !== 'EEXIST' || !force) return made;
  yield* process.sys.unlink(path);
  return yield* process.sys.symlink(target, path);
}

function* hardLink(
  { sys }: Process,
  target: string,
  path: string,
  force: boolean,
): Coroutine<number | Failure> {
  const stat = yield* sys.lstat(target);
  if (failed(stat)) return stat;
  if (stat.kind === 'directory') return { errno: 'EISDIR' };
  const made = yield* sys.link(target, path);
  if (!failed(made) || made.errno !== 'EEXIST' || !force) return made;
  yield* sys.unlink(path);
  return yield* sys.link(target, path);
}

function valueOf(
  options: readonly { readonly key: string; readonly value: string | null }[],
  key: string,
): string | null {
  return options.findLast((option) => option.key === key)?.value ?? null;
}

/** Several sources, or one whose target is a directory, go into the directory under their own names. */
function* toTargets(
  process: Process,
  operands: readonly string[],
  into: string | null,
  action: Action,
): Coroutine<number> {
  const [first] = operands;
  if (first === undefined) return yield* tryHelp(process, 'missing file operand');
  if (operands.length === 1 && into === null) {
    return yield* tryHelp(process, `missing destination file operand after ${quoteaf(first)}`);
  }
  const target = into ?? operands.at(-1) ?? '';
  const sources = into === null ? operands.slice(0, -1) : operands;
  const stat = yield* process.sys.stat(target);
  const isDirectory = !failed(stat) && stat.kind === 'directory';
  if (!isDirectory && (sources.length > 1 || into !== null)) {
    yield* process.error(`target ${quoteaf(target)}`, failed(stat) ? stat : { errno: 'ENOTDIR' });
    return 1;
  }
  let status = 0;
  for (const source of sources) {
    const name = source.replace(/\/+$/, '').replace(/^.*\//, '');
    const to = isDirectory ? `${target.replace(/\/+$/, '')}/${name}` : target;
    if (!(yield* action(process, source, to))) status = 1;
  }
  return status;
}

/** One file or directory on its way. */
interface Passage {
  readonly from: string;
  readonly to: string;
}

/** As deep as paths can be long, so with a list of its own in place of the call stack. Order: as directories list. */
function* copy(
  process: Process,
  from: string,
  to: string,
  recursive: boolean,
  verbose: boolean,
): Coroutine<boolean> {
  const top: CopiedTree = { from, to, made: null };
  const waiting: Passage[] = [{ from, to }];
  let complete = true;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const below = yield* copyOne(process, next, top, recursive, verbose);
    if (below === null) complete = false;
    else for (const passage of below.toReversed()) waiting.push(passage);
  }
  return complete;
}

interface CopiedTree extends Passage {
  /** The directory that was made first. */
  made: Stat | null;
}

/** What is below it and comes next; null where it could not be copied. */
function* copyOne(
  process: Process,
  { from, to }: Passage,
  top: CopiedTree,
  recursive: boolean,
  verbose: boolean,
): Coroutine<readonly Passage[] | null> {
  const { sys } = process;
  const stat = yield* recursive ? sys.lstat(from) : sys.stat(from);
  if (failed(stat)) {
    yield* process.error(`cannot stat ${quoteaf(from)}`, stat);
    return null;
  }
  if (stat.kind === 'directory' && !recursive) {
    yield* process.error(`-r not specified; omitting directory ${quoteaf(from)}`);
    return null;
  }
  const there = yield* sys.stat(to);
  if (!failed(there) && isSame(there, stat)) {
    yield* process.error(`${quoteaf(from)} and ${quoteaf(to)} are the same file`);
    return null;
  }
  if (top.made !== null && isSame(top.made, stat)) {
    yield* process.error(`cannot copy a directory, ${quoteaf(top.from)}, into itself, ${quoteaf(top.to)}`);
    return null;
  }
  if (verbose) process.printLine(`${quoteaf(from)} -> ${quoteaf(to)}`);
  if (stat.kind === 'directory') return yield* copyDirectory(process, { from, to }, stat.mode, top);
  const copied =
    stat.kind === 'symlink'
      ? yield* copyLink(process, from, to)
      : stat.kind === 'fifo' && recursive
        ? yield* sys.mkfifo(to, stat.mode)
        : yield* copyFile(process, from, to, stat.mode);
  if (!failed(copied)) return [];
  yield* process.error(`cannot create regular file ${quoteaf(to)}`, copied);
  return null;
}

function isSame(a: Stat, b: Stat): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

function* copyDirectory(
  process: Process,
  { from, to }: Passage,
  mode: number,
  top: CopiedTree,
): Coroutine<readonly Passage[] | null> {
  const { sys } = process;
  const made = yield* sys.mkdir(to, mode);
  if (failed(made) && made.errno !== 'EEXIST') {
    yield* process.error(`cannot create directory ${quote(process, to)}`, made);
    return null;
  }
  if (top.made === null) {
    const stat = yield* sys.stat(to);
    top.made = failed(stat) ? null : stat;
  }
  const entries = yield* sys.readdir(from);
  if (failed(entries)) {
    yield* process.error(`cannot access ${quoteaf(from)}`, entries);
    return null;
  }
  return entries.map(({ name }) => ({ from: `${from}/${name}`, to: `${to}/${name}` }));
}

function* copyLink({ sys }: Process, from: string, to: string): Coroutine<number | Failure> {
  const target = yield* sys.readlink(from);
  return failed(target) ? target : yield* sys.symlink(target, to);
}

function* copyFile({ sys }: Process, from: string, to: string, mode: number): Coroutine<number | Failure> {
  const source = yield* sys.open(from);
  if (failed(source)) return source;
  const target = yield* sys.open(to, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], mode & 0o777);
  if (failed(target)) {
    yield* sys.close(source);
    return target;
  }
  for (;;) {
    const part = yield* sys.read(source);
    const done = failed(part) || part === '' ? part : yield* sys.write(target, part);
    if (done !== '' && !failed(done)) continue;
    yield* sys.close(source);
    yield* sys.close(target);
    return failed(done) ? done : 0;
  }
}
