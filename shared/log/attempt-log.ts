// What is written next? A log that grows by whole blocks: one input with its events, or one branch, and a seal.
//
// A block is prepared first and only becomes part of the log when it is committed, after the host has it on disk: a
// write that failed leaves the log as it was.

import type { KernelEvent } from '../kernel/event.ts';
import { invariant } from '../result.ts';
import type { Input } from '../userland/input.ts';
import { encodeRecord } from './codec.ts';
import { LogOrder } from './log-order.ts';
import type { BranchRecord, EventRecord, InputRecord, LogHeader, LogRecord, SealRecord } from './record.ts';
import type { Digest } from './seal.ts';
import { sealDigest } from './seal.ts';

export interface Block {
  /** Seal included; the header too, in the first one. */
  readonly records: readonly LogRecord[];
  /** What is appended to the file: whole lines. */
  readonly text: string;
  readonly seal: SealRecord;
}

/** One input of a branch and what the machine made of it. */
export interface InputDone {
  readonly branch: number;
  readonly input: Input;
  readonly events: readonly KernelEvent[];
  readonly at?: number;
}

/** A line that leaves another behind one of its inputs. */
export type BranchMade = Pick<BranchRecord, 'parent' | 'afterInput' | 'name'>;

export class AttemptLog {
  readonly header: LogHeader;
  readonly #digest: Digest;
  readonly #records: LogRecord[] = [];
  readonly #order = new LogOrder();
  #seal: SealRecord | null = null;

  /** A log of which nothing is written yet: the header goes out with the first block. */
  constructor(header: LogHeader, digest: Digest) {
    this.header = header;
    this.#digest = digest;
  }

  /** Goes on behind records that were read whole and in order (recover.ts). */
  static resume(records: readonly LogRecord[], digest: Digest): AttemptLog {
    const [header] = records;
    const seal = records.at(-1);
    invariant(header?.t === 'header' && seal?.t === 'seal', 'a log is resumed between two blocks');
    const log = new AttemptLog(header, digest);
    log.commit({ records, text: '', seal });
    return log;
  }

  get records(): readonly LogRecord[] {
    return this.#records;
  }

  /** What a copy kept outside is compared with: null before the first block. */
  get receipt(): SealRecord | null {
    return this.#seal;
  }

  /** The id that the next branch gets. */
  get nextBranch(): number {
    return this.#order.nextBranch;
  }

  prepareInput({ branch, input, events, at }: InputDone): Block {
    const n = this.#order.nextInput(branch);
    invariant(n !== undefined, `no branch ${branch}`);
    const record: InputRecord = { t: 'input', branch, n, input, ...(at === undefined ? {} : { at }) };
    const seq = this.#order.seq(branch);
    const facts = events.map((event, index): EventRecord => ({
      t: 'event',
      branch,
      seq: seq + index + 1,
      event,
    }));
    return this.#block([record, ...facts]);
  }

  prepareBranch(made: BranchMade): Block {
    return this.#block([{ t: 'branch', branch: this.nextBranch, ...made }]);
  }

  /** The block is on disk: it is part of the log now. */
  commit(block: Block): void {
    for (const record of block.records) {
      const problem = this.#order.accept(record);
      invariant(problem === null, `record ${this.#records.length}: ${problem ?? ''}`);
      this.#records.push(record);
    }
    this.#seal = block.seal;
  }

  #block(own: readonly LogRecord[]): Block {
    const content = this.#seal === null ? [this.header, ...own] : own;
    const text = content.map((record) => `${encodeRecord(record)}\n`).join('');
    const seal: SealRecord = {
      t: 'seal',
      records: this.#records.length + content.length,
      digest: sealDigest(this.#seal, text, this.#digest),
    };
    return { records: [...content, seal], text: `${text}${encodeRecord(seal)}\n`, seal };
  }
}
