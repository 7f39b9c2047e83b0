// How does sed's l show a line? Every byte that can't be seen as an escape, and long lines broken.

import { utf8Bytes } from '../../libc/utf8.ts';

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\', '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v',
}; // prettier-ignore

/** `width` counts the backslash at the end of a broken line; 0 is no limit. */
export function visibleLines(text: string, width: number): string {
  let out = '';
  let column = 0;
  for (const shown of [...text].flatMap(pieces)) {
    if (width > 0 && column + shown.length > width - 1) {
      out += '\\\n';
      column = 0;
    }
    out += shown;
    column += shown.length;
  }
  return `${out}$\n`;
}

function pieces(character: string): readonly string[] {
  const named = NAMED[character];
  if (named !== undefined) return [named];
  if (/^[ -~]$/.test(character)) return [character];
  return utf8Bytes(character).map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
}
