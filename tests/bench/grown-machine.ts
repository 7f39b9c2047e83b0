// The machines that the kernel is measured on: grown to so many processes, with the events that come next.
import type { KernelEvent } from '#shared/kernel/event.ts';
import { applyEvent } from '#shared/kernel/evolve.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { history, HISTORY_START } from '../support/history.ts';

export const MEASURED = 8_192;

/** A machine with this many processes. */
export function grown(live: number): KernelState {
  return replay(HISTORY_START, history({ seed: 1, live, length: growth(live) }));
}

/** What happens to it next. */
export function measuredHistory(live: number): readonly KernelEvent[] {
  return history({ seed: 1, live, length: growth(live) + MEASURED }).slice(growth(live));
}

export function replay(from: KernelState, events: readonly KernelEvent[]): KernelState {
  const store = transientStore(from);
  for (const event of events) applyEvent(store, event);
  return store.finish();
}

function growth(live: number): number {
  return Math.ceil(live * 4.5) + 2_000;
}
