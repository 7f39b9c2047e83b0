// MD5 (RFC 1321) of a text's UTF-8 bytes.

import { utf8Bytes } from './utf8.ts';

const BLOCK = 64;
/** By how much each round turns its words. */
const TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
/** The integer part of 2^32 times the sine of each step's number. */
const SINES = Array.from({ length: BLOCK }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));

/** 32 hex digits. */
export function md5(text: string): string {
  const message = padded(utf8Bytes(text));
  const hash = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let at = 0; at < message.byteLength; at += BLOCK) compress(hash, message, at);
  const digest = new DataView(new ArrayBuffer(16));
  for (const [at, word] of hash.entries()) digest.setUint32(at * 4, word, true);
  return Array.from({ length: 16 }, (_, at) => digest.getUint8(at).toString(16).padStart(2, '0')).join('');
}

/** The bytes, a 1 bit, zeros, and the length in bits: a whole number of blocks. */
function padded(bytes: readonly number[]): DataView {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setUint32(message.length - 8, (bytes.length * 8) >>> 0, true);
  view.setUint32(message.length - 4, Math.floor(bytes.length / 2 ** 29), true);
  return view;
}

function compress(hash: Uint32Array, message: DataView, at: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = hash;
  for (let step = 0; step < BLOCK; step += 1) {
    const { mixed, word } = round(step, b, c, d);
    const sum = (a + mixed + (SINES[step] ?? 0) + message.getUint32(at + word * 4, true)) | 0;
    const turn = TURNS[(step >> 4) * 4 + (step & 3)] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  for (const [i, value] of [a, b, c, d].entries()) hash[i] = (hash[i] ?? 0) + value;
}

/** How a step mixes the words, and which word of the block it takes. */
function round(
  step: number,
  b: number,
  c: number,
  d: number,
): { readonly mixed: number; readonly word: number } {
  if (step < 16) return { mixed: (b & c) | (~b & d), word: step };
  if (step < 32) return { mixed: (d & b) | (~d & c), word: (5 * step + 1) % 16 };
  if (step < 48) return { mixed: b ^ c ^ d, word: (3 * step + 5) % 16 };
  return { mixed: c ^ (b | ~d), word: (7 * step) % 16 };
}
