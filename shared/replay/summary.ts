// What is told of an input in which much happened? How much, and of all of it what tells most: a namespace that ends
// before one that begins, that before a refusal, and these before the births and deaths that every command is made of.

import type { KernelEvent } from '../kernel/event.ts';

/** Of more events than this, one is told. */
const MOST_SENTENCES = 5;

/** An event in words. */
export interface Told {
  readonly event: KernelEvent;
  readonly sentence: string;
}

/** Of what happened, in order: each sentence, or their number and the one that tells most. */
export function summarize(told: readonly Told[]): string {
  if (told.length <= MOST_SENTENCES) return told.map(({ sentence }) => sentence).join(' ');
  const most = told.reduce((best, next) => (weight(next.event) > weight(best.event) ? next : best));
  return `${told.length} events. ${most.sentence}`;
}

/** How much an event tells, beside others. */
function weight(event: KernelEvent): number {
  switch (event.type) {
    case 'PidNamespaceClosed':
      return 5;
    case 'TaskForked':
      return event.init ? 4 : 0;
    case 'SyscallFailed':
      return 3;
    case 'TaskUnshared':
    case 'TaskJoinedNamespace':
    case 'TaskReparented':
    case 'TaskStopped':
    case 'TaskTraced':
      return 2;
    case 'SignalSent':
    case 'Mounted':
    case 'Unmounted':
      return 1;
    default:
      return 0;
  }
}
