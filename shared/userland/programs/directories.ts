// Makes and removes directories. mkdir(1), rmdir(1)

import { applyMode } from '../libc/modes.ts';
import { coreutil, missingOperand, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';

const ALL = 0o777;
const SET_GROUP_ID = 0o2000;

export const mkdir = coreutil('mkdir', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['m', 'mode', 'required'],
    ['p', 'parents'],
    ['v', 'verbose'],
  ]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const text = line.options.findLast(({ key }) => key === 'm')?.value ?? null;
  const mask = yield* process.sys.umask(0);
  yield* process.sys.umask(mask);
  const mode = text === null ? null : applyMode(text, ALL, true, mask);
  if (mode === null && text !== null) {
    yield* process.error(`invalid mode ${quote(process, text)}`);
    return 1;
  }
  let status = 0;
  for (const path of line.operands) {
    const made = yield* (has('p') ? makeAll : makeOne)(process, path, mode);
    if (failed(made)) {
      yield* process.error(`cannot create directory ${quote(process, path)}`, made);
      status = 1;
    } else if (has('v')) process.printLine(`mkdir: created directory ${quoteaf(path)}`);
  }
  return status;
});

/** The mode that -m asks for is not cut by the umask; null without -m. A group that is inherited stays inherited. */
function* makeOne({ sys }: Process, path: string, mode: number | null): Coroutine<number | Failure> {
  if (mode === null) return yield* sys.mkdir(path, ALL);
  const mask = yield* sys.umask(0);
  const made = yield* sys.mkdir(path, mode & ALL);
  yield* sys.umask(mask);
  if (failed(made) || (mode & ~ALL) === 0) return made;
  const stat = yield* sys.stat(path);
  return failed(stat) ? stat : yield* sys.chmod(path, mode | (stat.mode & SET_GROUP_ID));
}

/** Parents that are missing; a directory that is there already is fine. */
function* makeAll(process: Process, path: string, mode: number | null): Coroutine<number | Failure> {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const ancestor = parts.slice(0, count).join('/');
    if (ancestor === '') continue;
    const made = yield* makeOne(process, ancestor, count === parts.length ? mode : null);
    if (!failed(made)) continue;
    const stat = yield* process.sys.stat(ancestor);
    if (made.errno !== 'EEXIST' || failed(stat) || stat.kind !== 'directory') return made;
  }
  return 0;
}

export const rmdir = coreutil('rmdir', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['p', 'parents'],
    ['v', 'verbose'],
    ['', 'ignore-fail-on-non-empty'],
  ]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  let status = 0;
  for (const operand of line.operands) {
    for (
      let path = operand;
      path !== '' && path !== '/';
      path = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    ) {
      if (has('v')) process.printLine(`rmdir: removing directory, ${quoteaf(path)}`);
      const removed = yield* process.sys.rmdir(path);
      if (failed(removed)) {
        if (removed.errno === 'ENOTEMPTY' && has('ignore-fail-on-non-empty')) break;
        yield* process.error(`failed to remove ${quoteaf(path)}`, removed);
        status = 1;
        break;
      }
      if (!has('p')) break;
    }
  }
  return status;
});
