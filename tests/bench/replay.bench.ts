// What does it cost to apply events again, in batches and all at once? Beside plain Maps, at three sizes of the machine.
import type { KernelEvent } from '#shared/kernel/event.ts';
import { applyEvent } from '#shared/kernel/evolve.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { KernelStore } from '#shared/kernel/store.ts';
import { eachSize } from './each-size.ts';
import { grown, MEASURED, measuredHistory, replay } from './grown-machine.ts';
import { compete, report, times } from './measure.ts';

const BATCH = 1_024;
const ROUNDS = 15;

eachSize(measure);

function measure(live: number): void {
  const start = grown(live);
  const events = measuredHistory(live);
  let store: KernelStore;
  const spent = compete(
    {
      mutable: {
        prepare: () => (store = mutableStore(start)),
        run: () => events.forEach((event) => applyEvent(store, event)),
      },
      batches: { run: () => inBatches(start, events) },
      atOnce: { run: () => void replay(start, events) },
    },
    ROUNDS,
  );
  const perMs = (ms: number): string => `${Math.round(MEASURED / ms).toLocaleString('en')}/ms`;
  console.log(`\n${start.tasks.size} processes, ${MEASURED} events`);
  report('events in plain Maps', perMs(spent.mutable));
  report('events replayed at once', perMs(spent.atOnce));
  report('replay at once, cost beside plain Maps', times(spent.atOnce / spent.mutable), 'at most 2 x');
  report('replay in batches of 1,024, cost beside plain Maps', times(spent.batches / spent.mutable), 'at most 2 x'); // prettier-ignore
}

function inBatches(start: KernelState, events: readonly KernelEvent[]): void {
  let state = start;
  for (let at = 0; at < events.length; at += BATCH) state = replay(state, events.slice(at, at + BATCH));
}
