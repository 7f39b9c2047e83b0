// Who is new? Those that the input of a moment has made so far.

import type { TaskId } from '#shared/kernel/ids.ts';
import type { Timeline } from '#shared/replay/timeline.ts';

/** Nobody is new at the end of the boot: the run begins behind it. */
export function bornIn(timeline: Timeline, seq: number): ReadonlySet<TaskId> {
  const input = timeline.inputAt(seq);
  if (input === null || input.n === 0) return new Set();
  const made = input.events
    .slice(0, seq - input.from)
    .flatMap((event) => (event.type === 'TaskForked' ? [event.task] : []));
  return new Set(made);
}
