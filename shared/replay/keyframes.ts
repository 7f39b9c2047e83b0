// How is any moment reached without starting from the first one? A state is kept every so many events, and the events
// behind the nearest one are applied to it. Kept states share all that did not change between them.

import { applyEvent } from '../kernel/evolve.ts';
import type { KernelEvent } from '../kernel/event.ts';
import type { KernelState } from '../kernel/state.ts';
import { transientStore } from '../kernel/transient-store.ts';
import { invariant } from '../result.ts';

/** How many events lie between two kept states, and how many states are kept. */
export interface KeyframePolicy {
  readonly spacing: number;
  /** When so many are kept, every other one is let go, and the spacing doubles. */
  readonly limit: number;
}

/** The largest spacing at which a seek stays well inside one frame (tests/bench/timeline.bench.ts). */
const POLICY: KeyframePolicy = { spacing: 1024, limit: 512 };

export class Keyframes {
  readonly #events: readonly KernelEvent[];
  readonly #limit: number;
  #spacing: number;
  /** By seq / spacing; made when first needed. */
  #kept: KernelState[];
  /** Where the last question led: the next one is often right behind it. */
  #cursor: KernelState;

  /** `events[i]` leads from seq i to seq i + 1. The list may grow. */
  constructor(start: KernelState, events: readonly KernelEvent[], { spacing, limit } = POLICY) {
    invariant(start.seq === 0, 'a timeline starts before the first event');
    this.#events = events;
    this.#spacing = spacing;
    this.#limit = limit;
    this.#kept = [start];
    this.#cursor = start;
  }

  /** The state that the first `seq` events led to. */
  stateAt(seq: number): KernelState {
    invariant(seq >= 0 && seq <= this.#events.length, `no moment ${seq}`);
    this.#cursor = this.#replay(this.#nearest(seq), seq);
    return this.#cursor;
  }

  #nearest(seq: number): KernelState {
    const kept = this.#keyframe(seq);
    return this.#cursor.seq <= seq && this.#cursor.seq > kept.seq ? this.#cursor : kept;
  }

  /** The last state to keep that is not behind `seq`; the ones before it are made on the way. */
  #keyframe(seq: number): KernelState {
    for (;;) {
      const kept = this.#kept[Math.floor(seq / this.#spacing)];
      if (kept !== undefined) return kept;
      const last = this.#kept.at(-1);
      invariant(last !== undefined, 'the first moment is always kept');
      this.#keep(this.#replay(last, last.seq + this.#spacing));
    }
  }

  #keep(state: KernelState): void {
    this.#kept.push(state);
    if (this.#kept.length < this.#limit) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#spacing *= 2;
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
