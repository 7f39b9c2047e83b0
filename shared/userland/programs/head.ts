// The first lines of files. head(1)

import { closeInput, coreutil, inputsOf, openInput, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { LineReader, readAll, splitAfter } from '../libc/read.ts';
import { allocateText } from '../libc/exhaustion.ts';
import { headed } from '../libc/file-headings.ts';
import { parseCount } from '../libc/counts.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'bytes', 'required'], ['n', 'lines', 'required'], ['q', 'quiet'], ['', 'silent'], ['v', 'verbose'], ['z', 'zero-terminated'],
] as const; // prettier-ignore

interface Amount {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** All but the last `count`. */
  readonly fromEnd: boolean;
  readonly ending: string;
}

export const head = coreutil('head', function* (process: Process): Coroutine<number> {
  const line = getoptLong(
    process.args.map((arg, at) => (at === 0 && /^-\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg)),
    OPTIONS,
  );
  const ending = line.options.some(({ key }) => key === 'z') ? '\0' : '\n';
  let amount: Amount = { unit: 'lines', count: 10, fromEnd: false, ending };
  for (const { key, value } of line.options) {
    if (key !== 'n' && key !== 'c') continue;
    const unit = key === 'n' ? 'lines' : 'bytes';
    const count = parseCount((value ?? '').replace(/^-/, ''));
    if (count === null) {
      yield* process.error(`invalid number of ${unit}: ${quote(process, value ?? '')}`);
      return 1;
    }
    amount = { unit, count, fromEnd: (value ?? '').startsWith('-'), ending };
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const inputs = inputsOf(line.operands);
  const heading = headed(inputs.length > 1, has('v'), has('q') || has('silent'));
  let status = 0;
  for (const name of inputs) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.error(`cannot open ${quoteaf(name)} for reading`, fd);
      status = 1;
      continue;
    }
    process.print(heading(name));
    const problem = yield* copyHead(process, fd, amount);
    yield* closeInput(process.sys, fd);
    if (problem !== null) {
      yield* process.error(`error reading ${quoteaf(name)}`, problem);
      status = 1;
    }
  }
  return status;
});

function* copyHead(process: Process, fd: Fd, amount: Amount): Coroutine<Failure | null> {
  if (amount.unit === 'bytes' || amount.fromEnd) {
    const text = yield* amount.fromEnd ? readAll(process.sys, fd) : readBytes(process, fd, amount.count);
    if (failed(text)) return text;
    process.print(firstOf(text, amount));
    return null;
  }
  const reader = new LineReader(process.sys, fd, amount.ending);
  for (let count = 0; count < amount.count; count += 1) {
    const line = yield* reader.next();
    if (failed(line)) return line;
    if (line === null) return null;
    process.print(reader.terminated ? line + amount.ending : line);
    yield* process.settle();
  }
  return null;
}

/** No more than is asked for: what follows may have no end. */
function* readBytes(process: Process, fd: Fd, count: number): Coroutine<string | Failure> {
  let text = '';
  while (text.length < count) {
    const part = yield* process.sys.read(fd, count - text.length);
    if (failed(part)) return part;
    if (part === '') break;
    allocateText(text.length + part.length);
    text += part;
  }
  return text;
}

function firstOf(text: string, { unit, count, fromEnd, ending }: Amount): string {
  const parts = unit === 'bytes' ? [...text] : splitAfter(text, ending);
  return parts.slice(0, fromEnd ? Math.max(0, parts.length - count) : count).join('');
}
