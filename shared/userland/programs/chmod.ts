// Changes permissions. chmod(1)

import { applyMode } from '../libc/modes.ts';
import { coreutil, missingOperand, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { permissionText } from './ls/entry.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Stat } from '../sys.ts';

const OPTIONS = [
  ['c', 'changes'], ['f', 'silent'], ['f', 'quiet'], ['R', 'recursive'], ['v', 'verbose'], ['', 'no-preserve-root'],
  ['', 'preserve-root'], ['', 'reference', 'required'],
] as const; // prettier-ignore

interface Settings {
  readonly modeAfter: (before: number, isDirectory: boolean) => number;
  /** What a mode like -w would do without the umask; null where nobody is told. */
  readonly modeWithoutMask: ((before: number, isDirectory: boolean) => number) | null;
  readonly tell: 'nothing' | 'changes' | 'everything';
  readonly silent: boolean;
  readonly recursive: boolean;
  readonly preserveRoot: boolean;
}

export const chmod = coreutil('chmod', function* (process: Process): Coroutine<number> {
  const { modes, rest } = withoutModes(process.args);
  const line = getoptLong(rest, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const reference = line.options.findLast(({ key }) => key === 'reference')?.value ?? null;
  if (reference !== null && modes !== null)
    return yield* tryHelp(process, 'cannot combine mode and --reference options');
  const [first, ...others] = line.operands;
  const isGiven = modes !== null || reference !== null;
  const mode = modes ?? first;
  const files = isGiven ? line.operands : others;
  if (mode === undefined && reference === null) return yield* missingOperand(process);
  if (files.length === 0) {
    if (isGiven || first === undefined) return yield* missingOperand(process);
    return yield* tryHelp(process, `missing operand after ${quote(process, first)}`);
  }
  const mask = yield* process.sys.umask(0);
  yield* process.sys.umask(mask);
  const model = reference === null ? null : yield* process.sys.stat(reference);
  if (failed(model)) {
    yield* process.error(`failed to get attributes of ${quoteaf(reference ?? '')}`, model);
    return 1;
  }
  const text = mode ?? '';
  if (model === null && applyMode(text, 0, false, 0) === null)
    return yield* tryHelp(process, `invalid mode: ${quote(process, text)}`);
  const settings: Settings = {
    modeAfter: (before, isDirectory) => model?.mode ?? applyMode(text, before, isDirectory, mask) ?? before,
    modeWithoutMask:
      modes === null ? null : (before, isDirectory) => applyMode(text, before, isDirectory, 0) ?? before,
    tell: has('v') ? 'everything' : has('c') ? 'changes' : 'nothing',
    silent: has('f'),
    recursive: has('R'),
    preserveRoot: line.options.findLast(({ key }) => key.endsWith('preserve-root'))?.key === 'preserve-root',
  };
  let status = 0;
  for (const file of files) if (!(yield* change(process, file, settings, true))) status = 1;
  return status;
});

/** -x and its kin are modes, not options. */
function withoutModes(args: readonly string[]): {
  readonly modes: string | null;
  readonly rest: readonly string[];
} {
  const end = args.indexOf('--');
  const isMode = (arg: string, at: number): boolean =>
    (end < 0 || at < end) && /^-[rwxXstugoa,+=0-7]/.test(arg);
  const modes = args.filter(isMode);
  return {
    modes: modes.length === 0 ? null : modes.join(','),
    rest: args.filter((arg, at) => !isMode(arg, at)),
  };
}

/** A link that is named is followed; one that is met on the way is left alone. */
function* change(process: Process, path: string, settings: Settings, named: boolean): Coroutine<boolean> {
  const { sys } = process;
  if (named && settings.recursive && settings.preserveRoot && /^\/+$/.test(path)) {
    yield* process.error("it is dangerous to operate recursively on '/'");
    yield* process.error('use --no-preserve-root to override this failsafe');
    return false;
  }
  const stat = named ? yield* sys.stat(path) : yield* sys.lstat(path);
  if (failed(stat)) {
    const dangling = !failed(yield* sys.lstat(path));
    if (!settings.silent && dangling)
      yield* process.error(`cannot operate on dangling symlink ${quoteaf(path)}`);
    else if (!settings.silent) yield* process.error(`cannot access ${quoteaf(path)}`, stat);
    if (settings.tell === 'everything') process.printLine(`${quoteaf(path)} could not be accessed`);
    return false;
  }
  if (stat.kind === 'symlink') {
    if (settings.tell === 'everything')
      process.printLine(`neither symbolic link ${quoteaf(path)} nor referent has been changed`);
    return true;
  }
  if (!(yield* changeOne(process, path, stat, settings))) return false;
  if (!settings.recursive || stat.kind !== 'directory') return true;
  const entries = yield* sys.readdir(path);
  if (failed(entries)) {
    if (!settings.silent) yield* process.error(`cannot read directory ${quoteaf(path)}`, entries);
    return false;
  }
  let complete = true;
  for (const { name } of entries) {
    const inside = path.endsWith('/') ? path + name : `${path}/${name}`;
    if (!(yield* change(process, inside, settings, false))) complete = false;
  }
  return complete;
}

function* changeOne(process: Process, path: string, stat: Stat, settings: Settings): Coroutine<boolean> {
  const isDirectory = stat.kind === 'directory';
  const wanted = settings.modeAfter(stat.mode, isDirectory);
  const told = `${quoteaf(path)} from ${shown(stat.mode)} to ${shown(wanted)}`;
  const changed = yield* process.sys.chmod(path, wanted);
  if (failed(changed)) {
    if (!settings.silent) yield* process.error(`changing permissions of ${quoteaf(path)}`, changed);
    if (settings.tell === 'everything') process.printLine(`failed to change mode of ${told}`);
    return false;
  }
  if (stat.mode !== wanted && settings.tell !== 'nothing')
    process.printLine(`mode of ${quoteaf(path)} changed from ${shown(stat.mode)} to ${shown(wanted)}`);
  else if (settings.tell === 'everything')
    process.printLine(`mode of ${quoteaf(path)} retained as ${shown(wanted)}`);
  const naive = settings.modeWithoutMask?.(stat.mode, isDirectory) ?? wanted;
  if ((wanted & ~naive) === 0) return true;
  yield* process.error(
    `${path}: new permissions are ${permissionText(wanted)}, not ${permissionText(naive)}`,
  );
  return false;
}

/** 0644 (rw-r--r--) */
function shown(mode: number): string {
  return `${mode.toString(8).padStart(4, '0')} (${permissionText(mode)})`;
}
