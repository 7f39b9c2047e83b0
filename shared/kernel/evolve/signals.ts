// What does sending, taking and arranging signals leave behind in the records?

import { BLOCKABLE_SIGNALS } from '../abi/signal.ts';
import type { SigInfo, Signal } from '../abi/signal.ts';
import type { SignalDelivered, SignalSent } from '../event.ts';
import type { Recipes } from '../evolve.ts';
import type { KernelStore } from '../store.ts';
import type { SigAction, Task } from '../task.ts';
import { changeActions } from './sharing.ts';

export const SIGNALS: Recipes<
  | 'SignalSent'
  | 'SignalDelivered'
  | 'SignalActionChanged'
  | 'SignalMaskChanged'
  | 'HandlerHeldUp'
  | 'HandlerReturned'
> = {
  SignalSent: signalSent,
  SignalDelivered: signalDelivered,

  SignalActionChanged(store, { task: id, signal, action, discarded }) {
    const task = store.task(id);
    changeActions(store, id, withAction(task.actions, signal, action));
    if (!discarded) return;
    store.updateTask(id, (draft) => {
      draft.pending = without(task.pending, [signal]);
      draft.threadPending = without(task.threadPending, [signal]);
    });
  },

  HandlerHeldUp(store, { task }) {
    store.updateTask(task, (draft) => {
      draft.sigreturnMask = draft.blocked;
      draft.blocked = BLOCKABLE_SIGNALS;
    });
  },

  HandlerReturned(store, { task }) {
    store.updateTask(task, (draft) => {
      draft.blocked = draft.sigreturnMask ?? draft.blocked;
      draft.sigreturnMask = null;
    });
  },

  SignalMaskChanged(store, { task, blocked }) {
    store.updateTask(task, (draft) => {
      draft.blocked = blocked;
    });
  },
};

function signalSent(store: KernelStore, { to, info, outcome, flushed, thread }: SignalSent): void {
  const queued = outcome === 'queued';
  if (!queued && flushed === undefined) return;
  const task = store.task(to);
  const pending = without(task.pending, flushed ?? []);
  const threadPending = without(task.threadPending, flushed ?? []);
  store.updateTask(to, (draft) => {
    draft.pending = queued && !thread ? [...pending, info] : pending;
    draft.threadPending = queued && thread ? [...threadPending, info] : threadPending;
  });
}

function signalDelivered(store: KernelStore, event: SignalDelivered): void {
  const { info, queueKept, thread, reset } = event;
  const task = store.task(event.task);
  if (reset) {
    const disposed = { ...action(task, info.signal), disposition: 'default' } as const;
    changeActions(store, event.task, withAction(task.actions, info.signal, disposed));
  }
  if (queueKept) return;
  store.updateTask(event.task, (draft) => {
    if (thread) draft.threadPending = withoutFirst(task.threadPending, info.signal);
    else draft.pending = withoutFirst(task.pending, info.signal);
  });
}

/** flush_signal_handlers: what is ignored stays ignored, all flags go (PNS-64, PNS-66). */
export function withoutHandlers(actions: Task['actions']): Task['actions'] {
  const kept: Partial<Record<Signal, SigAction>> = {};
  for (const [signal, { disposition }] of actionEntries(actions)) {
    if (disposition === 'ignore') kept[signal] = { disposition, flags: [] };
  }
  return kept;
}

function withAction(actions: Task['actions'], signal: Signal, next: SigAction): Task['actions'] {
  const changed: Partial<Record<Signal, SigAction>> = { ...actions };
  if (next.disposition === 'default' && next.flags.length === 0) delete changed[signal];
  else changed[signal] = next;
  return changed;
}

function action(task: Task, signal: Signal): SigAction {
  return task.actions[signal] ?? { disposition: 'default', flags: [] };
}

function actionEntries(actions: Task['actions']): [Signal, SigAction][] {
  // Its keys are signals, and each key has a value.
  return Object.entries(actions) as [Signal, SigAction][];
}

function without(queue: readonly SigInfo[], signals: readonly Signal[]): readonly SigInfo[] {
  return queue.some(({ signal }) => signals.includes(signal))
    ? queue.filter(({ signal }) => !signals.includes(signal))
    : queue;
}

function withoutFirst(queue: readonly SigInfo[], signal: Signal): readonly SigInfo[] {
  const at = queue.findIndex((info) => info.signal === signal);
  return queue.filter((_, index) => index !== at);
}
