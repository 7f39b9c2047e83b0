// What does a file hold, and is it whole? Read block by block; a block counts once its seal fits.
//
// What stands in a file, and what is made of it:
//   a whole block                                      is read
//   an end that no seal closes                         is cut, and said: it was never acknowledged
//   a block that is no log, no whole one behind it     is cut, and said: a write was torn
//   a block that is no log, a whole one behind it      is an error: what is behind it was acknowledged
//   a block that reads well but does not fit its seal  is an error: a disk does not write records
//   a header of a later format                         is an error, whatever else is in the file

import { toTheEnd } from '../divisible.ts';
import type { Divisible } from '../divisible.ts';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { decodeRecord, formatOf } from './codec.ts';
import { LogOrder } from './log-order.ts';
import type { LogHeader, LogRecord, SealRecord } from './record.ts';
import { LOG_FORMAT } from './record.ts';
import type { Digest } from './seal.ts';
import { sealDigest } from './seal.ts';

/** Lines count from 1. */
export type LogProblem =
  /** It does not begin with a header of ours. */
  | { readonly id: 'not-a-log'; readonly line: 1 }
  | { readonly id: 'too-new'; readonly line: 1; readonly format: number; readonly supported: number }
  /** There is a header, but nothing behind it was ever acknowledged. */
  | { readonly id: 'nothing-sealed'; readonly line: number; readonly reason: string }
  /** A line is no record, or none that may stand there. */
  | { readonly id: 'bad-record'; readonly line: number; readonly reason: string }
  /** The lines from `first` to the seal on `line` are not those that were sealed. */
  | { readonly id: 'seal-mismatch'; readonly line: number; readonly first: number };

/** What was left out at the end of the file. */
export interface Cut {
  /** The first line that was left out. */
  readonly line: number;
  readonly reason: string;
}

export interface RecoveredLog {
  readonly header: LogHeader;
  /** Whole blocks: header first, a seal last. */
  readonly records: readonly LogRecord[];
  readonly seal: SealRecord;
  readonly cut: Cut | null;
  /** How much of the text stands: a host cuts the file here before it writes on. */
  readonly kept: number;
}

/** The lines up to a seal, and it. */
interface RawBlock {
  /** The number of its first line. */
  readonly first: number;
  readonly lines: readonly Result<LogRecord, string>[];
  readonly seal: SealRecord;
  /** The exact text that was sealed. */
  readonly text: string;
  /** Where the seal's own line ends. */
  readonly end: number;
}

interface Flaw {
  readonly line: number;
  readonly reason: string;
}

/** So many are read without a pause. */
const LINES_AT_A_TIME = 1000;

/** `text` is the whole file as UTF-8, a byte order mark not removed. */
export function recoverLog(text: string, digest: Digest): Result<RecoveredLog, LogProblem> {
  return toTheEnd(recoverInParts(text, digest));
}

/** The same in parts. Reading is before the first event. */
export function* recoverInParts(text: string, digest: Digest): Divisible<Result<RecoveredLog, LogProblem>> {
  const format = formatOf(text.slice(0, Math.max(0, text.indexOf('\n'))));
  if (format === null) return err({ id: 'not-a-log', line: 1 });
  if (format > LOG_FORMAT) return err({ id: 'too-new', line: 1, format, supported: LOG_FORMAT });

  const blocks = blocksOf(text, format);
  const order = new LogOrder();
  const records: LogRecord[] = [];
  let last: RawBlock | null = null;
  let torn: Flaw | null = null;
  for (let next = blocks.next(); !next.done && torn === null; next = blocks.next()) {
    yield 0;
    if (next.value === null) continue;
    const block = next.value;
    const content = readBlock(block, order);
    const fits = isSealedTo(last, block, digest);
    if (content.ok && fits) {
      for (const record of content.value) records.push(record);
      last = block;
    } else if (content.ok) {
      return err({ id: 'seal-mismatch', line: block.first + block.lines.length - 1, first: block.first });
    } else if (fits || hasWholeBlock(block, blocks, digest)) {
      return err({ id: 'bad-record', ...content.error });
    } else {
      torn = content.error;
    }
  }
  return recovered(text, records, last, torn);
}

function recovered(
  text: string,
  records: readonly LogRecord[],
  last: RawBlock | null,
  torn: Flaw | null,
): Result<RecoveredLog, LogProblem> {
  const line = records.length + 1;
  const reason = torn === null ? 'no seal closes it' : `line ${torn.line}: ${torn.reason}`;
  const [header] = records;
  if (last === null || header?.t !== 'header') return err({ id: 'nothing-sealed', line, reason });
  const cut = last.end < text.length ? { line, reason } : null;
  return ok({ header, records, seal: last.seal, cut, kept: last.end });
}

/** Whether a block was sealed behind `last`, null standing for the beginning of the file. */
function isSealedTo(last: RawBlock | null, block: RawBlock, digest: Digest): boolean {
  return sealDigest(last?.seal ?? null, block.text, digest) === block.seal.digest;
}

/** Whether any block of the rest is sealed behind the one before it. */
function hasWholeBlock(first: RawBlock, rest: Iterable<RawBlock | null>, digest: Digest): boolean {
  let before = first;
  for (const block of rest) {
    if (block === null) continue;
    if (isSealedTo(before, block, digest)) return true;
    before = block;
  }
  return false;
}

/** Its records in order, or its first line that is none or cannot stand there. */
function readBlock(block: RawBlock, order: LogOrder): Result<readonly LogRecord[], Flaw> {
  const records: LogRecord[] = [];
  for (const [index, line] of block.lines.entries()) {
    const reason = line.ok ? order.accept(line.value) : line.error;
    if (reason !== null) return err({ line: block.first + index, reason });
    if (line.ok) records.push(line.value);
  }
  return ok(records);
}

/** Whole blocks from front to back; what no seal closes is left. Null now and then inside a long one. */
function* blocksOf(text: string, format: number): Generator<RawBlock | null, undefined> {
  let first = 1;
  let start = 0;
  let lines: Result<LogRecord, string>[] = [];
  let at = 0;
  for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', at)) {
    const line = decodeRecord(text.slice(at, newline), format);
    lines.push(line);
    if (line.ok && line.value.t === 'seal') {
      const end = newline + 1;
      yield { first, lines, seal: line.value, text: text.slice(start, at), end };
      first += lines.length;
      start = end;
      lines = [];
    } else if (lines.length % LINES_AT_A_TIME === 0) yield null;
    at = newline + 1;
  }
}
