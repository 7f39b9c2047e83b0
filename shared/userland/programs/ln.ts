// Gives a file one more name, or makes a symbolic link to it. ln(1)

import { Answers } from '../libc/ask.ts';
import { BACKUP_OPTIONS, backupName, backupStyle } from '../libc/backup.ts';
import { canonicalize } from '../libc/canonicalize.ts';
import { coreutil, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { isSame } from './copy-tree.ts';
import { placesOf, toTargets } from './copy-targets.ts';
import { relativePath } from '../libc/relative-path.ts';
import type { BackupStyle } from '../libc/backup.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const OPTIONS = [
  ...BACKUP_OPTIONS,
  ['f', 'force'], ['i', 'interactive'], ['L', 'logical'], ['n', 'no-dereference'], ['P', 'physical'], ['r', 'relative'],
  ['s', 'symbolic'], ['t', 'target-directory', 'required'], ['T', 'no-target-directory'], ['v', 'verbose'],
] as const; // prettier-ignore

interface Style {
  readonly symbolic: boolean;
  readonly relative: boolean;
  /** -L: the name is given to what a link leads to. */
  readonly logical: boolean;
  readonly existing: 'refuse' | 'replace' | 'ask';
  readonly backup: BackupStyle | null;
  readonly verbose: boolean;
}

export const ln = coreutil('ln', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('r') && !has('s')) {
    yield* process.error('cannot do --relative without --symbolic');
    return 1;
  }
  const last = line.options.findLast(({ key }) => key === 'f' || key === 'i')?.key;
  const backup = yield* backupStyle(process, line.options);
  if (typeof backup === 'number') return backup;
  const style: Style = {
    backup,
    symbolic: has('s'),
    relative: has('r'),
    logical: line.options.findLast(({ key }) => key === 'L' || key === 'P')?.key === 'L',
    existing: last === 'f' ? 'replace' : last === 'i' ? 'ask' : 'refuse',
    verbose: has('v'),
  };
  const places = placesOf(line);
  const isAlone = line.operands.length === 1 && places.into === null && !places.exactTarget;
  const operands = isAlone ? [...line.operands, '.'] : line.operands;
  const answers = new Answers(process);
  return yield* toTargets(process, { ...places, operands, noDereference: has('n') }, (target, path) =>
    linkOne(process, target, path, style, answers),
  );
});

function* linkOne(
  process: Process,
  target: string,
  path: string,
  style: Style,
  answers: Answers,
): Coroutine<boolean> {
  const { sys } = process;
  const source = yield* style.logical || style.symbolic ? sys.stat(target) : sys.lstat(target);
  if (!style.symbolic && failed(source)) {
    yield* process.error(`failed to access ${quoteaf(target)}`, source);
    return false;
  }
  if (!style.symbolic && !failed(source) && source.kind === 'directory') {
    yield* process.error(`${target}: hard link not allowed for directory`);
    return false;
  }
  const there = yield* sys.lstat(path);
  let backup: string | null = null;
  if (!failed(there) && (style.existing !== 'refuse' || style.backup !== null)) {
    if (there.kind === 'directory') {
      yield* process.error(`${path}: cannot overwrite directory`);
      return false;
    }
    const isOneName = there.nlink === 1 || (yield* nameOf(sys, target)) === (yield* nameOf(sys, path));
    const isKept = style.symbolic && style.backup !== null;
    if (!failed(source) && isSame(source, there) && isOneName && !isKept) {
      yield* process.error(`${quoteaf(target)} and ${quoteaf(path)} are the same file`);
      return false;
    }
    if (style.existing === 'ask' && !(yield* answers.agreesTo(`replace ${quoteaf(path)}`))) return true;
    backup = style.backup === null ? null : yield* backupName(process, path, style.backup);
    const gone = backup === null ? yield* sys.unlink(path) : yield* sys.rename(path, backup);
    if (failed(gone) && backup !== null) {
      yield* process.error(`cannot backup ${quoteaf(path)}`, gone);
      return false;
    }
  }
  const shown = style.relative ? yield* relativeTo(sys, target, path) : target;
  const made = style.symbolic
    ? yield* sys.symlink(shown, path)
    : yield* sys.link(style.logical ? yield* followed(sys, target) : target, path);
  if (!failed(made)) {
    if (style.verbose)
      process.printLine(
        `${backup === null ? '' : `${quoteaf(backup)} ~ `}${quoteaf(path)} ${style.symbolic ? '->' : '=>'} ${quoteaf(shown)}`,
      );
    return true;
  }
  yield* process.error(refusal(style.symbolic, path, target, made), made);
  return false;
}

function refusal(symbolic: boolean, path: string, target: string, { errno }: Failure): string {
  if (symbolic) return `failed to create symbolic link ${quoteaf(path)}`;
  const source = errno === 'EPERM' || errno === 'EXDEV' ? ` => ${quoteaf(target)}` : '';
  return `failed to create hard link ${quoteaf(path)}${source}`;
}

/** Without the links on the way to it. */
function* nameOf(sys: Sys, path: string): Coroutine<string> {
  const at = path.lastIndexOf('/') + 1;
  const directory = yield* canonicalize(sys, path.slice(0, at) || '.', 'missing');
  return `${failed(directory) ? '' : directory}/${path.slice(at)}`;
}

function* followed(sys: Sys, path: string): Coroutine<string> {
  const found = yield* canonicalize(sys, path, 'existing');
  return failed(found) ? path : found;
}

/** As the target is seen from the directory of the link. */
function* relativeTo(sys: Sys, target: string, path: string): Coroutine<string> {
  const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '.';
  const from = yield* canonicalize(sys, directory, 'missing');
  const to = yield* canonicalize(sys, target, 'missing');
  return failed(from) || failed(to) ? target : relativePath(from, to);
}
