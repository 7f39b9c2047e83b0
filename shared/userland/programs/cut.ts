// Parts of lines: bytes or fields. cut(1)

import { closeInput, coreutil, inputsOf, openInput, quote, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { fromByteText, toByteText } from '../libc/utf8.ts';
import { LineReader } from '../libc/read.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['b', 'bytes', 'required'], ['c', 'characters', 'required'], ['d', 'delimiter', 'required'], ['f', 'fields', 'required'], ['n', ''],
  ['s', 'only-delimited'], ['', 'complement'], ['', 'output-delimiter', 'required'], ['z', 'zero-terminated'],
] as const; // prettier-ignore

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Cutter {
  readonly ranges: readonly Range[];
  readonly byField: boolean;
  readonly delimiter: string;
  readonly outputDelimiter: string;
  readonly onlyDelimited: boolean;
  readonly complement: boolean;
  readonly ending: string;
}

export const cut = coreutil('cut', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const lists = line.options.filter(({ key }) => key === 'b' || key === 'c' || key === 'f');
  const [list] = lists;
  if (list === undefined)
    return yield* tryHelp(process, 'you must specify a list of bytes, characters, or fields');
  if (lists.length > 1) return yield* tryHelp(process, 'only one list may be specified');
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const delimiter = value('d') ?? '\t';
  if ([...delimiter].length > 1) return yield* tryHelp(process, 'the delimiter must be a single character');
  const byField = list.key === 'f';
  if (!byField && value('d') !== null)
    return yield* tryHelp(process, 'an input delimiter may be specified only when operating on fields');
  const ranges = parseRanges(list.value ?? '');
  if (ranges === '-') return yield* tryHelp(process, 'invalid decreasing range');
  if (typeof ranges === 'string') {
    const what = byField ? 'field' : 'byte/character position';
    return yield* tryHelp(
      process,
      ranges === '0'
        ? `${byField ? 'fields' : 'byte/character positions'} are numbered from 1`
        : `invalid ${byField ? 'field value' : what} ${quote(process, ranges)}`,
    );
  }
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const cutter = { ranges, byField, delimiter, outputDelimiter: value('output-delimiter') ?? (byField ? delimiter : ''), onlyDelimited: has('s'), complement: has('complement'), ending: has('z') ? '\0' : '\n' }; // prettier-ignore
  let status = 0;
  for (const name of inputsOf(line.operands)) {
    const fd = yield* openInput(process.sys, name);
    const problem = failed(fd) ? fd : yield* cutFile(process, fd, cutter);
    if (!failed(fd)) yield* closeInput(process.sys, fd);
    if (problem === null) continue;
    yield* process.error(quotef(name), problem);
    status = 1;
  }
  return status;
});

/** The ranges in ascending order; or the part of the list that is none. */
function parseRanges(list: string): readonly Range[] | string {
  const ranges: Range[] = [];
  for (const item of list.split(/[, ]/)) {
    const [, from = '', dash, to = ''] = /^(\d*)(-?)(\d*)$/.exec(item) ?? [];
    if (dash === undefined || (from === '' && to === '')) return item;
    if (from === '0' || (to === '0' && dash !== '')) return '0';
    const first = from === '' ? 1 : Number(from);
    if (dash !== '' && to !== '' && Number(to) < first) return '-';
    ranges.push({ from: first, to: dash === '' ? first : to === '' ? Infinity : Number(to) });
  }
  return ranges.sort((a, b) => a.from - b.from);
}

function* cutFile(process: Process, fd: Fd, cutter: Cutter): Coroutine<Failure | null> {
  const reader = new LineReader(process.sys, fd, cutter.ending);
  for (;;) {
    const line = yield* reader.next();
    if (failed(line)) return line;
    if (line === null) return null;
    const kept = cutLine(line, cutter);
    if (kept !== null) process.print(kept + cutter.ending);
    yield* process.settle();
  }
}

/** Null when the line is left out. */
function cutLine(line: string, cutter: Cutter): string | null {
  if (cutter.byField && !line.includes(cutter.delimiter)) return cutter.onlyDelimited ? null : line;
  const { ranges, complement, outputDelimiter, byField } = cutter;
  const isKept = (at: number): boolean =>
    ranges.some(({ from, to }) => at >= from && at <= to) !== complement;
  if (byField) return line.split(cutter.delimiter).filter((_, at) => isKept(at + 1)).join(outputDelimiter); // prettier-ignore
  const between = toByteText(outputDelimiter);
  let out = '';
  for (const [index, byte] of [...toByteText(line)].entries()) {
    const at = index + 1;
    if (!isKept(at)) continue;
    // the delimiter stands between ranges, not between bytes
    const begins = complement ? !isKept(at - 1) : ranges.every(({ from, to }) => at <= from || at > to);
    out += (begins && out !== '' ? between : '') + byte;
  }
  return fromByteText(out);
}
