// Gives files another name or another place. mv(1)

import { Answers } from '../libc/ask.ts';
import { BACKUP_OPTIONS, backupName, backupStyle } from '../libc/backup.ts';
import { backedUp, copyTree, isSame, MOVING, overwriteQuestion } from './copy-tree.ts';
import { coreutil, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { placesOf, toTargets } from './copy-targets.ts';
import type { BackupStyle } from '../libc/backup.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Stat } from '../sys.ts';

const OPTIONS = [
  ...BACKUP_OPTIONS,
  ['f', 'force'], ['i', 'interactive'], ['n', 'no-clobber'], ['', 'strip-trailing-slashes'],
  ['t', 'target-directory', 'required'], ['T', 'no-target-directory'], ['u', 'update'], ['v', 'verbose'],
] as const; // prettier-ignore

const STDIN = 0;

interface Style {
  readonly existing: 'usual' | 'force' | 'ask' | 'keep';
  readonly onlyNewer: boolean;
  readonly backup: BackupStyle | null;
  readonly verbose: boolean;
}

export const mv = coreutil('mv', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const last = line.options.findLast(({ key }) => key === 'f' || key === 'i' || key === 'n')?.key;
  const backup = yield* backupStyle(process, line.options);
  if (typeof backup === 'number') return backup;
  if (backup !== null && last === 'n')
    return yield* tryHelp(process, 'options --backup and --no-clobber are mutually exclusive');
  const style: Style = {
    backup,
    existing: last === 'f' ? 'force' : last === 'i' ? 'ask' : last === 'n' ? 'keep' : 'usual',
    onlyNewer: has('u'),
    verbose: has('v'),
  };
  const answers = new Answers(process);
  return yield* toTargets(process, placesOf(line), (from, to) =>
    move(process, has('strip-trailing-slashes') ? from.replace(/(.)\/+$/, '$1') : from, to, style, answers),
  );
});

function* move(
  process: Process,
  from: string,
  to: string,
  style: Style,
  answers: Answers,
): Coroutine<boolean> {
  const { sys } = process;
  const stat = yield* sys.lstat(from);
  if (failed(stat)) {
    yield* process.error(`cannot stat ${quoteaf(from)}`, stat);
    return false;
  }
  const there = yield* sys.lstat(to);
  if (!failed(there)) {
    if (isSame(stat, there)) {
      yield* process.error(`${quoteaf(from)} and ${quoteaf(to)} are the same file`);
      return false;
    }
    if (style.onlyNewer && stat.kind !== 'directory' && there.mtime >= stat.mtime) return true;
    if (style.existing === 'keep') return true;
    const clash = clashing(stat, there, from, to);
    if (clash !== null) {
      yield* process.error(clash);
      return false;
    }
    if (!(yield* mayReplace(process, to, there, style, answers))) return true;
  }
  const backup = style.backup === null || failed(there) ? null : yield* backupName(process, to, style.backup);
  if (backup !== null) {
    const kept = yield* sys.rename(to, backup);
    if (failed(kept)) {
      yield* process.error(`cannot backup ${quoteaf(to)}`, kept);
      return false;
    }
  }
  const moved = yield* sys.rename(from, to);
  if (failed(moved) && moved.errno === 'EXDEV') return yield* moveAcross(process, from, to, style, answers);
  if (failed(moved)) {
    if (moved.errno === 'EINVAL')
      yield* process.error(`cannot move ${quoteaf(from)} to a subdirectory of itself, ${quoteaf(to)}`);
    else yield* process.error(`cannot move ${quoteaf(from)} to ${quoteaf(to)}`, moved);
    return false;
  }
  if (style.verbose) process.printLine(`renamed ${quoteaf(from)} -> ${quoteaf(to)}${backedUp(backup)}`);
  return true;
}

function clashing(stat: Stat, there: Stat, from: string, to: string): string | null {
  const [moves, stands] = [stat.kind === 'directory', there.kind === 'directory'];
  if (moves && !stands)
    return `cannot overwrite non-directory ${quoteaf(to)} with directory ${quoteaf(from)}`;
  return stands && !moves ? `cannot overwrite directory ${quoteaf(to)} with non-directory` : null;
}

/** Without an option one is asked only where one may not write what is there, and sits at a terminal. */
function* mayReplace(
  process: Process,
  to: string,
  there: Stat,
  style: Style,
  answers: Answers,
): Coroutine<boolean> {
  if (style.existing === 'force') return true;
  const question = yield* overwriteQuestion(process, to, there);
  const isUnwritable = question.startsWith('replace');
  if (style.existing !== 'ask' && !(isUnwritable && (yield* process.sys.isatty(STDIN)))) return true;
  return yield* answers.agreesTo(question);
}

/** To another file system: copied, then removed. */
function* moveAcross(
  process: Process,
  from: string,
  to: string,
  { verbose }: Style,
  answers: Answers,
): Coroutine<boolean> {
  if (!(yield* copyTree(process, from, to, MOVING, answers))) return false;
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
