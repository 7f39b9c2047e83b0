// Cuts a file into pieces of a size. split(1)

import { closeInput, coreutil, extraOperand, openInput, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { fromByteText, toByteText } from '../libc/utf8.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { pclose, popen } from '../libc/popen.ts';
import { piecesOf } from './split-pieces.ts';
import { readAll, splitAfter } from '../libc/read.ts';
import { Process } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Cut } from './split-pieces.ts';

const OPTIONS = [
  ['a', 'suffix-length', 'required'], ['', 'additional-suffix', 'required'], ['b', 'bytes', 'required'], ['C', 'line-bytes', 'required'],
  ['d', 'numeric-suffixes', 'optional', 'none'], ['x', 'hex-suffixes', 'optional', 'none'], ['e', 'elide-empty-files'],
  ['', 'filter', 'required'], ['l', 'lines', 'required'], ['n', 'number', 'required'], ['t', 'separator', 'required'],
  ['u', 'unbuffered'], ['', 'verbose'],
] as const; // prettier-ignore

const USUAL_LINES = 1000;
const OUT_OF_RANGE = 'Numerical result out of range';
const UNITS = 'KMGTPEZY';
const ALPHABETS = { letters: 'abcdefghijklmnopqrstuvwxyz', d: '0123456789', x: '0123456789abcdef' };

interface Naming {
  readonly prefix: string;
  readonly alphabet: string;
  /** Null where it grows as needed. */
  readonly length: number | null;
  readonly from: number;
  readonly additional: string;
}

interface Settings {
  readonly cut: Cut;
  readonly naming: Naming;
  readonly filter: string | null;
  readonly verbose: boolean;
  readonly elidesEmpty: boolean;
}

export const split = coreutil('split', function* (process: Process): Coroutine<number> {
  const args = process.args.map((arg) => arg.replace(/^-(\d+)$/, '-l$1'));
  const line = getoptLong(args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const ways = line.options.filter(({ key }) => 'bCln'.includes(key));
  if (ways.length > 1) return yield* tryHelp(process, 'cannot split in more than one way');
  const [name = '-', prefix = 'x', extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const value = (key: string): string | null => line.options.findLast((option) => option.key === key)?.value ?? null; // prettier-ignore
  const [way] = ways;
  const separator = value('t') ?? '\n';
  const cut = way === undefined ? { by: 'lines' as const, size: USUAL_LINES } : parseCut(way.key, way.value ?? '', (text) => quote(process, text)); // prettier-ignore
  const numbered = line.options.findLast(({ key }) => key === 'd' || key === 'x');
  if (typeof cut === 'string' || ([...separator].length > 1 && separator !== '\\0')) {
    yield* process.error(
      typeof cut === 'string' ? cut : `multi-character separator ${quote(process, separator)}`,
    );
    return 1;
  }
  const naming = {
    prefix,
    alphabet: numbered === undefined ? ALPHABETS.letters : numbered.key === 'd' ? ALPHABETS.d : ALPHABETS.x,
    length: value('a') === null ? null : Number(value('a')),
    from: parseInt(numbered?.value ?? '0', numbered?.key === 'x' ? 16 : 10) || 0,
    additional: value('additional-suffix') ?? '',
  };
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  return yield* splitFile(process, name, separator === '\\0' ? '\0' : separator, { cut, naming, filter: value('filter'), verbose: has('verbose'), elidesEmpty: has('e') }); // prettier-ignore
});

/** Or what is wrong with it. */
function parseCut(key: string, text: string, quoted: (text: string) => string): Cut | string {
  if (key === 'n') {
    const [, way = '', chosen, count] = /^(?:([lr])\/)?(?:(\d+)\/)?(\d+)$/.exec(text) ?? [];
    if (count === undefined) return `invalid number of chunks: ${quoted(text)}`;
    if (Number(count) === 0) return `invalid number of chunks: ${quoted(text)}: ${OUT_OF_RANGE}`;
    const number = chosen === undefined ? null : Number(chosen);
    if (number !== null && (number === 0 || number > Number(count)))
      return `invalid chunk number: ${quoted(chosen ?? '')}: ${OUT_OF_RANGE}`;
    return { by: 'chunks', count: Number(count), chosen: number, keeps: way === '' ? 'bytes' : way === 'l' ? 'lines' : 'turns' }; // prettier-ignore
  }
  const what = key === 'l' ? 'lines' : 'bytes';
  const size = parseSize(text);
  if (size === null) return `invalid number of ${what}: ${quoted(text)}`;
  if (size === 0) return `invalid number of ${what}: ${quoted(text)}: ${OUT_OF_RANGE}`;
  return { by: key === 'l' ? 'lines' : key === 'b' ? 'bytes' : 'lineBytes', size };
}

function parseSize(text: string): number | null {
  const [, digits, unit = '', kind = ''] = /^(\d+)(?:([bKMGTPEZYkm])(B|iB)?)?$/.exec(text) ?? [];
  if (digits === undefined) return null;
  if (unit === '') return Number(digits);
  if (unit === 'b') return Number(digits) * 512;
  return Number(digits) * (kind === 'B' ? 1000 : 1024) ** (UNITS.indexOf(unit.toUpperCase()) + 1);
}

function* splitFile(
  process: Process,
  name: string,
  separator: string,
  settings: Settings,
): Coroutine<number> {
  const { cut } = settings;
  const fd = yield* openInput(process.sys, name);
  if (failed(fd)) {
    yield* process.error(`cannot open ${quoteaf(name)} for reading`, fd);
    return 1;
  }
  const stat = yield* process.sys.fstat(fd);
  if (cut.by === 'chunks' && cut.keeps !== 'turns' && (failed(stat) || stat.kind !== 'file')) {
    yield* process.error(`${name}: cannot determine file size`);
    return 1;
  }
  const text = yield* readAll(process.sys, fd);
  yield* closeInput(process.sys, fd);
  if (failed(text)) {
    yield* process.error(name, text);
    return 1;
  }
  const bytes = toByteText(text);
  const pieces = piecesOf(bytes, splitAfter(bytes, separator), cut);
  if (cut.by === 'chunks' && cut.chosen !== null) {
    process.print(fromByteText(pieces[cut.chosen - 1] ?? ''));
    return 0;
  }
  return yield* writePieces(process, pieces, settings);
}

function* writePieces(process: Process, pieces: readonly string[], settings: Settings): Coroutine<number> {
  const { naming, filter, verbose, elidesEmpty, cut } = settings;
  const names = fileNames(naming, cut.by === 'chunks' ? cut.count : null);
  for (const piece of pieces) {
    if (piece === '' && elidesEmpty) continue;
    const { value: path } = names.next();
    if (path === undefined) {
      yield* process.error('output file suffixes exhausted');
      return 1;
    }
    if (verbose) process.printLine(filter === null ? `creating file ${quoteaf(path)}` : `executing with FILE=${quoteaf(path)}`); // prettier-ignore
    if (filter !== null) yield* filtered(process, filter, path, piece);
    else if (!(yield* written(process, path, piece))) return 1;
  }
  return 0;
}

function* written(process: Process, path: string, piece: string): Coroutine<boolean> {
  const { sys } = process;
  const fd = yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], 0o666);
  const done = failed(fd) ? fd : yield* sys.write(fd, fromByteText(piece));
  if (typeof fd === 'number') yield* sys.close(fd);
  if (!failed(done)) return true;
  yield* process.error(path, done);
  return false;
}

/** The command finds the name of the file in $FILE. */
function* filtered(process: Process, command: string, path: string, piece: string): Coroutine<void> {
  yield* process.flush();
  const { sys, argv, env } = process;
  const child = new Process({ sys, argv, env: new Map([...env, ['FILE', path]]) });
  const pipe = yield* popen(child, command, 'write');
  if (failed(pipe)) return;
  yield* sys.write(pipe.fd, fromByteText(piece));
  yield* pclose(process, pipe);
}

/** xaa, xab ... and behind xyz, where the length is free, xzaaa. */
function* fileNames(
  { prefix, alphabet, length, from, additional }: Naming,
  count: number | null,
): Generator<string, undefined> {
  const base = alphabet.length;
  const needed = count === null ? 2 : Math.max(2, Math.ceil(Math.log(count + from) / Math.log(base)));
  const grows = length === null && count === null && from === 0;
  let width = length ?? needed;
  let lead = '';
  for (let number = from; ; number += 1) {
    const most = base ** width;
    // the last of the first letters begins the longer names
    if (grows && number >= most - base ** (width - 1)) {
      lead += alphabet.charAt(base - 1);
      width += 1;
      number = 0;
    } else if (number >= most) return undefined;
    let digits = '';
    for (let rest = number, at = 0; at < width; at += 1, rest = Math.floor(rest / base)) digits = alphabet.charAt(rest % base) + digits; // prettier-ignore
    yield `${prefix}${lead}${digits}${additional}`;
  }
}
