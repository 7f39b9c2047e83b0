// Which lines does Up bring back at a terminal? Those that were typed into it before, oldest first.

import type { TtyId } from '#shared/kernel/ids.ts';
import type { Timeline } from '#shared/replay/timeline.ts';

/** Without empty ones, and a line that was repeated only once. */
export function typedLines({ inputs }: Timeline, tty: TtyId, seq: number): readonly string[] {
  const lines: string[] = [];
  for (const { input, from } of inputs) {
    if (from >= seq && seq > 0) break;
    if (input.kind !== 'line' || input.tty !== tty || input.text.trim() === '') continue;
    if (lines.at(-1) !== input.text) lines.push(input.text);
  }
  return lines;
}
