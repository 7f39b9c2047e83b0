// How is a machine brought back to before an input that was called off? The inputs before it are carried out again.

import { invariant } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import type { InputRejected, MachineOutcome, MachinePort } from '#shared/userland/machine-port.ts';
import { giveAll } from '../attempts/give-all.ts';
import { inSlices, NOBODY } from '../attempts/in-slices.ts';
import type { Overseer, Pace } from '../attempts/in-slices.ts';

export class RestorableMachine {
  readonly #fresh: () => MachinePort;
  readonly #pace: Pace;
  readonly #inputs: MachineInput[] = [];
  #machine: MachinePort;

  /** `fresh`: not booted yet, each time the same. */
  constructor(fresh: () => MachinePort, pace: Pace) {
    this.#fresh = fresh;
    this.#pace = pace;
    this.#machine = fresh();
  }

  /** It is another one once an input was called off. */
  get machine(): MachinePort {
    return this.#machine;
  }

  /** Null where it was called off: the machine is as it was. Precondition: the call before is settled. */
  async give(
    input: MachineInput,
    overseer: Overseer = NOBODY,
  ): Promise<Result<MachineOutcome, InputRejected> | null> {
    const done = await inSlices(this.#machine.carryOut(input), this.#pace, overseer);
    if (!done.ok) {
      await this.#restore();
      return null;
    }
    if (done.value.ok) this.#inputs.push(input);
    return done.value;
  }

  async #restore(): Promise<void> {
    this.#machine = this.#fresh();
    const again = await inSlices(giveAll(this.#machine, this.#inputs), this.#pace, NOBODY);
    invariant(again.ok, 'nobody calls a restoration off');
  }
}
