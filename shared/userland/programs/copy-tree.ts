// How does a file, or a directory with all that is in it, come to be a second time? copy() of coreutils, for cp(1) and mv(1).

import { failed } from '../program.ts';
import { permissionText } from './ls/entry.ts';
import { quoteaf, quotef } from '../libc/coreutils.ts';
import { backupName } from '../libc/backup.ts';
import type { BackupStyle } from '../libc/backup.ts';
import type { Answers } from '../libc/ask.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Stat, Sys } from '../sys.ts';

export interface CopyStyle {
  readonly recursive: boolean;
  /** Which symbolic links are followed. */
  readonly follow: 'always' | 'never' | 'operands';
  readonly kept: {
    readonly mode: boolean;
    /** --no-preserve=mode: what is new gets the mode of any new file. */
    readonly plainMode: boolean;
    readonly ownership: boolean;
    readonly timestamps: boolean;
  };
  readonly make: 'copy' | 'hardLink' | 'symbolicLink' | 'attributes';
  /** --reflink=always, which no file system here can. */
  readonly clone: boolean;
  readonly existing: 'replace' | 'keep' | 'ask';
  /** Null: what is replaced is gone. */
  readonly backup: BackupStyle | null;
  readonly force: boolean;
  readonly removeFirst: boolean;
  readonly onlyNewer: boolean;
  readonly verbose: boolean;
  readonly oneFileSystem: boolean;
}

/** As mv(1) copies to another file system. */
export const MOVING: CopyStyle = {
  recursive: true,
  follow: 'never',
  kept: { mode: true, plainMode: false, ownership: true, timestamps: true },
  make: 'copy',
  clone: false,
  existing: 'replace',
  backup: null,
  force: false,
  removeFirst: true,
  onlyNewer: false,
  verbose: false,
  oneFileSystem: false,
};

/** One file or directory on its way; a directory comes a second time, when all that is in it is done. */
interface Passage {
  readonly from: string;
  readonly to: string;
  readonly finished: Stat | null;
}

/** The directory that was made first. */
interface Top {
  readonly from: string;
  readonly to: string;
  readonly device: number | null;
  made: Stat | null;
}

/** As deep as paths can be long, so with a list of its own in place of the call stack. Order: as directories list. */
export function* copyTree(
  process: Process,
  from: string,
  to: string,
  style: CopyStyle,
  answers: Answers,
): Coroutine<boolean> {
  const source = yield* process.sys.stat(from);
  const top: Top = { from, to, device: failed(source) ? null : source.dev, made: null };
  const waiting: Passage[] = [{ from, to, finished: null }];
  let complete = true;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.finished !== null) {
      yield* keepAttributes(process.sys, next.to, next.finished, style);
      continue;
    }
    const below = yield* copyOne(process, next, top, style, answers);
    if (below === null) complete = false;
    else for (const passage of below.toReversed()) waiting.push(passage);
  }
  return complete;
}

/** What is below it and comes next; null where it could not be copied. */
function* copyOne(
  process: Process,
  { from, to }: Passage,
  top: Top,
  style: CopyStyle,
  answers: Answers,
): Coroutine<readonly Passage[] | null> {
  const { sys } = process;
  const isOperand = from === top.from;
  const follows = style.follow === 'always' || (style.follow === 'operands' && isOperand);
  const stat = yield* follows ? sys.stat(from) : sys.lstat(from);
  const refuse = function* (message: string, failure?: Failure): Coroutine<null> {
    yield* process.error(message, failure);
    return null;
  };
  if (failed(stat)) return yield* refuse(`cannot stat ${quoteaf(from)}`, stat);
  const isDirectory = stat.kind === 'directory';
  if (isDirectory && !style.recursive)
    return yield* refuse(`-r not specified; omitting directory ${quoteaf(from)}`);
  const there = yield* sys.stat(to);
  if (!failed(there)) {
    const replaced = yield* mayReplace(process, { from, to, stat, there }, style, answers);
    if (replaced !== 'yes') return replaced === 'no' ? [] : null;
  }
  const backup =
    style.backup === null || failed(there) || there.kind === 'directory'
      ? null
      : yield* backupName(process, to, style.backup);
  if (backup !== null) {
    const kept = yield* sys.rename(to, backup);
    if (failed(kept)) return yield* refuse(`cannot backup ${quoteaf(to)}`, kept);
  }
  const stands = !failed(yield* sys.lstat(to));
  if (stands && failed(there) && style.make === 'copy' && stat.kind === 'file' && !style.removeFirst)
    return yield* refuse(`not writing through dangling symlink ${quoteaf(to)}`);
  if (top.made !== null && isSame(top.made, stat))
    return yield* refuse(`cannot copy a directory, ${quoteaf(top.from)}, into itself, ${quoteaf(top.to)}`);
  if (isDirectory) return yield* copyDirectory(process, { from, to }, stat, top, style);
  if (style.verbose) process.printLine(`${quoteaf(from)} -> ${quoteaf(to)}${backedUp(backup)}`);
  const isReplaced = style.removeFirst || stat.kind !== 'file' || style.make === 'hardLink' || style.make === 'symbolicLink'; // prettier-ignore
  if (stands && isReplaced && (style.removeFirst || style.force || style.make === 'copy'))
    yield* sys.unlink(to);
  const problem = yield* makeOne(process, from, to, stat, style);
  if (problem !== null) return yield* refuse(problem.message, problem.failure);
  if (stat.kind !== 'symlink' && style.make !== 'hardLink' && style.make !== 'symbolicLink')
    yield* keepAttributes(sys, to, stat, style);
  return [];
}

/** As -v tells it. */
export function backedUp(backup: string | null): string {
  return backup === null ? '' : ` (backup: ${quoteaf(backup)})`;
}

interface Meeting {
  readonly from: string;
  readonly to: string;
  readonly stat: Stat;
  readonly there: Stat;
}

/** `refused` was told; `no` is silent. */
function* mayReplace(
  process: Process,
  { from, to, stat, there }: Meeting,
  style: CopyStyle,
  answers: Answers,
): Coroutine<'yes' | 'no' | 'refused'> {
  const isDirectory = stat.kind === 'directory';
  if (isSame(there, stat) && style.make !== 'hardLink') {
    yield* process.error(`${quoteaf(from)} and ${quoteaf(to)} are the same file`);
    return 'refused';
  }
  if (isSame(there, stat)) return 'no';
  if (isDirectory && there.kind !== 'directory') {
    yield* process.error(`cannot overwrite non-directory ${quoteaf(to)} with directory ${quoteaf(from)}`);
    return 'refused';
  }
  if (isDirectory) return 'yes';
  if (style.onlyNewer && there.mtime >= stat.mtime) return 'no';
  if (style.existing === 'keep') return 'no';
  if (there.kind === 'directory') {
    yield* process.error(`cannot overwrite directory ${quoteaf(to)} with non-directory`);
    return 'refused';
  }
  return style.existing === 'ask' && !(yield* answers.agreesTo(yield* overwriteQuestion(process, to, there)))
    ? 'no'
    : 'yes';
}

/** What stands in the way is named with its mode where one may not write it. */
export function* overwriteQuestion({ sys, shortName }: Process, to: string, there: Stat): Coroutine<string> {
  if (there.kind === 'symlink' || !failed(yield* sys.access(to, 'W_OK'))) return `overwrite ${quoteaf(to)}`;
  const mode = `${there.mode.toString(8).padStart(4, '0')} (${permissionText(there.mode)})`;
  return shortName === 'mv'
    ? `replace ${quoteaf(to)}, overriding mode ${mode}`
    : `unwritable ${quoteaf(to)} (mode ${mode.replace(' (', ', ')}; try anyway`;
}

export function isSame(a: Stat, b: Stat): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

/** The kept attributes of a directory come last: a directory that can't be written must be filled first. */
function* copyDirectory(
  process: Process,
  { from, to }: { readonly from: string; readonly to: string },
  stat: Stat,
  top: Top,
  style: CopyStyle,
): Coroutine<readonly Passage[] | null> {
  const { sys } = process;
  const made = yield* sys.mkdir(to, style.kept.plainMode ? 0o777 : stat.mode | 0o700);
  if (failed(made) && made.errno !== 'EEXIST') {
    yield* process.error(`cannot create directory ${quoteaf(to)}`, made);
    return null;
  }
  if (style.verbose && !failed(made)) process.printLine(`${quoteaf(from)} -> ${quoteaf(to)}`);
  if (top.made === null) {
    const first = yield* sys.stat(to);
    top.made = failed(first) ? null : first;
  }
  if (style.oneFileSystem && stat.dev !== top.device) return [];
  const entries = yield* sys.readdir(from);
  if (failed(entries)) {
    yield* process.error(`cannot access ${quoteaf(from)}`, entries);
    return null;
  }
  const inside = entries.map(({ name }) => ({ from: `${from.replace(/(.)\/+$/, '$1')}/${name}`, to: `${to}/${name}`, finished: null })); // prettier-ignore
  const { mode, ownership, timestamps } = style.kept;
  return mode || ownership || timestamps ? [...inside, { from, to, finished: stat }] : inside;
}

interface Problem {
  readonly message: string;
  readonly failure?: Failure;
}

/** Null where it was made. */
function* makeOne(
  { sys }: Process,
  from: string,
  to: string,
  stat: Stat,
  style: CopyStyle,
): Coroutine<Problem | null> {
  const told = (message: string, result: unknown): Problem | null =>
    failed(result) ? { message, failure: result } : null;
  if (style.make === 'symbolicLink') {
    if (!from.startsWith('/') && to.includes('/'))
      return { message: `${quotef(to)}: can make relative symbolic links only in current directory` };
    return told(`cannot create symbolic link ${quoteaf(to)} to ${quoteaf(from)}`, yield* sys.symlink(from, to)); // prettier-ignore
  }
  if (style.make === 'hardLink')
    return told(`cannot create hard link ${quoteaf(to)} to ${quoteaf(from)}`, yield* sys.link(from, to));
  if (stat.kind === 'symlink') {
    const target = yield* sys.readlink(from);
    if (failed(target)) return told(`cannot read symbolic link ${quoteaf(from)}`, target);
    return told(`cannot create symbolic link ${quoteaf(to)}`, yield* sys.symlink(target, to));
  }
  if (stat.kind === 'fifo' && style.recursive)
    return told(`cannot create fifo ${quoteaf(to)}`, yield* sys.mkfifo(to, stat.mode));
  return yield* copyFile(sys, from, to, stat, style);
}

function* copyFile(
  sys: Sys,
  from: string,
  to: string,
  { mode }: Stat,
  style: CopyStyle,
): Coroutine<Problem | null> {
  const source = yield* sys.open(from);
  if (failed(source)) return { message: `cannot open ${quoteaf(from)} for reading`, failure: source };
  const flags = style.make === 'attributes' ? (['O_WRONLY', 'O_CREAT'] as const) : (['O_WRONLY', 'O_CREAT', 'O_TRUNC'] as const); // prettier-ignore
  const permissions = style.kept.plainMode ? 0o666 : mode & 0o777;
  let target = yield* sys.open(to, flags, permissions);
  if (failed(target) && target.errno !== 'ENOENT' && style.force) {
    const removed = yield* sys.unlink(to);
    if (failed(removed)) {
      yield* sys.close(source);
      return { message: `cannot remove ${quoteaf(to)}`, failure: removed };
    }
    target = yield* sys.open(to, flags, permissions);
  }
  if (failed(target)) {
    yield* sys.close(source);
    return { message: `cannot create regular file ${quoteaf(to)}`, failure: target };
  }
  let problem: Problem | null = null;
  if (style.clone)
    problem = { message: `failed to clone ${quoteaf(to)} from ${quoteaf(from)}`, failure: { errno: 'EOPNOTSUPP' } }; // prettier-ignore
  while (problem === null && style.make === 'copy') {
    const part = yield* sys.read(source);
    if (part === '') break;
    if (failed(part)) problem = { message: `error reading ${quoteaf(from)}`, failure: part };
    else {
      const written = yield* sys.write(target, part);
      if (failed(written)) problem = { message: `error writing ${quoteaf(to)}`, failure: written };
    }
  }
  yield* sys.close(source);
  yield* sys.close(target);
  return problem;
}

/** Who may not give a file away keeps it, and nobody is told. */
function* keepAttributes(sys: Sys, path: string, stat: Stat, { kept }: CopyStyle): Coroutine<void> {
  if (kept.timestamps) yield* sys.utimes(path, stat.mtime);
  if (kept.ownership) yield* sys.chown(path, { uid: stat.uid, gid: stat.gid }, { follow: true });
  if (kept.mode) yield* sys.chmod(path, stat.mode);
}
