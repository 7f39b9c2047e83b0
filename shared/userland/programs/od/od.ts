// Which bytes does a file hold? od(1) (fidelity: bytes)

import { closeInput, coreutil, inputsOf, openInput, quote, quotef, tryHelp } from '../../libc/coreutils.ts';
import { allocateText } from '../../libc/exhaustion.ts';
import { cellOf, parseTypes } from './types.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { parseCount } from '../../libc/counts.ts';
import { utf8Bytes } from '../../libc/utf8.ts';
import type { Coroutine } from '../../program.ts';
import type { DumpType } from './types.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['A', 'address-radix', 'required'], ['j', 'skip-bytes', 'required'], ['N', 'read-bytes', 'required'], ['t', 'format', 'required'],
  ['v', 'output-duplicates'], ['w', 'width', 'optional'], ['a', ''], ['b', ''], ['c', ''], ['d', ''], ['i', ''], ['l', ''],
  ['o', ''], ['s', ''], ['x', ''],
] as const; // prettier-ignore

/** What the old letters stand for. */
const TRADITIONAL: Readonly<Record<string, string>> = { a: 'a', b: 'o1', c: 'c', d: 'u2', i: 'dI', l: 'dL', o: 'o2', s: 'd2', x: 'x2' }; // prettier-ignore
const RADIXES: Readonly<Record<string, readonly [radix: number, digits: number]>> = { d: [10, 7], o: [8, 7], x: [16, 6], n: [10, 0] }; // prettier-ignore
const [USUAL_WIDTH, WIDE] = [16, 32];

export const od = coreutil('od', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const types: DumpType[] = [];
  let [skip, most, width] = [0, Infinity, USUAL_WIDTH];
  let radix: readonly [number, number] = [8, 7];
  for (const { key, value } of line.options) {
    const text = value ?? '';
    const traditional = key === 't' ? text : TRADITIONAL[key];
    if (traditional !== undefined) {
      const parsed = parseTypes(traditional, (word) => quote(process, word));
      if (typeof parsed === 'string') return yield* refuse(process, parsed);
      types.push(...parsed);
    } else if (key === 'A') {
      const known = RADIXES[text.charAt(0)];
      if (known === undefined) return yield* refuse(process, `invalid output address radix '${text.charAt(0)}'; it must be one character from [doxn]`); // prettier-ignore
      radix = known;
    } else if (key === 'j' || key === 'N' || (key === 'w' && value !== null)) {
      const count = /^0[xX][\da-fA-F]+$/.test(text) ? Number(text) : parseCount(text);
      if (count === null) return yield* refuse(process, `invalid -${key} argument ${quote(process, text)}`);
      if (key === 'j') skip = count;
      else if (key === 'N') most = count;
      else width = count;
    } else if (key === 'w') width = WIDE;
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (types.length === 0) types.push({ letter: 'o', size: 2, showsText: false });
  const unit = Math.max(...types.map(({ size }) => size));
  if (width === 0 || width % unit !== 0) {
    yield* process.error(`warning: invalid width ${width}; using ${unit} instead`);
    width = unit;
  }
  const input = yield* readBytes(process, line.operands, skip + most);
  if (input.opened === 0) return 1;
  if (input.bytes.length < skip) return yield* refuse(process, 'cannot skip past end of combined input');
  const hidesRepeats = !line.options.some(({ key }) => key === 'v');
  const address = (at: number): string =>
    radix[1] === 0 ? '' : at.toString(radix[0]).padStart(radix[1], '0');
  dump(process, input.bytes.slice(skip), { types, width, hidesRepeats, address: (at) => address(at + skip) });
  return input.opened < inputsOf(line.operands).length ? 1 : 0;
});

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.error(message);
  return 1;
}

/** Of all files one after the other, no more than are asked for. */
function* readBytes(
  process: Process,
  operands: readonly string[],
  most: number,
): Coroutine<{ readonly bytes: readonly number[]; readonly opened: number }> {
  const { sys } = process;
  const bytes: number[] = [];
  let opened = 0;
  for (const operand of inputsOf(operands)) {
    const fd = yield* openInput(sys, operand);
    let problem = failed(fd) ? fd : null;
    while (!failed(fd) && bytes.length < most) {
      const part = yield* sys.read(fd, Math.min(most - bytes.length, 4096));
      if (failed(part)) problem = part;
      if (failed(part) || part === '') break;
      allocateText(bytes.length + part.length);
      for (const byte of utf8Bytes(part)) if (bytes.length < most) bytes.push(byte);
    }
    if (!failed(fd)) yield* closeInput(sys, fd);
    if (problem === null) opened += 1;
    else yield* process.error(quotef(operand), problem);
  }
  return { bytes, opened };
}

interface DumpStyle {
  readonly types: readonly DumpType[];
  readonly width: number;
  /** A line like the one before is a *, however many there are. */
  readonly hidesRepeats: boolean;
  readonly address: (at: number) => string;
}

function dump(process: Process, bytes: readonly number[], style: DumpStyle): void {
  const { types, width, address } = style;
  let before = '';
  let isStarred = false;
  for (let at = 0; at < bytes.length; at += width) {
    const block = bytes.slice(at, at + width);
    const same = block.length === width && block.join(' ') === before;
    before = block.join(' ');
    if (same && style.hidesRepeats) {
      if (!isStarred) process.printLine('*');
      isStarred = true;
      continue;
    }
    isStarred = false;
    const blockWidth = Math.max(...types.map((type) => (width / type.size) * cellOf(type, []).length));
    allocateText(blockWidth);
    types.forEach((type, index) => {
      const lead = index === 0 ? address(at) : ' '.repeat(address(at).length);
      process.printLine(lead + row(type, block, width, blockWidth));
    });
  }
  const end = address(bytes.length);
  if (end !== '') process.printLine(end);
}

/** The cells of one type, as far apart as the widest type needs. */
function row(type: DumpType, block: readonly number[], width: number, blockWidth: number): string {
  const fields = width / type.size;
  const pad = blockWidth - fields * cellOf(type, []).length;
  let text = '';
  for (let field = 0; field * type.size < block.length; field += 1) {
    const left = fields - field;
    const own = Math.floor((pad * left) / fields) - Math.floor((pad * (left - 1)) / fields);
    text += ' '.repeat(own) + cellOf(type, block.slice(field * type.size, (field + 1) * type.size));
  }
  if (!type.showsText) return text;
  const shown = block.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return `${text.padEnd(blockWidth)}  >${shown}<`;
}
