// What happens to an input? The machine carries it out, the block goes to disk, and only then the learner hears of it.

import type { GradedRun } from '#shared/grading/graded-run.ts';
import { regrade } from '#shared/grading/regrade.ts';
import type { Assessment } from '#shared/grading/verdict.ts';
import type { Block } from '#shared/log/attempt-log.ts';
import type { TtyId } from '#shared/kernel/ids.ts';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { branchesOf } from '#shared/log/branches.ts';
import type { LoggedInput } from '#shared/log/branches.ts';
import type { LogRecord, SealRecord } from '#shared/log/record.ts';
import type { AttemptSummary, AttemptView, ExerciseView, InputOutcome } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { err, invariant, ok } from '#shared/result.ts';
import type { Completion } from '#shared/userland/completion.ts';
import { isLearnerInput } from '#shared/userland/input.ts';
import type { Input } from '#shared/userland/input.ts';
import { kernelConfig } from '#shared/userland/kernel-config.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';
import { nodeDigest } from '../adapters/node-digest.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { PlacedExercise } from '../library/pack-library.ts';
import { attemptSummary } from './attempt-summary.ts';
import type { AttemptWriter } from './attempt-store.ts';
import { assessmentView, exerciseView, uncheckedAssessment } from './exercise-view.ts';
import { giveAll } from './give-all.ts';
import type { Overseer, Pace } from './in-slices.ts';
import { inSlices, NOBODY } from './in-slices.ts';
import { learnerInputProblem } from './learner-input.ts';
import type { MakeMachine } from './make-machine.ts';
import type { RecordedAttempt } from './recorded-attempt.ts';
import { eventsOf } from './recorded-attempt.ts';

type BranchAssessment = Assessment & { readonly branch: number };

/** What it works with; `writer` is null where it can only be looked at. */
export interface LiveAttemptParts {
  readonly attempt: string;
  readonly recorded: RecordedAttempt;
  readonly writer: AttemptWriter | null;
  /** Why there is no writer, or why nothing may be written. */
  readonly readOnly: string | null;
  readonly makeMachine: MakeMachine;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pace: Pace;
}

/** Precondition of its methods: the call before is settled (open-attempts.ts sees to it). */
export class LiveAttempt {
  readonly attempt: string;
  readonly readOnly: string | null;
  readonly #place: PlacedExercise;
  readonly #recovered: string | null;
  readonly #log: AttemptLog;
  readonly #assessments = new Map<number, Assessment>();
  readonly #makeMachine: MakeMachine;
  readonly #now: () => number;
  readonly #pace: Pace;
  #writer: AttemptWriter | null;
  /** How many hints were asked for, on any branch: what was read can't be unread. */
  #hints = 0;
  /** The moment in which Tab was pressed last, where that is over by now. */
  #past: { readonly branch: number; readonly afterInput: number; readonly machine: MachinePort } | null =
    null;
  /** The one branch whose machine is kept; any other is built again from its inputs. */
  #live: { readonly branch: number; readonly run: GradedRun } | null = null;

  constructor({ attempt, recorded, writer, readOnly, makeMachine, now, pace }: LiveAttemptParts) {
    this.attempt = attempt;
    this.readOnly = readOnly;
    this.#place = recorded.place;
    this.#recovered = recorded.recovered;
    this.#log = AttemptLog.resume(recorded.log.records, nodeDigest);
    this.#writer = writer;
    this.#noteHints(recorded.log.records);
    this.#makeMachine = makeMachine;
    this.#now = now;
    this.#pace = pace;
    for (const branch of recorded.branches.keys()) {
      const run = recorded.graded.get(branch)?.run;
      const assessment = run?.assessment ?? uncheckedAssessment(this.#exercise, readOnly ?? '');
      this.#assessments.set(branch, assessment);
      if (run) this.#live = { branch, run };
    }
  }

  /** False once it was closed, or stopped because it could not be saved: it must be opened again, from the disk. */
  get isOpen(): boolean {
    return this.#writer !== null || this.readOnly !== null;
  }

  get records(): readonly LogRecord[] {
    return this.#log.records;
  }

  get receipt(): SealRecord {
    invariant(this.#log.receipt !== null, 'an attempt that was opened has a sealed block');
    return this.#log.receipt;
  }

  get summary(): AttemptSummary {
    return attemptSummary(this.attempt, this.#place, this.#log.records, [...this.#assessments.values()]);
  }

  get view(): AttemptView {
    return {
      attempt: this.attempt,
      exercise: this.#exerciseView,
      start: kernelConfig(this.#exercise.world),
      records: this.#log.records,
      assessments: [...this.#assessments.keys()].map((branch) => this.assessment(branch)),
      readOnly: this.readOnly,
      recovered: this.#recovered,
    };
  }

  /** How the facts stand at the end of a branch. Precondition: there is such a branch. */
  assessment(branch: number): BranchAssessment {
    const assessment = this.#assessments.get(branch);
    invariant(assessment !== undefined, `branch ${branch} was never assessed`);
    return { ...assessmentView(this.#exercise, assessment), branch };
  }

  /** The machine as it stands at the end of a branch. */
  async machine(branch: number, overseer = NOBODY): Promise<Result<MachinePort, Failure>> {
    const run = await this.#runOn(branch, overseer);
    return run.ok ? ok(run.value.machine) : run;
  }

  /** What Tab makes of a line in the moment behind an input: the past completes as it would have then. */
  async complete(
    branch: number,
    afterInput: number,
    tty: TtyId,
    before: string,
    overseer = NOBODY,
  ): Promise<Result<Completion, Failure>> {
    const machine = await this.#machineBehind(branch, afterInput, overseer);
    return machine.ok ? ok(machine.value.complete(tty, before)) : machine;
  }

  /** Which commands Up brings back in that moment. */
  async history(
    branch: number,
    afterInput: number,
    tty: TtyId,
    overseer = NOBODY,
  ): Promise<Result<readonly string[], Failure>> {
    const machine = await this.#machineBehind(branch, afterInput, overseer);
    return machine.ok ? ok(machine.value.history(tty)) : machine;
  }

  /** Order: the machine, then the disk, then the log; the reply stands for all three. Called off, it did not happen. */
  async submit(branch: number, input: Input, overseer = NOBODY): Promise<Result<InputOutcome, Failure>> {
    const refused = this.#refusal(input);
    if (refused) return err(refused);
    const found = await this.#runOn(branch, overseer);
    if (!found.ok) return calledOff(found.error);
    // Should the machine break, or be left in the middle, or the disk refuse: this run must not be used again.
    this.#live = null;
    const run = found.value;
    const carriedOut = await inSlices(run.carryOut(input), this.#pace, overseer);
    if (!carriedOut.ok) return calledOff(carriedOut.error);
    const outcome = carriedOut.value;
    if (!outcome.ok) {
      this.#live = { branch, run };
      return err(failure('input-rejected', outcome.error.message));
    }
    const { events, limit } = outcome.value;
    const block = this.#log.prepareInput({ branch, input, events, at: this.#now() });
    const saved = await this.#save(block, branch, run);
    if (!saved.ok) return saved;
    return ok({
      records: block.records,
      assessment: this.assessment(branch),
      exercise: this.#exerciseView,
      limit,
    });
  }

  /** Leaves `parent` behind its input `afterInput`; the new branch becomes the live one. */
  async branch(
    parent: number,
    afterInput: number,
    name: string,
    overseer = NOBODY,
  ): Promise<Result<{ records: readonly LogRecord[]; assessment: BranchAssessment }, Failure>> {
    const refused = this.#notWritable();
    if (refused) return err(refused);
    const from = branchesOf(this.#log.records).get(parent);
    if (!from) return err(noBranch(parent));
    if (afterInput >= from.inputs.length)
      return err(failure('input-rejected', `Branch ${parent} has no input ${afterInput}.`));
    const run = await this.#carryOutAgain(from.inputs.slice(0, afterInput + 1), overseer);
    if (!run.ok) return run;
    const branch = this.#log.nextBranch;
    const block = this.#log.prepareBranch({ parent, afterInput, name });
    const saved = await this.#save(block, branch, run.value);
    if (!saved.ok) return saved;
    return ok({ records: block.records, assessment: this.assessment(branch) });
  }

  async close(): Promise<void> {
    const writer = this.#writer;
    this.#writer = null;
    await writer?.close();
  }

  get #exercise(): PlacedExercise['exercise'] {
    return this.#place.exercise;
  }

  get #exerciseView(): ExerciseView {
    const solved = [...this.#assessments.values()].some(({ points, maxPoints }) => points === maxPoints);
    return exerciseView(this.#place, this.#hints, solved);
  }

  #noteHints(records: readonly LogRecord[]): void {
    for (const record of records)
      if (record.t === 'input' && record.input.kind === 'hint')
        this.#hints = Math.max(this.#hints, record.input.step);
  }

  #notWritable(): Failure | null {
    if (this.readOnly !== null) return failure('attempt-read-only', this.readOnly);
    return this.#writer === null ? failure('attempt-closed') : null;
  }

  #refusal(input: Input): Failure | null {
    const closed = this.#notWritable();
    if (closed || !isLearnerInput(input)) return closed;
    const problem = learnerInputProblem(this.#exercise, this.#hints, input);
    return problem === null ? null : failure('input-rejected', problem);
  }

  /** As it stood behind an input of a branch. One of the past is kept: keys are pressed more than once. */
  async #machineBehind(
    branch: number,
    afterInput: number,
    overseer: Overseer,
  ): Promise<Result<MachinePort, Failure>> {
    const inputs = branchesOf(this.#log.records).get(branch)?.inputs;
    if (inputs === undefined) return err(noBranch(branch));
    if (afterInput >= inputs.length - 1) return this.machine(branch, overseer);
    const kept = this.#past;
    if (kept?.branch === branch && kept.afterInput === afterInput) return ok(kept.machine);
    const machine = this.#freshMachine();
    const before = inputs.slice(0, afterInput + 1).map(({ input }) => input);
    const given = await inSlices(giveAll(machine, before), this.#pace, overseer);
    if (!given.ok) return given;
    this.#past = { branch, afterInput, machine };
    return ok(machine);
  }

  async #runOn(branch: number, overseer: Overseer): Promise<Result<GradedRun, Failure>> {
    if (this.#live?.branch === branch) return ok(this.#live.run);
    const found = branchesOf(this.#log.records).get(branch);
    if (!found) return err(noBranch(branch));
    const run = await this.#carryOutAgain(found.inputs, overseer);
    if (run.ok) this.#live = { branch, run: run.value };
    return run;
  }

  async #carryOutAgain(
    inputs: readonly LoggedInput[],
    overseer: Overseer,
  ): Promise<Result<GradedRun, Failure>> {
    const again = regrade(inputs, this.#exercise, this.#freshMachine());
    const regraded = await inSlices(again, this.#pace, overseer, eventsOf([{ inputs }]));
    if (!regraded.ok) return regraded;
    const { run, difference } = regraded.value;
    invariant(difference === null, `line ${difference?.line ?? 0} does not come out as it did before`);
    return ok(run);
  }

  #freshMachine(): MachinePort {
    return this.#makeMachine(this.#exercise.world, this.#log.header.seed);
  }

  /** `run` stands behind the block. */
  async #save(block: Block, branch: number, run: GradedRun): Promise<Result<null, Failure>> {
    const saved = (await this.#writer?.append(block.text)) ?? err(failure('attempt-closed'));
    if (!saved.ok) {
      await this.close();
      return saved;
    }
    this.#log.commit(block);
    this.#noteHints(block.records);
    this.#live = { branch, run };
    this.#assessments.set(branch, run.assessment);
    return saved;
  }
}

/** What was called off was an input. */
function calledOff(why: Failure): Result<never, Failure> {
  return err(why.id === 'call-cancelled' ? failure('input-cancelled') : why);
}

function noBranch(branch: number): Failure {
  return failure('input-rejected', `This run has no branch ${branch}.`);
}
