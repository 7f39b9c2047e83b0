// Which key does what at a prompt? By what the keyboard of the terminal sends: the keys that bash binds in emacs mode on
// Debian (bind -p), as far as the line has the function, and a few that some keyboards have instead.

import { EMACS_KEYS } from '../userland/bash/builtins/line-functions.ts';
import { isLineFunction } from './line-functions.ts';
import type { LineFunction } from './line-functions.ts';

const OF_SOME_KEYBOARDS: readonly (readonly [string, LineFunction])[] = [
  ['\x1b[7~', 'beginning-of-line'],
  ['\x1b[8~', 'end-of-line'],
  ['\x1b[3;3~', 'kill-word'],
  ['\x1b[5~', 'history-search-backward'],
  ['\x1b[6~', 'history-search-forward'],
  ['\x1b\x0c', 'clear-screen'],
];

const KEYMAP: ReadonlyMap<string, LineFunction> = new Map([
  ...Object.entries(EMACS_KEYS).flatMap(([name, keys]) =>
    isLineFunction(name) ? keys.map((key) => [sentFor(key), name] as const) : [],
  ),
  ...OF_SOME_KEYBOARDS,
]);

/** Of a key as bind writes it: \C-a, \e, \\, \000. */
function sentFor(key: string): string {
  return key.replace(
    /\\(?:C-(.)|(e)|([0-7]{3})|(.))/g,
    (_, control: string, escape: string, octal: string, itself: string) => {
      if (control === '?') return '\x7f';
      if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f);
      if (escape !== undefined) return '\x1b';
      return octal === undefined ? itself : String.fromCharCode(Number.parseInt(octal, 8));
    },
  );
}

/** Null where the key does nothing; Alt with a capital is Alt with the small letter (do-lowercase-version). */
export function functionOf(key: string): LineFunction | null {
  // Some keyboards send \eOA for \e[A.
  const name = key.startsWith('\x1bO') ? `\x1b[${key.slice(2)}` : key;
  return KEYMAP.get(name) ?? KEYMAP.get(/^\x1b[A-Z]$/.test(name) ? name.toLowerCase() : name) ?? null; // eslint-disable-line no-control-regex -- Alt is an escape
}
