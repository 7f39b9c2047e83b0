// The last lines of files. tail(1)

import { closeInput, coreutil, inputsOf, openInput, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { headed } from '../libc/file-headings.ts';
import { parseCount } from '../libc/counts.ts';
import { readAll } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'bytes', 'required'], ['n', 'lines', 'required'], ['f', 'follow', 'optional', 'none'], ['F', ''], ['q', 'quiet'], ['', 'silent'],
  ['v', 'verbose'], ['s', 'sleep-interval', 'required'], ['', 'pid', 'required'], ['', 'retry'],
] as const; // prettier-ignore

/** How often a followed file is looked at. */
const INTERVAL_MS = 1000;

interface Amount {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** From this one on, counted from 1. */
  readonly fromStart: boolean;
}

export const tail = coreutil('tail', function* (process: Process): Coroutine<number> {
  const line = getoptLong(
    process.args.map((arg, at) => (at === 0 ? oldStyle(arg) : arg)),
    OPTIONS,
  );
  let amount: Amount = { unit: 'lines', count: 10, fromStart: false };
  for (const { key, value } of line.options) {
    if (key !== 'n' && key !== 'c') continue;
    const unit = key === 'n' ? 'lines' : 'bytes';
    const count = parseCount((value ?? '').replace(/^[+-]/, ''));
    if (count === null) {
      yield* process.error(`invalid number of ${unit}: ${quote(process, value ?? '')}`);
      return 1;
    }
    amount = { unit, count, fromStart: (value ?? '').startsWith('+') };
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const inputs = inputsOf(line.operands);
  const heading = headed(inputs.length > 1, has('v'), has('q') || has('silent'));
  let status = 0;
  const open: Fd[] = [];
  for (const name of inputs) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.error(`cannot open ${quoteaf(name)} for reading`, fd);
      status = 1;
      continue;
    }
    process.print(heading(name));
    const text = yield* readAll(process.sys, fd);
    if (failed(text)) {
      yield* process.error(`error reading ${quoteaf(name)}`, text);
      status = 1;
    } else process.print(lastOf(text, amount));
    if (has('f') || has('F')) open.push(fd);
    else yield* closeInput(process.sys, fd);
  }
  if (open.length > 0) yield* follow(process, open);
  return status;
});

/** -5 and +5 of old. */
function oldStyle(arg: string): string {
  return /^[+-]\d+$/.test(arg) ? `-n${arg.replace('-', '')}` : arg;
}

function lastOf(text: string, { unit, count, fromStart }: Amount): string {
  const parts = unit === 'bytes' ? [...text] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  if (fromStart) return parts.slice(Math.max(0, count - 1)).join('');
  return parts.slice(Math.max(0, parts.length - count)).join('');
}

/** Never returns by itself. What can't grow, as /dev/null, is waited for without looking. */
function* follow(process: Process, open: readonly Fd[]): Coroutine<void> {
  const { sys } = process;
  const growing: Fd[] = [];
  for (const fd of open) {
    const stat = yield* sys.fstat(fd);
    if (!failed(stat) && stat.kind === 'file') growing.push(fd);
  }
  for (;;) {
    if (!(yield* process.flush())) return;
    if (growing.length === 0) yield* sys.pause();
    else yield* sys.nanosleep(INTERVAL_MS);
    for (const fd of growing) {
      const text = yield* readAll(sys, fd);
      if (!failed(text)) process.print(text);
    }
  }
}
