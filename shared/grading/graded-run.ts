// A machine with an exercise on it: carries out inputs and keeps the assessment of the line it is on.

import { toTheEnd } from '../divisible.ts';
import type { Divisible } from '../divisible.ts';
import { evolve } from '../kernel/evolve.ts';
import type { KernelEvent } from '../kernel/event.ts';
import type { KernelState } from '../kernel/state.ts';
import type { Exercise } from '../packs/pack.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { isLearnerInput } from '../userland/input.ts';
import type { Input } from '../userland/input.ts';
import type { InputRejected, MachineOutcome, MachinePort } from '../userland/machine-port.ts';
import { Assessor } from './assessor.ts';
import type { Assessment } from './verdict.ts';

/** Facts are judged after every event that may turn one, up to this many events in one input; beyond, once at its end. */
const JUDGED_EVENTS = 3000;

export class GradedRun {
  readonly machine: MachinePort;
  readonly #assessor: Assessor;

  constructor(exercise: Exercise, machine: MachinePort) {
    this.machine = machine;
    this.#assessor = new Assessor(exercise);
  }

  get assessment(): Assessment {
    return this.#assessor.assessment();
  }

  submit(input: Input): Result<MachineOutcome, InputRejected> {
    return toTheEnd(this.carryOut(input));
  }

  /** The same in parts. A run that is left in the middle is of no use. */
  *carryOut(input: Input): Divisible<Result<MachineOutcome, InputRejected>> {
    if (isLearnerInput(input)) {
      this.#assessor.note(input);
      this.#assessor.settle(this.machine.state);
      return ok({ events: [], limit: null });
    }
    const before = this.machine.state;
    const outcome = yield* this.machine.carryOut(input);
    if (!outcome.ok) return outcome;
    yield* this.#watch(before, outcome.value.events);
    return outcome;
  }

  *#watch(before: KernelState, events: readonly KernelEvent[]): Divisible<void> {
    const closely = events.length <= JUDGED_EVENTS;
    let state = before;
    for (const [index, event] of events.entries()) {
      if (closely) state = evolve(state, event);
      const matters = this.#assessor.record(
        before.seq + index + 1,
        event,
        closely ? state : this.machine.state,
      );
      if (closely && matters) this.#assessor.settle(state);
      yield events.length;
    }
    this.#assessor.settle(this.machine.state);
  }
}
