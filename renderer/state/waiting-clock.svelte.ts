// When does simulated time go on by itself? While a program has a terminal and sleeps, as long as it would in truth.

import type { SimTime } from '#shared/kernel/ids.ts';
import { asSimTime } from '#shared/kernel/ids.ts';
import { terminalsOf } from './terminals.ts';
import type { LabState } from './lab.svelte.ts';

const TICK_MS = 250;

export class WaitingClock {
  readonly #lab: LabState;
  /** Milliseconds, from any zero. */
  readonly #realTime: () => number;
  #nowMs = $state(0);
  #since = 0;
  #waitedFor = '';
  #timer: ReturnType<typeof setInterval> | undefined;

  /** When the first program in a foreground goes on; null when none waits for the clock, or one looks at the past. */
  readonly wakesAt: SimTime | null = $derived.by(() => {
    if (this.#lab.isPast || this.#lab.readOnly !== null) return null;
    const times = terminalsOf(this.#lab.state, null).flatMap(({ wakesAt }) =>
      wakesAt === null ? [] : [wakesAt],
    );
    return times.length === 0 ? null : asSimTime(Math.min(...times));
  });

  constructor(lab: LabState, realTime: () => number) {
    this.#lab = lab;
    this.#realTime = realTime;
  }

  /** Whole seconds that are left; null when nobody waits. */
  get seconds(): number | null {
    const left = this.#leftMs();
    return left === null ? null : Math.max(Math.ceil(left / 1000), 0);
  }

  start(): void {
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  /** Looks at the real clock, and moves the simulated one when it is due. */
  tick(): void {
    this.#nowMs = this.#realTime();
    const wait = this.wakesAt === null ? '' : `${this.#lab.branch} ${this.#lab.now} ${this.wakesAt}`;
    if (wait !== this.#waitedFor) {
      this.#waitedFor = wait;
      this.#since = this.#nowMs;
    }
    const left = this.#leftMs();
    if (left !== null && left <= 0) this.skip();
  }

  /** The time passes at once. */
  skip(): void {
    if (this.wakesAt === null || this.#lab.busy) return;
    void this.#lab.submit({ kind: 'clock', to: this.wakesAt });
  }

  #leftMs(): number | null {
    if (this.wakesAt === null) return null;
    return this.wakesAt - this.#lab.state.now - Math.max(this.#nowMs - this.#since, 0);
  }
}
