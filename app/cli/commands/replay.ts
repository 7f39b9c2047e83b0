// pidnest replay: what stood on the terminals, and what happened, up to any moment of a recording?

import { initialState } from '#shared/kernel/initial-state.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { Timeline } from '#shared/replay/timeline.ts';
import { kernelConfig } from '#shared/userland/kernel-config.ts';
import type { RecordedAttempt } from '../../attempts/recorded-attempt.ts';
import { defineCommand, UsageError } from '../command.ts';
import { givenLibrary, givenNumber } from '../given.ts';
import { readRecording } from '../recordings.ts';

export const replayCommand = defineCommand({
  name: 'replay',
  synopsis: 'FILE [--at SEQ] [--branch N] [--json]',
  summary: 'Shows the terminals of a recording as they stood at a moment.',
  details: [
    '  --at SEQ    the moment: how many events had happened; the end by default',
    '  --branch N  the branch to follow; 0, where it began, by default',
    '  --json      one JSON object, the events up to that moment included',
    '',
    'Exits with 1 when the recording does not hold true; it is shown all the same.',
  ],
  options: { at: { type: 'string' }, branch: { type: 'string' }, json: { type: 'boolean' } },
  words: [1, 1],
  async run([file = ''], { at, branch = '0', json }, output) {
    const library = await givenLibrary(output);
    const { recorded, problem } = await readRecording(library, file);
    if (recorded === null) throw new UsageError(`${file}: ${problem ?? ''}`);
    const timeline = timelineOf(recorded, givenNumber('--branch', branch));
    const seq = at === undefined ? timeline.length : givenNumber('--at', at, timeline.length);
    const terminals = terminalsAt(timeline, seq);
    if (json) {
      const events = Array.from({ length: seq }, (_, index) => timeline.eventAt(index + 1));
      output.out(JSON.stringify({ seq, of: timeline.length, terminals, events }));
    } else {
      for (const { tty, text } of terminals) output.out(`--- pts/${tty} ---\n${text}`);
      output.out(`--- event ${seq} of ${timeline.length} ---`);
    }
    if (problem !== null) output.error(`${file}: ${problem}`);
    return problem === null ? 0 : 1;
  },
});

function timelineOf({ branches, place }: RecordedAttempt, id: number): Timeline {
  const branch = branches.get(id);
  if (!branch) throw new UsageError(`--branch: this recording has the branches 0 to ${branches.size - 1}.`);
  return new Timeline(initialState(kernelConfig(place.exercise.world)), branch);
}

function terminalsAt(
  timeline: Timeline,
  seq: number,
): readonly { readonly tty: number; readonly text: string }[] {
  const state: KernelState = timeline.stateAt(seq);
  return [...state.ttys.values()].map(({ id }) => ({
    tty: id,
    text: timeline.screenAt(id, seq).replaceAll('\r\n', '\n'),
  }));
}
