// How much do the files below a directory take? du(1)

import { coreutil, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { humanSize, sizeUnit, unitSuffix } from '../libc/human-size.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['0', 'null'], ['a', 'all'], ['', 'apparent-size'], ['B', 'block-size', 'required'], ['b', 'bytes'], ['c', 'total'],
  ['d', 'max-depth', 'required'], ['D', 'dereference-args'], ['H', ''], ['h', 'human-readable'], ['k', ''], ['L', 'dereference'], ['l', 'count-links'], ['m', ''],
  ['P', 'no-dereference'], ['S', 'separate-dirs'], ['', 'si'], ['s', 'summarize'], ['x', 'one-file-system'],
] as const; // prettier-ignore

interface Settings {
  readonly all: boolean;
  readonly apparent: boolean;
  readonly depth: number;
  readonly separate: boolean;
  readonly oneFileSystem: number | null;
  readonly end: string;
  /** Which links are followed. */
  readonly follow: 'none' | 'operands' | 'all';
  /** -l: every name of a file counts. */
  readonly countLinks: boolean;
  readonly shown: (bytes: number) => string;
}

class Counter {
  status = 0;
  /** What was counted already, by device and inode: a second name of it counts nothing. */
  readonly seen = new Set<string>();
}

export const du = coreutil('du', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const depth = line.options.findLast((option) => option.key === 'd')?.value ?? null;
  if (depth !== null && !/^\d+$/.test(depth))
    return yield* tryHelp(process, `invalid maximum depth ${quoteaf(depth)}`);
  if (has('s') && has('a')) return yield* tryHelp(process, 'cannot both summarize and show all entries');
  // -H is about links here
  const sizes = line.options.filter(({ key }) => key !== 'H');
  const unit = sizeUnit(sizes);
  if (unit === null) {
    yield* process.error('invalid -B argument');
    return 1;
  }
  const link = line.options.findLast(({ key }) => 'LPDH'.includes(key))?.key ?? 'P';
  const follow = link === 'L' ? 'all' : link === 'P' ? 'none' : 'operands';
  const suffix = unitSuffix(sizes);
  const shown = (bytes: number): string => humanSize(bytes, unit) + suffix;
  const counter = new Counter();
  let total = 0;
  for (const operand of line.operands.length > 0 ? line.operands : ['.']) {
    const stat = yield* follow === 'none' ? process.sys.lstat(operand) : process.sys.stat(operand);
    if (failed(stat)) {
      yield* process.error(`cannot access ${quoteaf(operand)}`, stat);
      counter.status = 1;
      continue;
    }
    total += yield* count(process, operand, 0, counter, {
      all: has('a'),
      apparent: has('b') || has('apparent-size'),
      depth: has('s') ? 0 : Number(depth ?? Infinity),
      separate: has('S'),
      oneFileSystem: has('x') ? stat.dev : null,
      end: has('0') ? '\0' : '\n',
      follow,
      countLinks: has('l'),
      shown,
    });
  }
  if (has('c')) process.print(`${shown(total)}\ttotal${has('0') ? '\0' : '\n'}`);
  return counter.status;
});

/** Bytes of it and all below. */
function* count(
  process: Process,
  path: string,
  level: number,
  counter: Counter,
  settings: Settings,
): Coroutine<number> {
  const { sys } = process;
  const isFollowed = settings.follow === 'all' || (settings.follow === 'operands' && level === 0);
  const stat = yield* isFollowed ? sys.stat(path) : sys.lstat(path);
  if (failed(stat) || (settings.oneFileSystem !== null && stat.dev !== settings.oneFileSystem)) return 0;
  const key = `${stat.dev} ${stat.ino}`;
  if (counter.seen.has(key) && !(settings.countLinks && stat.kind !== 'directory')) return 0;
  counter.seen.add(key);
  let bytes = settings.apparent ? stat.size : stat.blocks * 512;
  let own = bytes;
  if (stat.kind === 'directory') {
    const entries = yield* sys.readdir(path);
    if (failed(entries)) {
      yield* process.error(`cannot read directory ${quoteaf(path)}`, entries);
      counter.status = 1;
    }
    for (const { name, kind } of failed(entries) ? [] : entries) {
      const below = path.endsWith('/') ? path + name : `${path}/${name}`;
      const size = yield* count(process, below, level + 1, counter, settings);
      bytes += size;
      if (kind !== 'directory') own += size;
    }
    yield* process.settle();
  }
  const isShown = stat.kind === 'directory' || settings.all || level === 0;
  if (isShown && level <= settings.depth)
    process.print(`${settings.shown(settings.separate ? own : bytes)}\t${path}${settings.end}`);
  return bytes;
}
