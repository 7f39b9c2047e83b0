// How is any moment reached without starting from the first one? States are kept along the run, and the events behind
// the nearest one are applied to it. Kept states share all that did not change between them.
//
// There are two grids. The coarse one spans the whole run and is thinned when it grows heavy. Then a fine one lies where
// one looks right now: a step back is as quick there as in a short run.

import type { KernelEvent } from '../kernel/event.ts';
import { applyEvent } from '../kernel/evolve.ts';
import type { KernelState } from '../kernel/state.ts';
import { transientStore } from '../kernel/transient-store.ts';
import { invariant } from '../result.ts';

export interface KeyframePolicy {
  /** Events between two states of the fine grid, and of the coarse one while it is light. */
  readonly spacing: number;
  /** How many task records the coarse grid may hold; then every other state is let go, and its spacing doubles. */
  readonly budget: number;
}

/** A seek inside one frame, and at most some 200 MB in the longest runs (tests/bench/timeline.bench.ts). */
const POLICY: KeyframePolicy = { spacing: 512, budget: 250_000 };
/** How many states of the fine grid lie before the moment that it was made for. It ends as many behind it. */
const FINE_REACH = 16;

export class Keyframes {
  readonly #events: readonly KernelEvent[];
  readonly #policy: KeyframePolicy;
  /** By seq / #spacing; made when first needed. */
  #coarse: KernelState[];
  #spacing: number;
  #fine: KernelState[];
  /** Where the last question led: the next one is often right behind it. */
  #cursor: KernelState;

  /** `events[i]` leads from seq i to seq i + 1. The list may grow. */
  constructor(start: KernelState, events: readonly KernelEvent[], policy = POLICY) {
    invariant(start.seq === 0, 'a timeline starts before the first event');
    this.#events = events;
    this.#policy = policy;
    this.#spacing = policy.spacing;
    this.#coarse = [start];
    this.#fine = [start];
    this.#cursor = start;
  }

  /** The state that the first `seq` events led to. */
  stateAt(seq: number): KernelState {
    invariant(seq >= 0 && seq <= this.#events.length, `no moment ${seq}`);
    const kept = this.#keptBefore(seq);
    const isOnTheWay = kept.seq <= this.#cursor.seq && this.#cursor.seq <= seq;
    this.#cursor = this.#replay(isOnTheWay ? this.#cursor : kept, seq);
    return this.#cursor;
  }

  #keptBefore(seq: number): KernelState {
    const coarse = this.#coarseBefore(seq);
    const { spacing } = this.#policy;
    if (this.#spacing === spacing) return coarse;
    const start = this.#fine[0]?.seq ?? 0;
    if (seq < start || seq >= start + 2 * FINE_REACH * spacing) {
      const first = seq - (seq % spacing) - FINE_REACH * spacing;
      this.#fine = [this.#replay(coarse, Math.max(coarse.seq, first))];
    }
    return this.#extend(this.#fine, Math.floor((seq - (this.#fine[0]?.seq ?? 0)) / spacing), spacing);
  }

  #coarseBefore(seq: number): KernelState {
    // One at a time: the grid may be thinned after each.
    while (this.#coarse.length <= Math.floor(seq / this.#spacing)) {
      const made = this.#extend(this.#coarse, this.#coarse.length, this.#spacing);
      const weight = this.#coarse.length * Math.min(2 * this.#spacing, made.tasks.size);
      if (weight > this.#policy.budget) this.#thin();
    }
    return this.#extend(this.#coarse, Math.floor(seq / this.#spacing), this.#spacing);
  }

  #thin(): void {
    this.#coarse = this.#coarse.filter((_, index) => index % 2 === 0);
    this.#spacing *= 2;
  }

  /** The state at this index of a grid; the ones before it are made on the way. */
  #extend(grid: KernelState[], index: number, spacing: number): KernelState {
    for (;;) {
      const found = grid[index];
      if (found !== undefined) return found;
      const last = grid.at(-1);
      invariant(last !== undefined, 'a grid has its first state');
      grid.push(this.#replay(last, last.seq + spacing));
    }
  }

  #replay(from: KernelState, seq: number): KernelState {
    if (from.seq === seq) return from;
    const store = transientStore(from);
    for (let index = from.seq; index < seq; index += 1) {
      const event = this.#events[index];
      invariant(event !== undefined, `no event ${index + 1}`);
      applyEvent(store, event);
    }
    return store.finish();
  }
}
