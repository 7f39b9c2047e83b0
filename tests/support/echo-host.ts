// A host in memory: it keeps one attempt and answers each line as the echo machine does.
import { branchesOf } from '#shared/log/branches.ts';
import type { LogRecord } from '#shared/log/record.ts';
import type {
  AttemptView,
  ExerciseView,
  HostClient,
  OperationName,
  Params,
  Reply,
} from '#shared/protocol/operations.ts';
import type { Input } from '#shared/userland/input.ts';
import { GrowingFile } from './sample-log.ts';

const EXERCISE: ExerciseView = {
  id: 'echo',
  number: '1.1',
  unit: { number: 1, title: 'First steps' },
  title: 'Echo',
  task: 'Type a line.',
  commands: [],
  checkpoints: [
    { id: 'typed', weight: 1, fact: 'A line was typed', fail: 'Nothing was typed yet.', needs: [] },
  ],
  questions: [{ id: 'why', ask: 'Why?', kind: 'text', after: null }],
  hints: { shown: [], total: 1 },
  debrief: null,
};

export class EchoHost implements HostClient {
  readonly file = new GrowingFile();
  /** Every call, in order. */
  readonly calls: { readonly name: string; readonly params: unknown }[] = [];
  /** What the next calls of an operation are refused with. */
  refusal: { readonly name: OperationName; readonly message: string; readonly id?: string } | null = null;

  constructor() {
    this.file.input(0, { kind: 'boot' });
  }

  get view(): AttemptView {
    // A copy, as it would be behind a wire.
    const records = [...this.file.log.records];
    return {
      attempt: 'a-0001',
      exercise: EXERCISE,
      start: { comm: 'init' },
      records,
      assessments: [...branchesOf(records).keys()].map((branch) => this.#assessment(branch)),
      readOnly: null,
      recovered: null,
    };
  }

  call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
    this.calls.push({ name, params });
    const answer =
      this.refusal?.name === name
        ? { ok: false, error: { id: this.refusal.id ?? 'refused', message: this.refusal.message } }
        : { ok: true, value: this.#carryOut(name, params) };
    // Each operation below gives what the table promises for its name.
    return Promise.resolve(answer as Reply<Name>);
  }

  #carryOut(name: OperationName, params: Params<OperationName>): unknown {
    const before = this.file.log.records.length;
    if (name === 'attempt.input') {
      const { branch, input } = params as Params<'attempt.input'>;
      this.file.input(branch, input as Input);
      return {
        records: this.#since(before),
        assessment: this.#assessment(branch),
        exercise: EXERCISE,
        limit: null,
      };
    }
    if (name === 'attempt.branch') {
      const { branch, afterInput, name: words } = params as Params<'attempt.branch'>;
      const made = this.file.log.nextBranch;
      this.file.branch(branch, afterInput, words);
      return { records: this.#since(before), assessment: this.#assessment(made) };
    }
    return this.view;
  }

  #since(count: number): readonly LogRecord[] {
    return this.file.log.records.slice(count);
  }

  #assessment(branch: number): AttemptView['assessments'][number] {
    return {
      branch,
      verdicts: [{ checkpoint: 'typed', status: 'fail', sinceSeq: null }],
      changes: [],
      points: 0,
      maxPoints: 1,
      dead: [],
      beliefs: [],
    };
  }
}
