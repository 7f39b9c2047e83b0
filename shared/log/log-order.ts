// Which record may stand behind which? A log that keeps this order can be read from front to back without a surprise:
// a header, then inputs, each with its events behind it; numbers count on without a gap on every branch.

import type { BranchRecord, EventRecord, InputRecord, LogRecord } from './record.ts';
import { isLearnerInput } from '../userland/input.ts';

export const MAIN_BRANCH = 0;

/** For each input of a branch, shared ones included, the seq that its last event led to. */
type InputEnds = number[];

export class LogOrder {
  #hasHeader = false;
  readonly #branches = new Map<number, InputEnds>([[MAIN_BRANCH, []]]);
  /** The branch whose input the last record belongs to; null behind a header, a branch or a seal. */
  #open: number | null = null;
  #learner = false;
  #records = 0;
  #sealed = 0;

  /** The n that the next input of this branch has; undefined where there is no such branch. */
  nextInput(branch: number): number | undefined {
    return this.#branches.get(branch)?.length;
  }

  /** The seq at which the branch stands. */
  seq(branch: number): number {
    return this.#branches.get(branch)?.at(-1) ?? 0;
  }

  get nextBranch(): number {
    return this.#branches.size;
  }

  /** Takes the next record in, or says in plain words why it cannot stand here (and is of no more use then). */
  accept(record: LogRecord): string | null {
    const problem = this.#problem(record);
    this.#records += 1;
    return problem;
  }

  #problem(record: LogRecord): string | null {
    if (!this.#hasHeader && record.t !== 'header') return 'no header before it';
    switch (record.t) {
      case 'header':
        if (this.#hasHeader) return 'a second header';
        this.#hasHeader = true;
        return null;
      case 'input':
        return this.#input(record);
      case 'event':
        return this.#event(record);
      case 'branch':
        return this.#branch(record);
      case 'seal':
        if (record.records !== this.#records)
          return `a seal over ${record.records} records behind ${this.#records}`;
        if (this.#sealed === this.#records) return 'a seal over nothing';
        this.#sealed = this.#records + 1;
        this.#open = null;
        return null;
    }
  }

  #input({ branch, n, input }: InputRecord): string | null {
    const ends = this.#branches.get(branch);
    if (ends === undefined) return `an input of branch ${branch}, which was never made`;
    if (n !== ends.length) return `input ${n} where ${ends.length} should stand`;
    if ((input.kind === 'boot') !== (n === 0)) return 'a boot is the first input, and no other one is';
    ends.push(ends.at(-1) ?? 0);
    this.#open = branch;
    this.#learner = isLearnerInput(input);
    return null;
  }

  #event({ branch, seq }: EventRecord): string | null {
    if (this.#open !== branch) return 'an event without its input';
    if (this.#learner) return 'an event that no machine made';
    const ends = this.#branches.get(branch);
    const last = ends?.at(-1);
    if (ends === undefined || last === undefined) return 'an event without its input';
    if (seq !== last + 1) return `event ${seq} where ${last + 1} should stand`;
    ends[ends.length - 1] = seq;
    return null;
  }

  #branch({ branch, parent, afterInput }: BranchRecord): string | null {
    if (branch !== this.nextBranch) return `branch ${branch} where ${this.nextBranch} should stand`;
    const ends = this.#branches.get(parent);
    if (ends === undefined) return `a branch of ${parent}, which was never made`;
    if (afterInput >= ends.length) return `a branch behind input ${afterInput}, which was never made`;
    this.#branches.set(branch, ends.slice(0, afterInput + 1));
    this.#open = null;
    return null;
  }
}
