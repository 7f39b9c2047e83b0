// Is a file still what it was? md5sum(1), sha256sum(1)

import { coreutil, inputsOf, quotef, readInput, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf } from '../libc/read.ts';
import { md5 } from '../libc/md5.ts';
import { sha256 } from '../../sha256.ts';
import type { Coroutine, Program } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['b', 'binary'], ['c', 'check'], ['', 'tag'], ['t', 'text'], ['z', 'zero'], ['', 'ignore-missing'], ['', 'quiet'], ['', 'status'],
  ['', 'strict'], ['w', 'warn'],
] as const; // prettier-ignore

/** What is only said of checking, in the order in which it is refused. */
const ONLY_OF_CHECKING = ['ignore-missing', 'status', 'warn', 'quiet', 'strict'] as const;

interface Algorithm {
  readonly name: string;
  /** Of its digest. */
  readonly hexDigits: number;
  readonly sum: (text: string) => string;
}

export const md5sum = checksum('md5sum', { name: 'MD5', hexDigits: 32, sum: md5 });
export const sha256sum = checksum('sha256sum', { name: 'SHA256', hexDigits: 64, sum: sha256 });

type Has = (key: string) => boolean;

function checksum(name: string, algorithm: Algorithm): Program {
  return coreutil(name, function* (process: Process): Coroutine<number> {
    const line = getoptLong(process.args, OPTIONS);
    if (line.problem !== null) return yield* tryHelp(process, line.problem);
    const mode = line.options.map(({ key }) => key).findLast((key) => key === 'b' || key === 't') ?? null;
    const has: Has = (key) =>
      line.options.some((option) => (option.key === 'w' ? 'warn' : option.key) === key);
    const nonsense = contradiction(has, mode);
    if (nonsense !== null) return yield* tryHelp(process, nonsense);
    let status = 0;
    for (const file of inputsOf(line.operands)) {
      const fine = has('c')
        ? yield* check(process, file, algorithm, has)
        : yield* show(process, file, algorithm, has, mode === 'b');
      if (!fine) status = 1;
    }
    return status;
  });
}

function contradiction(has: Has, mode: 'b' | 't' | null): string | null {
  if (has('tag') && mode === 't') return '--tag does not support --text mode';
  if (has('z') && has('c')) return 'the --zero option is not supported when verifying checksums';
  if (has('tag') && has('c')) return 'the --tag option is meaningless when verifying checksums';
  if (mode !== null && has('c'))
    return 'the --binary and --text options are meaningless when verifying checksums';
  const only = has('c') ? undefined : ONLY_OF_CHECKING.find(has);
  return only === undefined ? null : `the --${only} option is meaningful only when verifying checksums`;
}

function* show(
  process: Process,
  file: string,
  { name, sum }: Algorithm,
  has: Has,
  binary: boolean,
): Coroutine<boolean> {
  const text = yield* readInput(process.sys, file);
  if (failed(text)) {
    yield* process.error(quotef(file), text);
    return false;
  }
  const escaped = has('z') ? file : escapedName(file);
  const mark = escaped === file ? '' : '\\';
  const line = has('tag')
    ? `${name} (${escaped}) = ${sum(text)}`
    : `${sum(text)} ${binary ? '*' : ' '}${escaped}`;
  process.print(`${mark}${line}${has('z') ? '\0' : '\n'}`);
  yield* process.settle();
  return true;
}

function escapedName(file: string): string {
  return file.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

function originalName(escaped: string): string {
  return escaped.replace(/\\([\\nr])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\',
  );
}

/** A line as this program or a BSD one writes it; null for any other. */
function parseLine(
  line: string,
  { name, hexDigits }: Algorithm,
): { readonly file: string; readonly digest: string } | null {
  const [, mark = '', rest = ''] = /^[ \t]*(\\?)(.*)$/s.exec(line) ?? [];
  const digest = `([\\da-fA-F]{${hexDigits}})`;
  const [, tagged, taggedDigest] = new RegExp(`^${name} ?\\((.*)\\) = ${digest}$`, 's').exec(rest) ?? [];
  const [, plainDigest, plain] = new RegExp(`^${digest} [ *](.+)$`, 's').exec(rest) ?? [];
  const file = tagged ?? plain;
  const found = taggedDigest ?? plainDigest;
  if (file === undefined || found === undefined) return null;
  return { file: mark === '' ? file : originalName(file), digest: found.toLowerCase() };
}

function* check(process: Process, list: string, algorithm: Algorithm, has: Has): Coroutine<boolean> {
  const shown = list === '-' ? 'standard input' : list;
  const text = yield* readInput(process.sys, list);
  if (failed(text)) {
    yield* process.error(quotef(shown), text);
    return false;
  }
  const counts = { proper: 0, improper: 0, unread: 0, mismatched: 0, matched: 0 };
  for (const [at, line] of linesOf(text).entries()) {
    if (line.startsWith('#')) continue;
    const parsed = parseLine(line.replace(/\r$/, ''), algorithm);
    if (parsed === null) {
      counts.improper += 1;
      if (has('warn'))
        yield* process.error(
          `${quotef(shown)}: ${at + 1}: improperly formatted ${algorithm.name} checksum line`,
        );
      continue;
    }
    counts.proper += 1;
    yield* checkOne(process, parsed, algorithm, has, counts);
  }
  if (counts.proper === 0) {
    yield* process.error(`${quotef(shown)}: no properly formatted checksum lines found`);
    return false;
  }
  if (!has('status')) yield* warnOf(process, counts);
  const none = has('ignore-missing') && counts.matched === 0;
  if (none && !has('status')) yield* process.error(`${quotef(shown)}: no file was verified`);
  return counts.mismatched + counts.unread === 0 && !none && (!has('strict') || counts.improper === 0);
}

interface Counts {
  improper: number;
  unread: number;
  mismatched: number;
  matched: number;
}

function* checkOne(
  process: Process,
  { file, digest }: { readonly file: string; readonly digest: string },
  { sum }: Algorithm,
  has: Has,
  counts: Counts,
): Coroutine<void> {
  const shown = file.includes('\n') ? `\\${escapedName(file)}` : file;
  const text = yield* readInput(process.sys, file);
  if (failed(text)) {
    if (has('ignore-missing') && text.errno === 'ENOENT') return;
    yield* process.error(quotef(file), text);
    counts.unread += 1;
    if (!has('status')) process.printLine(`${shown}: FAILED open or read`);
    return;
  }
  const matches = sum(text) === digest;
  counts[matches ? 'matched' : 'mismatched'] += 1;
  if (has('status') || (matches && has('quiet'))) return;
  process.printLine(`${shown}: ${matches ? 'OK' : 'FAILED'}`);
  yield* process.settle();
}

function* warnOf(process: Process, { improper, unread, mismatched }: Counts): Coroutine<void> {
  const words: readonly (readonly [number, string, string])[] = [
    [improper, 'line is improperly formatted', 'lines are improperly formatted'],
    [unread, 'listed file could not be read', 'listed files could not be read'],
    [mismatched, 'computed checksum did NOT match', 'computed checksums did NOT match'],
  ];
  for (const [count, one, several] of words)
    if (count > 0) yield* process.error(`WARNING: ${count} ${count === 1 ? one : several}`);
}
