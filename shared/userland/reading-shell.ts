// What does the shell that reads at a terminal know that its line editor asks for? Asked of a machine from outside: nothing
// happens on it.

import type { Completer } from './completion.ts';

export interface ReadingShell {
  readonly complete: Completer;
  /** The commands it remembers, oldest first, and last the lines of the one that is being typed. */
  history(): readonly string[];
}
