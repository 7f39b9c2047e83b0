// Attempts on the echo machine, in a folder of the test's own: what is tested is the keeping, whatever the machine does.
import { join } from 'node:path';
import type { Disk } from '#app/adapters/disk.ts';
import { nodeDisk } from '#app/adapters/disk.ts';
import { nodePace } from '#app/adapters/node-pace.ts';
import { AttemptStore } from '#app/attempts/attempt-store.ts';
import type { Pace } from '#app/attempts/in-slices.ts';
import type { LiveAttempt } from '#app/attempts/live-attempt.ts';
import type { MakeMachine } from '#app/attempts/make-machine.ts';
import type { AttemptSources } from '#app/attempts/open-attempt.ts';
import { OpenAttempts } from '#app/attempts/open-attempts.ts';
import { PackLibrary } from '#app/library/pack-library.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import type { Pack } from '#shared/packs/pack.ts';
import type { Result } from '#shared/result.ts';
import type { Input } from '#shared/userland/input.ts';
import { builtinExercise, builtinPack } from './builtin-pack.ts';
import { EchoMachine } from './echo-machine.ts';

export const PACK = builtinPack();
export const FIGURE = builtinExercise('4.1');

export interface EchoLabOptions {
  readonly disk?: Disk;
  readonly pack?: Pack;
  readonly makeMachine?: MakeMachine;
  readonly pace?: Pace;
}

export interface EchoLab {
  readonly sources: AttemptSources;
  readonly attempts: OpenAttempts;
}

export function echoLab(
  folder: string,
  {
    disk = nodeDisk,
    pack = PACK,
    makeMachine = () => new EchoMachine(),
    pace = nodePace,
  }: EchoLabOptions = {},
): EchoLab {
  let time = 1_800_000_000_000;
  const sources: AttemptSources = {
    store: new AttemptStore(disk, join(folder, 'attempts')),
    library: new PackLibrary([pack]),
    makeMachine,
    now: () => (time += 1_000),
    pace,
  };
  return { sources, attempts: new OpenAttempts(sources) };
}

export function typed(text: string): Input {
  return { kind: 'line', tty: asTtyId(0), text };
}

export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The lines that a branch holds, in order. */
export function linesOf(live: LiveAttempt, branch = 0): readonly string[] {
  return live.records.flatMap((record) =>
    record.t === 'input' && record.branch === branch && record.input.kind === 'line'
      ? [record.input.text]
      : [],
  );
}
