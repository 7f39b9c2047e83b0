// What is behind every window? The packs, the attempts and the settings of one data folder, and one function to call.

import { join } from 'node:path';
import { asTtyId } from '#shared/kernel/ids.ts';
import type { OperationResult } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { Input } from '#shared/userland/input.ts';
import type { Disk } from '../adapters/disk.ts';
import { nodePace } from '../adapters/node-pace.ts';
import { AttemptStore } from '../attempts/attempt-store.ts';
import { AttemptSummaries } from '../attempts/attempt-summaries.ts';
import type { Overseer } from '../attempts/in-slices.ts';
import type { LiveAttempt } from '../attempts/live-attempt.ts';
import type { MakeMachine } from '../attempts/make-machine.ts';
import { OpenAttempts } from '../attempts/open-attempts.ts';
import type { Failure } from '../errors.ts';
import { builtinPackFolder } from '../library/builtin-folder.ts';
import { libraryView } from '../library/library-view.ts';
import { PackLibrary } from '../library/pack-library.ts';
import { VERSION } from '../version.ts';
import { CallsUnderway } from './calls-underway.ts';
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
  /** Calls off what is being done, and lets go of every attempt. */
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
    pace: nodePace,
  };
  const attempts = new OpenAttempts(sources);
  const summaries = new AttemptSummaries(sources, disk, join(dataFolder, 'summaries.json'));
  const settings = new SettingsFile(disk, join(dataFolder, 'settings.json'));
  const calls = new CallsUnderway();
  return {
    library,
    attempts,
    dispatch: createDispatcher(
      handlers(parts, library, attempts, summaries, settings, calls),
      calls,
      parts.report,
    ),
    close: async () => {
      await calls.close();
      await attempts.close();
    },
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
  calls: CallsUnderway,
): Handlers {
  const list = (overseer: Overseer) => summaries.list(() => attempts.summaries, overseer);
  return {
    'host.about': () => Promise.resolve(ok({ host, version: VERSION })),
    'library.read': async (_params, overseer) =>
      map(await list(overseer), (all) => libraryView(library, all)),
    'attempt.list': (_params, overseer) => list(overseer),
    'attempt.start': async ({ exercise }, overseer) => map(await attempts.start(exercise, overseer), viewOf),
    'attempt.open': async ({ attempt }, overseer) => map(await attempts.open(attempt, overseer), viewOf),
    'attempt.input': ({ attempt, branch, input }, overseer) =>
      // A terminal's number and a moment carry a brand in the machine's types, and none on the wire.
      attempts.use(attempt, (live) => live.submit(branch, input as Input, overseer)),
    'attempt.complete': ({ attempt, branch, afterInput, tty, before }, overseer) =>
      attempts.use(attempt, (live) => live.complete(branch, afterInput, asTtyId(tty), before, overseer)),
    'attempt.history': ({ attempt, branch, afterInput, tty }, overseer) =>
      attempts.use(attempt, (live) => live.history(branch, afterInput, asTtyId(tty), overseer)),
    'attempt.branch': ({ attempt, branch, afterInput, name }, overseer) =>
      attempts.use(attempt, (live) => live.branch(branch, afterInput, name, overseer)),
    'attempt.export': ({ attempt }, overseer) => attempts.export(attempt, overseer),
    'attempt.import': async ({ text }, overseer) => map(await attempts.import(text, overseer), viewOf),
    'call.progress': ({ call }) => Promise.resolve(ok(calls.progress(call))),
    'call.cancel': ({ call }) => Promise.resolve(ok({ found: calls.cancel(call) })),
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
