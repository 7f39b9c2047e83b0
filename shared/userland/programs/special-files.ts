// Makes pipes with a name, and names of their own kind: mkfifo(1), mknod(1), link(1), unlink(1)

import { applyMode } from '../libc/modes.ts';
import { coreutil, extraOperand, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['m', 'mode', 'required'],
  ['Z', ''],
  ['', 'context', 'optional'],
] as const;
const USUAL_MODE = 0o666;
const PERMISSIONS = 0o777;

export const mkfifo = coreutil('mkfifo', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* tryHelp(process, 'missing operand');
  yield* warnOfContext(process, line.options);
  const mode = yield* wantedMode(process, line.options);
  if (mode === null) return 1;
  let status = 0;
  for (const path of line.operands) if (!(yield* make(process, path, mode))) status = 1;
  return status;
});

export const mknod = coreutil('mknod', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  yield* warnOfContext(process, line.options);
  const mode = yield* wantedMode(process, line.options);
  if (mode === null) return 1;
  const [path, type, ...numbers] = line.operands;
  const wanted = type === 'p' ? 2 : 4;
  if (path === undefined) return yield* tryHelp(process, 'missing operand');
  if (line.operands.length < wanted) {
    yield* process.error(`missing operand after ${quote(process, line.operands.at(-1) ?? '')}`);
    if (line.operands.length === 2)
      yield* process.eprint('Special files require major and minor device numbers.\n');
    return yield* tryHelp(process, null);
  }
  const extra = line.operands[wanted];
  if (extra !== undefined) {
    yield* process.error(`extra operand ${quote(process, extra)}`);
    if (type === 'p' && line.operands.length === 4)
      yield* process.eprint('Fifos do not have major and minor device numbers.\n');
    return yield* tryHelp(process, null);
  }
  if (type === 'p') return (yield* make(process, path, mode)) ? 0 : 1;
  if (!/^[bcu]/.test(type ?? ''))
    return yield* tryHelp(process, `invalid device type ${quote(process, type ?? '')}`);
  const bad = numbers.find((text) => !/^\d+$/.test(text));
  if (bad !== undefined) {
    yield* process.error(
      `invalid ${bad === numbers[0] ? 'major' : 'minor'} device number ${quote(process, bad)}`,
    );
    return 1;
  }
  // there are no other devices than those below /dev (fidelity: devices)
  yield* process.error(path, { errno: 'EPERM' });
  return 1;
});

/** There are no security contexts here, as on a machine without SELinux. */
function* warnOfContext(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
): Coroutine<void> {
  if (options.some(({ key, value }) => key === 'context' && value !== null))
    yield* process.error('warning: ignoring --context; it requires an SELinux/SMACK-enabled kernel');
}

/** Null where it is none, which was told. */
function* wantedMode(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
): Coroutine<{ readonly mode: number; readonly exact: boolean } | null> {
  const text = options.findLast(({ key }) => key === 'm')?.value ?? null;
  if (text === null) return { mode: USUAL_MODE, exact: false };
  const mode = applyMode(text, USUAL_MODE, false, 0);
  if (mode !== null && (mode & ~PERMISSIONS) === 0) return { mode, exact: true };
  yield* process.error(mode === null ? 'invalid mode' : 'mode must specify only file permission bits');
  return null;
}

function* make(
  process: Process,
  path: string,
  { mode, exact }: { readonly mode: number; readonly exact: boolean },
): Coroutine<boolean> {
  const made = yield* process.sys.mkfifo(path, mode);
  if (failed(made)) {
    const what =
      process.shortName === 'mknod' ? quoteaf(path).slice(1, -1) : `cannot create fifo ${quoteaf(path)}`;
    yield* process.error(what, made);
    return false;
  }
  // what -m says the mask does not touch
  if (exact) yield* process.sys.chmod(path, mode);
  return true;
}

export const link = coreutil(
  'link',
  function* (process: Process): Coroutine<number> {
    const line = getoptLong(process.args, []);
    if (line.problem !== null) return yield* tryHelp(process, line.problem);
    const [from, to, extra] = line.operands;
    if (from === undefined) return yield* tryHelp(process, 'missing operand');
    if (to === undefined) return yield* tryHelp(process, `missing operand after ${quote(process, from)}`);
    if (extra !== undefined) return yield* extraOperand(process, extra);
    const made = yield* process.sys.link(from, to);
    if (!failed(made)) return 0;
    yield* process.error(`cannot create link ${quoteaf(to)} to ${quoteaf(from)}`, made);
    return 1;
  },
  'alone',
);

export const unlink = coreutil(
  'unlink',
  function* (process: Process): Coroutine<number> {
    const line = getoptLong(process.args, []);
    if (line.problem !== null) return yield* tryHelp(process, line.problem);
    const [path, extra] = line.operands;
    if (path === undefined) return yield* tryHelp(process, 'missing operand');
    if (extra !== undefined) return yield* extraOperand(process, extra);
    const gone = yield* process.sys.unlink(path);
    if (!failed(gone)) return 0;
    yield* process.error(`cannot unlink ${quoteaf(path)}`, gone);
    return 1;
  },
  'alone',
);
