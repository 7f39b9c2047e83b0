// What may a command put on the user's terminal? Text, colours and movements of the cursor. A recording that was handed in,
// a pack or the name of a file may hold more, and a terminal obeys what it is given.

import { safeTerminalText } from '#shared/terminal/safe-text.ts';
import type { Output } from './command.ts';
import type { WordsOutput } from './watched.ts';

/** What goes into a file or to another program goes there as it is. */
export function standardOutput(out: WordsOutput, error: WordsOutput): Output {
  return {
    write: (text) => out.write(safeFor(out, text)),
    out: (text) => out.write(safeFor(out, line(text))),
    error: (text) => error.write(safeFor(error, line(text))),
  };
}

export function safeFor({ isTTY }: WordsOutput, text: string): string {
  return isTTY === true ? safeTerminalText(text) : text;
}

function line(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
