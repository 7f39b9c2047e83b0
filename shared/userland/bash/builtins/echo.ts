// echo (bash(1), echo builtin; dash's always interprets escapes and knows -n alone)

import type { Coroutine } from '../../program.ts';
import type { Shell } from '../shell.ts';
import { fromUtf8 } from '../../libc/utf8.ts';
import { print } from './output.ts';

export function* echo(shell: Shell, args: readonly string[]): Coroutine<number> {
  let newline = true;
  let escapes = shell.dialect === 'dash' || shell.shellOptions.has('xpg_echo');
  let at = 0;
  const options = shell.dialect === 'dash' ? /^-n$/ : /^-[neE]+$/;
  for (; options.test(args[at] ?? ''); at += 1) {
    for (const letter of args[at]?.slice(1) ?? '') {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
    if (shell.dialect === 'dash') {
      at += 1;
      break;
    }
  }
  const text = args.slice(at).join(' ');
  if (!escapes) return yield* print(shell, newline ? `${text}\n` : text);
  const { text: written, stopped } = interpretEscapes(text, 'echo');
  return yield* print(shell, newline && !stopped ? `${written}\n` : written);
}

const SINGLE: Readonly<Record<string, string>> = {
  a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\',
}; // prettier-ignore

/**
 * Backslash escapes. `echo`: octal numbers begin with a zero, and `\c` stops everything. `%b`: the zero may be missing.
 * `printf`, its format: three octal digits. `ansi`: $'...' and ${x@E}.
 */
export function interpretEscapes(
  text: string,
  style: 'echo' | '%b' | 'printf' | 'ansi',
): { readonly text: string; readonly stopped: boolean } {
  const octal =
    style === 'echo' ? '0[0-7]{0,3}' : style === '%b' ? '0[0-7]{0,3}|[1-7][0-7]{0,2}' : '[0-7]{1,3}';
  const escape = new RegExp(
    `\\\\(${octal}|x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|c[\\s\\S]|[\\s\\S])`,
    'g',
  );
  const stop = style === 'echo' || style === '%b' ? /(?<!\\)(?:\\\\)*\\c/.exec(text) : null;
  const before = stop === null ? text : text.slice(0, stop.index + stop[0].length - 2);
  const written = before.replace(escape, (whole, body: string) => {
    const single = SINGLE[body];
    if (single !== undefined) return single;
    if (style === 'echo' ? body.startsWith('0') : /^[0-7]/.test(body))
      return byteMark(Number.parseInt(body, 8) & 0xff);
    if (/^x./.test(body)) return byteMark(Number.parseInt(body.slice(1), 16));
    if (/^[uU]./.test(body))
      return String.fromCodePoint(Math.min(Number.parseInt(body.slice(1), 16), 0x10ffff));
    if ((style === 'printf' || style === 'ansi') && /^['"?]$/.test(body)) return body;
    if (style === 'ansi' && body.length === 2) return String.fromCharCode(body.charCodeAt(1) & 0x1f);
    return whole;
  });
  return { text: written.replace(/[\udc80-\udcff]+/gu, fromByteMarks), stopped: stop !== null };
}

/** A byte of a longer character, until its neighbours are known: a half of a surrogate pair, which no text has by itself. */
function byteMark(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}

function fromByteMarks(marks: string): string {
  return fromUtf8(Array.from(marks, (mark) => mark.charCodeAt(0) & 0xff));
}
