// Removes files, and with -r whole trees. rm(1)

import { coreutil, missingOperand, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['d', 'dir'], ['f', 'force'], ['i', ''], ['I', ''], ['r', 'recursive'], ['R', ''], ['v', 'verbose'], ['', 'preserve-root'],
  ['', 'no-preserve-root'],
] as const; // prettier-ignore

interface Style {
  readonly recursive: boolean;
  readonly emptyDirectories: boolean;
  readonly force: boolean;
  readonly ask: boolean;
  readonly verbose: boolean;
}

export const rm = coreutil('rm', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (...keys: readonly string[]): boolean =>
    line.options.some((option) => keys.includes(option.key));
  const style = {
    recursive: has('r', 'R'),
    emptyDirectories: has('d'),
    force: has('f'),
    ask: has('i'),
    verbose: has('v'),
  };
  if (line.operands.length === 0) return style.force ? 0 : yield* missingOperand(process);
  let status = 0;
  for (const path of line.operands) {
    if (/^\/+$/.test(path) && style.recursive && !has('no-preserve-root')) {
      yield* process.error("it is dangerous to operate recursively on '/'");
      yield* process.error('use --no-preserve-root to override this failsafe');
      status = 1;
    } else if (/(^|\/)\.\.?\/*$/.test(path)) {
      yield* process.error(`refusing to remove '.' or '..' directory: skipping ${quoteaf(path)}`);
      status = 1;
    } else if (!(yield* remove(process, path, style))) status = 1;
  }
  return status;
});

/** Whether all of it is gone. */
function* remove(process: Process, path: string, style: Style): Coroutine<boolean> {
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
    for (const { name } of failed(entries) ? [] : entries) {
      if (!(yield* remove(process, `${path.replace(/\/+$/, '')}/${name}`, style))) complete = false;
    }
  }
  if (!complete || (style.ask && !(yield* confirmed(process, path, isDirectory)))) return complete;
  const removed = yield* isDirectory ? sys.rmdir(path) : sys.unlink(path);
  if (failed(removed)) {
    yield* process.error(`cannot remove ${quoteaf(path)}`, removed);
    return false;
  }
  if (style.verbose)
    process.printLine(isDirectory ? `removed directory ${quoteaf(path)}` : `removed ${quoteaf(path)}`);
  return true;
}

function* confirmed(process: Process, path: string, isDirectory: boolean): Coroutine<boolean> {
  yield* process.eprint(
    `${process.name}: remove ${isDirectory ? 'directory' : 'regular file'} ${quoteaf(path)}? `,
  );
  const answer = yield* process.readInput();
  return !failed(answer) && /^\s*y/i.test(answer);
}
