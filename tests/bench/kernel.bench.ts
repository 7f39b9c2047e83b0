// What does a system call cost live, and what does it cost to hold the state as the live machine holds it? Beside plain
// Maps, at three sizes of the machine. Replay has a bench of its own.
import { enableMapSet, produce } from 'immer';
import { applyEvent, evolve } from '#shared/kernel/evolve.ts';
import type { Call } from '#shared/kernel/call.ts';
import { decide } from '#shared/kernel/decide.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { KernelStore } from '#shared/kernel/store.ts';
import type { Task } from '#shared/kernel/task.ts';
import { busyCalls } from '../support/busy-calls.ts';
import { grown, MEASURED, measuredHistory } from './grown-machine.ts';
import { eachSize } from './each-size.ts';
import { compete, report, times } from './measure.ts';

const CALLS = 2_048;
const ROUNDS = 15;

enableMapSet();
eachSize((live) => {
  const start = grown(live);
  holdState(start, live);
  answerCalls(start);
});

function holdState(start: KernelState, live: number): void {
  const measured = measuredHistory(live);
  let store: KernelStore;
  let map = new Map<number, Task>();
  const mapEvents = live === 100 ? MEASURED : live === 10_000 ? 64 : 8;
  const spent = compete(
    {
      mutable: {
        prepare: () => (store = mutableStore(start)),
        run: () => measured.forEach((event) => applyEvent(store, event)),
      },
      live: { run: () => void measured.reduce(evolve, start) },
      // What it would be to let Immer draft the table: one record changed per event.
      immerMap: {
        prepare: () => (map = new Map(start.tasks.entries())),
        run: () => {
          const ids = [...map.keys()];
          for (let n = 0; n < mapEvents; n += 1) {
            map = produce(map, (draft) => {
              const task = draft.get(ids[n % ids.length] ?? 0);
              if (task !== undefined) task.v = n;
            });
          }
        },
      },
    },
    ROUNDS,
  );
  const immerMap = (spent.immerMap / mapEvents) * MEASURED;
  console.log(
    `\n${start.tasks.size} processes, ${MEASURED} events, ${Math.round(MEASURED / spent.mutable)} events/ms in plain Maps`,
  );
  report('live through Immer, cost beside plain Maps', times(spent.live / spent.mutable), 'at most 20 x');
  report(
    'live, speed beside Immer over a whole Map',
    times(immerMap / spent.live),
    live < 100_000 ? '' : '1,000 x',
  );
}

/** decide with evolve, call by call, and the events of the same calls in plain Maps. */
function answerCalls(start: KernelState): void {
  const calls: Call[] = [];
  const events: KernelEvent[] = [];
  for (const { call, decision } of busyCalls(start, { seed: 4, count: CALLS })) {
    calls.push(call);
    events.push(...decision.events);
  }
  let store: KernelStore;
  const spent = compete(
    {
      mutable: {
        prepare: () => (store = mutableStore(start)),
        run: () => events.forEach((event) => applyEvent(store, event)),
      },
      live: { run: () => void calls.reduce((state, call) => decide(state, call).state, start) },
    },
    ROUNDS,
  );
  const perSecond = (spentMs: number): string =>
    `${Math.round((CALLS / spentMs) * 1000).toLocaleString('en')}/s`;
  console.log(`${CALLS} calls, ${(events.length / CALLS).toFixed(1)} events each`);
  report('calls, decide with evolve, live', perSecond(spent.live));
  report('calls, their events in plain Maps', perSecond(spent.mutable));
  report('live with all rules, cost beside plain Maps', times(spent.live / spent.mutable), 'at most 25 x');
}
