// pidnest transcript: does the simulated terminal print what a real one printed?

import type { LocatedProblem } from '#shared/located-problem.ts';
import { err, invariant } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { compareTranscripts } from '#shared/userland/transcript/compare-transcript.ts';
import { runTranscript, worldOf } from '#shared/userland/transcript/run-transcript.ts';
import type { Transcript, TranscriptScript } from '#shared/userland/transcript/transcript.ts';
import { parseTranscript, parseTranscriptScript } from '#shared/userland/transcript/transcript.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { twoTerminals } from '#shared/userland/worlds/two-terminals.ts';
import { makeMachine } from '../../attempts/make-machine.ts';
import { corpusCommands } from '../recorded-corpus.ts';

const WORLDS = new Map([bare, twoTerminals].map((world) => [world.id, world]));
const SEED = 1;

export const transcriptCommands = corpusCommands<TranscriptScript, Transcript, Transcript>({
  kind: 'transcript',
  about: 'recorded terminals (pidns-transcript/1)',
  parseScript: (value) => inKnownWorld(parseTranscriptScript(value)),
  parseRecording: (value) => inKnownWorld(parseTranscript(value)),
  simulate(script) {
    const world = WORLDS.get(script.world);
    invariant(world !== undefined, `there is no world ${script.world}`);
    return runTranscript(makeMachine(worldOf(world, script.user), SEED), script);
  },
  difference: compareTranscripts,
});

function inKnownWorld<T extends { readonly world: string }>(
  parsed: Result<T, readonly LocatedProblem[]>,
): Result<T, readonly LocatedProblem[]> {
  if (!parsed.ok || WORLDS.has(parsed.value.world)) return parsed;
  const known = [...WORLDS.keys()].join(', ');
  return err([{ at: 'world', problem: `there is no world ${parsed.value.world}, only ${known}` }]);
}
