// The timelines of an attempt's lines. Each is made when it is first looked at, and grows: a new one would forget its keyframes.

import type { KernelState } from '#shared/kernel/state.ts';
import type { Branch } from '#shared/log/branches.ts';
import type { LogRecord } from '#shared/log/record.ts';
import { Timeline } from '#shared/replay/timeline.ts';

export class Timelines {
  readonly #start: KernelState;
  readonly #byBranch = new Map<number, Timeline>();

  /** `start`: the machine before its boot. */
  constructor(start: KernelState) {
    this.#start = start;
  }

  of(branch: Branch): Timeline {
    let timeline = this.#byBranch.get(branch.id);
    if (timeline === undefined) {
      timeline = new Timeline(this.#start, branch);
      this.#byBranch.set(branch.id, timeline);
    }
    return timeline;
  }

  /** Each takes those of its own line. */
  append(records: readonly LogRecord[]): void {
    for (const timeline of this.#byBranch.values()) timeline.append(records);
  }
}
