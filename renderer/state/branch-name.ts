// What is a new line called, when nobody gave it a name? By what was done first on it.

import type { Input } from '#shared/userland/input.ts';

/** attempt.branch takes no more. */
const LONGEST = 80;

/** `input`: the first one on the new line; null when it was made without one. `event`: where it leaves the old one. */
export function branchName(input: Input | null, event: number): string {
  const name = `what if: ${words(input, event)}`;
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1)}…`;
}

function words(input: Input | null, event: number): string {
  switch (input?.kind) {
    case 'line':
      return input.text.trim() === '' ? 'an empty line' : input.text.trim();
    case 'keys':
      return 'a key';
    case 'key':
      return keyWords(input.key);
    case 'terminal':
      return 'a new terminal';
    default:
      return `from event ${event}`;
  }
}

/** "Ctrl-C". */
export function keyWords(key: '^C' | '^D' | '^Z' | '^\\'): string {
  return `Ctrl-${key.slice(1)}`;
}
