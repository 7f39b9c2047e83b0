// A host in memory: one exercise of the built-in pack on the real machine, without a disk.
import { exerciseView } from '#app/attempts/exercise-view.ts';
import { makeMachine } from '#app/attempts/make-machine.ts';
import { GradedRun } from '#shared/grading/graded-run.ts';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { branchesOf } from '#shared/log/branches.ts';
import type { LogRecord } from '#shared/log/record.ts';
import type { Exercise, Unit } from '#shared/packs/pack.ts';
import type {
  AttemptView,
  ExerciseView,
  HostClient,
  OperationName,
  Params,
  Reply,
} from '#shared/protocol/operations.ts';
import type { Input } from '#shared/userland/input.ts';
import { kernelConfig } from '#shared/userland/kernel-config.ts';
import { builtinPack } from './builtin-pack.ts';
import { nodeDigest, SAMPLE_HEADER } from './sample-log.ts';

const PACK = builtinPack();
const SEED = 1;

function placed(slug: string): { readonly unit: Unit; readonly exercise: Exercise } {
  for (const unit of PACK.units) {
    const exercise = unit.exercises.find((each) => each.slug === slug);
    if (exercise !== undefined) return { unit, exercise };
  }
  throw new Error(`no exercise ${slug}`);
}

export class MachineHost implements HostClient {
  readonly #place: ReturnType<typeof placed>;
  readonly #log = new AttemptLog(SAMPLE_HEADER, nodeDigest);
  readonly #runs: GradedRun[] = [];
  #hints = 0;

  constructor(slug: string) {
    this.#place = placed(slug);
    this.#runs.push(this.#newRun());
    this.#submit(0, { kind: 'boot' });
  }

  get view(): AttemptView {
    return {
      attempt: 'a-0001',
      exercise: this.#exercise,
      start: kernelConfig(this.#place.exercise.world),
      records: [...this.#log.records],
      assessments: this.#runs.map(({ assessment }, branch) => ({ ...assessment, branch })),
      readOnly: null,
      recovered: null,
    };
  }

  call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
    // Each operation gives what the table promises for its name.
    return Promise.resolve({ ok: true, value: this.#carryOut(name, params) } as Reply<Name>);
  }

  get #exercise(): ExerciseView {
    const solved = this.#runs.some(({ assessment }) => assessment.points === assessment.maxPoints);
    return exerciseView({ pack: PACK, ...this.#place }, this.#hints, solved);
  }

  #newRun(): GradedRun {
    const { exercise } = this.#place;
    return new GradedRun(exercise, makeMachine(exercise.world, SEED));
  }

  #carryOut(name: OperationName, params: Params<OperationName>): unknown {
    const before = this.#log.records.length;
    const since = (): readonly LogRecord[] => this.#log.records.slice(before);
    if (name === 'attempt.input') {
      const { branch, input } = params as Params<'attempt.input'>;
      this.#submit(branch, input as Input);
      return {
        records: since(),
        assessment: this.#assessment(branch),
        exercise: this.#exercise,
        limit: null,
      };
    }
    if (name === 'attempt.branch') {
      const { branch, afterInput, name: words } = params as Params<'attempt.branch'>;
      const made = this.#branch(branch, afterInput, words);
      return { records: since(), assessment: this.#assessment(made) };
    }
    return this.view;
  }

  #submit(branch: number, input: Input): void {
    if (input.kind === 'hint') this.#hints = Math.max(this.#hints, input.step);
    const outcome = this.#runs[branch]!.submit(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    this.#log.commit(this.#log.prepareInput({ branch, input, events: outcome.value.events }));
  }

  #branch(parent: number, afterInput: number, name: string): number {
    const made = this.#log.nextBranch;
    this.#log.commit(this.#log.prepareBranch({ parent, afterInput, name }));
    const run = this.#newRun();
    for (const { input } of branchesOf(this.#log.records).get(made)!.inputs) run.submit(input);
    this.#runs.push(run);
    return made;
  }

  #assessment(branch: number): AttemptView['assessments'][number] {
    return { ...this.#runs[branch]!.assessment, branch };
  }
}
