// What the log, the hosts and the tests need of a simulated machine. machine.ts implements it.

import type { Divisible } from '../divisible.ts';
import type { KernelEvent } from '../kernel/event.ts';
import type { SimTime, TtyId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';
import type { Result } from '../result.ts';
import type { Completion } from './completion.ts';
import type { MachineInput } from './input.ts';

export interface MachineOutcome {
  /** In order; what the log records. */
  readonly events: readonly KernelEvent[];
  /** The machine's limits ended this input, in plain words; null when every task came to rest. */
  readonly limit: string | null;
}

/** A refused input: the lab can't give it to the machine. Not logged. */
export interface InputRejected {
  readonly id:
    | 'no-such-terminal'
    | 'terminal-closed'
    | 'clock-goes-back'
    | 'already-booted'
    | 'not-booted'
    | 'too-many-terminals';
  readonly message: string;
}

export interface MachinePort {
  readonly state: KernelState;
  /** Runs the machine until every task is blocked. Deterministic: the same inputs give the same events. */
  execute(input: MachineInput): Result<MachineOutcome, InputRejected>;
  /** The same in parts. Until it is done nothing else may be asked; a machine that is left in the middle is of no use. */
  carryOut(input: MachineInput): Divisible<Result<MachineOutcome, InputRejected>>;
  /** Whether a shell waits for a line at this terminal; false while a program holds it. */
  atPrompt(tty: TtyId): boolean;
  /** What Tab makes of a line up to its cursor, where a shell waits for one. Nothing happens on the machine. */
  complete(tty: TtyId, before: string): Completion;
  /** The commands that Up brings back there, oldest first; none where no shell with a line editor waits. */
  history(tty: TtyId): readonly string[];
  /** When the next sleeping task wakes by itself; null when none would. */
  nextTimer(): SimTime | null;
}
