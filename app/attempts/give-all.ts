// How does a fresh machine come to a moment? All inputs before it are carried out, one after the other.

import type { Divisible } from '#shared/divisible.ts';
import { isLearnerInput } from '#shared/userland/input.ts';
import type { Input } from '#shared/userland/input.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';

/** Answers and hints are the learner's own and do not concern the machine. */
export function* giveAll(machine: MachinePort, inputs: Iterable<Input>): Divisible<null> {
  for (const input of inputs) if (!isLearnerInput(input)) yield* machine.carryOut(input);
  return null;
}
