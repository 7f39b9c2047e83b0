// How does strace write a string, a set of flags, a signal? Like C source, long strings cut short.

import { signalName } from '../../../kernel/abi/signal.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';

/** -s: how much of a string is shown. */
const STRING_SIZE = 32;
const ESCAPES = new Map([['\n', '\\n'], ['\t', '\\t'], ['\r', '\\r'], ['\f', '\\f'], ['\v', '\\v'], ['"', '\\"'], ['\\', '\\\\']]); // prettier-ignore

/** What a call reads or writes. */
export function quoted(text: string): string {
  const shown = text.slice(0, STRING_SIZE);
  return `"${escaped(shown)}"${shown.length < text.length ? '...' : ''}`;
}

/** A path is never cut. */
export function quotedPath(path: string): string {
  return `"${escaped(path)}"`;
}

function escaped(text: string): string {
  const characters = [...text];
  return characters
    .map((character, at) => ESCAPES.get(character) ?? printable(character, characters[at + 1] ?? ''))
    .join('');
}

/** Octal, as short as the character after it allows. */
function printable(character: string, next: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return character;
  const isAscii = code < 0x80;
  if (isAscii) return `\\${code.toString(8).padStart(/[0-7]/.test(next) ? 3 : 1, '0')}`;
  const bytes = encodeURIComponent(character).slice(1).split('%');
  return bytes.map((byte) => `\\${Number.parseInt(byte, 16).toString(8)}`).join('');
}

export function flagSet(flags: readonly string[]): string {
  return flags.length === 0 ? '0' : flags.join('|');
}

/** The argument of kill(2): 0 and numbers that are no signal stay numbers. */
export function signalArgument(signal: Signal | number): string {
  const name = typeof signal === 'number' ? signalName(signal) : signal;
  return name === undefined ? String(signal) : longName(name);
}

/** `[INT CHLD]` */
export function signalSet(signals: readonly Signal[]): string {
  return `[${signals.map((signal) => longName(signal).replace(/^SIG/, '')).join(' ')}]`;
}

/** Real-time signals have numbers in the kernel's names. */
function longName(signal: Signal): string {
  const realTime = /^SIG(\d+)$/.exec(signal);
  if (realTime === null) return signal;
  const above = Number(realTime[1]) - FIRST_REAL_TIME;
  return above === 0 ? 'SIGRTMIN' : `SIGRT_${above}`;
}

const FIRST_REAL_TIME = 32;

export function octal(mode: number): string {
  return mode === 0 ? '000' : `0${mode.toString(8)}`;
}
