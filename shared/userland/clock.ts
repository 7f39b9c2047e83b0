// The simulated clock: who wakes when, and how time goes on between two inputs. hrtimer, alarm(2)

import type { Divisible } from '../divisible.ts';
import { asSimTime } from '../kernel/ids.ts';
import type { SimTime } from '../kernel/ids.ts';
import type { Process } from './process.ts';
import type { System } from './system.ts';

export class Clock {
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
  }

  /** When the next timer runs out; null when none is set. */
  next(): SimTime | null {
    let earliest: SimTime | null = null;
    for (const process of this.#system.processes.values()) {
      for (const at of timersOf(process)) if (earliest === null || at < earliest) earliest = at;
    }
    return earliest;
  }

  /**
   * Lets time pass; after every timer the machine runs until it rests. Stops early where a limit of the machine is reached.
   * Order: by time, then by TaskId.
   */
  *advance(to: SimTime): Divisible<void> {
    const { kernel, scheduler } = this.#system;
    for (let next = this.next(); next !== null && next <= to; next = this.next()) {
      if (next > kernel.state.now) kernel.stimulate({ stimulus: 'clock', to: next });
      this.#ring(kernel.state.now);
      yield* scheduler.runUntilRest();
      if (scheduler.limit() !== null) return;
    }
    if (to > kernel.state.now) kernel.stimulate({ stimulus: 'clock', to });
  }

  *pass(ms: number): Divisible<void> {
    yield* this.advance(asSimTime(this.#system.kernel.state.now + ms));
  }

  #ring(now: SimTime): void {
    for (const process of [...this.#system.processes.values()]) {
      if (process.alarmAt !== null && process.alarmAt <= now) {
        process.alarmAt = null;
        this.#system.kernel.stimulate({ stimulus: 'alarm', task: process.id });
      }
      this.#system.recheck(process);
    }
  }
}

/** A stopped sleeper has no timer: it looks at the clock when it is continued. */
function timersOf(process: Process): readonly SimTime[] {
  const waiting = process.task.waitingFor;
  const sleep = waiting?.on === 'timer' ? [waiting.until] : [];
  return process.alarmAt === null ? sleep : [...sleep, process.alarmAt];
}
