// Which screen is up, and how does one come to the next?

import type {
  AttemptView,
  ExerciseSummary,
  HostClient,
  OperationError,
  Reply,
} from '#shared/protocol/operations.ts';
import { LibraryState } from './library.svelte.ts';
import { SettingsState } from './settings.svelte.ts';
import { Working } from './working.svelte.ts';

/** What the lab needs to open; `fromStart`: at its first moment instead of its last. */
export interface OpenAttempt {
  readonly view: AttemptView;
  readonly fromStart: boolean;
}

export type Screen =
  | { readonly name: 'starting' }
  | { readonly name: 'welcome' }
  | { readonly name: 'library' }
  | { readonly name: 'lab'; readonly open: OpenAttempt };

export class AppState {
  readonly host: HostClient;
  readonly settings: SettingsState;
  readonly library: LibraryState;
  screen: Screen = $state.raw({ name: 'starting' });
  problem: OperationError | null = $state.raw(null);
  /** What is being opened. */
  readonly working: Working;
  #opening = $state(false);

  constructor(host: HostClient) {
    this.host = host;
    this.settings = new SettingsState(host);
    this.library = new LibraryState(host);
    this.working = new Working(host);
  }

  get opening(): boolean {
    return this.#opening;
  }

  async start(): Promise<void> {
    await Promise.all([this.settings.read(), this.library.read()]);
    this.screen = { name: this.settings.values.welcomed ? 'library' : 'welcome' };
  }

  async welcomed(): Promise<void> {
    await this.settings.change({ welcomed: true });
  }

  async showLibrary(): Promise<void> {
    this.problem = null;
    this.screen = { name: 'library' };
    await this.library.read();
  }

  /** A fresh run of an exercise. */
  async startExercise(exercise: string): Promise<void> {
    await this.#open((call) => this.host.call('attempt.start', { exercise, call }), false);
  }

  /** The latest run of an exercise, or a fresh one where there is none. */
  async openExercise(exercise: string): Promise<void> {
    const latest = [...this.library.runs]
      .sort((a, b) => b.changedAt - a.changedAt)
      .find((run) => run.exercise === exercise);
    await (latest === undefined ? this.startExercise(exercise) : this.openAttempt(latest.attempt));
  }

  async openAttempt(attempt: string, fromStart = false): Promise<void> {
    await this.#open((call) => this.host.call('attempt.open', { attempt, call }), fromStart);
  }

  /** A recording that somebody handed in. */
  async importRecording(text: string): Promise<void> {
    await this.#open((call) => this.host.call('attempt.import', { text, call }), true);
  }

  /** The one that comes next in its pack; null behind the last. */
  exerciseAfter(id: string): ExerciseSummary | null {
    for (const pack of this.library.view?.packs ?? []) {
      const exercises = pack.units.flatMap((unit) => unit.exercises);
      const at = exercises.findIndex((exercise) => exercise.id === id);
      if (at !== -1) return exercises[at + 1] ?? null;
    }
    return null;
  }

  async #open(ask: (call: string) => Promise<Reply<'attempt.open'>>, fromStart: boolean): Promise<void> {
    if (this.#opening) return;
    this.#opening = true;
    const reply = await this.working.during(ask);
    this.#opening = false;
    this.problem = reply.ok || reply.error.id === 'call-cancelled' ? null : reply.error;
    if (reply.ok) this.screen = { name: 'lab', open: { view: reply.value, fromStart } };
  }
}
