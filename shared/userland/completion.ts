// What does Tab make of the text before the cursor? Asked of a machine, answered by the shell that reads there.

export interface Completion {
  /** Where in the text begins what is replaced, in units of the text. */
  readonly from: number;
  /** What stands there instead, quoted as the word was: as far as there is only one way to go on. */
  readonly text: string;
  /** The ways to go on where there are several, as they are listed. Order: by code unit, numbers by value. */
  readonly candidates: readonly string[];
  /** The shell has to run something first: to be asked again when it was typed the line with `ASK` behind it. */
  readonly asks?: true;
}

/** Meta-?, which asks a line editor for the ways to go on. */
export const ASK = '\x1b?';

/** There is nothing to go on with. */
export function noCompletion(before: string): Completion {
  return { from: before.length, text: '', candidates: [] };
}

export interface SeenFile {
  readonly name: string;
  readonly kind: 'directory' | 'link-to-directory' | 'executable' | 'other';
}

/** What a process can see of files, looked at from outside: no system call is made, nothing is recorded. */
export interface Sight {
  /** Without . and ..; empty where the directory can't be read. */
  list(path: string): readonly SeenFile[];
  /** '' where the file can't be read. */
  read(path: string): string;
}

/** `before`: the line up to the cursor. */
export type Completer = (before: string, sight: Sight) => Completion;
