// Which key does what at a prompt? readline's own names, by what the keyboard of the terminal sends: what it binds in emacs
// mode, with the keys that Debian's /etc/inputrc adds. (bind -p)

import type { LineFunction } from './line-functions.ts';

const BINDINGS: readonly (readonly [LineFunction, ...(readonly string[])])[] = [
  ['accept-line', '\r'],
  ['backward-char', '\x02', '\x1b[D'],
  ['backward-delete-char', '\b', '\x7f'],
  ['backward-kill-line', '\x18\x7f'],
  ['backward-kill-word', '\x1b\b', '\x1b\x7f'],
  ['backward-word', '\x1bb', '\x1b[1;3D', '\x1b[1;5D', '\x1b[5D', '\x1b\x1b[D'],
  ['beginning-of-history', '\x1b<'],
  ['beginning-of-line', '\x01', '\x1b[H', '\x1b[1~', '\x1b[7~'],
  ['capitalize-word', '\x1bc'],
  ['character-search', '\x1d'],
  ['character-search-backward', '\x1b\x1d'],
  ['clear-screen', '\x0c', '\x1b\x0c'],
  ['complete', '\t'],
  ['delete-char', '\x04', '\x1b[3~'],
  ['delete-horizontal-space', '\x1b\\'],
  ['downcase-word', '\x1bl'],
  ['end-of-history', '\x1b>'],
  ['end-of-line', '\x05', '\x1b[F', '\x1b[4~', '\x1b[8~'],
  ['exchange-point-and-mark', '\x18\x18'],
  ['forward-char', '\x06', '\x1b[C'],
  ['forward-search-history', '\x13'],
  ['forward-word', '\x1bf', '\x1b[1;3C', '\x1b[1;5C', '\x1b[5C', '\x1b\x1b[C'],
  ['history-search-backward', '\x1b[5~'],
  ['history-search-forward', '\x1b[6~'],
  ['insert-comment', '\x1b#'],
  ['kill-line', '\x0b'],
  ['kill-word', '\x1bd', '\x1b[3;5~', '\x1b[3;3~'],
  ['next-history', '\x0e', '\x1b[B'],
  ['operate-and-get-next', '\x0f'],
  ['possible-completions', '\x1b?', '\x1b='],
  ['previous-history', '\x10', '\x1b[A'],
  ['quoted-insert', '\x11', '\x16', '\x1b[2~'],
  ['reverse-search-history', '\x12'],
  ['revert-line', '\x1br', '\x1b\x12'],
  ['set-mark', '\x00', '\x1b '],
  ['shell-backward-word', '\x1b\x02'],
  ['shell-forward-word', '\x1b\x06'],
  ['shell-kill-word', '\x1b\x04'],
  ['shell-transpose-words', '\x1b\x14'],
  ['transpose-chars', '\x14'],
  ['transpose-words', '\x1bt'],
  ['undo', '\x1f', '\x18\x15'],
  ['unix-line-discard', '\x15'],
  ['unix-word-rubout', '\x17'],
  ['upcase-word', '\x1bu'],
  ['yank', '\x19'],
  ['yank-last-arg', '\x1b.', '\x1b_'],
  ['yank-nth-arg', '\x1b\x19'],
  ['yank-pop', '\x1by'],
];

const KEYMAP: ReadonlyMap<string, LineFunction> = new Map(
  BINDINGS.flatMap(([name, ...keys]) => keys.map((key) => [key, name] as const)),
);

/** Null where the key does nothing; Alt with a capital is Alt with the small letter (do-lowercase-version). */
export function functionOf(key: string): LineFunction | null {
  // Some keyboards send \eOA for \e[A.
  const name = key.startsWith('\x1bO') ? `\x1b[${key.slice(2)}` : key;
  return KEYMAP.get(name) ?? KEYMAP.get(/^\x1b[A-Z]$/.test(name) ? name.toLowerCase() : name) ?? null; // eslint-disable-line no-control-regex -- Alt is an escape
}
