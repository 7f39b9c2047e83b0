// Does the next moment come about before one's eyes, or is it just there?

import type { KernelEvent } from '#shared/kernel/event.ts';
import type { PidNsId } from '#shared/kernel/ids.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { Motion } from './motion.ts';

export interface Moment {
  readonly state: KernelState;
  readonly lens: PidNsId | null;
  /** The event that led here; null where one has jumped. */
  readonly event: KernelEvent | null;
  readonly scrub: boolean;
}

/** One event moves one thing; a jump over many moves nothing; a change of view is no jump. */
export class MotionMemory {
  #last: Moment | null = null;

  motion(moment: Moment, wished: Motion): Motion {
    const last = this.#last;
    this.#last = moment;
    const jumped =
      moment.event === null && last !== null && moment.state !== last.state && moment.lens === last.lens;
    return jumped || moment.scrub ? 'none' : wished;
  }
}
