// What was typed at a terminal, and what was answered, command by command? For reading, for ears, for a file.
//
// A command is what a shell read: it echoes the line itself. What is typed into a program is echoed by the terminal, and
// stands with the output of the command that the program belongs to.

import type { TtyId } from '../kernel/ids.ts';
import type { TimelineInput } from './timeline.ts';

export interface TranscriptEntry {
  /** The prompt it was typed at; '' for what stood there before the first command. */
  readonly prompt: string;
  /** Null for what stood there before the first command. */
  readonly typed: string | null;
  /** Escape sequences included. */
  readonly output: string;
}

export interface Transcript {
  /** In order. */
  readonly entries: readonly TranscriptEntry[];
  /** The prompt that waits, or the last unfinished one; '' where a program has the terminal. */
  readonly prompt: string;
}

/** Up to the moment `seq`. */
export function transcriptOf(
  inputs: readonly Pick<TimelineInput, 'from' | 'events'>[],
  tty: TtyId,
  seq: number,
): Transcript {
  const entries: { prompt: string; typed: string | null; output: string }[] = [];
  let current = { prompt: '', typed: null as string | null, output: '' };
  let prompt = '';
  for (const { from, events } of inputs) {
    for (const event of events.slice(0, Math.max(0, seq - from))) {
      if (event.type !== 'TtyWrote' || event.tty !== tty) continue;
      const isCommand = event.kind === 'echo' && event.actor !== null;
      if (isCommand) {
        entries.push(current);
        current = { prompt, typed: event.text.replace(/\r?\n$/, ''), output: '' };
        prompt = '';
      } else if (event.kind === 'prompt') {
        // Two prompts without a line between them: the first was given up.
        current.output += prompt;
        prompt = event.text;
      } else {
        current.output += prompt + event.text;
        prompt = '';
      }
    }
  }
  entries.push(current);
  return { entries: entries.filter(({ typed, output }) => typed !== null || output !== ''), prompt };
}
