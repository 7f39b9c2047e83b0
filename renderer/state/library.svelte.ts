// What is there to work on, and what has been recorded?

import type {
  AttemptSummary,
  AttemptView,
  ExerciseSummary,
  HostClient,
  LibraryView,
  OperationError,
} from '#shared/protocol/operations.ts';
import { nextExercise } from './next-exercise.ts';
import { Working } from './working.svelte.ts';

export class LibraryState {
  /** Null until it was read. */
  view: LibraryView | null = $state.raw(null);
  runs: readonly AttemptSummary[] = $state.raw([]);
  /** The latest attempt with its whole log, for the picture beside "Resume". */
  resumed: AttemptView | null = $state.raw(null);
  problem: OperationError | null = $state.raw(null);
  /** Runs of an older lab are carried out again. */
  readonly working: Working;

  readonly #host: HostClient;

  constructor(host: HostClient) {
    this.#host = host;
    this.working = new Working(host);
  }

  /** The exercise that comes next; null when everything is done, or nothing is known yet. */
  get next(): ExerciseSummary | null {
    return this.view === null ? null : nextExercise(this.view);
  }

  async read(): Promise<void> {
    const [library, runs] = await Promise.all([
      this.working.during((call) => this.#host.call('library.read', { call })),
      this.#host.call('attempt.list', {}),
    ]);
    this.problem = library.ok ? null : library.error;
    if (library.ok) this.view = library.value;
    if (runs.ok) this.runs = runs.value;
    const attempt = this.view?.resume?.attempt;
    if (attempt === undefined) {
      this.resumed = null;
      return;
    }
    const resumed = await this.#host.call('attempt.open', { attempt });
    this.resumed = resumed.ok ? resumed.value : null;
  }
}
