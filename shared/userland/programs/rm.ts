// Removes files, and with -r whole trees. rm(1)

import { coreutil, missingOperand, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { fileType } from '../libc/file-type.ts';
import { Answers } from '../libc/ask.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { FoundOption } from '../libc/getopt-long.ts';
import type { Process } from '../libc/process.ts';
import type { Stat } from '../sys.ts';

const STDIN = 0;
/** -I asks once before more operands than these. */
const MANY = 3;

const OPTIONS = [
  ['d', 'dir'], ['f', 'force'], ['i', ''], ['I', ''], ['', 'interactive', 'optional'], ['r', 'recursive'], ['R', ''],
  ['v', 'verbose'], ['', 'one-file-system'], ['', 'preserve-root', 'optional'], ['', 'no-preserve-root'],
] as const; // prettier-ignore

interface Style {
  readonly recursive: boolean;
  readonly emptyDirectories: boolean;
  readonly force: boolean;
  readonly ask: 'always' | 'once' | 'never' | 'unwritable';
  readonly oneFileSystem: boolean;
  readonly verbose: boolean;
}

export const rm = coreutil('rm', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (...keys: readonly string[]): boolean =>
    line.options.some((option) => keys.includes(option.key));
  const ask = asking(line.options);
  if (typeof ask !== 'string') {
    yield* process.error(
      `invalid argument ${quote(process, ask.unknown)} for ${quote(process, '--interactive')}\nValid arguments are:\n` +
        `  - ${['never', 'no', 'none'].map((word) => quote(process, word)).join(', ')}\n` +
        `  - ${quote(process, 'once')}\n  - ${['always', 'yes'].map((word) => quote(process, word)).join(', ')}`,
    );
    return yield* tryHelp(process, null);
  }
  const style: Style = {
    recursive: has('r', 'R'),
    emptyDirectories: has('d'),
    force: line.options.findLast(({ key }) => key === 'f' || key === 'i' || key === 'I')?.key === 'f',
    ask,
    oneFileSystem: has('one-file-system'),
    verbose: has('v'),
  };
  if (line.operands.length === 0) return style.force ? 0 : yield* missingOperand(process);
  const answers = new Answers(process);
  const count = line.operands.length;
  if (ask === 'once' && (style.recursive || count > MANY)) {
    const what = `remove ${count} argument${count === 1 ? '' : 's'}${style.recursive ? ' recursively' : ''}`;
    if (!(yield* answers.agreesTo(what))) return 0;
  }
  let status = 0;
  for (const path of line.operands) {
    if (/^\/+$/.test(path) && style.recursive && !has('no-preserve-root')) {
      yield* process.error("it is dangerous to operate recursively on '/'");
      yield* process.error('use --no-preserve-root to override this failsafe');
      status = 1;
    } else if (/(^|\/)\.\.?\/*$/.test(path)) {
      yield* process.error(`refusing to remove '.' or '..' directory: skipping ${quoteaf(path)}`);
      status = 1;
    } else if (!(yield* remove(process, path, style, answers))) status = 1;
  }
  return status;
});

/** The last of -f, -i, -I and --interactive. */
function asking(options: readonly FoundOption<string>[]): Style['ask'] | { readonly unknown: string } {
  let ask: Style['ask'] = 'unwritable';
  for (const { key, value } of options) {
    if (key === 'f') ask = 'never';
    else if (key === 'i') ask = 'always';
    else if (key === 'I') ask = 'once';
    else if (key === 'interactive') {
      const word = value ?? 'always';
      if (['never', 'no', 'none'].includes(word)) ask = 'never';
      else if (word === 'once') ask = 'once';
      else if (['always', 'yes'].includes(word)) ask = 'always';
      else return { unknown: word };
    }
  }
  return ask;
}

/** Whether all of it is gone, or was kept by who was asked. */
function* remove(process: Process, path: string, style: Style, answers: Answers): Coroutine<boolean> {
  const { sys } = process;
  const stat = yield* sys.lstat(path);
  if (failed(stat)) {
    if (style.force && (stat.errno === 'ENOENT' || stat.errno === 'ENOTDIR')) return true;
    yield* process.error(`cannot remove ${quoteaf(path)}`, stat);
    return false;
  }
  const isDirectory = stat.kind === 'directory';
  if (isDirectory && !style.recursive && !style.emptyDirectories) {
    yield* process.error(`cannot remove ${quoteaf(path)}`, { errno: 'EISDIR' });
    return false;
  }
  let complete = true;
  if (isDirectory && style.recursive) {
    const entries = yield* sys.readdir(path);
    const inside = failed(entries) ? [] : entries;
    if (inside.length > 0 && !(yield* mayRemove(process, path, stat, style, answers, 'descend into')))
      return true;
    for (const { name } of inside) {
      const below = `${path.replace(/\/+$/, '')}/${name}`;
      const device = style.oneFileSystem ? yield* sys.lstat(below) : stat;
      if (!failed(device) && device.dev !== stat.dev) {
        yield* process.error(`skipping ${quoteaf(below)}, since it's on a different device`);
        complete = false;
      } else if (!(yield* remove(process, below, style, answers))) complete = false;
    }
  }
  if (!complete) return false;
  if (!(yield* mayRemove(process, path, stat, style, answers, 'remove'))) return true;
  const removed = yield* isDirectory ? sys.rmdir(path) : sys.unlink(path);
  if (failed(removed)) {
    yield* process.error(`cannot remove ${quoteaf(path)}`, removed);
    return false;
  }
  if (style.verbose)
    process.printLine(isDirectory ? `removed directory ${quoteaf(path)}` : `removed ${quoteaf(path)}`);
  return true;
}

/** Without -f one is asked at a terminal before what may not be written. */
function* mayRemove(
  process: Process,
  path: string,
  stat: Stat,
  { ask }: Style,
  answers: Answers,
  what: 'remove' | 'descend into',
): Coroutine<boolean> {
  if (ask === 'never') return true;
  const isProtected = stat.kind !== 'symlink' && failed(yield* process.sys.access(path, 'W_OK'));
  const isAsked = ask === 'always' || (isProtected && (yield* process.sys.isatty(STDIN)));
  if (!isAsked) return true;
  const protectedText = isProtected ? 'write-protected ' : '';
  return yield* answers.agreesTo(`${what} ${protectedText}${fileType(stat)} ${quoteaf(path)}`);
}
