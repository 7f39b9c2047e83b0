// Copies in blocks, and counts them. dd(1)

import { ownEntry } from '../../own-entry.ts';
import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { strerror } from '../../kernel/abi/errno.ts';
import { utf8Length } from '../libc/utf8.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd, OpenFlag } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const [STDIN, STDOUT] = [0, 1];
const USUAL_BLOCK = 512;
const NAMES = ['bs', 'cbs', 'conv', 'count', 'ibs', 'if', 'iflag', 'obs', 'of', 'oflag', 'oseek', 'iseek', 'seek', 'skip', 'status'] as const; // prettier-ignore
type Name = (typeof NAMES)[number];
const CONVERSIONS = ['lcase', 'ucase', 'swab', 'sync', 'excl', 'nocreat', 'notrunc', 'noerror', 'fdatasync', 'fsync', 'sparse', 'ascii', 'ebcdic', 'ibm', 'block', 'unblock']; // prettier-ignore
const UNITS: Readonly<Record<string, number>> = { '': 1, c: 1, w: 2, b: 512, kB: 1000, K: 1024, k: 1024, MB: 1e6, M: 1024 ** 2, xM: 1024 ** 2, GB: 1e9, G: 1024 ** 3, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }; // prettier-ignore

interface Settings {
  readonly ibs: number;
  readonly obs: number;
  /** bs= was given: each block read is written as it is. */
  readonly together: boolean;
  readonly count: number;
  readonly skip: number;
  readonly seek: number;
  readonly conv: readonly string[];
  readonly fullblock: boolean;
  readonly status: string;
}

class Counts {
  fullIn = 0;
  partIn = 0;
  fullOut = 0;
  partOut = 0;
  bytes = 0;
}

export const dd = coreutil(
  'dd',
  function* (process: Process): Coroutine<number> {
    const values = new Map<Name, string>();
    for (const arg of process.args) {
      const at = arg.indexOf('=');
      const name = NAMES.find((each) => each === arg.slice(0, Math.max(0, at)));
      if (arg.startsWith('-') && at < 0 && arg !== '--') {
        const problem = arg.startsWith('--') ? `unrecognized option '${arg}'` : `invalid option -- '${arg.charAt(1)}'`; // prettier-ignore
        return yield* tryHelp(process, problem);
      }
      if (name === undefined) return yield* tryHelp(process, `unrecognized operand ${quote(process, arg)}`);
      values.set(name, arg.slice(at + 1));
    }
    const settings = readSettings(process, values);
    if (typeof settings === 'string') {
      yield* process.error(settings);
      return 1;
    }
    if ('usage' in settings) return yield* tryHelp(process, settings.usage);
    return yield* run(process, values, settings);
  },
  'alone',
);

function readSettings(
  process: Process,
  values: ReadonlyMap<Name, string>,
): Settings | string | { readonly usage: string } {
  const numbers = new Map<Name, number>();
  for (const name of ['bs', 'cbs', 'ibs', 'obs', 'count', 'skip', 'seek', 'iseek', 'oseek'] as const) {
    const text = values.get(name);
    const number = text === undefined ? undefined : parseBytes(text);
    if (number === null || (number === 0 && name.endsWith('bs')))
      return `invalid number: ${quote(process, text ?? '')}`;
    if (number !== undefined) numbers.set(name, number);
  }
  const conv = (values.get('conv') ?? '').split(',').filter((word) => word !== '');
  const bad = conv.find((word) => !CONVERSIONS.includes(word));
  if (bad !== undefined) return { usage: `invalid conversion: ${quote(process, bad)}` };
  const status = values.get('status') ?? '';
  if (!['', 'none', 'noxfer', 'progress'].includes(status))
    return { usage: `invalid status level: ${quote(process, status)}` };
  const bs = numbers.get('bs');
  return {
    ibs: bs ?? numbers.get('ibs') ?? USUAL_BLOCK,
    obs: bs ?? numbers.get('obs') ?? USUAL_BLOCK,
    together: bs !== undefined,
    count: numbers.get('count') ?? Infinity,
    skip: numbers.get('skip') ?? numbers.get('iseek') ?? 0,
    seek: numbers.get('seek') ?? numbers.get('oseek') ?? 0,
    conv,
    fullblock: (values.get('iflag') ?? '').split(',').includes('fullblock'),
    status,
  };
}

/** `4k`, `2x512`; null for what is no number. */
function parseBytes(text: string): number | null {
  let product = 1;
  for (const part of text.split('x')) {
    const [, digits, unit = ''] = /^(\d+)([a-zA-Z]*)$/.exec(part) ?? [];
    const factor = ownEntry(UNITS, unit);
    if (digits === undefined || factor === undefined) return null;
    product *= Number(digits) * factor;
  }
  return product;
}

function* run(process: Process, values: ReadonlyMap<Name, string>, settings: Settings): Coroutine<number> {
  const { sys } = process;
  const [from, to] = [values.get('if'), values.get('of')];
  const { conv } = settings;
  if (from !== undefined && !(yield* reopen(process, from, STDIN, ['O_RDONLY'], `failed to open ${quoteaf(from)}`))) return 1; // prettier-ignore
  if (to !== undefined) {
    const flags: OpenFlag[] = ['O_WRONLY'];
    if (!conv.includes('nocreat')) flags.push('O_CREAT');
    if (conv.includes('excl')) flags.push('O_EXCL');
    const asked = (values.get('oflag') ?? '').split(',');
    if (!conv.includes('notrunc') && settings.seek === 0) flags.push('O_TRUNC');
    if (asked.includes('append')) flags.push('O_APPEND');
    if (asked.includes('nonblock')) flags.push('O_NONBLOCK');
    if (!(yield* reopen(process, to, STDOUT, flags, `failed to open ${quoteaf(to)}`))) return 1;
    if (settings.seek > 0 && !conv.includes('notrunc')) yield* sys.truncate(to, settings.seek * settings.obs);
  }
  const begun = yield* sys.clock();
  const counts = new Counts();
  const status = yield* copy(process, settings, counts, from ?? 'standard input', to ?? 'standard output');
  if (settings.status !== 'none') yield* report(process, settings, counts, (yield* sys.clock()) - begun);
  return status;
}

function* reopen(
  process: Process,
  path: string,
  as: Fd,
  flags: readonly OpenFlag[],
  complaint: string,
): Coroutine<boolean> {
  const { sys } = process;
  const fd = yield* sys.open(path, flags, 0o666);
  if (failed(fd)) {
    yield* process.error(complaint, fd);
    return false;
  }
  if (fd !== as) {
    yield* sys.dup2(fd, as);
    yield* sys.close(fd);
  }
  return true;
}

function* copy(
  process: Process,
  settings: Settings,
  counts: Counts,
  from: string,
  to: string,
): Coroutine<number> {
  const { sys } = process;
  const { ibs, obs, conv } = settings;
  if (settings.skip > 0 && failed(yield* sys.lseek(STDIN, settings.skip * ibs))) {
    for (let block = 0; block < settings.skip; block += 1) {
      const skipped = yield* readBlock(process, ibs, true);
      if (failed(skipped) || skipped === '') break;
    }
  }
  if (settings.seek > 0) {
    const sought = yield* sys.lseek(STDOUT, settings.seek * obs);
    // what can't be skipped is filled
    const filled = failed(sought) ? yield* sys.write(STDOUT, '\0'.repeat(settings.seek * obs)) : 0;
    if (failed(filled)) return yield* writeError(process, to, filled);
  }
  let pending = '';
  while (counts.fullIn + counts.partIn < settings.count) {
    const part = yield* readBlock(process, ibs, settings.fullblock);
    if (failed(part)) {
      yield* process.error(`error reading ${quoteaf(from)}`, part);
      return 1;
    }
    if (part === '') break;
    if (part.length < ibs) counts.partIn += 1;
    else counts.fullIn += 1;
    pending += converted(part, conv, ibs);
    while (pending.length >= obs || (settings.together && pending !== '')) {
      const block = pending.slice(0, obs);
      pending = pending.slice(obs);
      const failure = yield* writeBlock(process, block, obs, counts);
      if (failure !== null) return yield* writeError(process, to, failure);
    }
    yield* sys.schedYield();
  }
  const failure = pending === '' ? null : yield* writeBlock(process, pending, obs, counts);
  return failure === null ? 0 : yield* writeError(process, to, failure);
}

function* writeBlock(
  process: Process,
  block: string,
  obs: number,
  counts: Counts,
): Coroutine<Failure | null> {
  const written = yield* process.sys.write(STDOUT, block);
  if (failed(written)) return written;
  if (block.length < obs) counts.partOut += 1;
  else counts.fullOut += 1;
  counts.bytes += utf8Length(block);
  return null;
}

function* writeError(process: Process, to: string, failure: Failure): Coroutine<number> {
  yield* process.eprint(`${process.name}: error writing ${quoteaf(to)}: ${strerror(failure.errno)}\n`);
  return 1;
}

/** One read, or as many as fill the block. */
function* readBlock(process: Process, size: number, full: boolean): Coroutine<string | Failure> {
  let block = '';
  do {
    const part = yield* process.sys.read(STDIN, size - block.length);
    if (failed(part)) return part;
    if (part === '') return block;
    block += part;
  } while (full && block.length < size);
  return block;
}

function converted(text: string, conv: readonly string[], ibs: number): string {
  let changed = text;
  if (conv.includes('lcase')) changed = changed.toLowerCase();
  if (conv.includes('ucase')) changed = changed.toUpperCase();
  if (conv.includes('swab')) changed = changed.replace(/([^])([^])/g, '$2$1');
  if (conv.includes('sync')) changed = changed.padEnd(ibs, '\0');
  return changed;
}

function* report(process: Process, { status }: Settings, counts: Counts, ms: number): Coroutine<void> {
  const { fullIn, partIn, fullOut, partOut, bytes } = counts;
  yield* process.eprint(`${fullIn}+${partIn} records in\n${fullOut}+${partOut} records out\n`);
  if (status === 'noxfer') return;
  const seconds = Math.max(ms, 1) / 1000;
  const time = Number(seconds.toPrecision(6));
  const [decimal, binary] = [amount(bytes, 1000, ['B', 'kB', 'MB', 'GB']), amount(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB'])]; // prettier-ignore
  const sizes = bytes < 1000 ? '' : bytes < 1024 ? ` (${decimal})` : ` (${decimal}, ${binary})`;
  const unit = bytes === 1 ? 'byte' : 'bytes';
  yield* process.eprint(`${bytes} ${unit}${sizes} copied, ${time} s, ${bytes === 0 ? '0.0 kB' : amount(bytes / seconds, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])}/s\n`); // prettier-ignore
}

/** Three digits as far as they tell something: `4.1 kB`, `102 kB`. */
function amount(bytes: number, base: number, units: readonly string[]): string {
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit += 1;
  }
  const shown = value < 10 && unit > 0 ? (Math.round(value * 10) / 10).toFixed(1) : String(Math.round(value));
  return `${shown} ${units[unit] ?? ''}`;
}
