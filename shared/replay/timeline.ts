// What was the machine like at any moment of a branch, what stands on the way there, and where does a step lead?
//
// A moment is a seq: how many events of the branch have happened. Moment 0 is before the first one.

import type { KernelEvent } from '../kernel/event.ts';
import type { TtyId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';
import type { Branch, LoggedInput } from '../log/branches.ts';
import { endOf } from '../log/branches.ts';
import type { LogRecord } from '../log/record.ts';
import { invariant } from '../result.ts';
import { countUpTo } from './count-up-to.ts';
import { Keyframes } from './keyframes.ts';
import type { Landmark } from './landmarks.ts';
import { LandmarkScanner } from './landmarks.ts';
import { ScreenText } from './screen-text.ts';

export type StepUnit = 'event' | 'input' | 'landmark';

/** An input with its events. */
export type TimelineInput = Omit<LoggedInput, 'line'>;

interface GrowingInput extends TimelineInput {
  readonly events: KernelEvent[];
}

export class Timeline {
  readonly branch: number;
  readonly #events: KernelEvent[] = [];
  readonly #inputs: GrowingInput[] = [];
  readonly #landmarks: Landmark[] = [];
  readonly #keyframes: Keyframes;
  readonly #scanner: LandmarkScanner;
  readonly #screens = new Map<TtyId, ScreenText>();

  /** `start` is the machine before its boot. */
  constructor(start: KernelState, branch: Branch) {
    this.branch = branch.id;
    this.#keyframes = new Keyframes(start, this.#events);
    this.#scanner = new LandmarkScanner(start);
    for (const input of branch.inputs) {
      this.#begin(input);
      for (const event of input.events) this.#add(event);
    }
  }

  /** Takes in what was appended to the log: of its own branch, the others are left out. */
  append(records: readonly LogRecord[]): void {
    for (const record of records) {
      if (record.t === 'input' && record.branch === this.branch) this.#begin(record);
      if (record.t === 'event' && record.branch === this.branch) this.#add(record.event);
    }
  }

  /** The last moment. */
  get length(): number {
    return this.#events.length;
  }

  /** From the boot on. */
  get inputs(): readonly TimelineInput[] {
    return this.#inputs;
  }

  /** In order. The boot has none: the run begins behind it. */
  get landmarks(): readonly Landmark[] {
    return this.#landmarks;
  }

  /** The event that led to this moment; undefined for moment 0. */
  eventAt(seq: number): KernelEvent | undefined {
    return this.#events[seq - 1];
  }

  stateAt(seq: number): KernelState {
    return this.#keyframes.stateAt(seq);
  }

  /** The input that the event of this moment belongs to; null for moment 0. */
  inputAt(seq: number): TimelineInput | null {
    if (seq < 1) return null;
    return this.#inputs[countUpTo(this.#inputs, (input) => input.from, seq - 1) - 1] ?? null;
  }

  /** How many landmarks there are up to this moment: the number of the last one. */
  landmarksUpTo(seq: number): number {
    return countUpTo(this.#landmarks, (landmark) => landmark.seq, seq);
  }

  /** All that was written to a terminal since it was opened. */
  screenAt(tty: TtyId, seq: number): string {
    return this.#screens.get(tty)?.textAt(seq) ?? '';
  }

  /** The moment one step away; the first or last moment where there is none. */
  step(seq: number, unit: StepUnit, direction: 1 | -1): number {
    switch (unit) {
      case 'event':
        return Math.min(this.length, Math.max(0, seq + direction));
      case 'input':
        // A window that was pulled is nothing that somebody did.
        return this.#stepTo(
          this.#inputs.filter(({ input }) => input.kind !== 'resize'),
          endOf,
          seq,
          direction,
        );
      case 'landmark':
        return this.#stepTo(this.#landmarks, (landmark) => landmark.seq, seq, direction);
    }
  }

  #stepTo<T>(stops: readonly T[], momentOf: (stop: T) => number, seq: number, direction: 1 | -1): number {
    const stop =
      direction === 1
        ? stops[countUpTo(stops, momentOf, seq)]
        : stops[countUpTo(stops, momentOf, seq - 1) - 1];
    if (stop !== undefined) return momentOf(stop);
    return direction === 1 ? this.length : 0;
  }

  #begin({ branch, n, input, at }: Omit<TimelineInput, 'from' | 'events'>): void {
    invariant(n === this.#inputs.length, `input ${n} where ${this.#inputs.length} should stand`);
    this.#inputs.push({
      branch,
      n,
      input,
      ...(at === undefined ? {} : { at }),
      from: this.length,
      events: [],
    });
  }

  #add(event: KernelEvent): void {
    const input = this.#inputs.at(-1);
    invariant(input !== undefined, 'an event before the first input');
    input.events.push(event);
    const seq = this.#events.push(event);
    const landmark = this.#scanner.scan(seq, event);
    if (landmark !== null && input.n > 0)
      this.#landmarks.push({ n: this.#landmarks.length + 1, ...landmark });
    if (event.type === 'TtyOpened' || event.type === 'TtyWrote') this.#screen(event.tty).append(seq, event);
  }

  #screen(tty: TtyId): ScreenText {
    let screen = this.#screens.get(tty);
    if (screen === undefined) {
      screen = new ScreenText();
      this.#screens.set(tty, screen);
    }
    return screen;
  }
}
