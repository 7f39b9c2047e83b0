// How is a transcript shown, copied and saved? As plain text: no escape sequence, no mark that turns text round.

import type { Transcript } from '#shared/replay/transcript.ts';
import { plainTerminalText } from '#shared/terminal/safe-text.ts';

export interface ShownEntry {
  /** '' for what stood there before the first command. */
  readonly prompt: string;
  readonly typed: string | null;
  readonly output: string;
  /** So many characters of the output are not shown. */
  readonly left: number;
}

/** A reader walks commands, not megabytes; all of it is in the file. */
const MOST_SHOWN = 200;
const LONGEST_SHOWN = 20_000;

/** The last commands, and how many there are before them. */
export function shownEntries({ entries }: Transcript): {
  readonly entries: readonly ShownEntry[];
  readonly before: number;
} {
  const shown = entries.slice(-MOST_SHOWN).map(({ prompt, typed, output }) => ({
    prompt: lastRow(plainTerminalText(prompt)),
    typed: typed === null ? null : plainTerminalText(typed.slice(0, LONGEST_SHOWN)),
    output: plainTerminalText(output.slice(0, LONGEST_SHOWN)).replace(/\n$/, ''),
    left: Math.max(0, output.length - LONGEST_SHOWN),
  }));
  return { entries: shown, before: entries.length - shown.length };
}

/** The whole of it. */
export function transcriptText({ entries, prompt }: Transcript): string {
  const text = entries.map(({ prompt: before, typed, output }) => `${before}${typed ?? ''}${typed === null ? '' : '\n'}${output}`); // prettier-ignore
  return plainTerminalText(`${text.join('')}${prompt}`);
}

function lastRow(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}
