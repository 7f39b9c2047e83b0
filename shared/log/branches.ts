// Which inputs and events make up a branch? The flat records as lines: each input with its events, shared ones once.

import type { KernelEvent } from '../kernel/event.ts';
import { invariant } from '../result.ts';
import type { Input } from '../userland/input.ts';
import { MAIN_BRANCH } from './log-order.ts';
import type { BranchRecord, InputRecord, LogRecord } from './record.ts';

/** One input and what it caused. Branches that share it have the same object. */
export interface LoggedInput {
  /** The branch it was recorded on. */
  readonly branch: number;
  readonly n: number;
  readonly input: Input;
  readonly at?: number;
  /** Where it stands in the file: its line, from 1. Its events are the lines behind it. */
  readonly line: number;
  /** The seq before its first event. */
  readonly from: number;
  readonly events: readonly KernelEvent[];
}

export interface Branch {
  readonly id: number;
  /** Null for the branch that was there from the start. */
  readonly parent: number | null;
  /** The last input it shares with its parent; -1 where there is no parent. */
  readonly afterInput: number;
  readonly name: string;
  /** From the boot on, the shared ones included: the index is `n`. */
  readonly inputs: readonly LoggedInput[];
  /** The branches that leave this one, in the order in which they were made. */
  readonly children: readonly number[];
}

interface GrowingInput extends LoggedInput {
  readonly events: KernelEvent[];
}

interface GrowingBranch extends Branch {
  readonly inputs: GrowingInput[];
  readonly children: number[];
}

/** The seq that an input's last event led to. */
export function endOf(input: Pick<LoggedInput, 'from' | 'events'>): number {
  return input.from + input.events.length;
}

/** By id, in the order in which they were made. `records` keep the order of a log (log-order.ts). */
export function branchesOf(records: readonly LogRecord[]): ReadonlyMap<number, Branch> {
  const main: GrowingBranch = {
    id: MAIN_BRANCH,
    parent: null,
    afterInput: -1,
    name: '',
    inputs: [],
    children: [],
  };
  const branches = new Map<number, GrowingBranch>([[MAIN_BRANCH, main]]);
  for (const [index, record] of records.entries()) {
    if (record.t === 'branch') fork(branches, record);
    if (record.t === 'input') branchOf(branches, record).inputs.push(growing(branches, record, index + 1));
    if (record.t === 'event') branchOf(branches, record).inputs.at(-1)?.events.push(record.event);
  }
  return branches;
}

function fork(
  branches: Map<number, GrowingBranch>,
  { branch, parent, afterInput, name }: BranchRecord,
): void {
  const from = branchOf(branches, { branch: parent });
  from.children.push(branch);
  branches.set(branch, {
    id: branch,
    parent,
    afterInput,
    name,
    inputs: from.inputs.slice(0, afterInput + 1),
    children: [],
  });
}

function growing(branches: Map<number, GrowingBranch>, record: InputRecord, line: number): GrowingInput {
  const { branch, n, input, at } = record;
  const before = branchOf(branches, record).inputs.at(-1);
  return {
    branch,
    n,
    input,
    ...(at === undefined ? {} : { at }),
    line,
    from: before === undefined ? 0 : endOf(before),
    events: [],
  };
}

function branchOf(
  branches: Map<number, GrowingBranch>,
  { branch }: { readonly branch: number },
): GrowingBranch {
  const found = branches.get(branch);
  invariant(found !== undefined, `no branch ${branch} in these records`);
  return found;
}
