// How is a terminal read just now: by a shell with a line editor, line by line, or key by key?

import type { Tty } from '../../kernel/state.ts';

/**
 * - `prompt`: a shell reads, with history and completion.
 * - `program`: a program reads in canonical mode, with neither.
 * - `keys`: a program reads each key as it is pressed (less(1), top(1), read -n 1).
 */
export type ReadingMode = 'prompt' | 'program' | 'keys';

/** Commands that read lines at a prompt. */
const SHELLS: readonly string[] = ['bash', 'sh'];

/** Whether who reads, by its command, does so at a prompt. */
export function isShell(comm: string): boolean {
  return SHELLS.includes(comm);
}

/** A line editor is told from other readers of keys by ICRNL: only it wants Enter as it is. */
export function readingMode(
  tty: Pick<Tty, 'canonical' | 'icrnl'> | undefined,
  atPrompt: boolean,
): ReadingMode {
  if (tty !== undefined && !tty.canonical && tty.icrnl) return 'keys';
  return atPrompt ? 'prompt' : 'program';
}
