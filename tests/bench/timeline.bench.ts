// How long does a jump to any moment take, and what do the kept states weigh?
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { applyEvent } from '#shared/kernel/evolve.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { Keyframes } from '#shared/replay/keyframes.ts';
import { diffStates } from '#shared/replay/state-diff.ts';
import { history, HISTORY_START, random } from '../support/history.ts';
import { cpuMs, median, quantile, report, times } from './measure.ts';

setFlagsFromString('--expose-gc');
// The flag makes a function that only a new context gets to see.
const collectGarbage = runInNewContext('gc') as () => void;

for (const [length, live] of [
  [1_000, 100],
  [100_000, 1_000],
  [1_000_000, 10_000],
] as const) {
  seek(length, live);
}

function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function seek(length: number, live: number): void {
  const events = history({ seed: 2, live, length });
  const before = heapMb();
  const keyframes = new Keyframes(HISTORY_START, events);
  const load = cpuMs(() => keyframes.stateAt(length));
  const weight = heapMb() - before;
  const next = random(4);
  const seeks: number[] = [];
  const stepsBack: number[] = [];
  const diffs: number[] = [];
  for (let n = 0; n < 100; n += 1) {
    const seq = 1 + Math.floor(next() * (length - 1));
    seeks.push(cpuMs(() => keyframes.stateAt(seq)));
    const state = keyframes.stateAt(seq);
    stepsBack.push(cpuMs(() => keyframes.stateAt(seq - 1)));
    diffs.push(cpuMs(() => diffStates(keyframes.stateAt(seq - 1), state)));
  }
  const fromZero = median([1, 2, 3].map(() => cpuMs(() => replayAll(events))));
  console.log(`\n${length} events, ${live} processes`);
  report('opening the whole run', `${load.toFixed(1)} ms`);
  report('seek, median', `${median(seeks).toFixed(2)} ms`);
  report('seek, 95 of 100', `${quantile(seeks, 0.95).toFixed(2)} ms`, length < 1_000_000 ? 'under 4 ms' : '');
  report('step back, 95 of 100', `${quantile(stepsBack, 0.95).toFixed(2)} ms`, 'under 4 ms');
  report('seek, speed beside a replay of half the run', times(fromZero / 2 / median(seeks)));
  report('diff of two neighbours, median', `${median(diffs).toFixed(2)} ms`);
  report('kept states', `${weight.toFixed(0)} MB`, 'under 200 MB');
}

function replayAll(events: Parameters<typeof applyEvent>[1][]): void {
  const store = transientStore(HISTORY_START);
  for (const event of events) applyEvent(store, event);
}
