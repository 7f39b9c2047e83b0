// pidnest transcript: does the simulated terminal print what a real one printed?

import { err, ok } from '#shared/result.ts';
import { compareTranscripts } from '#shared/userland/transcript/compare-transcript.ts';
import { runTranscript, worldOf } from '#shared/userland/transcript/run-transcript.ts';
import type { Transcript } from '#shared/userland/transcript/transcript.ts';
import { parseTranscript } from '#shared/userland/transcript/transcript.ts';
import type { World } from '#shared/userland/world.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { twoTerminals } from '#shared/userland/worlds/two-terminals.ts';
import { makeMachine } from '../../attempts/make-machine.ts';
import { UsageError } from '../command.ts';
import { corpusCommands } from '../recorded-corpus.ts';

const WORLDS: readonly World[] = [bare, twoTerminals];
const SEED = 1;

export const transcriptCommands = corpusCommands<Transcript>({
  kind: 'transcript',
  about: 'recorded terminals (pidnest-transcript/1)',
  parse(value) {
    const transcript = parseTranscript(value);
    if (transcript === null) return err('unknown shape');
    return WORLDS.some(({ id }) => id === transcript.world)
      ? ok(transcript)
      : err(`there is no world ${transcript.world}`);
  },
  simulate(recorded) {
    const world = WORLDS.find(({ id }) => id === recorded.world);
    if (!world) throw new UsageError(`There is no world ${recorded.world}.`);
    return runTranscript(makeMachine(worldOf(world, recorded.user), SEED), recorded);
  },
  difference: compareTranscripts,
});
