// The last lines of files. tail(1)

import { closeInput, coreutil, inputsOf, openInput, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { headed } from '../libc/file-headings.ts';
import { parseCount } from '../libc/counts.ts';
import { followAll, FollowedFile } from './tail-follow.ts';
import { parseInterval } from '../libc/duration.ts';
import { readAll, splitAfter } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'bytes', 'required'], ['n', 'lines', 'required'], ['f', 'follow', 'optional', 'none'], ['F', ''], ['q', 'quiet'], ['', 'silent'],
  ['v', 'verbose'], ['s', 'sleep-interval', 'required'], ['', 'pid', 'required'], ['', 'retry'],
  ['', 'max-unchanged-stats', 'required'], ['z', 'zero-terminated'],
] as const; // prettier-ignore

/** How often a followed file is looked at. */
const USUAL_INTERVAL_MS = 1000;

interface Amount {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** From this one on, counted from 1. */
  readonly fromStart: boolean;
  readonly ending: string;
}

export const tail = coreutil('tail', function* (process: Process): Coroutine<number> {
  const line = getoptLong(
    process.args.map((arg, at) => (at === 0 ? oldStyle(arg) : arg)),
    OPTIONS,
  );
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const ending = has('z') ? '\0' : '\n';
  let amount: Amount = { unit: 'lines', count: 10, fromStart: false, ending };
  const pids: number[] = [];
  let intervalMs = USUAL_INTERVAL_MS;
  for (const { key, value } of line.options) {
    const text = value ?? '';
    if (key === 'n' || key === 'c') {
      const unit = key === 'n' ? 'lines' : 'bytes';
      const count = parseCount(text.replace(/^[+-]/, ''));
      if (count === null) return yield* refuse(process, `invalid number of ${unit}: ${quote(process, text)}`);
      amount = { unit, count, fromStart: text.startsWith('+'), ending };
    } else if (key === 'pid') {
      if (!/^\d+$/.test(text)) return yield* refuse(process, `invalid PID: ${quote(process, text)}`);
      pids.push(Number(text));
    } else if (key === 's') {
      const interval = /[a-z]$/i.test(text) ? null : parseInterval(text);
      if (interval === null) return yield* refuse(process, `invalid number of seconds: ${quote(process, text)}`);
      intervalMs = interval;
    } else if (key === 'max-unchanged-stats' && !/^\d+$/.test(text)) {
      const what = 'invalid maximum number of unchanged stats between opens';
      return yield* refuse(process, `${what}: ${quote(process, text)}`);
    } else if (key === 'f' && value !== null && !/^(d|de.*|n|na.*)$/.test(text))
      return yield* refuseFollow(process, text);
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const follow = line.options.findLast(({ key }) => key === 'f' || key === 'F');
  const byName = follow?.key === 'F' || follow?.value?.startsWith('n') === true;
  const retry = has('retry') || has('F');
  if (has('retry') && follow === undefined)
    yield* process.error('warning: --retry ignored; --retry is useful only when following');
  else if (has('retry') && !byName)
    yield* process.error('warning: --retry only effective for the initial open');
  if (pids.length > 0 && follow === undefined)
    yield* process.error('warning: PID ignored; --pid=PID is useful only when following');
  const inputs = inputsOf(line.operands);
  const heading = headed(inputs.length > 1, has('v'), has('q') || has('silent'));
  const followed: FollowedFile[] = [];
  let status = 0;
  for (const name of inputs) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.error(`cannot open ${quoteaf(name)} for reading`, fd);
      status = 1;
      if (retry && follow !== undefined) followed.push(new FollowedFile(name, null));
      continue;
    }
    process.print(heading(name));
    const text = yield* readAll(process.sys, fd);
    if (failed(text)) {
      yield* process.error(`error reading ${quoteaf(name)}`, text);
      if (text.errno === 'EISDIR' && follow !== undefined)
        yield* process.error(`${name}: cannot follow end of this type of file; giving up on this name`);
      status = 1;
    } else process.print(lastOf(text, amount));
    if (follow !== undefined && !failed(text)) followed.push(new FollowedFile(name, fd));
    else yield* closeInput(process.sys, fd);
  }
  if (follow === undefined) return status;
  yield* followAll(process, followed, { byName, retry, intervalMs, pids }, inputs.length > 1 ? heading : null);
  return status;
}); // prettier-ignore

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.error(message);
  return 1;
}

function* refuseFollow(process: Process, text: string): Coroutine<number> {
  const [word, option] = [quote(process, text), quote(process, '--follow')];
  const list = ['descriptor', 'name'].map((each) => `  - ${quote(process, each)}`).join('\n');
  yield* process.error(`invalid argument ${word} for ${option}\nValid arguments are:\n${list}`);
  return yield* tryHelp(process, null);
}

/** -5 and +5 of old. */
function oldStyle(arg: string): string {
  return /^[+-]\d+$/.test(arg) ? `-n${arg.replace('-', '')}` : arg;
}

function lastOf(text: string, { unit, count, fromStart, ending }: Amount): string {
  const parts = unit === 'bytes' ? [...text] : splitAfter(text, ending);
  if (fromStart) return parts.slice(Math.max(0, count - 1)).join('');
  return parts.slice(Math.max(0, parts.length - count)).join('');
}
