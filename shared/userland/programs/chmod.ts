// Changes permissions. chmod(1)

import { applyMode } from '../libc/modes.ts';
import { coreutil, missingOperand, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'changes'],
  ['f', 'silent'],
  ['', 'quiet'],
  ['R', 'recursive'],
  ['v', 'verbose'],
] as const;

export const chmod = coreutil('chmod', function* (process: Process): Coroutine<number> {
  // -x and its kin are modes, not options
  const line = getoptLong(
    process.args.map((arg) => (/^-[rwxXst]/.test(arg) ? `a${arg}` : arg)),
    OPTIONS,
  );
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [mode, ...files] = line.operands;
  if (mode === undefined) return yield* missingOperand(process);
  if (files.length === 0) return yield* tryHelp(process, `missing operand after ${quote(process, mode)}`);
  if (applyMode(mode, 0, false, 0) === null)
    return yield* tryHelp(process, `invalid mode: ${quote(process, mode)}`);
  const mask = yield* process.sys.umask(0);
  yield* process.sys.umask(mask);
  const recursive = line.options.some((option) => option.key === 'R');
  let status = 0;
  for (const file of files) if (!(yield* change(process, file, mode, mask, recursive))) status = 1;
  return status;
});

function* change(
  process: Process,
  path: string,
  mode: string,
  mask: number,
  recursive: boolean,
): Coroutine<boolean> {
  const { sys } = process;
  const stat = yield* sys.stat(path);
  if (failed(stat)) {
    yield* process.error(`cannot access ${quoteaf(path)}`, stat);
    return false;
  }
  const wanted = applyMode(mode, stat.mode, stat.kind === 'directory', mask) ?? stat.mode;
  const changed = yield* sys.chmod(path, wanted);
  if (failed(changed)) {
    yield* process.error(`changing permissions of ${quoteaf(path)}`, changed);
    return false;
  }
  if (!recursive || stat.kind !== 'directory') return true;
  const entries = yield* sys.readdir(path);
  let complete = true;
  for (const { name } of failed(entries) ? [] : entries) {
    if (!(yield* change(process, `${path}/${name}`, mode, mask, true))) complete = false;
  }
  return complete;
}
