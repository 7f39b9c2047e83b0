// Where does the window stand in an attempt: on which line, at which moment, seeing through whose eyes?
//
// The log is the truth. Everything shown is derived from its records and from a place in them; what the learner does
// goes to the host, and comes back as records. Acting in the past leaves the line there and goes on beside it.

import type { Assessment } from '#shared/grading/verdict.ts';
import type { PidNsId, TaskId, TtyId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { branchesOf, endOf, type Branch } from '#shared/log/branches.ts';
import type { LogRecord } from '#shared/log/record.ts';
import type {
  AttemptView,
  ExerciseView,
  HostClient,
  InputOutcome,
  OperationError,
  OperationName,
  Reply,
} from '#shared/protocol/operations.ts';
import type { Landmark } from '#shared/replay/landmarks.ts';
import type { Timeline } from '#shared/replay/timeline.ts';
import { invariant } from '#shared/result.ts';
import { noCompletion } from '#shared/userland/completion.ts';
import type { Completion } from '#shared/userland/completion.ts';
import type { Input } from '#shared/userland/input.ts';
import { answersOn } from './answers-on.ts';
import { branchName } from './branch-name.ts';
import { harmlessRecord } from './harmless-record.ts';
import { Timelines } from './timelines.ts';
import { Working } from './working.svelte.ts';

type BranchAssessment = AttemptView['assessments'][number];

/** What the window says once about something it did. */
export type Said = { readonly text: string } | null;

/** What the host says of what was called off. */
const STOPPED: readonly string[] = ['input-cancelled', 'call-cancelled'];

/** In characters. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** The boot is the host's own. */
export type LabInput = Exclude<Input, { kind: 'boot' }>;

/** Told of records that were appended behind the moment `from`, and how the facts stood there, before anything is drawn. */
export type OnAppended = (from: number, to: number, before: Assessment) => void;

export class LabState {
  readonly attempt: string;
  readonly readOnly: string | null;

  exercise: ExerciseView;
  records: readonly LogRecord[];
  branch: number;
  lens: PidNsId | null = $state.raw(null);
  selected: TaskId | null = $state.raw(null);
  /** The host carries something out. */
  busy = $state(false);
  problem: OperationError | null = $state.raw(null);
  /** The last input was ended by the machine's limits: what it says. */
  limit: string | null = $state(null);
  said: Said = $state.raw(null);
  /** What the host is carrying out. */
  readonly working: Working;

  readonly #host: HostClient;
  readonly #timelines: Timelines;
  readonly #onAppended: OnAppended;
  #assessments: readonly BranchAssessment[];
  #cursor: number | null = $state(null);
  /** How large the windows of the terminals are here, in characters. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #sizes = new Map<TtyId, WindowSize>();
  /** Inputs are carried out one after the other, in the order in which they were given. */
  #queue: Promise<void> = Promise.resolve();

  readonly branches: ReadonlyMap<number, Branch>;
  /** The last moment of the line. */
  readonly now: number = $derived(this.timeline.length);
  /** The moment that is looked at. */
  readonly seq: number = $derived(this.#cursor ?? this.now);
  readonly state: KernelState = $derived(this.timeline.stateAt(this.seq));
  readonly answers: ReadonlyMap<string, string> = $derived(answersOn(this.timeline));
  readonly linesTyped: number = $derived(
    this.timeline.inputs.filter(({ input }) => input.kind === 'line').length,
  );

  constructor(host: HostClient, view: AttemptView, onAppended: OnAppended, onLong?: () => void) {
    this.#host = host;
    this.working = new Working(host, onLong);
    this.#onAppended = onAppended;
    this.#timelines = new Timelines(initialState(view.start));
    this.attempt = view.attempt;
    this.readOnly = view.readOnly;
    this.exercise = $state.raw(view.exercise);
    this.records = $state.raw(view.records.map(harmlessRecord));
    this.branches = $derived(branchesOf(this.records));
    this.#assessments = $state.raw(view.assessments);
    this.branch = $state(lastBranch(view.records));
  }

  /** The line that is looked at. */
  get timeline(): Timeline {
    return this.#timelineOf(this.branch);
  }

  get assessment(): Assessment {
    const assessment = this.#assessments.find(({ branch }) => branch === this.branch);
    invariant(assessment !== undefined, `branch ${this.branch} has no assessment`);
    return assessment;
  }

  /** Null while one looks at the end of the line. */
  get cursor(): number | null {
    return this.#cursor;
  }

  get isPast(): boolean {
    return this.#cursor !== null;
  }

  /** The number by which the timeline knows the event of a moment. */
  eventNumber(seq: number): number {
    return this.timeline.landmarksUpTo(seq);
  }

  goTo(seq: number): void {
    const wanted = Math.max(seq, this.#bootEnd);
    this.#cursor = wanted >= this.now ? null : wanted;
  }

  goToNow(): void {
    this.goTo(this.now);
  }

  /** Another line, at its end. */
  showBranch(branch: number): void {
    this.branch = branch;
    this.goToNow();
    this.#keepPlace();
  }

  /** To the end of the last input that was complete at this moment: where a line can be typed. */
  goToPrompt(): void {
    if (this.#cursor === null) return;
    const input = this.timeline.inputs[this.#inputBefore(this.#cursor)];
    if (input !== undefined) this.goTo(endOf(input));
  }

  /** The end of the last input that was over before this moment: the latest prompt from which it may not come about. */
  promptBefore(seq: number): number {
    const input = this.timeline.inputs.findLast((candidate) => endOf(candidate) < seq);
    return input === undefined ? this.#bootEnd : endOf(input);
  }

  /** What happened on a line after one of its inputs. */
  landmarksBehind(id: number, afterInput: number): readonly Landmark[] {
    const last = this.branches.get(id)?.inputs[afterInput];
    const fork = last === undefined ? 0 : endOf(last);
    return this.#timelineOf(id).landmarks.filter(({ seq }) => seq > fork);
  }

  /**
   * A terminal's window has this size. It hears of it with the first thing that is typed into it: who only looks on
   * records nothing. `atOnce`: a program has it, and may want to draw itself anew.
   */
  resize(tty: TtyId, size: WindowSize, atOnce: boolean): void {
    this.#sizes.set(tty, size);
    if (atOnce && this.readOnly === null && !this.isPast)
      this.#queue = this.#queue.then(() => (this.isPast ? undefined : this.#tellSize(tty)));
  }

  /** Resolves when the input was carried out; with false when it was refused or called off. */
  async submit(input: LabInput): Promise<boolean> {
    const turn = this.#queue.then(() => this.#submit(input));
    this.#queue = turn.then(() => undefined);
    return turn;
  }

  /** What Tab makes of a line at the prompt that is looked at. Nothing, where the host can't say. */
  async complete(tty: TtyId, before: string): Promise<Completion> {
    await this.#queue;
    const reply = await this.#host.call('attempt.complete', { ...this.#moment, tty, before });
    return reply.ok ? reply.value : noCompletion(before);
  }

  /** The lines that Up brings back at the prompt that is looked at. None, where the host can't say. */
  async history(tty: TtyId): Promise<readonly string[]> {
    await this.#queue;
    const reply = await this.#host.call('attempt.history', { ...this.#moment, tty });
    return reply.ok ? reply.value : [];
  }

  /** What is looked at, as the host finds it. */
  get #moment(): { readonly attempt: string; readonly branch: number; readonly afterInput: number } {
    return { attempt: this.attempt, branch: this.branch, afterInput: this.#inputBefore(this.seq) };
  }

  /** "What if": a new line from the moment that is looked at. */
  async makeBranch(): Promise<void> {
    const turn = this.#queue.then(() => this.#makeBranch(branchName(null, this.eventNumber(this.seq))));
    this.#queue = turn.then(() => undefined);
    await turn;
  }

  async #submit(input: LabInput): Promise<boolean> {
    if (this.readOnly !== null) return false;
    this.busy = true;
    this.said = null;
    try {
      if (this.#cursor !== null && !(await this.#makeBranch(branchName(input, this.eventNumber(this.seq)))))
        return false;
      if (input.kind === 'line' || input.kind === 'keys' || input.kind === 'key')
        await this.#tellSize(input.tty);
      const reply = await this.#askInput(input);
      this.#tell(reply);
      if (reply.ok) this.#takeOutcome(reply.value);
      return reply.ok;
    } finally {
      this.busy = false;
    }
  }

  async #tellSize(tty: TtyId): Promise<void> {
    const size = this.#sizes.get(tty);
    const known = this.timeline.stateAt(this.now).ttys.get(tty);
    if (size === undefined || known === undefined) return;
    if (known.columns === size.columns && known.rows === size.rows) return;
    const reply = await this.#askInput({ kind: 'resize', tty, ...size });
    if (reply.ok) this.#take(reply.value.records, reply.value.assessment);
  }

  #askInput(input: LabInput): Promise<Reply<'attempt.input'>> {
    const { attempt, branch } = this;
    return this.working.during((call) => this.#host.call('attempt.input', { attempt, branch, input, call }));
  }

  /** What was called off is no problem. */
  #tell(reply: Reply<OperationName>): void {
    const wasStopped = !reply.ok && STOPPED.includes(reply.error.id);
    this.problem = reply.ok || wasStopped ? null : reply.error;
    if (wasStopped) this.said = { text: reply.error.message };
  }

  #takeOutcome({ records, assessment, exercise, limit }: InputOutcome): void {
    const from = this.now;
    const before = this.assessment;
    this.#take(records, assessment);
    this.exercise = exercise;
    this.limit = limit;
    this.goToNow();
    this.#keepPlace();
    this.#onAppended(from, this.now, before);
  }

  /** False when the host refused. */
  async #makeBranch(name: string): Promise<boolean> {
    if (this.readOnly !== null) return false;
    const afterInput = this.#inputBefore(this.seq);
    const { attempt, branch } = this;
    const reply = await this.working.during((call) =>
      this.#host.call('attempt.branch', { attempt, branch, afterInput, name, call }),
    );
    this.#tell(reply);
    if (!reply.ok) return false;
    const event = this.eventNumber(endOfInput(this.timeline, afterInput));
    this.#take(reply.value.records, reply.value.assessment);
    this.branch = reply.value.assessment.branch;
    this.goToNow();
    this.#keepPlace();
    this.said = { text: `New line from event ${event}. The old one stays.` };
    return true;
  }

  #timelineOf(id: number): Timeline {
    const branch = this.branches.get(id);
    invariant(branch !== undefined, `there is no branch ${id}`);
    return this.#timelines.of(branch);
  }

  #take(taken: readonly LogRecord[], assessment: BranchAssessment): void {
    const records = taken.map(harmlessRecord);
    this.#timelines.append(records);
    this.records = [...this.records, ...records];
    this.#assessments = [
      ...this.#assessments.filter(({ branch }) => branch !== assessment.branch),
      assessment,
    ];
  }

  /** What was selected or looked through may not exist on this line. */
  #keepPlace(): void {
    if (this.selected !== null && !this.state.tasks.has(this.selected)) this.selected = null;
    if (this.lens !== null && this.lens >= this.state.nextPidNs) this.lens = null;
  }

  get #bootEnd(): number {
    return endOfInput(this.timeline, 0);
  }

  /** The last input that was complete at a moment; the boot always is. */
  #inputBefore(seq: number): number {
    return Math.max(
      this.timeline.inputs.findLastIndex((input) => endOf(input) <= seq),
      0,
    );
  }
}

function endOfInput(timeline: Timeline, n: number): number {
  const input = timeline.inputs[n];
  return input === undefined ? 0 : endOf(input);
}

/** The line that was worked on last. */
function lastBranch(records: readonly LogRecord[]): number {
  const last = records.findLast((record) => record.t === 'input' || record.t === 'branch');
  return last?.branch ?? 0;
}
