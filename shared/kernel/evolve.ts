// How does an event change the state? One recipe per type of event, the same for the live machine, for replay and for
// the tests' oracle. A recipe writes what its event says: it never searches and never decides.

import type { KernelEvent, KernelEventType } from './event.ts';
import { BIRTH } from './evolve/birth.ts';
import { DESCRIPTORS } from './evolve/descriptors.ts';
import { IDENTITY } from './evolve/identity.ts';
import { LIFE } from './evolve/life.ts';
import { NAMESPACES } from './evolve/namespaces.ts';
import { MOUNTS } from './evolve/mounts.ts';
import { PTRACE } from './evolve/ptrace.ts';
import { SHARING } from './evolve/sharing.ts';
import { SIGNALS } from './evolve/signals.ts';
import { TERMINALS } from './evolve/terminals.ts';
import { liveStore } from './live-store.ts';
import type { KernelState } from './state.ts';
import type { KernelStore } from './store.ts';

/** Writes one type of event into the store. */
export type EventRecipe<Type extends KernelEventType> = (
  store: KernelStore,
  event: Extract<KernelEvent, { type: Type }>,
) => void;

/** The recipes for some types of event. */
export type Recipes<Types extends KernelEventType> = { readonly [Type in Types]: EventRecipe<Type> };

const RECIPES: Recipes<KernelEventType> = {
  ...BIRTH,
  ...NAMESPACES,
  ...SHARING,
  ...MOUNTS,
  ...SIGNALS,
  ...LIFE,
  ...IDENTITY,
  ...PTRACE,
  ...DESCRIPTORS,
  ...TERMINALS,
  // A fact about a call, not about the machine.
  SyscallFailed: () => undefined,
  ProcfsOpened: () => undefined,
  TtyWrote: () => undefined,
};

/** Applies the next event to a store: it becomes the event `store.seq + 1`. */
export function applyEvent(store: KernelStore, event: KernelEvent): void {
  store.begin(store.seq + 1);
  // The table pairs each type with the recipe for that very type.
  const recipe = RECIPES[event.type] as (store: KernelStore, event: KernelEvent) => void;
  recipe(store, event);
}

/** The state after one more event; the given state stays as it is. */
export function evolve(state: KernelState, event: KernelEvent): KernelState {
  const store = liveStore(state);
  applyEvent(store, event);
  return store.finish();
}
