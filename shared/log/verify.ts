// Did this machine make these events? The inputs of every branch are executed again, and each event is compared.
//
// It is what a seal cannot show: a file that was written anew, with seals that fit. Grading trusts nothing else.

import { toTheEnd } from '../divisible.ts';
import type { Divisible } from '../divisible.ts';
import type { KernelEvent } from '../kernel/event.ts';
import type { Result } from '../result.ts';
import type { InputRejected, MachineOutcome, MachinePort } from '../userland/machine-port.ts';
import type { Branch, LoggedInput } from './branches.ts';
import { branchesOf } from './branches.ts';
import { canonicalJson } from './canonical-json.ts';
import type { LogRecord } from './record.ts';
import { isLearnerInput } from '../userland/input.ts';

/** The first record that does not hold. Lines count from 1, seq along the branch. */
export type Difference = { readonly branch: number; readonly n: number; readonly line: number } & (
  | /** The machine does not take this input. */ { readonly id: 'input-refused'; readonly reason: string }
    /** The machine made another event; null where it made none any more. */
  | { readonly id: 'event-differs'; readonly seq: number; readonly made: KernelEvent | null }
  /** The machine made more events than the log has. `line` is where the next one should stand. */
  | { readonly id: 'event-missing'; readonly seq: number; readonly made: KernelEvent }
);

/** Null where every event of every branch is what a fresh machine makes. `freshMachine` gives one that has not booted. */
export function verifyLog(records: readonly LogRecord[], freshMachine: () => MachinePort): Difference | null {
  let first: Difference | null = null;
  for (const branch of branchesOf(records).values()) {
    const found = verifyBranch(branch, freshMachine());
    if (found !== null && (first === null || found.line < first.line)) first = found;
  }
  return first;
}

function verifyBranch(branch: Branch, machine: MachinePort): Difference | null {
  for (const logged of branch.inputs) {
    const { input } = logged;
    // What the learner answers and asks is no affair of the machine.
    if (isLearnerInput(input)) continue;
    const difference = toTheEnd(compareInput(logged, machine.execute(input)));
    if (difference !== null) return difference;
  }
  return null;
}

/** Compares what was logged behind an input with what a machine makes of that input now. */
export function* compareInput(
  { branch, n, line, from, events }: LoggedInput,
  outcome: Result<MachineOutcome, InputRejected>,
): Divisible<Difference | null> {
  if (!outcome.ok) return { id: 'input-refused', branch, n, line, reason: outcome.error.message };
  const made = outcome.value.events;
  for (const [index, event] of events.entries()) {
    yield made.length;
    const again = made[index];
    if (again !== undefined && canonicalJson(again) === canonicalJson(event)) continue;
    return {
      id: 'event-differs',
      branch,
      n,
      line: line + 1 + index,
      seq: from + 1 + index,
      made: again ?? null,
    };
  }
  const more = made[events.length];
  if (more === undefined) return null;
  return {
    id: 'event-missing',
    branch,
    n,
    line: line + 1 + events.length,
    seq: from + 1 + events.length,
    made: more,
  };
}
