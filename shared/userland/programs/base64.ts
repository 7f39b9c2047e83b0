// Bytes as letters that go anywhere, and back. base64(1), RFC 4648

import { closeInput, coreutil, extraOperand, openInput, quote, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { fromUtf8, utf8Bytes } from '../libc/utf8.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { readAll } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [['d', 'decode'], ['i', 'ignore-garbage'], ['w', 'wrap', 'required']] as const; // prettier-ignore

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const USUAL_WIDTH = 76;

export const base64 = coreutil('base64', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const wrap = line.options.findLast(({ key }) => key === 'w')?.value ?? String(USUAL_WIDTH);
  if (!/^\+?\d+$/.test(wrap)) {
    yield* process.error(`invalid wrap size: ${quote(process, wrap)}`);
    return 1;
  }
  const [name = '-', extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const fd = yield* openInput(process.sys, name);
  if (failed(fd)) {
    yield* process.error(quotef(name), fd);
    return 1;
  }
  const text = yield* readAll(process.sys, fd);
  if (failed(text)) {
    yield* process.error('read error', text);
    return 1;
  }
  yield* closeInput(process.sys, fd);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (!has('d')) {
    process.print(wrapped(encoded(utf8Bytes(text)), Number(wrap)));
    return 0;
  }
  const { bytes, valid } = decoded(text, has('i'));
  process.print(fromUtf8(bytes));
  if (valid) return 0;
  yield* process.error('invalid input');
  return 1;
});

function encoded(bytes: readonly number[]): string {
  const letters: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const letter = (shift: number): string => ALPHABET.charAt((group >> shift) & 63);
    letters.push(
      letter(18),
      letter(12),
      b === undefined ? '=' : letter(6),
      c === undefined ? '=' : letter(0),
    );
  }
  return letters.join('');
}

function wrapped(text: string, width: number): string {
  if (width === 0) return text;
  let lines = '';
  for (let at = 0; at < text.length; at += width) lines += `${text.slice(at, at + width)}\n`;
  return lines;
}

/** As far as it is valid. Groups of four letters, the last of them filled up with equals signs. */
function decoded(
  text: string,
  ignoreGarbage: boolean,
): { readonly bytes: readonly number[]; readonly valid: boolean } {
  const bytes: number[] = [];
  const letters = ignoreGarbage ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replaceAll('\n', '');
  for (let at = 0; at < letters.length; at += 4) {
    const group = letters.slice(at, at + 4);
    const [digits = ''] = /^[A-Za-z0-9+/]*/.exec(group) ?? [];
    const values = [...digits].map((digit) => ALPHABET.indexOf(digit));
    const [a, b, c, d] = values;
    if (a !== undefined && b !== undefined) bytes.push((a << 2) | (b >> 4));
    if (b !== undefined && c !== undefined) bytes.push(((b & 15) << 4) | (c >> 2));
    if (c !== undefined && d !== undefined) bytes.push(((c & 3) << 6) | d);
    if (values.length < 2 || group !== digits.padEnd(4, '=')) return { bytes, valid: false };
  }
  return { bytes, valid: true };
}
