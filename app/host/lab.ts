// What is behind every window? The packs, the attempts and the settings of one data folder, and one function to call.

import { join } from 'node:path';
import { asTtyId } from '#shared/kernel/ids.ts';
import type { OperationResult } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { Input } from '#shared/userland/input.ts';
import type { Disk } from '../adapters/disk.ts';
import { AttemptStore } from '../attempts/attempt-store.ts';
import { AttemptSummaries } from '../attempts/attempt-summaries.ts';
import type { LiveAttempt } from '../attempts/live-attempt.ts';
import type { MakeMachine } from '../attempts/make-machine.ts';
import { OpenAttempts } from '../attempts/open-attempts.ts';
import type { Failure } from '../errors.ts';
import { builtinPackFolder } from '../library/builtin-folder.ts';
import { libraryView } from '../library/library-view.ts';
import { PackLibrary } from '../library/pack-library.ts';
import { VERSION } from '../version.ts';
import type { Dispatch, Handlers } from './dispatch.ts';
import { createDispatcher } from './dispatch.ts';
import { SettingsFile } from './settings-file.ts';

export interface LabParts {
  readonly disk: Disk;
  readonly dataFolder: string;
  readonly makeMachine: MakeMachine;
  readonly host: OperationResult<'host.about'>['host'];
  /** Told of what broke inside. */
  readonly report: (error: unknown) => void;
}

export interface Lab {
  readonly library: PackLibrary;
  readonly attempts: OpenAttempts;
  readonly dispatch: Dispatch;
  /** Lets go of every attempt. */
  close(): Promise<void>;
}

export async function openLab(parts: LabParts): Promise<Lab> {
  const { disk, dataFolder } = parts;
  const library = await loadLibrary(disk, dataFolder);
  const sources = {
    store: new AttemptStore(disk, join(dataFolder, 'attempts')),
    library,
    makeMachine: parts.makeMachine,
    now: () => Date.now(),
  };
  const attempts = new OpenAttempts(sources);
  const summaries = new AttemptSummaries(sources, disk, join(dataFolder, 'summaries.json'));
  const settings = new SettingsFile(disk, join(dataFolder, 'settings.json'));
  return {
    library,
    attempts,
    dispatch: createDispatcher(handlers(parts, library, attempts, summaries, settings), parts.report),
    close: () => attempts.close(),
  };
}

/** The packs that ship with the lab, then those in the user's own folder of packs. */
export async function loadLibrary(disk: Disk, dataFolder: string): Promise<PackLibrary> {
  const builtin = await builtinPackFolder(disk);
  return PackLibrary.load(disk, [...(builtin === null ? [] : [builtin]), join(dataFolder, 'packs')]);
}

function handlers(
  { host }: LabParts,
  library: PackLibrary,
  attempts: OpenAttempts,
  summaries: AttemptSummaries,
  settings: SettingsFile,
): Handlers {
  const list = () => summaries.list(attempts.summaries);
  return {
    'host.about': () => Promise.resolve(ok({ host, version: VERSION })),
    'library.read': async () => map(await list(), (all) => libraryView(library, all)),
    'attempt.list': list,
    'attempt.start': async ({ exercise }) => map(await attempts.start(exercise), viewOf),
    'attempt.open': async ({ attempt }) => map(await attempts.open(attempt), viewOf),
    'attempt.input': ({ attempt, branch, input }) =>
      // A terminal's number and a moment carry a brand in the machine's types, and none on the wire.
      attempts.use(attempt, (live) => live.submit(branch, input as Input)),
    'attempt.complete': ({ attempt, branch, afterInput, tty, before }) =>
      attempts.use(attempt, (live) =>
        Promise.resolve(live.complete(branch, afterInput, asTtyId(tty), before)),
      ),
    'attempt.branch': ({ attempt, branch, afterInput, name }) =>
      attempts.use(attempt, (live) => live.branch(branch, afterInput, name)),
    'attempt.export': ({ attempt }) => attempts.export(attempt),
    'attempt.import': async ({ text }) => map(await attempts.import(text), viewOf),
    'settings.read': async () => ok(await settings.read()),
    'settings.write': (next) => settings.write(next),
  };
}

function viewOf(live: LiveAttempt): OperationResult<'attempt.open'> {
  return live.view;
}

function map<T, U>(result: Result<T, Failure>, change: (value: T) => U): Result<U, Failure> {
  return result.ok ? ok(change(result.value)) : result;
}
