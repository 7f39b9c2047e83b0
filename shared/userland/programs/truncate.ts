// Makes files shorter or longer, and waits for the disk: truncate(1), sync(1)

import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseCount } from '../libc/counts.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [['c', 'no-create'], ['o', 'io-blocks'], ['r', 'reference', 'required'], ['s', 'size', 'required']] as const; // prettier-ignore

/** st_blksize. */
const IO_BLOCK = 4096;

export const truncate = coreutil('truncate', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const [size, reference] = [value('s'), value('r')];
  const [, relation = '', digits = ''] = /^([+\-<>/%]?)(.*)$/.exec(size ?? '') ?? [];
  const amount = parseCount(digits);
  if (size !== null && amount === null) {
    yield* process.error(`Invalid number: ${quote(process, digits)}`);
    return 1;
  }
  if (size === null && reference === null)
    return yield* tryHelp(process, `you must specify either ${quote(process, '--size')} or ${quote(process, '--reference')}`); // prettier-ignore
  const isRelative = relation !== '';
  if (size !== null && reference !== null && !isRelative)
    return yield* tryHelp(process, `you must specify a relative ${quote(process, '--size')} with ${quote(process, '--reference')}`); // prettier-ignore
  const inBlocks = line.options.some(({ key }) => key === 'o');
  if (inBlocks && size === null)
    return yield* tryHelp(process, `${quote(process, '--io-blocks')} was specified but ${quote(process, '--size')} was not`); // prettier-ignore
  if ((relation === '/' || relation === '%') && amount === 0) {
    yield* process.error('division by zero');
    return 1;
  }
  if (line.operands.length === 0) return yield* tryHelp(process, 'missing file operand');
  const model = reference === null ? null : yield* sys.stat(reference);
  if (model !== null && failed(model)) {
    yield* process.error(`cannot stat ${quoteaf(reference ?? '')}`, model);
    return 1;
  }
  let status = 0;
  for (const path of line.operands) {
    const noCreate = line.options.some(({ key }) => key === 'c');
    const fd = yield* sys.open(path, noCreate ? ['O_WRONLY', 'O_NONBLOCK'] : ['O_WRONLY', 'O_CREAT', 'O_NONBLOCK'], 0o666); // prettier-ignore
    if (failed(fd)) {
      if (noCreate && fd.errno === 'ENOENT') continue;
      yield* process.error(`cannot open ${quoteaf(path)} for writing`, fd);
      status = 1;
      continue;
    }
    const stat = yield* sys.fstat(fd);
    const old = failed(stat) ? 0 : stat.size;
    const given = (amount ?? 0) * (inBlocks ? IO_BLOCK : 1);
    const length = size === null ? (model?.size ?? 0) : newLength(model?.size ?? old, relation, given);
    const done = yield* sys.truncate(path, length);
    yield* sys.close(fd);
    if (!failed(done)) continue;
    yield* process.error(`failed to truncate ${quoteaf(path)} at ${length} bytes`, done);
    status = 1;
  }
  return status;
});

function newLength(old: number, relation: string, amount: number): number {
  switch (relation) {
    case '+':
      return old + amount;
    case '-':
      return Math.max(0, old - amount);
    case '<':
      return Math.min(old, amount);
    case '>':
      return Math.max(old, amount);
    case '/':
      return amount === 0 ? old : old - (old % amount);
    case '%':
      return amount === 0 ? old : Math.ceil(old / amount) * amount;
    default:
      return amount;
  }
}

/** Everything is written at once here. */
export const sync = coreutil('sync', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['d', 'data'],
    ['f', 'file-system'],
  ]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  let status = 0;
  for (const path of line.operands) {
    const fd = yield* process.sys.open(path, ['O_RDONLY', 'O_NONBLOCK']);
    if (failed(fd)) {
      yield* process.error(`error opening ${quoteaf(path)}`, fd);
      status = 1;
    } else yield* process.sys.close(fd);
  }
  return status;
});
